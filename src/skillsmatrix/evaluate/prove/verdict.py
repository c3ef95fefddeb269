"""From how long it is held and the first deadline to a status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.evaluate.evidence import Evidence
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.moved import speaks_of
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Assignment
from skillsmatrix.model.requirement import Grace, Requirement
from skillsmatrix.model.status import Status


@frozen(kw_only=True)
class Verdict:
    """A status, and what made it so where records alone did not."""

    status: Status
    exemption: Decision | None = None
    pause: Absence | None = None
    returned: Absence | None = None
    grace: Grace | None = None
    allowed: date | None = None


def verdict(
    ground: Ground,
    rule: Requirement,
    assignment: Assignment,
    evidence: Evidence,
    until: date | None,
    below: date | None,
    deadline: date,
) -> Verdict:
    """Return the status; the first reason that applies decides."""
    day = ground.day
    exemption = _exemption(rule, assignment.agency, evidence.decisions, day)
    if exemption is not None:
        return Verdict(status=Status.EXEMPT, exemption=exemption)
    pausing = list(_pausing(ground, rule, evidence.absences))
    pause = next((absence for absence, kind in pausing if _pauses(ground, absence, kind)), None)
    if pause is not None:
        return Verdict(status=Status.PAUSED, pause=pause)
    if rule.renewal_on(day) is None:
        return Verdict(status=Status.NOT_EVALUATED)
    if until is not None and until >= day:
        soon = day + timedelta(days=ground.counting.soon)
        return Verdict(status=Status.EXPIRING if until <= soon else Status.MET)
    if deadline >= day:
        return Verdict(status=Status.NOT_YET_DUE)
    back = _back(ground, pausing, max(until or date.min, deadline))
    if back is not None:
        return Verdict(status=Status.NOT_YET_DUE, returned=back[0], allowed=back[1])
    grace = _grace(ground, rule, assignment.role)
    if grace is not None and until is not None:
        allowed = ground.end_after(until, grace.value)
        if allowed >= day:
            return Verdict(status=Status.NOT_YET_DUE, grace=grace, allowed=allowed)
    if until is not None:
        return Verdict(status=Status.EXPIRED)
    if below is not None and below >= day:
        return Verdict(status=Status.BELOW_LEVEL)
    return Verdict(status=Status.MISSING)


def due_day(until: date | None, deadline: date, allowed: date | None) -> date | None:
    """Return the day by which it must, or had to, be held; None where it never ends."""
    if until == FOREVER:
        return None
    return max(deadline, until or date.min, allowed or date.min)


def _exemption(
    rule: Requirement, agency: str, decisions: Sequence[Decision], day: date
) -> Decision | None:
    found = (
        decision
        for decision in decisions
        if decision.kind is DecisionKind.EXEMPTION
        and speaks_of(decision, rule, agency)
        and in_force(decision.start, decision.end, day)
    )
    return max(found, key=lambda decision: decision.end or FOREVER, default=None)


def _pausing(
    ground: Ground, rule: Requirement, absences: Sequence[Absence]
) -> Iterator[tuple[Absence, AbsenceKind]]:
    """Yield the absences of a kind that stops the rule's clock, long enough or not."""
    for absence in absences:
        kind = ground.catalogue.absence_kinds.get(absence.kind)
        if kind is not None and rule.clock in kind.pauses:
            yield absence, kind


def _pauses(ground: Ground, absence: Absence, kind: AbsenceKind) -> bool:
    day = ground.day
    return in_force(absence.start, absence.end, day) and (
        kind.after is None or day > ground.end(absence.start, kind.after)
    )


def _back(
    ground: Ground, pausing: Sequence[tuple[Absence, AbsenceKind]], last: date
) -> tuple[Absence, date] | None:
    """Return the absence whose return gives time, and until when; None if it fell due before."""
    found = []
    for absence, kind in pausing:
        if absence.end is None or absence.end >= ground.day or kind.grace is None:
            continue
        long_enough = kind.after is None or absence.end > ground.end(absence.start, kind.after)
        allowed = ground.end_after(absence.end, kind.grace)
        if long_enough and allowed >= ground.day:
            found.append((absence, allowed))
    if not found or last < min(absence.start for absence, _ in found):
        return None
    return max(found, key=lambda pair: pair[1])


def _grace(ground: Ground, rule: Requirement, role: str) -> Grace | None:
    grace = rule.grace_on(ground.day)
    if grace is None or not grace.roles:
        return grace
    return grace if set(grace.roles) & set(ground.graph.wider_roles(role)) else None
