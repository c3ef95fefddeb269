"""The page of ``skills explain``: a proof as a tree, as a person would say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.finding import Considered
from skillsmatrix.evaluate.proof import CellProof, Moved, RuleProof
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Source
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.renewal import Calendar, Events, Hours, Renewal, RenewedBy, Rolling
from skillsmatrix.model.requirement import Clock, Trigger
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.basis import Basis
from skillsmatrix.report.conclusion import CLOCKS, conclusion, running_on
from skillsmatrix.report.findings import finding_lines
from skillsmatrix.report.proof_facts import proof_facts
from skillsmatrix.report.scoped import renewal_words
from skillsmatrix.report.source import who_says
from skillsmatrix.report.stricter import why_stricter

__all__ = ["cell_lines", "proof_facts", "proof_text", "record_words"]

_RUNS_FROM = {
    Trigger.POST: "the start of this post",
    Trigger.AGENCY: "the first day at {agency}",
    Trigger.ROLE: "first taking up such a role",
    Trigger.TAG: "the day it began to apply",
    None: "the day the rule took force",
}


def proof_text(
    records: PersonRecords, cells: Sequence[CellProof], catalogue: Catalogue, basis: Basis
) -> str:
    """Return the proofs of a person's cells as text: a line each, its reasons indented below."""
    person = records.person
    lines = [f"{person.name or person.id} ({person.id})", str(basis)]
    if not cells:
        lines.append("No requirement binds this person on that day.")
    # The worst first, then the most binding: the reader came for those.
    order = sorted(cells, key=lambda c: (-c.status.severity, c.deciding.requirement.standing.rank))
    for cell in order:
        lines.append("")
        lines += cell_lines(cell, catalogue, basis.day)
    return "\n".join(lines) + "\n"


def cell_lines(cell: CellProof, catalogue: Catalogue, day: date) -> Iterator[str]:
    """Yield the proof of one cell: what is asked, every record, what they amount to, the answer."""
    title = catalogue.competencies[cell.competency].title
    proof = cell.deciding
    yield f"{cell.competency} {title}, for {cell.agency}: {cell.status.value.upper()}"
    yield from _rule(proof, catalogue, day)
    for line in finding_lines(proof, day):
        yield f"├─ {line}."
    for moved in proof.moved:
        yield f"├─ {_moved(moved, catalogue)}"
    if running := running_on(proof, catalogue, day):
        yield f"├─ {running}"
    for other in cell.others:
        yield (
            f"├─ Also bound by {other.requirement.id} as {other.assignment.role}:"
            f" {_short(other)}. {proof.requirement.id} stands: {why_stricter(proof, other)}."
        )
    yield f"└─ {conclusion(proof, catalogue, day)}"


def _rule(proof: RuleProof, catalogue: Catalogue, day: date) -> Iterator[str]:
    rule, post = proof.requirement, proof.assignment
    level = f" at level {rule.level}" if rule.level else ""
    of = ""
    if rule.of:
        needed = "all" if rule.members_needed == len(rule.of) else str(rule.members_needed)
        of = f", {needed} of {', '.join(rule.of)},"
    yield f"├─ Required{level}{of} by {rule.id} ({rule.standing}), {_source(rule, catalogue)}"
    yield f"│  as {post.role} at {post.agency} since {_since(proof)}"
    yield from _first_deadline(proof, catalogue, day)
    renewal = rule.renewal_on(day)
    if renewal is not None:
        yield f"│  renewed: {renewal_words(renewal)}{_besides(renewal)}; {_source(renewal, catalogue)}"
    if rule.clock is not Clock.EMPLOYER:
        yield f"│  runs by {CLOCKS[rule.clock]}, not by the employer's"
    for member in proof.members:
        about = f" for {member.competency}" if rule.of else ""
        for considered in sorted(
            member.considered, key=lambda c: c.completion.completed or date.min, reverse=True
        ):
            yield f"├─ Record{about}: {record_words(considered, proof, day)}"


