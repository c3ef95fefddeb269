"""Refused rows → a CSV file to mend and import again."""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.days import write_day
from skillsmatrix.records.expected import REASON
from skillsmatrix.records.headers import added_headers
from skillsmatrix.records.profile import Profile
from skillsmatrix.records.result import Reject
from skillsmatrix.records.sheet import CELL, SHEET, Cell, Sheet


def write_rejects(path: Path, sheet: Sheet, profile: Profile, rejects: Sequence[Reject]) -> None:
    """Write the rows as they were, each with its problems in a last column.

    The file takes the same profile as the one they came from. Only its owner can read it.

    Raises:
        SkillsError: it cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sheet.separator, lineterminator="\r\n")
    for row in _wide(sheet, profile, rejects) if sheet.wide else _rows(sheet, profile, rejects):
        writer.writerow(row)
    try:
        handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            file.write(text.getvalue())
    except OSError as error:
        raise SkillsError(
            f"{path}: the refused rows cannot be written ({error.strerror}). "
            "Nothing was imported; name another file."
        ) from error


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
