"""From days to a status: the steps in their order."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen
from tests.reference.bound import deadline
from tests.reference.recognise import Ask
from tests.reference.until import held, latest
from tests.reference.world import day_after

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence
from skillsmatrix.model.recognition import Extension
from skillsmatrix.model.status import Status


@frozen
class Verdict:
    """What one rule says of one assignment.

    Attributes:
        due: by when something must be done; None for never.
        step: which step of the order decided.
    """

    status: Status
    due: date | None
    step: int


def decide(ask: Ask) -> Verdict:
    """Return the status of one rule for one assignment."""
    world, day = ask.world, ask.world.day
    from_records, below = held(ask)
    until, due = through_decisions(ask, from_records), _extended(ask, deadline(ask))
    assert due is not None  # there was a deadline to begin with

    def verdict(status: Status, step: int, after: date | None = None) -> Verdict:
        last = latest([due, until, after])
        return Verdict(status, None if until == FOREVER else last, step)

    if any(in_force(d.start, d.end, day) for d in _decisions(ask, DecisionKind.EXEMPTION)):
        return verdict(Status.EXEMPT, 4)
    if any(_pauses(ask, absence, kind) for absence, kind in _absences(ask)):
        return verdict(Status.PAUSED, 5)
    if ask.rule.renewal_on(day) is None:
        return verdict(Status.NOT_EVALUATED, 5)
    if until is not None and until >= day:
        soon = until <= day + timedelta(days=world.soon)
        return verdict(Status.EXPIRING if soon else Status.MET, 6)
    if due >= day:
        return verdict(Status.NOT_YET_DUE, 7)
    returned = _grace_after_return(ask, latest([until, due]))
    if returned is not None:
        return verdict(Status.NOT_YET_DUE, 8, returned)
    grace = _grace_after_lapse(ask, until)
    if grace is not None:
        return verdict(Status.NOT_YET_DUE, 9, grace)
    if until is not None:
        return verdict(Status.EXPIRED, 10)
    if below is not None and below >= day:
        return verdict(Status.BELOW_LEVEL, 10)
    return verdict(Status.MISSING, 10)


def through_decisions(ask: Ask, until: date | None) -> date | None:
    """Return until when a rule is held, once what was decided and given to all is added."""
    begun = [
        decision.end or FOREVER
        for decision in _decisions(ask, DecisionKind.TEMPORARY)
        if decision.start <= ask.world.day
    ]
    return _extended(ask, latest([until, *begun]))


def _extended(ask: Ask, last: date | None) -> date | None:
    """Return a last day after everybody's extensions, then after the person's own."""
    for_all: list[Extension | Decision] = [
        extension
        for extension in ask.world.catalogue.extensions.values()
        if ask.rule.competency in extension.competencies and _extends_here(ask, extension)
    ]
    own: list[Extension | Decision] = [*_decisions(ask, DecisionKind.EXTENSION)]
    for extensions in (for_all, own):
        if last is not None:
            ends = [e.end or FOREVER for e in extensions if in_force(e.start, e.end, last)]
            last = max([last, *ends])
    return last


def _extends_here(ask: Ask, extension: Extension) -> bool:
    everywhere = not extension.agencies and not extension.sectors
    return (
        everywhere
        or ask.agency in extension.agencies
        or ask.world.sector(ask.agency) in extension.sectors
    )


def _decisions(ask: Ask, kind: DecisionKind) -> list[Decision]:
    return [
        decision
        for decision in ask.records.decisions
        if decision.kind is kind
        and decision.subject in (ask.rule.competency, ask.rule.id)
        and decision.agency in ("", ask.agency)
    ]


def _absences(ask: Ask) -> list[tuple[Absence, AbsenceKind]]:
    """Return the absences that pause the rule's clock, with what their kind says."""
    kinds = ask.world.catalogue.absence_kinds
    known = [
        (absence, kinds[absence.kind]) for absence in ask.records.absences if absence.kind in kinds
    ]
    return [(absence, kind) for absence, kind in known if ask.rule.clock in kind.pauses]


def _pauses(ask: Ask, absence: Absence, kind: AbsenceKind) -> bool:
    day = ask.world.day
    lasted = kind.after is None or day > ask.world.end(absence.start, kind.after)
    return in_force(absence.start, absence.end, day) and lasted


def _grace_after_return(ask: Ask, fell_due: date | None) -> date | None:
    """Return until when a person back from an absence has time, or None."""
    world = ask.world
    starts, ends = [], []
    for absence, kind in _absences(ask):
        if absence.end is None or absence.end >= world.day or kind.grace is None:
            continue
        lasted = kind.after is None or absence.end > world.end(absence.start, kind.after)
        until = world.end(day_after(absence.end), kind.grace)
        if lasted and until >= world.day:
            starts.append(absence.start)
            ends.append(until)
    if not starts or fell_due is None or fell_due < min(starts):
        return None
    return max(ends)


def _grace_after_lapse(ask: Ask, until: date | None) -> date | None:
    """Return until when the rule lets the role go on after a lapse, or None."""
    grace = ask.rule.grace_on(ask.world.day)
    if grace is None or until is None:
        return None
    roles = ask.world.wider_roles(ask.assignment.role)
    last = ask.world.end(day_after(until), grace.value)
    in_time = last >= ask.world.day
    return last if in_time and (not grace.roles or roles & set(grace.roles)) else None
