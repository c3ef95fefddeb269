"""How a place stands with what it must have enough holders of."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from skillsmatrix.model.requirement import Per
from skillsmatrix.model.standing import Standing


@frozen
class Holder:
    """Somebody who stands at a place, holds what it needs, and is not away.

    Attributes:
        last: the last day of that: the record lapses, the post ends or an absence begins after it.
            None where nothing ends it.
        why: which of these comes first.
    """

    person: str
    name: str
    last: date | None
    why: str


@frozen
class PlaceCoverage:
    """How one rule stands at one place.

    Attributes:
        title: what people call the competency.
        place: id of the setting, team or agency.
        agency: id of the agency it belongs to.
        sector: of the agency.
        area: of the setting, or else of the agency.
        setting: id of the setting it is, or is in; empty for none.
        least: how many holders it must have.
        holders: those it has, the first to cease first.
    """

    requirement: str
    competency: str
    title: str
    standing: Standing
    per: Per
    place: str
    agency: str
    sector: str
    area: str
    setting: str
    least: int
    holders: tuple[Holder, ...]

    @property
    def covered(self) -> bool:
        """Whether there are enough."""
        return len(self.holders) >= self.least

    @property
    def breaks_after(self) -> date | None:
        """The last day on which there are enough, if nobody is added.

        None where nothing ends it, or where there are too few already.
        """
        return self.holders[-self.least].last if self.covered else None

    @property
    def single_points(self) -> tuple[Holder, ...]:
        """Those whose leaving, absence or lapse would break it: nobody can be spared."""
        return self.holders if len(self.holders) == self.least else ()

    @property
    def breaking(self) -> tuple[Holder, ...]:
        """Single points, else those who will have ceased when there are too few."""
        ends = self.breaks_after
        gone = (one for one in self.holders if ends and one.last and one.last <= ends)
        return self.single_points or tuple(gone)
