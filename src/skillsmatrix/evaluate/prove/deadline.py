"""By when a competency must first be held: what starts the clock, and how long it runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from skillsmatrix.dates import Interval, days_after, end_of_year, in_force
from skillsmatrix.evaluate.evidence import Evidence
from skillsmatrix.evaluate.proof import FirstDeadline
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.renewal import Calendar, Events
from skillsmatrix.model.requirement import Requirement, Trigger

_AT_ONCE = Interval(0, "days")


def first_deadline(
    ground: Ground, rule: Requirement, assignment: Assignment, evidence: Evidence
) -> FirstDeadline:
    """Return the first deadline of a rule for a person in an assignment."""
    within = rule.within_on(ground.day)
    renewal = rule.renewal_on(ground.day)
    trigger = rule.trigger_on(ground.day)
    started = _started(ground, rule, trigger, assignment, evidence)
    since = started
    backdated = within is not None and within.backdated
    if rule.start is not None and rule.start > started and not backdated:
        since = rule.start
    if within is None and isinstance(renewal, Events | Calendar):
        last = _first_whole_year(since, renewal.first_day)
    else:
        last = ground.end(since, within.value if within else _AT_ONCE)
    return FirstDeadline(last, since, trigger if since == started else None)


def _started(
    ground: Ground,
    rule: Requirement,
    trigger: Trigger,
    assignment: Assignment,
    evidence: Evidence,
) -> date:
    day = ground.day
    if trigger is Trigger.POST:
        return post_start(assignment, evidence.assignments)
    starts: Iterable[date] = ()
    if trigger is Trigger.AGENCY:
        here = [a for a in evidence.assignments if a.agency == assignment.agency]
        return _unbroken(assignment.start, here)
    if trigger is Trigger.ROLE:
        bound = set(rule.roles)
        starts = (
            a.start
            for a in evidence.assignments
            if not bound.isdisjoint(ground.graph.wider_roles(a.role))
        )
    elif trigger is Trigger.TAG:
        starts = (
            tag.start
            for tag in evidence.tags
            if tag.tag in rule.tags and in_force(tag.start, tag.end, day)
        )
    own = post_start(assignment, evidence.assignments)
    return min((start for start in starts if start <= day), default=own)


def post_start(assignment: Assignment, assignments: Iterable[Assignment]) -> date:
    """Return when a post began: a contract that goes on from one like it is no new post."""
    like = assignment.role, assignment.agency, assignment.setting
    alike = [a for a in assignments if (a.role, a.agency, a.setting) == like]
    return _unbroken(assignment.start, alike)


def _unbroken(start: date, among: Iterable[Assignment]) -> date:
    """Return the start of the first of some assignments that lead to a day without a break."""
    for other in sorted(among, key=lambda a: a.start, reverse=True):
        if other.start < start and (other.end is None or other.end >= start - timedelta(days=1)):
            return _unbroken(other.start, among)
    return start


def _first_whole_year(since: date, first_day: str) -> date:
    """Return the last day of the first year that is whole from a day on."""
    # Seen from the day before, the year that begins today is the next one.
    running = end_of_year(days_after(since, -1), first_day)
    return end_of_year(running + timedelta(days=1), first_day)
