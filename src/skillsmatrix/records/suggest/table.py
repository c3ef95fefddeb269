"""The shape of a table → the lines of a profile that say how it stands in its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from skillsmatrix.records.suggest.columns import Column
from skillsmatrix.records.suggest.kind import FIELDS
from skillsmatrix.records.suggest.sample import Sample
from skillsmatrix.records.suggest.shape import Shape
from skillsmatrix.records.suggest.suggestion import Line, Question

_GROUPS = ("role", "grade", "area", "competency", "team", "setting", "agency", "person", "name")


def table_said(
    sample: Sample,
    shape: Shape,
    columns: Sequence[Column],
    kinds: Sequence[str],
    sheets: Sequence[str],
) -> Iterator[Line | Question]:
    """Yield where the table is; ``sheets`` are those that are to be read, if there are several."""
    used = {sense for kind in kinds for sense in FIELDS[kind]}
    if len(sheets) > 1:
        yield Line("sheet", tuple(sheets), "these have the same headers")
    elif sheets:
        yield Line("sheet", sheets[0], "of the workbook's sheets, the one that looks like records")
    if any("Windows-1252" in remark for remark in sample.remarks):
        yield Line("encoding", "cp1252", "the file is not UTF-8; it reads as Windows-1252")
    if not shape.first:
        yield Line("header", shape.line, f"rows stand above row {shape.line} that are no header")
    if shape.header_rows > 1:
        shown = next((header for header in shape.headers if " / " in header), shape.headers[0])
        yield Line("header_rows", shape.header_rows, f"the upper row names groups: {shown}")
    yield from _down(sample, shape, [column for column in columns if column.sense in used])
    if shape.short:
        yield Line("ragged", "pad", f"{shape.short} rows have other lengths than the header")
    if shape.loose:
        yield Question(
            f"What are the cells that stand under no header? ({shape.loose} rows have some.) "
            "Give their columns a header, in the file."
        )
    if sample.unfit:
        yield Question(f"{sample.unfit} rows cannot be read as rows: mend them in the file.")
    yield from _rows("skip_rows", list(shape.skipped), "rows of totals are no records")
    yield from _rows("stop_at", shape.stops, "what is from there on is no record")


def _down(sample: Sample, shape: Shape, columns: Sequence[Column]) -> Iterator[Line | Question]:
    merged = [column for column in columns if column.at in sample.merged]
    if merged:
        shown = ", ".join(column.header for column in merged)
        yield Line("merged", "fill", f"cells are merged downwards under {shown}")
    down: list[Column] = []
    asked: list[Column] = []
    for column in columns:
        if column in merged or column.sense not in _GROUPS or not _in_runs(column, shape):
            continue
        (asked if column.sense in ("team", "setting", "agency") else down).append(column)
    if down:
        counts = ", ".join(f"{c.header} is empty in {c.rows - c.count} of {c.rows}" for c in down)
        yield Line("fill_down", tuple(c.header for c in down), f"{counts} rows, never in the first")
    for column in asked:
        yield Question(
            f"Does an empty cell under {column.header} mean the one above it? "
            f"({column.rows - column.count} of {column.rows} are empty)",
            (Line("fill_down", (column.header,), "if it does"),),
        )


def _in_runs(column: Column, shape: Shape) -> bool:
    """Say whether values are written once for several rows: no two of them are the same."""
    empty = column.rows - column.count
    first = bool(shape.rows) and bool(shape.rows[0][column.at])
    return first and 2 * empty >= column.rows and len(column.filled) == column.count


def _rows(key: str, texts: Sequence[tuple[str, str]], why: str) -> Iterator[Line]:
    by_header: dict[str, Counter[str]] = {}
    for header, text in texts:
        by_header.setdefault(header, Counter())[text] += 1
    for header, found in by_header.items():
        yield Line(header, tuple(found), why, key)
