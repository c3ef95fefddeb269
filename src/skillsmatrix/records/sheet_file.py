"""File → sheet; what sort of file it is, its first bytes say."""

from __future__ import annotations

import hashlib
from pathlib import Path

from skillsmatrix.records.csv_sheet import read_csv
from skillsmatrix.records.sheet import Sheet, refused
from skillsmatrix.records.xlsx_sheet import read_xlsx


def read_sheet(path: Path, sheet: str = "") -> Sheet:
    """Read a CSV file, or a sheet of an XLSX workbook (the first, if none is named).

    Raises:
        InputRefused: the file cannot be read as either.
    """
    shown = path.name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refused(
            shown,
            "unreadable-file",
            f"The file cannot be read ({error.strerror})",
            f"Check its name and permissions: {path}.",
        ) from error
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(b"PK\x03\x04"):
        return read_xlsx(shown, content, digest, sheet)
    return read_csv(shown, content, digest)
