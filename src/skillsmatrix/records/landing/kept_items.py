"""Titles that the catalogue does not know, kept as they stand: what a person is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from skillsmatrix.records.known import Known

_SHOWN = 5


def count_kept(items: Sequence[str | None], known: Known, bad: Collection[int]) -> Counter[str]:
    """Return how many rows name each item that the catalogue does not know."""
    return Counter(
        item
        for row, item in enumerate(items)
        if item is not None and item not in known.items and row not in bad
    )


def tell_kept(kept: Mapping[str, int], known: Known) -> str:
    """Return one sentence or two about all of them, the most frequent first.

    >>> tell_kept({"Fire Safty": 3}, Known(items=frozenset({"FIRE"}), titles={"fire safety": "FIRE"}))
    'rows of a course that the catalogue does not know, kept as evidence under their own title: 3. Fire Safty (fire safety?). Map them with `skills courses map`.'
    """
    titles = sorted(kept, key=lambda title: (-kept[title], title))
    shown = ", ".join(title + _near(title, known) for title in titles[:_SHOWN])
    more = f" and {len(titles) - _SHOWN} more" if len(titles) > _SHOWN else ""
    return (
        "rows of a course that the catalogue does not know, kept as evidence under their own "
        f"title: {sum(kept.values())}. {shown}{more}. Map them with `skills courses map`."
    )


def _near(title: str, known: Known) -> str:
    names = {item.casefold(): item for item in known.items} | {each: each for each in known.titles}
    matches = get_close_matches(title.casefold(), names, n=1, cutoff=0.75)
    return f" ({names[matches[0]]}?)" if matches else ""
