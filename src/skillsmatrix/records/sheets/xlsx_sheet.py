"""XLSX → rows: values only; a formula counts as the value it had, and no macro runs."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fnmatch import fnmatchcase
from math import isfinite
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Place, Problem, near
from skillsmatrix.records.faults import refused
from skillsmatrix.records.sheets.grid import Grid, clean
from skillsmatrix.records.sheets.merged import fill_merged
from skillsmatrix.records.sheets.sheet import Cell
from skillsmatrix.records.sheets.table import Row
from skillsmatrix.records.sheets.xlsx_parts import Book, read_book
from skillsmatrix.records.sheets.xlsx_scan import Scan, scan_sheet
from skillsmatrix.records.sheets.zip_parts import BROKEN, not_a_workbook, open_parts

MOST_CELLS = 20_000_000
"""How many cells the box around the filled ones of a sheet may have."""


def read_xlsx(
    file: str, stream: BinaryIO, wanted: Sequence[str], *, merged: bool
) -> Iterator[Grid]:
    """Yield sheets of a workbook: the named ones, or else the first that is not hidden.

    Args:
        file: what the file is called.
        stream: its bytes.
        wanted: names of sheets, or patterns like ``20*``.
        merged: give every cell of a merged area its value.

    Raises:
        InputRefused: it is no workbook, is too large to be loaded, or has no such sheet.
    """
    parts = open_parts(file, stream)
    book = read_book(file, parts)
    stream.seek(0)
    content = stream.read()
    digest = hashlib.sha256(content).hexdigest()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            names, remarks = _chosen(file, workbook, wanted)
            for count, name in enumerate(names):
                scan = _scanned(file, name, parts, book)
                found = workbook.get_sheet_by_name(name)
                rows = _rows(found.iter_rows(), (found.start or (0, 0))[1], scan)
                areas = found.merged_cell_ranges or () if merged else ()
                yield Grid(
                    file=file,
                    sha256=digest,
                    sheet=name,
                    rows=fill_merged(rows, areas) if areas else rows,
                    remarks=() if count else remarks,
                    done=lambda count=count: 100 * (count + 1) // len(names),  # type: ignore[misc]
                )
    except CalamineError as error:
        raise not_a_workbook(file, str(error)) from error


def _scanned(file: str, name: str, parts: zipfile.ZipFile, book: Book) -> Scan:
    """Return what a sheet holds, if it may be loaded."""
    try:
        with parts.open(book.parts[name]) as part:
            scan = scan_sheet(part)
    except BROKEN as error:
        raise not_a_workbook(file, f"sheet {name}: {error}") from error
    if scan.rows * scan.columns > MOST_CELLS:
        raise InputRefused(
            [
                Problem(
                    "too-large-sheet",
                    Place(file, None, name),
                    f"The sheet reaches to row {scan.rows} and column {scan.columns} "
                    f"({scan.rows * scan.columns} cells)",
                    "Delete the rows and columns beyond the table, or save the sheet as CSV; "
                    f"a workbook's may have {MOST_CELLS} cells.",
                )
            ]
        )
    return scan


def _chosen(
    file: str, workbook: CalamineWorkbook, wanted: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    tables = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    names = [each.name for each in tables]
    shown = [each.name for each in tables if each.visible == SheetVisibleEnum.Visible]
    if not names:
        raise not_a_workbook(file, "it has no sheet")
    if not wanted:
        name = (shown or names)[0]
        others = ", ".join(each for each in names if each != name)
        remark = f"{file}: read its first sheet, {name}; not {others}."
        return [name], (remark,) if others else ()
    chosen: list[str] = []
    for want in wanted:
        matching = [want] if want in names else [n for n in shown if fnmatchcase(n, want)]
        if not matching:
            raise refused(
                file, "no-such-sheet", f"There is no such sheet ({want})", near(want, names)
            )
        chosen += matching
    return list(dict.fromkeys(chosen)), ()


def _rows(found: Iterator[list[Any]], left: int, scan: Scan) -> Iterator[Row]:
    """Yield every row, as wide as the sheet, with what calamine leaves empty.

    Args:
        found: the rows that calamine gives.
        left: how many columns stand before those.
        scan: what it does not tell.
    """
    marked: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in scan.marks.items():
        marked.setdefault(row, []).append((column, text))
    last = 0
    for line, values in enumerate(found, start=1):
        cells = [_cell(value) for value in values]
        # calamine leaves out the columns before the first filled one, though not such rows.
        cells[:0] = [""] * left
        cells += [""] * (scan.columns - len(cells))
        for column, text in marked.pop(line, ()):
            cells[column - 1] = text
        yield line, cells
        last = line
    for line in range(last + 1, scan.rows + 1):  # rows of nothing but errors
        cells = [""] * scan.columns
        for column, text in marked.pop(line, ()):
            cells[column - 1] = text
        yield line, cells


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        if not isfinite(value):
            return "#NUM!"
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)
