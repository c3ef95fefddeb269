"""Counts by status, and the percentage they make, with everything that was left out of it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from skillsmatrix.model.status import GAPS, MEETING, Status


@frozen
class Figures:
    """How many answers there are of each status.

    A percentage is *reported* over what is due and can be evaluated, and *all-in* over everything.

    >>> figures = Figures({Status.MET: 6, Status.MISSING: 2, Status.NOT_YET_DUE: 2})
    >>> figures.met, figures.required, figures.percent, figures.all_in_percent
    (6, 8, 75.0, 60.0)

    Attributes:
        counts: status → how many; a status that is not there counts none.
        kinds: kind of rule that cannot be evaluated yet → how many answers it leaves open.
    """

    counts: Mapping[Status, int]
    kinds: Mapping[str, int] = field(factory=dict)

    def __getitem__(self, status: Status) -> int:
        return self.counts.get(status, 0)

    @property
    def met(self) -> int:
        """The numerator: met, whether or not expiring soon."""
        return sum(self[status] for status in MEETING)

    @property
    def gaps(self) -> int:
        """Missing, expired or below level."""
        return sum(self[status] for status in GAPS)

    @property
    def required(self) -> int:
        """The denominator as reported: met and gaps."""
        return self.met + self.gaps

    @property
    def total(self) -> int:
        """The denominator all-in: not yet due and not evaluated besides."""
        return self.required + self[Status.NOT_YET_DUE] + self[Status.NOT_EVALUATED]

    @property
    def percent(self) -> float | None:
        """Met as a percentage of required, unrounded; None where nothing is required."""
        return 100 * self.met / self.required if self.required else None

    @property
    def all_in_percent(self) -> float | None:
        """Met as a percentage of everything, unrounded; None where there is nothing."""
        return 100 * self.met / self.total if self.total else None
