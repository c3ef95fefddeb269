"""File → the first rows of each of its tables, as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from attrs import field, frozen

from skillsmatrix.records.faults import refused
from skillsmatrix.records.sheets.csv_sheet import read_csv
from skillsmatrix.records.sheets.grid import Grid
from skillsmatrix.records.sheets.sheet import Cell
from skillsmatrix.records.sheets.xlsx_sheet import read_xlsx

MOST_ROWS = 2_000


@frozen(kw_only=True)
class Sample:
    """The first rows of one table.

    Attributes:
        rows: the line of each and its cells.
        more: there are rows that were not looked at.
        unfit: how many rows could not be read.
        merged: the columns in which merged cells go on below their first row, counted from 0.
    """

    file: str
    sheet: str | None = None
    rows: Sequence[tuple[int, Sequence[Cell]]] = field(repr=False)
    more: bool = False
    unfit: int = 0
    merged: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()


def read_samples(path: Path) -> list[Sample]:
    """Return a sample of each table: of the one of a CSV file, or of the sheets that are shown.

    Raises:
        InputRefused: the file is no table that we can read.
    """
    try:
        with path.open("rb") as stream:
            zipped = stream.read(4) == b"PK\x03\x04"
            stream.seek(0)
            if not zipped:
                # What decodes the text must live until the file is closed, or Python complains.
                text = read_csv(path.name, stream, "", titled=True)
                plain = filled = [_sample(text)]
            else:
                plain = [
                    _sample(each) for each in read_xlsx(path.name, stream, ("*",), merged=False)
                ]
                stream.seek(0)
                filled = [
                    _sample(each) for each in read_xlsx(path.name, stream, ("*",), merged=True)
                ]
    except OSError as error:
        raise refused(
            path.name, "unreadable-file", f"The file cannot be read ({error.strerror})", "Check it."
        ) from error
    return [
        Sample(
            file=one.file,
            sheet=one.sheet,
            rows=one.rows,
            more=one.more,
            unfit=one.unfit,
            merged=frozenset(_goes_on(one, other)),
            remarks=one.remarks,
        )
        for one, other in zip(plain, filled, strict=True)
    ]


def _sample(grid: Grid) -> Sample:
    seen = list(islice(grid.rows, MOST_ROWS))
    rows = [row for row in seen if isinstance(row, tuple)]
    return Sample(
        file=grid.file,
        sheet=grid.sheet,
        rows=rows,
        more=next(grid.rows, None) is not None,
        unfit=len(seen) - len(rows),
        remarks=grid.remarks,
    )


def _goes_on(plain: Sample, filled: Sample) -> Iterator[int]:
    """Yield the columns where an empty cell has a value only if merged areas are filled downwards."""
    for number, ((_, own), (_, other)) in enumerate(zip(plain.rows, filled.rows, strict=True)):
        for at, (cell, value) in enumerate(zip(own, other, strict=True)):
            above = filled.rows[number - 1][1] if number else ()
            if not cell and value and at < len(above) and above[at] == value:
                yield at
