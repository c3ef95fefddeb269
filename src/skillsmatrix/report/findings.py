"""What records amount to, in sentences: clocks, hours, events, and several competencies at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.finding import (
    Chain,
    EventsCounted,
    HoursCounted,
    MemberProof,
    YearCounted,
)
from skillsmatrix.evaluate.proof import RuleProof
from skillsmatrix.model.decision import Decision
from skillsmatrix.model.renewal import Calendar, Events, Hours, TwoClocks


def finding_lines(proof: RuleProof, day: date) -> Iterator[str]:
    """Yield what the records of a rule amount to, where the records alone do not say it."""
    several = len(proof.members) > 1
    for member in proof.members:
        about = f"{member.competency}: " if several else ""
        yield from (about + line for line in _member(proof, member, day))
        if several and member.certified is not None:
            yield about + _certified(member.certified)
    if several:
        yield _held_of(proof, day)


def _certified(given: Decision) -> str:
    stretch = f"{given.start} to {given.end}"
    return (
        f"certified for the time being, {stretch}, by {given.decided_by}, because: {given.reason}"
    )


def through(until: date | None, day: date) -> str:
    """Say how far something reaches, seen from a day.

    >>> through(date(2026, 9, 29), date(2026, 9, 30)), through(None, date(2026, 9, 30))
    ('lapsed after 2026-09-29', 'never')
    """
    if until is None:
        return "never"
    if until == FOREVER:
        return "for good"
    return f"through {until}" if until >= day else f"lapsed after {until}"


def _member(proof: RuleProof, member: MemberProof, day: date) -> Iterator[str]:
    renewal = proof.requirement.renewal_on(day)
    for finding in member.findings:
        match finding:
            case HoursCounted():
                assert isinstance(renewal, Hours)  # only they count hours
                yield _hours(finding, renewal, day)
            case EventsCounted():
                assert isinstance(renewal, Events | Calendar)  # only they count events
                yield from _events(finding, renewal, day)
            case Chain():
                if isinstance(renewal, TwoClocks):
                    update = finding.clock == "update"
                    every = renewal.update_every if update else renewal.every
                    yield _clock(finding, str(every), day)


def _clock(finding: Chain, every: str, day: date) -> str:
    by = f", by {finding.best.completion.item}" if finding.best else ""
    said = f"{finding.clock.capitalize()}, every {every}"
    return f"{said}: {through(finding.until, day)}{by}"


def _hours(finding: HoursCounted, renewal: Hours, day: date) -> str:
    now, needed = finding.now, finding.needed
    said = (
        f"Held: {_number(now.total)} hours of {_number(needed.total)} needed"
        f" in the {renewal.window} to {day}"
    )
    sorts = [
        f"{_number(got)} {sort} of {_number(asked)} needed"
        for got, asked, sort in (
            (now.participatory, needed.participatory, "participatory"),
            (now.multi_agency, needed.multi_agency, "multi-agency"),
        )
        if asked
    ]
    if sorts:
        said += f", of which {' and '.join(sorts)}"
    if finding.leaves is not None:
        said += f"; the oldest leave the window after {finding.leaves}"
    return said


def _number(minutes: int) -> str:
    return f"{minutes / 60:.4g}"


def _events(finding: EventsCounted, renewal: Events | Calendar, day: date) -> Iterator[str]:
    """Yield the years that still matter: the one that keeps it, and the latest."""
    out_of = f" of {renewal.out_of}" if isinstance(renewal, Events) else ""
    needed = f"{finding.needed}{out_of} needed"
    if finding.included:
        needed += f", at least {finding.included} of them {' or '.join(renewal.including)}"
    if not finding.years:
        yield f"Held: none in any year; {needed}"
        return
    kept = [year for year in finding.years if year.enough][-1:]
    for year in sorted({*kept, finding.years[-1]}, key=lambda year: year.last):
        yield f"{_year(year, renewal, day)}; {needed}"


def _year(year: YearCounted, renewal: Events | Calendar, day: date) -> str:
    said = f"Held: {year.counted} in the year to {year.last}"
    if renewal.including:
        said += f", {year.included or 'none'} of them {' or '.join(renewal.including)}"
    if year.enough:
        return f"{said}: enough"
    return f"{said}: not enough{' yet' if year.last >= day else ''}"


def _held_of(proof: RuleProof, day: date) -> str:
    needed = proof.requirement.members_needed
    held = [m for m in proof.members if m.last is not None and m.last >= day]
    each = ", ".join(f"{m.competency} {through(m.last, day)}" for m in proof.members)
    return f"Held: {len(held)} of the {needed} needed, out of {len(proof.members)}: {each}"
