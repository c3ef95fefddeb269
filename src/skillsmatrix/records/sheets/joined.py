"""Sheets → one sheet, for what wants all rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from attrs import evolve

from skillsmatrix.records.sheets.sheet import Cell, Sheet


def joined(sheets: Iterable[Sheet]) -> Sheet:
    """Return one sheet with the rows of all; what one has no column for is empty there."""
    first, *others = sheets
    if not others:
        return first
    every = (first, *others)
    headers = tuple(dict.fromkeys(chain.from_iterable(sheet.headers for sheet in every)))
    if any(len(set(sheet.headers)) < len(sheet.headers) for sheet in every):
        headers = first.headers  # a header that stands twice is a problem by itself
    several = len({sheet.sheet for sheet in every}) > 1
    return evolve(
        first,
        headers=headers,
        columns=tuple(_column(every, header, at) for at, header in enumerate(headers)),
        lines=list(chain.from_iterable(sheet.lines for sheet in every)),
        unfit=tuple(chain.from_iterable(sheet.unfit for sheet in every)),
        sheet=None if several else first.sheet,
        sheets=[sheet.sheet for sheet in every for _ in sheet.lines] if several else (),
        under=list(chain.from_iterable(sheet.under for sheet in every)),
        wide=tuple(dict.fromkeys(chain.from_iterable(sheet.wide for sheet in every))),
        remarks=tuple(chain.from_iterable(sheet.remarks for sheet in every)),
        done=100,
    )


def _column(sheets: Sequence[Sheet], header: str, at: int) -> list[Cell]:
    cells: list[Cell] = []
    for sheet in sheets:
        same = at < len(sheet.headers) and sheet.headers[at] == header
        if same or header in sheet.headers:
            cells += sheet.columns[at if same else sheet.headers.index(header)]
        else:
            cells += [""] * len(sheet.lines)
    return cells
