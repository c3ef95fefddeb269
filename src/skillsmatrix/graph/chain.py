"""The shortest chain of courses from what a person holds to what a role needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import inf

import networkx as nx
from attrs import frozen

from skillsmatrix.graph.build import Kind, PolicyGraph
from skillsmatrix.graph.counts import grants
from skillsmatrix.graph.queries import (
    counting_view,
    courses_in_force,
    needs_of_role,
    use_of_course,
)
from skillsmatrix.model.course import Course
from skillsmatrix.model.requirement import Requirement


@frozen
class Step:
    """One course of a chain, and what it is there for."""

    course: Course
    competencies: tuple[str, ...]


def chain_to_role(
    graph: PolicyGraph, held: Iterable[str], role: str, day: date
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Return the shortest chain of courses to all that a role needs, prerequisites first.

    Fewest courses; among equals fewest hours, a course of unknown length counting as the longest.
    Only courses that every receiving agency accepts are offered. Of several competencies of which
    some are enough, those needed anyway are taken, then those that are nearest by themselves, in
    the order of the requirement: usually the shortest way, not always.

    Args:
        graph: the policy.
        held: ids of competencies and courses held now.
        role: the role to reach.
        day: the day whose rules apply.

    Returns:
        The steps in order, and the competencies for which no course is in force; for several of
        which too few can be reached, their heading.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> from skillsmatrix.graph import build_graph
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> steps, without = chain_to_role(graph, ["OMMT-EL"], "care-worker", date(2026, 9, 30))
    >>> without
    ()
    """
    have = set(held)
    for item in tuple(have):
        have |= _given_by(graph, item, day)
    rules = [rule for rule in needs_of_role(graph, role, day) if rule.coverage is None]
    wanted = {name for rule in rules if not rule.of for name in rule.members} - have
    gives = {
        course: set(use_of_course(graph, course, day)) for course in courses_in_force(graph, day)
    }
    courses = graph.catalogue.courses
    reachable = _reachable(courses, gives, have)
    without = wanted - reachable
    for rule in rules:
        if rule.of:
            search = _Search(courses, gives, frozenset(have))
            chosen = _nearest_members(rule, have, wanted, reachable, search)
            wanted |= chosen or set()
            without |= {rule.competency} if chosen is None else set()
    search = _Search(courses, gives, frozenset(have))
    search.choose((), frozenset(wanted - without))
    steps: list[Step] = []
    for name in search.ordered(search.best or ()) or ():
        steps.append(Step(courses[name], tuple(sorted((gives[name] & wanted) - have))))
        have |= gives[name]
    return tuple(steps), tuple(sorted(without))


def _nearest_members(
    rule: Requirement, have: set[str], wanted: set[str], reachable: set[str], search: _Search
) -> set[str] | None:
    """Return which more of several competencies to want, or None if too few can be reached."""
    possible = [name for name in rule.of if name in reachable]
    if len(possible) < rule.members_needed:
        return None

    def away(name: str) -> tuple[bool, bool, int]:
        return name not in have, name not in wanted, search.courses_to(name)

    return set(sorted(possible, key=away)[: rule.members_needed]) - have


def _given_by(graph: PolicyGraph, item: str, day: date) -> set[str]:
    kind = Kind.COURSE if item in graph.catalogue.courses else Kind.COMPETENCY
    if (kind, item) not in graph.digraph:
        return set()
    reachable = nx.descendants(counting_view(graph), (kind, item))
    return {
        name
        for _, name in reachable
        if any(g.item == item and g.level > 0 for g in grants(graph, name, day))
    }


def _reachable(
    courses: Mapping[str, Course], gives: Mapping[str, set[str]], have: set[str]
) -> set[str]:
    """Return all that can ever be held, taking every course that can be taken."""
    reached = set(have)
    while True:
        more = set().union(*(g for n, g in gives.items() if set(courses[n].requires) <= reached))
        if more <= reached:
            return reached
        reached |= more


class _Search:
    """Branch on the competency with the fewest courses; drop what cannot beat the best."""

    def __init__(
        self, courses: Mapping[str, Course], gives: Mapping[str, set[str]], have: frozenset[str]
    ) -> None:
        self.courses = courses
        self.gives = gives
        self.have = have
        self.best: tuple[str, ...] | None = None

    def courses_to(self, competency: str) -> int:
        """Return how many courses one competency takes by itself."""
        self.best = None
        self.choose((), frozenset({competency} - self.have))
        return len(self.best or ())

    def choose(self, chosen: tuple[str, ...], wanted: frozenset[str]) -> None:
        """Try every way to give what is wanted besides what the chosen courses give."""
        if not wanted:
            better = self.best is None or self._cost(chosen) < self._cost(self.best)
            if better and self.ordered(chosen) is not None:
                self.best = chosen
            return
        if self.best is not None and len(chosen) + self._at_least(wanted) > len(self.best):
            return
        options = {name: self._offering(name, chosen) for name in sorted(wanted)}
        competency = min(options, key=lambda name: len(options[name]))
        for course in self._undominated(options[competency], wanted):
            taken = (*chosen, course)
            held = self.have.union(*(self.gives[name] for name in taken))
            needed = frozenset(self.courses[course].requires) - self.have
            # What a course needs must come from another: it does not open its own door.
            given_before = frozenset().union(*(self.gives[name] for name in chosen))
            self.choose(taken, (wanted - held) | (needed - given_before))

    def ordered(self, chosen: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the courses with prerequisites first, or None if some could never start."""
        left, have, order = sorted(chosen), set(self.have), []
        while left:
            ready = [name for name in left if set(self.courses[name].requires) <= have]
            if not ready:
                return None
            order.append(ready[0])
            left.remove(ready[0])
            have |= self.gives[ready[0]]
        return tuple(order)

    def _offering(self, competency: str, chosen: tuple[str, ...]) -> list[str]:
        return [n for n, given in self.gives.items() if competency in given and n not in chosen]

    def _undominated(self, names: list[str], wanted: frozenset[str]) -> list[str]:
        """Leave out courses that another beats in everything; the most useful come first."""

        def beats(one: str, other: str) -> bool:
            ours, theirs = self._worth(one, wanted), self._worth(other, wanted)
            no_worse = (
                ours[0] >= theirs[0]
                and ours[1] <= theirs[1]
                and self._hours(one) <= self._hours(other)
            )
            equal = ours == theirs and self._hours(one) == self._hours(other)
            return no_worse and (not equal or one < other)

        kept = [n for n in names if not any(beats(other, n) for other in names if other != n)]
        return sorted(kept, key=lambda n: (-len(self.gives[n] & wanted), self._hours(n), n))

    def _worth(self, name: str, wanted: frozenset[str]) -> tuple[set[str], set[str]]:
        """Return what a course gives of any use later, and what it asks for."""
        return self.gives[name] - self.have, set(self.courses[name].requires) - self.have

    def _at_least(self, wanted: frozenset[str]) -> int:
        most = max((len(given & wanted) for given in self.gives.values()), default=1)
        return -(-len(wanted) // max(most, 1))

    def _hours(self, name: str) -> float:
        return self.courses[name].hours or inf

    def _cost(self, chosen: tuple[str, ...]) -> tuple[int, float, tuple[str, ...]]:
        return len(chosen), sum(self._hours(name) for name in chosen), tuple(sorted(chosen))
