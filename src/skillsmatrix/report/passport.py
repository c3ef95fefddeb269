"""The page of ``skills passport``: what a person's training is worth at another agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.evaluate.passport import Entry, Worth
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.completion import Completion
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.basis import Basis
from skillsmatrix.report.findings import finding_lines
from skillsmatrix.report.proof import record_words
from skillsmatrix.report.table import Column, Page

_COLUMNS = (
    Column("worth", "Worth there"),
    Column("standing", "Standing", drops=True),
    Column("competency", "Competency"),
    Column("title", "Title", shrinks=True, least=12, drops=True),
    Column("until", "Counts until"),
    Column("by", "By", shrinks=True, least=10),
    Column("first_by", "Do it by"),
    Column("courses", "Courses", shrinks=True, least=10),
    Column("status", "Status", narrow=False),
    Column("requirement", "Requirement", narrow=False),
    Column("found", "What records amount to", narrow=False),
    Column("refused", "Refused", narrow=False),
)
_ORDER = tuple(Worth)
_WORDS = {
    Worth.COUNTS: "counts",
    Worth.REDO: "to do again",
    Worth.FIRST: "to do",
    Worth.EXEMPT: "exempt",
    Worth.NOT_EVALUATED: "not evaluated",
}


def passport_page(
    records: PersonRecords,
    entries: Sequence[Entry],
    catalogue: Catalogue,
    agency: str,
    roles: Sequence[str],
    basis: Basis,
) -> Page:
    """Return what counts at an agency, what must be done there, and why records are refused."""
    person, day = records.person, basis.day
    # What must be done comes first, and of that the soonest: the reader has to book it.
    found = sorted(
        entries,
        key=lambda e: (
            e.first_by is None,
            e.first_by or date.max,
            _ORDER.index(e.worth),
            e.rule.requirement.standing.rank,
            e.cell.competency,
        ),
    )
    counts = {kind: sum(entry.worth is kind for entry in entries) for kind in Worth}
    as_what = f"as {', '.join(roles)}"
    said = [f"{_WORDS[kind]} {counts[kind]:,}" for kind in Worth if counts[kind]]
    header = f"As if starting on {day} {as_what}. {len(entries):,} asked for: {'; '.join(said)}."
    if not entries:
        header = f"As if starting on {day} {as_what}. Nothing is asked for there."
    return Page(
        title=f"Passport of {person.name or person.id} ({person.id}) to {agency}",
        header=(str(basis), header),
        columns=_COLUMNS,
        rows=tuple(
            (
                _WORDS[entry.worth],
                entry.rule.requirement.standing.value,
                entry.cell.competency,
                catalogue.competencies[entry.cell.competency].title,
                _until(entry),
                "; ".join(_record(record) for record in entry.by),
                entry.first_by,
                " or ".join(entry.rule.courses[:3]) if entry.first_by else "",
                entry.cell.status.value,
                entry.rule.requirement.id,
                "; ".join(finding_lines(entry.rule, day)),
                "; ".join(_reasons(entry, day)),
            )
            for entry in found
        ),
        notes=(*_at_home(records, agency, day), *_notes(found, day)),
        facts={
            "person": person.id,
            "agency": agency,
            "roles": list(roles),
            **basis.facts,
            **{kind.name.lower(): number for kind, number in counts.items()},
        },
    )


def _until(entry: Entry) -> str | date | None:
    if entry.worth is not Worth.COUNTS:
        return None
    return "for good" if entry.rule.until == FOREVER else entry.rule.until


def _record(record: Completion) -> str:
    return f"{record.item} of {record.completed}"


def _reasons(entry: Entry, day: date) -> Iterator[str]:
    for told in entry.refused:
        yield record_words(told, entry.rule, day)


def _at_home(records: PersonRecords, agency: str, day: date) -> Iterator[str]:
    """Say where the person is no newcomer to the agency: deadlines may run already."""
    posts = [
        f"{post.role} since {post.start}"
        for post in records.assignments
        if post.agency == agency and in_force(post.start, post.end, day)
    ]
    if posts:
        yield f"{records.person.id} works at {agency} already, as {' and '.join(posts)}."


def _notes(entries: Sequence[Entry], day: date) -> Iterator[str]:
    """Yield why what has to be done again does not count, or not yet, and what else is odd."""
    if any(entry.first_by is not None and entry.first_by < day for entry in entries):
        yield f"To do by a day before {day}: before starting."
    for entry in entries:
        if entry.worth is Worth.REDO:
            for reason in (*finding_lines(entry.rule, day), *_reasons(entry, day)):
                yield f"{entry.cell.competency}: {reason}."
        elif entry.worth is Worth.COUNTS and entry.rule.until != entry.rule.earned:
            yield f"{entry.cell.competency}: until then by decision; the records alone say {_alone(entry)}."


def _alone(entry: Entry) -> str:
    return str(entry.rule.earned or "nothing")
