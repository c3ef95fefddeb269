"""Merged cells → every cell of the area has its value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from skillsmatrix.records.sheets.sheet import Cell
from skillsmatrix.records.sheets.table import Row

Area = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last row and column, counted from 0."""


def fill_merged(rows: Iterable[Row], areas: Iterable[Area]) -> Iterator[Row]:
    """Yield the rows with the value of each area in all of its cells.

    >>> list(fill_merged([(1, ["a", "", "b"]), (2, ["", "", "c"])], [((0, 0), (1, 1))]))
    [(1, ['a', 'a', 'b']), (2, ['a', 'a', 'c'])]
    """
    begins: defaultdict[int, list[Area]] = defaultdict(list)
    for area in areas:
        begins[area[0][0] + 1].append(area)
    running: list[tuple[Area, Cell]] = []
    for line, cells in rows:
        running = [each for each in running if each[0][1][0] >= line - 1]
        running += [(area, _at(cells, area[0][1])) for area in begins.pop(line, ())]
        if running:
            filled = list(cells)
            for ((_, left), (_, right)), value in running:
                width = min(right + 1, len(filled)) - left
                filled[left : left + max(width, 0)] = [value] * width
            cells = filled
        yield line, cells


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
