"""A table as it stands in a file: header and columns of cells, whichever sort of file it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from skillsmatrix.problems import Place
from skillsmatrix.records.faults import Wrong

Cell = str | date
Progress = Callable[[int], None]
"""Told how far something is, from 0 to 100."""

SHEET = "(sheet)"
"""The header of a column that we add: the name of the sheet a row is from."""

CELL = "(cell)"
"""The header of a column that we add to what was a matrix: the cell as it stood there."""


@frozen(kw_only=True)
class Unfit:
    """A row that does not fit under the header.

    Attributes:
        sheet: of which sheet of a workbook.
        column: the header of the one cell that does not fit, in a matrix.
    """

    line: int
    cells: tuple[Cell, ...]
    wrong: Wrong
    sheet: str | None = None
    column: str | None = None


@frozen(kw_only=True)
class Sheet:
    """A table as it stands in a file, or a batch of its rows.

    Attributes:
        sheet: which one, in a workbook.
        columns: the cells under each header, without those of unfit rows.
        lines: where each row stands in the file; None for a record that is in none.
        separator: what stands between cells in the file, for writing rows as they were.
        done: how much of the file had been read when this was, in percent.
        gives: the headers of columns that we added, by the field they give.
        sheets: the sheet of each row, where rows are of several.
        under: the header that each row comes from, of a matrix.
        wide: the headers of the matrix itself, as they stood in the file.
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
    gives: Mapping[str, str] = field(factory=dict)
    sheets: Sequence[str | None] = field(default=(), repr=False)
    under: Sequence[str] = field(default=(), repr=False)
    wide: tuple[str, ...] = ()

    def place(self, line: int | None = None) -> Place:
        """Return where a line stands, for a problem."""
        return Place(self.file, line, self.sheet)

    def spot(self, row: int) -> Place:
        """Return where a row stands, counted from 0 among the rows here; in a matrix, its cell."""
        return Place(
            self.file,
            self.lines[row],
            self.sheets[row] if self.sheets else self.sheet,
            self.under[row] if self.under else None,
        )

    def spot_of(self, unfit: Unfit) -> Place:
        """Return where a row stands that does not fit."""
        return Place(self.file, unfit.line, unfit.sheet or self.sheet, unfit.column)
