"""Whose training counts where: the recognitions of a day, resolved for places and providers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import define, frozen

from skillsmatrix.dates import Interval
from skillsmatrix.matrix.agreed import Recognised
from skillsmatrix.matrix.policy import Item
from skillsmatrix.model.recognition import Acceptance

ANY_LEVEL = 99
"""A cap that caps nothing."""

OWN = 0
"""The giver of a record whose provider is not known, or is the receiving agency itself."""


@frozen
class Terms:
    """On what terms a record counts.

    Attributes:
        cap: as no higher a level than this; 0 where it is refused.
        not_older_than: no longer than this after completion.
    """

    cap: int = ANY_LEVEL
    not_older_than: Interval | None = None


PLAINLY = Terms()
_REFUSED = Terms(cap=0)


@define(slots=False)
class Recognitions:
    """The recognitions in force on a day.

    Attributes:
        found: all of them.
        frameworks: competency → framework.
        items: what each item is like.
    """

    found: tuple[Recognised, ...]
    frameworks: Mapping[str, str]
    items: Mapping[str, Item]

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The agencies that any of them names, as receiver or as provider."""
        return frozenset(name for one in self.found for name in (*one.agencies, *one.from_agencies))

    def receiver(self, agency: str, sector: str) -> tuple[int, ...]:
        """Return the rank of each recognition at an agency, -1 where it does not speak of it."""
        return tuple(_rank(agency, one.agencies, sector, one.sectors) for one in self.found)

    def givers(self, agencies: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Number the sorts of providers, from 1, by agency (if named) and sector."""
        sorts: dict[tuple[str, str], int] = {}
        for agency, sector in agencies:
            sorts.setdefault(self.giver(agency, sector), len(sorts) + 1)
        return sorts

    def giver(self, agency: str, sector: str) -> tuple[str, str]:
        """Return the sort of a provider."""
        return agency if agency in self.agencies else "", sector

    def terms(
        self, receiver: tuple[int, ...], giver: tuple[str, str], competency: str, item: str
    ) -> Terms:
        """Return on what terms an item from a provider counts for a competency at a place."""
        agency, sector = giver
        best: tuple[tuple[int, int, int, int, date, str], Recognised] | None = None
        for one, at in zip(self.found, receiver, strict=True):
            by = _rank(agency, one.from_agencies, sector, one.from_sectors)
            framework = self.frameworks.get(competency, "")
            of = _rank(competency, one.competencies, framework, one.frameworks)
            if min(at, by, of) >= 0:
                order = (at, by, of, one.layer, one.start or date.min, one.id)
                if best is None or order > best[0]:
                    best = order, one
        return PLAINLY if best is None else self._of(best[1], item)

    def _of(self, one: Recognised, item: str) -> Terms:
        aligned = one.aligned is None or one.aligned in self.items[item].aligned
        if one.acceptance is Acceptance.REFUSED or not aligned:
            return _REFUSED
        return Terms(one.level or ANY_LEVEL, one.not_older_than)


def _rank(name: str, names: Collection[str], group: str, groups: Collection[str]) -> int:
    """Return 2 where something is named, 1 where its group is, 0 where all are meant, else -1."""
    if name in names:
        return 2
    if group in groups:
        return 1
    return -1 if names or groups else 0
