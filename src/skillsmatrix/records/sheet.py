"""A table as it stands in a file: header and columns of cells, whichever sort of file it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from attrs import field, frozen

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Place, Problem
from skillsmatrix.records.faults import Wrong

Cell = str | date
Progress = Callable[[int], None]
"""Told how far something is, from 0 to 100."""


@frozen(kw_only=True)
class Unfit:
    """A row that does not fit under the header."""

    line: int
    cells: tuple[Cell, ...]
    wrong: Wrong


@frozen(kw_only=True)
class Sheet:
    """A table as it stands in a file.

    Attributes:
        sheet: which one, in a workbook.
        columns: the cells under each header, without those of unfit rows.
        lines: where each row stands in the file; None for a record that is in none.
        separator: what stands between cells in the file, for writing rows as they were.
    """

    file: str
    sha256: str
    headers: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...] = field(repr=False)
    lines: Sequence[int | None] = field(repr=False)
    unfit: tuple[Unfit, ...] = ()
    sheet: str | None = None
    separator: str = ","
    remarks: tuple[str, ...] = ()
    done: int = 100

    def place(self, line: int | None = None) -> Place:
        """Return where a row stands, for a problem."""
        return Place(self.file, line, self.sheet)


def refused(file: str, code: str, what: str, remedy: str) -> InputRefused:
    """Return the exception for a file that is refused for one reason."""
    return InputRefused([Problem(code, Place(file), what, remedy)])


def table(
    headers: Sequence[Cell], rows: Sequence[tuple[int, Sequence[Cell]]]
) -> tuple[tuple[str, ...], tuple[Sequence[Cell], ...], list[int | None], tuple[Unfit, ...]]:
    """Return headers, columns, lines and unfit rows of a table.

    Empty rows are skipped, and columns without a header at the end if they are empty too.
    """
    names = [str(header).strip() for header in headers]
    width = len(names)
    named = width
    while named and not names[named - 1]:
        named -= 1
    fit: list[Sequence[Cell]] = []
    lines: list[int | None] = []
    unfit: list[Unfit] = []
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) == width and not any(cells[named:]):
            fit.append(cells)
            lines.append(line)
        else:
            unfit.append(Unfit(line=line, cells=tuple(cells), wrong=_unfit(cells, width)))
    columns = tuple(zip(*fit, strict=True))[:named] if fit else ((),) * named
    return tuple(names[:named]), columns, lines, tuple(unfit)


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
        "Look for a separator too many or too few, or a missing quotation mark.",
    )
