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
        courses: those of the items that can be attended.
        employments: kinds of employment; none where the catalogue lists none, and any will do. So
            with ``absence_kinds``, ``tags`` and ``needs``.
        titles: the id of an item by its title in lower case. Where several share it, a competency
            that a requirement asks for goes before one that none does, and that before a course.
        shared: the ids that share a title none of them has a better claim to.
        mapped: the id of the item that somebody said a title means, by the title in lower case.
    """

    items: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()
    requirements: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    setting_types: frozenset[str] = frozenset()
    employments: frozenset[str] = frozenset()
    absence_kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(factory=dict)
    mapped: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Known:
        """Return what a catalogue knows."""
        titles = _by_title(catalogue)
        return cls(
            items=frozenset(catalogue.items),
            courses=frozenset(catalogue.courses),
            requirements=frozenset(catalogue.requirements),
            roles=frozenset(catalogue.roles),
            sectors=frozenset(catalogue.sectors),
            areas=frozenset(catalogue.areas),
            setting_types=frozenset(catalogue.setting_types),
            employments=frozenset(catalogue.employments),
            absence_kinds=frozenset(catalogue.absence_kinds),
            tags=frozenset(catalogue.tags),
            needs=frozenset(catalogue.needs),
            titles={title: items[0] for title, items in titles.items() if len(items) == 1},
            shared={title: items for title, items in titles.items() if len(items) > 1},
        )


def _by_title(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return who has the best claim to each title: whoever says it most likely means that."""
    asked = {name for rule in catalogue.requirements.values() for name in rule.members}
    asked |= {rule.competency for rule in catalogue.requirements.values()}
    claims: dict[str, dict[int, list[str]]] = {}
    for item, competency in catalogue.competencies.items():
        at = claims.setdefault(competency.title.casefold(), {})
        at.setdefault(0 if item in asked else 1, []).append(item)
    for item, course in catalogue.courses.items():
        claims.setdefault(course.title.casefold(), {}).setdefault(2, []).append(item)
    return {title: tuple(ranks[min(ranks)]) for title, ranks in claims.items()}


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
