"""Refused rows → a CSV file to mend and import again."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.days import write_day
from skillsmatrix.records.headers import REASON
from skillsmatrix.records.profile import Profile
from skillsmatrix.records.result import Reject
from skillsmatrix.records.sheet import Sheet


def write_rejects(path: Path, sheet: Sheet, profile: Profile, rejects: Sequence[Reject]) -> None:
    """Write the rows as they were, each with its problems in a last column.

    The file takes the same profile as the one they came from. Only its owner can read it.

    Raises:
        SkillsError: it cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sheet.separator, lineterminator="\r\n")
    reason = sheet.headers.index(REASON) if REASON in sheet.headers else None
    headers = [header for header in sheet.headers if header != REASON]
    writer.writerow([*headers, REASON])
    forms = _forms(sheet, profile)
    for reject in rejects:
        cells = [
            write_day(cell, forms[min(at, len(forms) - 1)]) if isinstance(cell, date) else cell
            for at, cell in enumerate(reject.cells)
        ]
        if reason is not None and len(cells) > reason:
            del cells[reason]
        cells += [""] * (len(headers) - len(cells))
        why = " ".join(f"{problem.what}. {problem.remedy}" for problem in reject.problems)
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


def _forms(sheet: Sheet, profile: Profile) -> list[str]:
    """Return the form of dates under each header."""
    by_header = {
        header: profile.forms(name)[0]
        for name, headers in profile.columns.items()
        for header in headers
    }
    return [by_header.get(header, profile.dates[0]) for header in sheet.headers]
