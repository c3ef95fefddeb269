"""File → sheets; what sort of file it is, its first bytes say."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from attrs import evolve

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Problem
from skillsmatrix.records.faults import refused
from skillsmatrix.records.profiles.profile import Matrix, Merged, Profile
from skillsmatrix.records.sheets.csv_sheet import read_csv
from skillsmatrix.records.sheets.expected import named_headers
from skillsmatrix.records.sheets.grid import Grid
from skillsmatrix.records.sheets.layout import Laid, lay_out, pads
from skillsmatrix.records.sheets.matrix import matrix_columns, unpivot
from skillsmatrix.records.sheets.sheet import SHEET, Cell, Sheet, Unfit
from skillsmatrix.records.sheets.table import Row, tabulate
from skillsmatrix.records.sheets.xlsx_sheet import read_xlsx

_LEAST = 100
"""How many rows are taken at once, however wide the table is."""
_MOST_CELLS = 5_000_000
"""How many cells are taken at once, about."""


def read_sheets(path: Path, profile: Profile, at_once: int = 50_000) -> Iterator[Sheet]:
    """Yield the rows of a CSV file, or of sheets of an XLSX workbook, a batch at a time.

    There is at least one batch, which may have no rows. The rows of a batch are of one sheet;
    batches of one sheet have the same headers, and remarks are on its first.

    Raises:
        InputRefused: the file cannot be read as either.
    """
    # A name that is no text is made one: no store would take it.
    file = path.name.encode(errors="surrogateescape").decode(errors="replace")
    try:
        with path.open("rb") as opened, _seekable(opened) as stream:
            before = _written(stream)
            try:
                for grid in _grids(file, stream, profile):
                    yield from _batches(grid, profile, at_once)
            except UnicodeError as error:  # it was read once already, without one
                raise _changed(file) from error
            if _written(stream) != before:
                raise _changed(file)
    except OSError as error:
        raise refused(
            file,
            "unreadable-file",
            f"The file cannot be read ({error.strerror})",
            f"Check its name and permissions: {path}.",
        ) from error


def _written(stream: BinaryIO) -> tuple[int, int]:
    """Return what tells whether somebody has written to a file in the meantime."""
    found = os.fstat(stream.fileno())
    return found.st_size, found.st_mtime_ns


def _changed(file: str) -> InputRefused:
    return refused(
        file,
        "unreadable-file",
        "The file was changed while it was read",
        "Import it again when it is complete.",
    )


def _seekable(opened: BinaryIO) -> BinaryIO:
    """Return a file that can be read twice; a pipe cannot."""
    if opened.seekable():
        return opened
    copy = tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
    shutil.copyfileobj(opened, copy)
    copy.seek(0)
    return copy


def _grids(file: str, stream: BinaryIO, profile: Profile) -> Iterator[Grid]:
    zipped = stream.read(4) == b"PK\x03\x04"
    stream.seek(0)
    if zipped:
        yield from read_xlsx(file, stream, profile.sheet, merged=profile.merged is Merged.FILL)
    else:
        yield read_csv(file, stream, profile.encoding, titled=bool(profile.header))


def _batches(grid: Grid, profile: Profile, at_once: int) -> Iterator[Sheet]:
    laid = lay_out(grid, profile)
    if profile.matrix is not None:
        wide = matrix_columns(laid.headers, profile.matrix, named_headers(profile))
        if not wide:
            raise InputRefused([_no_matrix(grid, laid, profile.matrix)])
        at_once = max(_LEAST, at_once // max(len(wide), 1))
    at_once = min(at_once, max(_LEAST, _MOST_CELLS // max(len(laid.headers), 1)))
    first = _batch(grid, profile, laid, at_once)
    yield evolve(first, remarks=laid.remarks)
    while (batch := _batch(grid, profile, laid, at_once)).lines or batch.unfit:
        yield batch


def _no_matrix(grid: Grid, laid: Laid, matrix: Matrix) -> Problem:
    shown = ", ".join(list(filter(None, laid.headers))[:8])
    return Problem(
        "missing-column",
        grid.place,
        f"There is no column for the matrix ({', '.join(matrix.columns)})",
        f"The headers are {shown}. Correct columns, under [matrix] in the profile.",
    )


def _batch(grid: Grid, profile: Profile, laid: Laid, at_once: int) -> Sheet:
    rows = list(_some(laid.rows, at_once))
    table = tabulate(laid.headers, rows, pad=pads(profile), sheet=grid.sheet)
    sheet = Sheet(
        file=grid.file,
        sha256=grid.sha256,
        headers=table.headers,
        columns=table.columns,
        lines=table.lines,
        unfit=table.unfit,
        sheet=grid.sheet,
        separator=grid.separator,
        done=min(grid.done(), 100),
    )
    if profile.sheet_as:
        sheet = _with_its_name(sheet, profile.sheet_as)
    if profile.matrix is not None:
        sheet = unpivot(sheet, profile.matrix, named_headers(profile))
    return sheet


def _some(rows: Iterator[Row | Unfit], at_once: int) -> Iterator[Row | Unfit]:
    """Yield rows that are not empty, until there are enough of them, or of their cells.

    Empty rows are no reason to stop: a batch of nothing else would look like the end.
    """
    left = _MOST_CELLS
    for row in rows:
        if isinstance(row, tuple):
            if not any(row[1]):
                continue
            left -= len(row[1])
        yield row
        at_once -= 1
        if at_once <= 0 or left <= 0:
            return


def _with_its_name(sheet: Sheet, field: str) -> Sheet:
    """Give the sheet's name a column; a file of refused rows has it already."""
    gives = {**sheet.gives, field: SHEET}
    if SHEET in sheet.headers:
        return evolve(sheet, gives=gives)
    names: list[Cell] = [sheet.sheet or ""] * len(sheet.lines)
    return evolve(
        sheet, headers=(*sheet.headers, SHEET), columns=(*sheet.columns, names), gives=gives
    )
