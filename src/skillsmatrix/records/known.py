"""What the catalogue knows that records may name, and near names for what it does not."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.problems import near

_TOLD = 20
_COMPARED = 1000


@frozen(kw_only=True)
class Known:
    """The ids of a catalogue, by what they are.

    Attributes:
        items: courses and competencies.
        titles: the id of an item by its title in lower case, where no two share it.
    """

    items: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    setting_types: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Known:
        """Return what a catalogue knows."""
        titles: dict[str, str] = {}
        shared: set[str] = set()
        for found in (catalogue.competencies, catalogue.courses):
            for item, value in found.items():
                title = value.title.casefold()
                if titles.setdefault(title, item) != item:
                    shared.add(title)
        return cls(
            items=frozenset(catalogue.items),
            roles=frozenset(catalogue.roles),
            sectors=frozenset(catalogue.sectors),
            areas=frozenset(catalogue.areas),
            setting_types=frozenset(catalogue.setting_types),
            titles={title: item for title, item in titles.items() if title not in shared},
        )


class NearNames:
    """Offers near names for the first unknown ones; a file full of them must not take all day."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._left = _TOLD

    def __call__(self, name: str) -> str:
        """Return a sentence that offers near names, or nothing if no more are offered."""
        if self._left == 0:
            return ""
        self._left -= 1
        if len(self._names) <= _COMPARED:
            return near(name, self._names)
        at = bisect(self._names, name)
        beside = self._names[max(0, at - _COMPARED // 2) : at + _COMPARED // 2]
        offered = near(name, beside)
        return offered if offered.startswith("Did you mean") else ""
