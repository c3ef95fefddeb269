"""From how long it is held and the first deadline to a status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.evaluate.evidence import Evidence
from skillsmatrix.evaluate.prove.away import pausing, spells, time_after
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.moved import speaks_of
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Assignment
from skillsmatrix.model.requirement import Grace, Requirement
from skillsmatrix.model.status import Status


@frozen(kw_only=True)
class Verdict:
    """A status, and what made it so where records alone did not.

    Attributes:
        allowed: the last day of the time that was given, after an absence or a lapse.
    """

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
    away = list(spells(ground, rule.clock, evidence.absences))
    pause = next((found for spell in away if (found := pausing(ground, spell))), None)
    if pause is not None:
        return Verdict(status=Status.PAUSED, pause=pause)
    if rule.renewal_on(day) is None:
        return Verdict(status=Status.NOT_EVALUATED)
    if until is not None and until >= day:
        soon = day + timedelta(days=ground.counting.soon)
        return Verdict(status=Status.EXPIRING if until <= soon else Status.MET)
    if deadline >= day:
        return Verdict(status=Status.NOT_YET_DUE)
    time = time_after(ground, away, max(until or date.min, deadline))
    grace = _grace(ground, rule, assignment.role) if until is not None else None
    graced = ground.end_after(until, grace.value) if grace and until else None
    given = Verdict(status=Status.NOT_YET_DUE)
    if time is not None and (graced is None or time.until >= graced):
        given = evolve(given, returned=time.absence, allowed=time.until)
    elif graced is not None:
        given = evolve(given, grace=grace, allowed=graced)
    if given.allowed is not None and given.allowed >= day:
        return given
    if until is not None:
        return evolve(given, status=Status.EXPIRED)
    if below is not None and below >= day:
        return evolve(given, status=Status.BELOW_LEVEL)
    return evolve(given, status=Status.MISSING)


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


def _grace(ground: Ground, rule: Requirement, role: str) -> Grace | None:
    grace = rule.grace_on(ground.day)
    if grace is None or not grace.roles:
        return grace
    return grace if set(grace.roles) & set(ground.graph.wider_roles(role)) else None
