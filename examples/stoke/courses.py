"""Which courses lead to a competency, asked of the catalogue and its graph."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date

from skillsmatrix.dates import in_force
from skillsmatrix.graph import PolicyGraph, use_of_course
from skillsmatrix.model.course import AwardKind, Course, Effect

_BUNDLE = 5
"""A course that awards so many competencies is an induction, not a choice for one of them."""


class Courses:
    """The courses of a catalogue on a day.

    Attributes:
        by_id: the courses themselves.
        gives: course → all it counts for, by ladders and equivalences too.
        full: course → what it awards outright.
    """

    def __init__(self, graph: PolicyGraph, as_at: date) -> None:
        self._as_at = as_at
        self._links = graph.catalogue.equivalences.values()
        self.by_id = graph.catalogue.courses
        self.full = {
            name: frozenset(a.competency for a in course.awards if a.kind is AwardKind.FULL)
            for name, course in self.by_id.items()
        }
        self.gives = {
            name: full | frozenset(use_of_course(graph, name, as_at))
            for name, full in self.full.items()
        }

    def first(self, competency: str, wanted: AbstractSet[str]) -> list[str]:
        """Return the courses to begin with: those that give most of what is wanted.

        Courses that award what nobody asked for are taken only where there are no others.
        """
        found = [
            name
            for name, full in self.full.items()
            if competency in full
            and len(full) < _BUNDLE
            and competency not in self.by_id[name].requires
        ]
        found = [name for name in found if self.full[name] <= wanted] or found
        found = [name for name in found if self._runs(self.by_id[name])] or found
        most = max((len(self.gives[name] & wanted) for name in found), default=0)
        return [name for name in found if len(self.gives[name] & wanted) == most]

    def refreshing(self, competency: str) -> list[str]:
        """Return the courses that award a competency only to those who hold it."""
        return [
            name
            for name, full in self.full.items()
            if competency in full and competency in self.by_id[name].requires
        ]

    def events(self, competency: str) -> list[str]:
        """Return the courses that are one event towards a competency."""
        return [
            name
            for name, course in self.by_id.items()
            if any(a.competency == competency and a.kind is AwardKind.EVENT for a in course.awards)
        ]

    def equivalent(self, competency: str, known: list[str]) -> list[str]:
        """Return the courses that count, for as long as any, by an equivalence."""
        found: list[str] = []
        for link in self._links:
            if link.effect is Effect.SATISFIES and competency in link.competency:
                held = [name for name, full in self.full.items() if link.item in full]
                found += [] if link.valid_for else [link.item] if link.item in self.full else held
        return [name for name in dict.fromkeys(found) if name not in known]

    def hours(self, names: list[str]) -> float | None:
        """Return how long courses are on average, if that is known of any."""
        hours = [course for name in names if (course := self.by_id[name].hours)]
        return sum(hours) / len(hours) if hours else None

    def _runs(self, course: Course) -> bool:
        return in_force(course.start, course.end, self._as_at)