def _since(proof: RuleProof) -> str:
    """Return since when the post has been held, by whatever contracts without a break."""
    start, first = proof.assignment.start, proof.first
    if first.trigger is Trigger.POST and first.since < start:
        return f"{first.since}, by this contract since {start}"
    return str(start)


def _besides(renewal: Renewal) -> str:
    """Return the terms of renewal that its few words leave out."""
    if not isinstance(renewal, Rolling | RenewedBy):
        return ""
    said = ""
    if renewal.early is not None:
        said += f", dated on from the old last day if at most {renewal.early} early"
    if renewal.lapsed_within is not None:
        said += f", by what only renews until {renewal.lapsed_within} after a lapse"
    return said


def _first_deadline(proof: RuleProof, catalogue: Catalogue, day: date) -> Iterator[str]:
    rule, first = proof.requirement, proof.first
    within, renewal = rule.within_on(day), rule.renewal_on(day)
    if within is not None:
        since = _RUNS_FROM[first.trigger].format(agency=proof.assignment.agency)
        if within.value.count == 0:
            said = f"from the first day: {since}, {first.since}"
        else:
            said = f"first within {within.value} of {since} ({first.since}), so by {first.last}"
        yield f"│  {said}; {_source(within, catalogue)}"
    elif isinstance(renewal, Events | Calendar):
        yield f"│  first by the end of the first whole year since {first.since}, {first.last}"


def _source(source: Source, catalogue: Catalogue) -> str:
    return f"{who_says(source, catalogue)} [{source.place}]"


def record_words(considered: Considered, proof: RuleProof, day: date) -> str:
    """Return what a record is, why it counts or does not, and through which day."""
    record, renewal = considered.completion, proof.requirement.renewal_on(day)
    done = f"completed {record.completed}" if record.completed else str(record.outcome)
    said = f"{record.item} {done}"
    if record.provider:
        said += f" with {record.provider}"
    said += f": {considered.why}"
    if considered.until == FOREVER:
        said += ", for good"
    elif considered.until is not None:
        said += _reach(considered.until, renewal)
    if considered.update is not None:
        said += f", as an update through {considered.update}"
    if considered.differs is not None:
        rule = "never ends" if considered.differs == FOREVER else f"says {considered.differs}"
        said += f" (the source's own date; the rule {rule})"
    elif _own_date_is_idle(considered, renewal):
        said += f" (the record's own date, {record.expires}, does not decide here)"
    return f"{said} [{record.source}]" if record.source else said


def _reach(until: date, renewal: Renewal | None) -> str:
    match renewal:
        case Hours():
            return f", in the window through {until}"
        case Events() | Calendar():
            return ""  # the year is said already
        case _:
            return f", valid through {until}"


def _own_date_is_idle(considered: Considered, renewal: Renewal | None) -> bool:
    expires = considered.completion.expires
    return (
        expires not in (None, FOREVER, considered.until)
        and considered.until is not None
        and not isinstance(renewal, Hours | Events | Calendar)
    )


def _moved(moved: Moved, catalogue: Catalogue) -> str:
    by = moved.by
    what = "The first deadline" if moved.of_deadline else "The last day"
    if not isinstance(by, Decision):
        who = f"for everybody by {by.id}, {_source(by, catalogue)}"
        return f"{what} put off {who}: from {moved.before} to {moved.after}."
    reason = f"by {by.decided_by}, because: {by.reason}"
    if by.kind is DecisionKind.TEMPORARY:
        return f"Certified for the time being, {by.start} to {moved.after}, {reason}."
    return f"{what} put off {reason}: from {moved.before} to {moved.after}."


def _short(proof: RuleProof) -> str:
    if proof.until is None or proof.until == FOREVER:
        return proof.status.value
    return f"{proof.status}, held through {proof.until}"
