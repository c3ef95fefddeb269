"""The same records by two policies: what one would change beside the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from attrs import frozen

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coverage_change import CoverageChange, coverage_changes
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.place_coverage import PlaceCoverage
from skillsmatrix.evaluate.places_needed import Places, places_needed

_NOTHING = Figures({})


@frozen
class Side:
    """How things stand by one policy.

    Attributes:
        figures: counts of distinct (person, competency), with the percentage they make.
        people: people with at least one gap.
        places: the places in courses that would close the gaps; None where it was not asked.
    """

    figures: Figures = _NOTHING
    people: int = 0
    places: Places | None = None


@frozen
class Change:
    """How one thing stands before and after.

    Attributes:
        key: id of the agency or the competency; empty for the total.
    """

    key: str
    before: Side
    after: Side

    @property
    def gaps(self) -> int:
        """How many more gaps there are, or fewer, below zero."""
        return self.after.figures.gaps - self.before.figures.gaps

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return self.before != self.after


@frozen
class WhatIf:
    """What a policy would change beside the one in force.

    Attributes:
        day: the day asked about.
        before: digest of the catalogue in force.
        after: digest of the other.
        total: all distinct (person, competency).
        agencies: each agency, by what changes most.
        competencies: each competency whose figures change, by what changes most.
        coverage: of all places together.
        coverage_of: each requirement whose places stand otherwise.
        withdrawn: courses in force before and not after.
        no_course_any_more: competencies that a rule needs and no course in force would give any
            more.
    """

    day: date
    before: str
    after: str
    total: Change
    agencies: tuple[Change, ...]
    competencies: tuple[Change, ...]
    coverage: CoverageChange
    coverage_of: tuple[CoverageChange, ...]
    withdrawn: tuple[str, ...]
    no_course_any_more: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        changes = (self.total, *self.agencies, *self.competencies)
        besides = (self.coverage_of, self.withdrawn, self.no_course_any_more)
        return any(change.any for change in changes) or any(besides)


def compared(
    before: Gaps,
    after: Gaps,
    courses: tuple[Collection[str], Collection[str]],
    covered: tuple[Sequence[PlaceCoverage], Sequence[PlaceCoverage]],
) -> WhatIf:
    """Return what changes from one answer to another, to the same question of the same records.

    Args:
        before: the gaps by the policy in force.
        after: the gaps by the other.
        courses: ids of the courses in force, before and after.
        covered: how places stand, before and after.
    """
    policies = before.evaluation.policy, after.evaluation.policy
    now, then = (_sides(gaps, of) for gaps, of in zip((before, after), courses, strict=True))
    coverage, coverage_of = coverage_changes(*covered)
    return WhatIf(
        day=policies[0].day,
        before=policies[0].digest,
        after=policies[1].digest,
        total=Change("", now.total, then.total),
        agencies=_changes(now.agencies, then.agencies, Side(places=Places())),
        competencies=tuple(
            change for change in _changes(now.competencies, then.competencies, Side()) if change.any
        ),
        coverage=coverage,
        coverage_of=coverage_of,
        withdrawn=tuple(sorted(set(courses[0]) - set(courses[1]))),
        no_course_any_more=tuple(
            name for name in policies[1].no_course if name not in policies[0].no_course
        ),
    )


@frozen
class _Sides:
    total: Side
    agencies: dict[str, Side]
    competencies: dict[str, Side]


def _sides(gaps: Gaps, courses: Collection[str]) -> _Sides:
    places, of_agency = places_needed(gaps.scope, courses)
    return _Sides(
        total=Side(gaps.total, gaps.people.of - gaps.people.met, places),
        agencies={
            row.key: Side(row.figures, row.people, of_agency.get(row.key, Places()))
            for row in gaps.summary("agency")
        },
        competencies={row.key: Side(row.figures, row.people) for row in gaps.summary("competency")},
    )


def _changes(before: dict[str, Side], after: dict[str, Side], nothing: Side) -> tuple[Change, ...]:
    found = [
        Change(key, before.get(key, nothing), after.get(key, nothing))
        for key in before.keys() | after.keys()
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.gaps), -one.after.figures.gaps, one.key)))
