"""The answer to "who lacks what", to be read as values, as a frame, or summed up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import define

from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.gaps import Cell, cell_frame, cells_of
from skillsmatrix.evaluate.only import Only, narrowed
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.evaluate.status import Lazy
from skillsmatrix.evaluate.summary import (
    SummaryRow,
    competencies_in_scope,
    people_in_scope,
    summary,
    total,
)


@define(slots=False, eq=False)
class Gaps:
    """The gaps of an evaluation within some limits.

    Attributes:
        evaluation: policy and records of the day.
        only: the limits.
    """

    evaluation: Evaluation
    only: Only

    def __iter__(self) -> Iterator[Cell]:
        return cells_of(self.lazy)

    @cached_property
    def scope(self) -> Scope:
        """The rows within the limits."""
        return narrowed(self.evaluation, self.only)

    @cached_property
    def lazy(self) -> Lazy:
        """The gaps as a narwhals frame, not computed yet; columns as in :class:`Cell`."""
        return cell_frame(self.scope, self.only)

    def rows(self) -> tuple[Cell, ...]:
        """Return the gaps, the most binding and longest overdue first."""
        return tuple(self)

    def frame(self) -> Any:
        """Return the gaps as a frame of the library the records are held in."""
        return self.lazy.collect().to_native()

    @cached_property
    def total(self) -> Figures:
        """The figures of all distinct (person, competency) pairs."""
        return total(self.scope)

    @cached_property
    def people(self) -> int:
        """How many people at least one requirement binds."""
        return people_in_scope(self.scope)

    @cached_property
    def no_course(self) -> tuple[str, ...]:
        """Competencies needed within the limits that no course in force gives."""
        needed = competencies_in_scope(self.scope)
        return tuple(name for name in self.evaluation.policy.no_course if name in needed)

    def summary(self, by: str) -> tuple[SummaryRow, ...]:
        """Return the figures by agency, sector, area, setting, team, role, competency or manager."""
        return summary(self.scope, by)
