"""Refused rows → a CSV file to mend and import again."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from skillsmatrix.errors import SkillsError
from skillsmatrix.problems import Problem
from skillsmatrix.records.days import write_day
from skillsmatrix.records.headers import REASON
from skillsmatrix.records.profile import Profile
from skillsmatrix.records.sheet import Cell, Sheet


def write_rejects(
    path: Path,
    sheets: Iterable[Sheet],
    profile: Profile,
    rejects: Mapping[tuple[int, int | None], Sequence[Problem]],
) -> None:
    """Write the rows as they were, each with its problems in a last column.

    The file takes the same profile as the one they came from. Only its owner can read it.

    Args:
        path: the file to write.
        sheets: the file that they came from, read once more.
        profile: how it is read.
        rejects: the problems by the part of the file and the line of the row.

    Raises:
        SkillsError: it cannot be written.
    """
    text = io.StringIO(newline="")
    parts: list[tuple[str, str | None]] = []
    for sheet in sheets:
        name = (sheet.file, sheet.sheet)
        writer = csv.writer(text, delimiter=sheet.separator, lineterminator="\r\n")
        reason = sheet.headers.index(REASON) if REASON in sheet.headers else None
        headers = [header for header in sheet.headers if header != REASON]
        if not parts or parts[-1] != name:
            parts.append(name)
            writer.writerow([*headers, REASON])
        forms = _forms(sheet, profile)
        for line, row in _rows(sheet):
            if problems := rejects.get((len(parts) - 1, line)):
                cells = [
                    write_day(cell, forms[min(at, len(forms) - 1)])
                    if isinstance(cell, date)
                    else cell
                    for at, cell in enumerate(row)
                ]
                if reason is not None and len(cells) > reason:
                    del cells[reason]
                cells += [""] * (len(headers) - len(cells))
                why = " ".join(f"{problem.what}. {problem.remedy}" for problem in problems)
                writer.writerow([*cells, why])
    try:
        handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            file.write(text.getvalue())
    except OSError as error:
        raise SkillsError(
            f"{path}: the refused rows cannot be written ({error.strerror}). "
            "Nothing was imported; name another file."
        ) from error


def _rows(sheet: Sheet) -> Iterator[tuple[int | None, Sequence[Cell]]]:
    """Yield the rows as they stand in the file, with those that did not fit under the header."""
    fit = zip(sheet.lines, zip(*sheet.columns, strict=True), strict=True) if sheet.columns else ()
    rows: list[tuple[int | None, Sequence[Cell]]] = [*fit]
    rows += [(unfit.line, unfit.cells) for unfit in sheet.unfit]
    yield from sorted(rows, key=lambda row: row[0] or 0)


def _forms(sheet: Sheet, profile: Profile) -> list[str]:
    """Return the form of dates under each header."""
    by_header = {
        header: profile.forms(name)[0]
        for name, headers in profile.columns.items()
        for header in headers
    }
    return [by_header.get(header, profile.dates[0]) for header in sheet.headers]
