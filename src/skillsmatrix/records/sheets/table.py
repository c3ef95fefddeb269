"""Header and rows → columns, and the rows that do not fit under the header."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.sheets.sheet import Cell, Unfit

Row = tuple[int, Sequence[Cell]]
"""Where a row begins, and its cells."""


@frozen
class Table:
    """The headers, without empty ones at the end; columns and lines of the rows that fit."""

    headers: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]
    lines: list[int | None]
    unfit: tuple[Unfit, ...]


def tabulate(
    headers: Sequence[str], rows: Sequence[Row | Unfit], *, pad: bool, sheet: str | None = None
) -> Table:
    """Return a table; empty rows are skipped, and empty columns without a header at the end.

    Args:
        headers: the whole header row.
        rows: those under it.
        pad: take a short row as if its last cells were empty, and read over empty cells too many.
        sheet: which sheet of a workbook this is.
    """
    width = len(headers)
    named = width
    while named and not headers[named - 1]:
        named -= 1
    fit: list[Sequence[Cell]] = []
    lines: list[int | None] = []
    unfit: list[Unfit] = []
    for row in rows:
        if isinstance(row, Unfit):
            unfit.append(row)
            continue
        line, cells = row
        if not any(cells):
            continue
        if pad and len(cells) != width:
            cells = _padded(cells, width)
        if len(cells) == width and not any(cells[named:]):
            fit.append(cells)
            lines.append(line)
        else:
            wrong = _unfit(cells, width)
            unfit.append(Unfit(line=line, cells=tuple(cells), wrong=wrong, sheet=sheet))
    columns = tuple(zip(*fit, strict=True))[:named] if fit else ((),) * named
    return Table(tuple(headers[:named]), columns, lines, tuple(unfit))


def _padded(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    if len(cells) < width:
        return [*cells, *[""] * (width - len(cells))]
    return cells if any(cells[width:]) else cells[:width]


def _unfit(cells: Sequence[Cell], width: int) -> Wrong:
    if len(cells) == width:
        loose = next(cell for cell in reversed(cells) if cell)
        return Wrong(
            "cell-without-header",
            f"a cell stands under no header ({loose})",
            "Give its column a header, or remove it.",
        )
    return Wrong(
        "ragged-row",
        f"the row has {len(cells)} cells, the header has {width} ({cells[0]} …)",
        "Look for a separator too many or too few, or a missing quotation mark; or say "
        'ragged = "pad" in a profile.',
    )
