"""How rows name the levels of a competency → the levels it has, and the number of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from skillsmatrix.model.competency import Competency

Levels = Mapping[str, str]
"""The levels of a competency, the lowest first: what rows call each, and its name."""


def levels_named(texts: Iterable[str]) -> Levels:
    """Return the levels that rows name: by names, in their order; or by numbers, which are counted.

    >>> levels_named(["Bronze", "Gold"])
    {'Bronze': 'Bronze', 'Gold': 'Gold'}
    >>> levels_named(["3"])
    {'1': 'Level 1', '2': 'Level 2', '3': 'Level 3'}
    """
    found = tuple(texts)
    if found and all(text.isdigit() for text in found):
        return {str(number): f"Level {number}" for number in range(1, max(map(int, found)) + 1)}
    return {text: text for text in found}


def levels_known(competency: Competency) -> Levels:
    """Return the levels that a competency of the catalogue has."""
    return {level: level for level in competency.levels}


def level_number(levels: Levels, text: str) -> int | ValueError | None:
    """Return the number of a level, None where there is none, or what is wrong with it."""
    names: Sequence[str] = list(levels)
    if not names and not text:
        return None
    if not text:
        return ValueError(f"it has levels ({', '.join(names)}), and no level is named (empty)")
    numbers = sum(name.isdigit() for name in names)
    if 0 < numbers < len(names):
        return ValueError(f"its levels are numbers as well as names ({', '.join(names)})")
    if text in names:
        return names.index(text) + 1
    if text.isdigit() and int(text) <= len(names):
        return int(text)
    return ValueError(f"no such level ({text})")
