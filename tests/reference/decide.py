"""From days to a status: the steps in their order."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen
from tests.reference.bound import deadline
from tests.reference.extended import decisions_about, extended
from tests.reference.recognise import Ask
from tests.reference.until import certified, held, latest
from tests.reference.world import day_after

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.person import Absence
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
    until, due = through_decisions(ask, from_records), extended(ask, deadline(ask))
    assert due is not None  # there was a deadline to begin with

    def verdict(status: Status, step: int, after: date | None = None) -> Verdict:
        last = latest([due, until, after])
        return Verdict(status, None if until == FOREVER else last, step)

    if any(in_force(d.start, d.end, day) for d in decisions_about(ask, DecisionKind.EXEMPTION)):
        return verdict(Status.EXEMPT, 4)
    if any(_pauses(ask, spell) for spell in _spells(ask)):
        return verdict(Status.PAUSED, 5)
    if ask.rule.renewal_on(day) is None:
        return verdict(Status.NOT_EVALUATED, 5)
    if until is not None and until >= day:
        soon = until <= day + timedelta(days=world.soon)
        return verdict(Status.EXPIRING if soon else Status.MET, 6)
    if due >= day:
        return verdict(Status.NOT_YET_DUE, 7)
    returned, grace = _after_absence(ask, latest([until, due])), _grace_after_lapse(ask, until)
    given = latest([returned, grace])
    if given is not None and given >= day:
        return verdict(Status.NOT_YET_DUE, 8 if given == returned else 9, given)
    if until is not None:
        return verdict(Status.EXPIRED, 10, given)
    if below is not None and below >= day:
        return verdict(Status.BELOW_LEVEL, 10, given)
    return verdict(Status.MISSING, 10, given)


def through_decisions(ask: Ask, until: date | None) -> date | None:
    """Return until when a rule is held, once what was decided and given to all is added."""
    begun = [
        decision.end or FOREVER
        for decision in decisions_about(ask, DecisionKind.TEMPORARY)
        if decision.start <= ask.world.day
    ]
    alone = () if ask.rule.of else (certified(ask, ask.rule.competency),)
    return extended(ask, latest([until, *begun, *alone]))


def _absences(ask: Ask) -> list[tuple[Absence, AbsenceKind]]:
    """Return the absences that pause the rule's clock, with what their kind says, as they began."""
    kinds = ask.world.catalogue.absence_kinds
    known = [
        (absence, kinds[absence.kind])
        for absence in sorted(ask.records.absences, key=lambda absence: absence.start)
        if absence.kind in kinds and absence.start <= ask.world.day
    ]
    return [(absence, kind) for absence, kind in known if ask.rule.clock in kind.pauses]


def _spells(ask: Ask) -> list[list[tuple[Absence, AbsenceKind]]]:
    """Return the absences in stretches: each stretch covers every day from its first to its last."""
    stretches: list[list[tuple[Absence, AbsenceKind]]] = []
    covered = date.min
    for absence, kind in _absences(ask):
        if not stretches or absence.start > day_after(covered):
            stretches.append([])
            covered = date.min
        stretches[-1].append((absence, kind))
        covered = max(covered, absence.end or FOREVER)
    return stretches


def _pauses(ask: Ask, spell: list[tuple[Absence, AbsenceKind]]) -> bool:
    """Say whether somebody is away today, and has been for as long as today's absence asks."""
    day, began = ask.world.day, spell[0][0].start
    return any(
        in_force(absence.start, absence.end, day)
        and (kind.after is None or day > ask.world.end(began, kind.after))
        for absence, kind in spell
    )


def _after_absence(ask: Ask, fell_due: date | None) -> date | None:
    """Return until when a person back from an absence has, or had, time; None if there was none."""
    given = None
    for spell in _spells(ask):
        began, ended = spell[0][0].start, max(absence.end or FOREVER for absence, _ in spell)
        if ended >= ask.world.day:
            continue
        ends = [
            ask.world.end(day_after(ended), kind.grace)
            for absence, kind in spell
            if kind.grace is not None
            and (kind.after is None or (absence.end or FOREVER) > ask.world.end(began, kind.after))
        ]
        fell = given or fell_due
        if ends and fell is not None and began <= fell <= max(ends):
            given = max(ends)
    return given


def _grace_after_lapse(ask: Ask, until: date | None) -> date | None:
    """Return until when the rule lets, or let, the role go on after a lapse; None if it does not."""
    grace = ask.rule.grace_on(ask.world.day)
    if grace is None or until is None:
        return None
    roles = ask.world.wider_roles(ask.assignment.role)
    last = ask.world.end(day_after(until), grace.value)
    return last if not grace.roles or roles & set(grace.roles) else None
