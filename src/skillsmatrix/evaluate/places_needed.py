"""How many places in courses would close the gaps there are, at the least."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache

import narwhals as nw
from attrs import frozen

from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.demand import Demand, Demands, fewest
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.model.status import GAPS, Status

c = nw.col

_LEAST = min(status.severity for status in GAPS)

Asked = frozenset[tuple[str, Demand]]
"""The gaps of a person: competency, and what closes it."""


@frozen
class Places:
    """The places that would close gaps, and the gaps that no single place closes.

    Attributes:
        needed: places in courses, one for each person and course.
        over_time: distinct (person, competency) that take hours, or several events in a year.
        by_none: distinct (person, competency) that no course in force closes.
    """

    needed: int = 0
    over_time: int = 0
    by_none: int = 0


def places_needed(scope: Scope, courses: Collection[str]) -> tuple[Places, dict[str, Places]]:
    """Return the places that would close the gaps of a scope, in all and by agency.

    A place closes what its course gives, at every agency of the person that accepts it; so the sum
    over agencies may be more than all. Of several competencies of which some must be held, it is
    not looked at which are held already.

    Args:
        scope: the rows.
        courses: ids of the courses in force.
    """
    evaluation = scope.evaluation
    agencies, rules = evaluation.frames.agencies, evaluation.policy.rules
    demands = Demands(evaluation.policy, courses, evaluation.settings.convention)
    of_person: dict[int, dict[int, set[tuple[str, Demand]]]] = {}
    rows = scope.rows.filter(c("severity") >= _LEAST)
    names = ("person", "agency", "rule", "severity", "until")
    for person, agency, rule, severity, until in values(rows, *names):
        at = agencies[agency]
        lapsed = int(until) if severity == Status.EXPIRED.severity else None
        asked = rules[rule].competency, demands.of(rule, at.ref, at.sector, lapsed)
        of_person.setdefault(person, {}).setdefault(agency, set()).add(asked)
    cover = cache(fewest)
    everything: list[Asked] = []
    by_agency: dict[str, list[Asked]] = {}
    for of_agency in of_person.values():
        everything.append(frozenset().union(*of_agency.values()))
        for agency, gaps in of_agency.items():
            by_agency.setdefault(agencies[agency].ref, []).append(frozenset(gaps))
    return _added(everything, cover), {
        ref: _added(found, cover) for ref, found in by_agency.items()
    }


def _added(people: Iterable[Asked], cover: Callable[[frozenset[Demand]], int]) -> Places:
    needed = over_time = by_none = 0
    for asked in people:
        needed += cover(frozenset(demand for _, demand in asked))
        over_time += len({name for name, demand in asked if demand.over_time})
        by_none += len(
            {name for name, demand in asked if not demand.over_time and not demand.can_be_met}
        )
    return Places(needed, over_time, by_none)
