"""What all proofs of one day stand on: the policy, the places, the day, and how days are counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import field, frozen

from skillsmatrix.dates import FOREVER, Interval, last_valid_day
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.graph import Edge, Grant, Kind, PolicyGraph, grants
from skillsmatrix.model.agency import Agency, Need, Setting
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import AwardKind, Equivalence


@frozen(eq=False)
class Ground:
    """The policy of one day, and where people work.

    Attributes:
        agencies: id → agency, for sectors and areas.
        settings: id → setting, for areas and types.
        needs: what settings need, each for a time.
        counting: how days are counted.
    """

    graph: PolicyGraph
    agencies: Mapping[str, Agency]
    settings: Mapping[str, Setting]
    needs: tuple[Need, ...]
    day: date
    counting: Settings
    _grants: dict[str, tuple[Grant, ...]] = field(factory=dict, init=False)
    _refusals: dict[str, dict[str, tuple[Equivalence, ...]]] = field(factory=dict, init=False)

    @property
    def catalogue(self) -> Catalogue:
        """The policy as it was read."""
        return self.graph.catalogue

    def end(self, day: date, interval: Interval) -> date:
        """Return the last day of an interval that begins on a day."""
        return last_valid_day(day, interval, self.counting.convention)

    def end_after(self, last: date, interval: Interval) -> date:
        """Return the last day of an interval that begins the day after another ended."""
        return FOREVER if last >= FOREVER else self.end(last + timedelta(days=1), interval)

    def sector(self, agency: str) -> str:
        """Return the sector of an agency; empty for one that nobody knows."""
        known = self.agencies.get(agency)
        return known.sector if known else ""

    def grants(self, competency: str) -> tuple[Grant, ...]:
        """Return everything that counts for a competency, by whatever sort of award."""
        if competency not in self._grants:
            self._grants[competency] = grants(self.graph, competency, self.day, tuple(AwardKind))
        return self._grants[competency]

    def refusals(self, competency: str) -> dict[str, tuple[Equivalence, ...]]:
        """Return the statements that refuse items for a competency by name, by item."""
        if competency not in self._refusals:
            found: dict[str, tuple[Equivalence, ...]] = {}
            node = Kind.COMPETENCY, competency
            for (_, item), data in self.graph.predecessors(node, Edge.REFUSED_FOR):
                if data["link"].in_force(self.day):
                    found[item] = (*found.get(item, ()), data["link"])
            self._refusals[competency] = found
        return self._refusals[competency]
