"""Tables that fit a terminal: what is cut short, what is folded, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from attrs import frozen

from skillsmatrix.report.table import Column

_LEAST = 5
"""Letters left of a text that may be cut, where a terminal is narrower than it would like."""


@frozen
class Fitted:
    """The part of a table that fits.

    Attributes:
        places: of the columns that stay.
        heads: their labels, some on several lines.
        cells: their cells, some cut short with an ellipsis; a list for each column.
    """

    places: tuple[int, ...]
    heads: tuple[str, ...]
    cells: tuple[list[str], ...]


def fit(columns: Sequence[Column], cells: dict[int, list[str]], width: int) -> Fitted:
    """Return as much of a table as fits.

    Columns that may be cut short are, the widest first. Where that is not enough, labels go over
    several lines; then columns that may be left out are, the last first; then what may be cut is
    cut harder; and at last columns are left out from the right. Ids, numbers and days are never
    cut: a part of one would be another.

    Args:
        columns: all columns of the table.
        cells: the cells of those that are to be shown, by the place of their column.
        width: how many letters there are.
    """
    heads = {place: columns[place].label for place in cells}
    if _narrowest(columns, cells, heads, list(cells)) > width:
        heads = {place: _folded(head, cells[place]) for place, head in heads.items()}
    places, floor = list(cells), 0
    while _narrowest(columns, cells, heads, places, floor) > width and len(places) > 1:
        dropped = next((p for p in reversed(places) if columns[p].drops), None)
        if dropped is None and floor == 0:
            floor = _LEAST
        else:
            places.remove(places[-1] if dropped is None else dropped)
    least = {p: _least(columns[p], cells[p], heads[p], floor) for p in places}
    widths = {p: _widest(cells[p], heads[p]) for p in places}
    while _taken(widths.values()) > width:
        widest = max(places, key=lambda p: widths[p] - least[p])
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    return Fitted(
        tuple(places),
        tuple(heads[p] for p in places),
        tuple([_cut(cell, widths[p]) for cell in cells[p]] for p in places),
    )


def _narrowest(
    columns: Sequence[Column],
    cells: dict[int, list[str]],
    heads: dict[int, str],
    places: Sequence[int],
    floor: int = 0,
) -> int:
    return _taken(_least(columns[p], cells[p], heads[p], floor) for p in places)


def _least(column: Column, cells: Sequence[str], head: str, floor: int) -> int:
    """Return how narrow a column may be: ``floor`` lets it go below its own least."""
    full = _widest(cells, head)
    if not column.shrinks:
        return full
    return min(full, max(floor or column.least, _head(head)))


def _widest(cells: Sequence[str], head: str) -> int:
    return max(_head(head), *map(len, cells))


def _folded(head: str, cells: Sequence[str]) -> str:
    """Return a label on as many lines as it takes to be no wider than what stands below it."""
    room = max(map(len, (*head.split(" "), *cells)))
    return "\n".join(wrap(head, room)) or head


def _head(head: str) -> int:
    return max(map(len, head.split("\n")))


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"


def _taken(widths: Iterable[int]) -> int:
    listed = list(widths)
    return sum(listed) + 2 * (len(listed) - 1)
