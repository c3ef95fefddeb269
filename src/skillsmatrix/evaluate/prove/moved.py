"""Last days that somebody's word puts off: extensions for all, personal ones, temporary ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.proof import Moved
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.recognition import Extension
from skillsmatrix.model.requirement import Requirement


@frozen
class Extended:
    """The last day it is held and the first deadline, after all that put them off."""

    until: date | None
    deadline: date
    moved: tuple[Moved, ...]


def speaks_of(decision: Decision, rule: Requirement, agency: str) -> bool:
    """Say whether a decision is about a rule at an agency."""
    return decision.subject in (rule.competency, rule.id) and decision.agency in ("", agency)


def certificates(decisions: Iterable[Decision], agency: str, day: date) -> list[Decision]:
    """Return the temporary certifications begun by a day that hold at an agency."""
    return [
        decision
        for decision in decisions
        if decision.kind is DecisionKind.TEMPORARY
        and decision.agency in ("", agency)
        and decision.start <= day
    ]


def extended(
    ground: Ground,
    rule: Requirement,
    agency: str,
    decisions: Sequence[Decision],
    certified: Sequence[Decision],
    until: date | None,
    deadline: date,
) -> Extended:
    """Return both days after temporary certifications, then extensions for all, then personal ones."""
    mine = [decision for decision in decisions if speaks_of(decision, rule, agency)]
    moved: list[Moved] = []
    for decision in certified:
        end = decision.end or FOREVER
        if until is None or end > until:
            moved.append(Moved(until, end, decision))
            until = end
    for_all = tuple(_for_all(ground, rule, agency))
    personal = tuple(d for d in mine if d.kind is DecisionKind.EXTENSION)
    for given in (for_all, personal):
        if until is not None:
            until = _put_off(until, given, moved, of_deadline=False)
        deadline = _put_off(deadline, given, moved, of_deadline=True)
    return Extended(until, deadline, tuple(moved))


def put_off(
    ground: Ground, rule: Requirement, agency: str, decisions: Sequence[Decision], day: date
) -> date:
    """Return a last day after what extensions for all, then personal ones, make of it."""
    mine = [d for d in decisions if speaks_of(d, rule, agency) and d.kind is DecisionKind.EXTENSION]
    for given in (tuple(_for_all(ground, rule, agency)), mine):
        day = _put_off(day, given, [], of_deadline=False)
    return day


def _for_all(ground: Ground, rule: Requirement, agency: str) -> Iterator[Extension]:
    for extension in ground.catalogue.extensions.values():
        everywhere = not (extension.agencies or extension.sectors)
        if rule.competency in extension.competencies and (
            everywhere or agency in extension.agencies or ground.sector(agency) in extension.sectors
        ):
            yield extension


def _put_off(
    day: date,
    given: Sequence[Extension | Decision],
    moved: list[Moved],
    *,
    of_deadline: bool,
) -> date:
    """Return the day after the longest stretch it lies in, and note whose word that was."""
    inside = [(g.end or FOREVER, g) for g in given if g.start <= day <= (g.end or FOREVER)]
    end, by = max(inside, key=lambda pair: pair[0], default=(day, None))
    if by is None or end <= day:
        return day
    moved.append(Moved(day, end, by, of_deadline))
    return end
