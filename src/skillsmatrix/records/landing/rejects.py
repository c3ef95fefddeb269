"""Refused rows → a CSV file to mend and import again."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from skillsmatrix.errors import SkillsError
from skillsmatrix.problems import Problem
from skillsmatrix.records.days import write_day
from skillsmatrix.records.faults import refused
from skillsmatrix.records.guarded import guarded
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.sheets.expected import REASON
from skillsmatrix.records.sheets.headers import added_headers
from skillsmatrix.records.sheets.joined import joined
from skillsmatrix.records.sheets.sheet import CELL, SHEET, Cell, Sheet
from skillsmatrix.records.whole_file import new_version

_HEADER = 1 << 20
"""The characters of a header that are looked at."""

Row = tuple[int, int | None, str | None]
"""Where a row stands: the part of the file, the line, and the header of its cell in a matrix."""


@frozen(kw_only=True)
class Reject:
    """A row that did not land: the cells as they were, and what is wrong with them."""

    line: int | None
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...]


def read_rejects(
    sheets: Iterable[Sheet], rejects: Mapping[Row, Sequence[Problem]], sha256: str
) -> tuple[Sheet, list[Reject]]:
    """Read a file once more, for the rows that were refused; return them as a sheet of their own.

    Args:
        sheets: the file.
        rejects: what is wrong with each row.
        sha256: what the file was when that was found.

    Raises:
        InputRefused: it is another file by now.
    """
    parts: list[str | None] = []
    kept: list[Sheet] = []
    fit: list[Row] = []
    unfit: list[tuple[Row, Sequence[str], tuple[Cell, ...]]] = []
    for sheet in sheets:
        if not parts or parts[-1] != sheet.sheet:
            parts.append(sheet.sheet)
        part = len(parts) - 1
        unders: Sequence[str | None] = sheet.under or [None] * len(sheet.lines)
        keys = [(part, line, under) for line, under in zip(sheet.lines, unders, strict=True)]
        rows = [row for row, key in enumerate(keys) if key in rejects]
        fit += [keys[row] for row in rows]
        unfit += [
            (
                (part, each.line, each.column),
                sheet.wide if sheet.wide and each.column is None else sheet.headers,
                each.cells,
            )
            for each in sheet.unfit
        ]
        kept.append(
            evolve(
                sheet,
                columns=tuple([column[row] for row in rows] for column in sheet.columns),
                lines=[sheet.lines[row] for row in rows],
                under=[sheet.under[row] for row in rows] if sheet.under else (),
            )
        )
    whole = joined(kept)
    if whole.sha256 != sha256:
        raise refused(
            whole.file,
            "unreadable-file",
            "The file was changed while it was read",
            "Import it again when it is complete.",
        )
    rows_of = zip(*whole.columns, strict=True) if whole.columns else ()
    aligned = [(key, _aligned(cells, under, whole)) for key, under, cells in unfit]
    found = [*zip(fit, rows_of, strict=True), *aligned]
    found.sort(key=lambda row: (row[0][0], row[0][1] or 0))
    return whole, [
        Reject(line=key[1], cells=cells, problems=tuple(rejects[key])) for key, cells in found
    ]


def _aligned(cells: tuple[Cell, ...], headers: Sequence[str], whole: Sheet) -> tuple[Cell, ...]:
    """Return the cells of a row under the headers of all sheets together."""
    if tuple(headers) in (whole.headers, whole.wide):
        return cells
    wanted = whole.wide if whole.wide and CELL not in headers else whole.headers
    own = dict(zip(headers, cells, strict=False))
    return (*(own.get(header, "") for header in wanted), *cells[len(headers) :])


def write_rejects(path: Path, sheet: Sheet, profile: Profile, rejects: Sequence[Reject]) -> None:
    """Write the rows as they were, each with its problems in a last column.

    The file takes the same profile as the one they came from. Only its owner can read it, and no
    cell is a formula there, as :mod:`~skillsmatrix.records.guarded` has it.

    Raises:
        SkillsError: it cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sheet.separator, lineterminator="\r\n")
    for row in _wide(sheet, profile, rejects) if sheet.wide else _rows(sheet, profile, rejects):
        writer.writerow(map(guarded, row))
    try:
        with new_version(path) as made:
            made.write_text(text.getvalue(), "utf-8-sig", newline="")
    except OSError as error:
        raise SkillsError(
            f"{path}: the refused rows cannot be written ({error.strerror}). "
            "Nothing was imported; name another file."
        ) from error


def may_replace(path: Path) -> bool:
    """Say whether a file may be written over: one of refused rows, or none at all."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            header = file.readline(_HEADER)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return re.split(r"[,;\t]", header.rstrip("\r\n"))[-1] == REASON


def _rows(sheet: Sheet, profile: Profile, rejects: Sequence[Reject]) -> Iterator[list[str]]:
    """Yield the header and the rows as they were."""
    reason = sheet.headers.index(REASON) if REASON in sheet.headers else None
    headers = [header for header in sheet.headers if header != REASON]
    yield [*headers, REASON]
    forms = _forms(sheet.headers, profile)
    for reject in rejects:
        cells = _texts(reject.cells, forms)
        if reason is not None and len(cells) > reason:
            del cells[reason]
        cells += [""] * (len(headers) - len(cells))
        yield [*cells, _why(reject)]


def _wide(sheet: Sheet, profile: Profile, rejects: Sequence[Reject]) -> Iterator[list[str]]:
    """Yield the header and the rows of a matrix, with no more than the refused cells in it."""
    kept = [header for header in sheet.headers if header not in added_headers(sheet)]
    if SHEET in sheet.headers:
        kept.append(SHEET)
    wide = [header for header in sheet.wide if header not in kept and header != REASON]
    yield [*kept, *wide, REASON]
    rows: dict[tuple[str | None, int | None], dict[str, str]] = {}
    why: defaultdict[tuple[str | None, int | None], list[str]] = defaultdict(list)
    for reject in rejects:
        place = reject.problems[0].place
        row = rows.setdefault((place.sheet, reject.line), {})
        long = dict(zip(sheet.headers, reject.cells, strict=False))
        if place.column is None:  # it did not fit under the header of the matrix itself
            long = dict(zip(sheet.wide, reject.cells, strict=False))
        elif CELL in long:
            long[place.column] = long[CELL]
        row |= zip(long, _texts(list(long.values()), _forms(list(long), profile)), strict=True)
        about = f"{place.column}: " if place.column else ""
        why[place.sheet, reject.line].append(about + _why(reject))
    for key, row in rows.items():
        yield [*(row.get(header, "") for header in [*kept, *wide]), " ".join(why[key])]


def _why(reject: Reject) -> str:
    return " ".join(f"{problem.what}. {problem.remedy}" for problem in reject.problems)


def _texts(cells: Sequence[Cell], forms: Sequence[str]) -> list[str]:
    return [
        write_day(cell, forms[min(at, len(forms) - 1)]) if isinstance(cell, date) else cell
        for at, cell in enumerate(cells)
    ]


def _forms(sheet_headers: Sequence[str], profile: Profile) -> list[str]:
    """Return the form of dates under each header."""
    by_header = {
        header: profile.forms(name)[0]
        for name, headers in profile.columns.items()
        for header in headers
    }
    other = profile.forms(profile.matrix.cell_as)[0] if profile.matrix else profile.dates[0]
    return [by_header.get(header, other) for header in sheet_headers]
