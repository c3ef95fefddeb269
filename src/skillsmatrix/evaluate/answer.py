"""The answer to "who lacks what", to be read as values, as a frame, or summed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from attrs import define, evolve

from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.evaluate.gaps import Cell, cell_frame, cells_of
from skillsmatrix.evaluate.only import Only, counted_only, narrowed
from skillsmatrix.evaluate.population import Population, population
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.evaluate.summary import (
    SummaryRow,
    competencies_in_scope,
    people_in_scope,
    summary,
    total,
)
from skillsmatrix.evaluate.units import Unit, people_unit, records_unit, requirements_unit


@define(slots=False, eq=False)
class Gaps:
    """The gaps of an evaluation within some limits.

    Attributes:
        evaluation: policy and records of the day.
        only: the limits.
        known_at: the moment up to which records were known; None for all that is recorded.
    """

    evaluation: Evaluation
    only: Only
    known_at: datetime | None = None

    def __iter__(self) -> Iterator[Cell]:
        return cells_of(self.lazy)

    @cached_property
    def everybody(self) -> Scope:
        """The rows within the limits."""
        return narrowed(self.evaluation, self.only)

    @cached_property
    def scope(self) -> Scope:
        """Those of them that percentages as reported are over, whatever their status."""
        return counted_only(self.everybody)

    @cached_property
    def lazy(self) -> Lazy:
        """The gaps as a narwhals frame, not computed yet; columns as in :class:`Cell`.

        Those of employments that are not counted are in it: a gap is a gap.
        """
        return cell_frame(self.everybody, self.only)

    def rows(self) -> tuple[Cell, ...]:
        """Return the gaps, the most binding and longest overdue first."""
        return tuple(self)

    def frame(self) -> Any:
        """Return the gaps as a frame of the library the records are held in."""
        return self.lazy.collect().to_native()

    @cached_property
    def total(self) -> Figures:
        """The figures of all distinct (person, competency) pairs."""
        figures = total(self.scope)
        if self.scope is self.everybody:
            return figures
        return evolve(figures, everybody=total(self.everybody).counts)

    @cached_property
    def people(self) -> Unit:
        """How many people meet all that is due of them."""
        return people_unit(self.scope, self.everybody)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The same question in three units: requirements, people, records."""
        records = records_unit(self.evaluation, self.scope, self.everybody)
        return requirements_unit(self.total), self.people, records

    @cached_property
    def people_bound(self) -> int:
        """How many people at least one requirement binds."""
        return people_in_scope(self.everybody)

    @cached_property
    def population(self) -> Population:
        """Who is in no denominator at all."""
        return population(self.evaluation, self.only)

    @cached_property
    def no_course(self) -> tuple[str, ...]:
        """Competencies needed within the limits that no course in force gives."""
        named = self.evaluation.policy.no_course
        needed = competencies_in_scope(self.everybody) if named else ()
        return tuple(name for name in named if name in needed)

    def summary(self, by: str) -> tuple[SummaryRow, ...]:
        """Return the figures of each group, as :func:`skillsmatrix.evaluate.summary.summary`."""
        if self.scope is self.everybody:
            return summary(self.scope, by)
        counted = {row.key: row for row in summary(self.scope, by)}
        rows = [
            evolve(
                counted.get(row.key, evolve(row, figures=Figures({}), people=0)),
                figures=evolve(
                    counted[row.key].figures if row.key in counted else Figures({}),
                    everybody=row.figures.counts,
                ),
            )
            for row in summary(self.everybody, by)
        ]
        return tuple(sorted(rows, key=lambda row: (-row.figures.gaps, row.key)))
