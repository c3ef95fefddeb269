"""Counts by status, and the percentage they make, with everything that was left out of it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from skillsmatrix.model.status import GAPS, LEFT_OUT, MEETING, Status


@frozen
class Figures:
    """How many answers there are of each status.

    A percentage is *reported* over what is due, of employments that are counted, and *all-in* over
    everything that binds somebody in post.

    >>> figures = Figures({Status.MET: 6, Status.MISSING: 2, Status.NOT_YET_DUE: 2})
    >>> figures.met, figures.required, figures.percent, figures.all_in_percent
    (6, 8, 75.0, 60.0)

    Attributes:
        counts: status → how many; a status that is not there counts none.
        kinds: why answers could not be evaluated → how many.
        everybody: the same as ``counts`` with employments that are not counted; None where they
            all are.
    """

    counts: Mapping[Status, int]
    kinds: Mapping[str, int] = field(factory=dict)
    everybody: Mapping[Status, int] | None = None

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
    def left_out(self) -> Mapping[Status, int]:
        """What the percentage as reported leaves out of the employments that are counted."""
        return {status: self[status] for status in LEFT_OUT if self[status]}

    @property
    def not_counted(self) -> int:
        """How many answers are only of employments that are not counted."""
        return self.total - sum(self.counts.values())

    @property
    def all_in_met(self) -> int:
        """The numerator all-in."""
        return sum(self._everybody.get(status, 0) for status in MEETING)

    @property
    def total(self) -> int:
        """The denominator all-in."""
        return sum(self._everybody.values())

    @property
    def percent(self) -> float | None:
        """Met as a percentage of required, unrounded; None where nothing is required."""
        return 100 * self.met / self.required if self.required else None

    @property
    def all_in_percent(self) -> float | None:
        """Met as a percentage of everything, unrounded; None where there is nothing."""
        return 100 * self.all_in_met / self.total if self.total else None

    @property
    def _everybody(self) -> Mapping[Status, int]:
        return self.counts if self.everybody is None else self.everybody
