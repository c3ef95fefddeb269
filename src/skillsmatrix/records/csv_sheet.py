"""CSV → sheet: the encoding and the separator are found out, and said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Place, Problem
from skillsmatrix.records.sheet import Sheet, refused, table

_SEPARATORS = (",", ";", "\t")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_csv(file: str, content: bytes, digest: str) -> Sheet:
    """Read CSV in UTF-8 (with or without a byte order mark) or Windows-1252.

    Raises:
        InputRefused: it is not text, or there is nothing in it.
    """
    text, remarks = _text(file, content)
    first, _, rest = text.partition("\n")
    if first.strip().lower() in ("sep=,", "sep=;", "sep=\t"):  # a line only Excel wants
        separator, text, skipped = first.strip()[4:] or "\t", rest, 1
    else:
        separator, skipped = _separator(text), 0
    rows = [(line + skipped, cells) for line, cells in _rows(file, text, separator)]
    at = next((index for index, (_, cells) in enumerate(rows) if any(cells)), None)
    if at is None:
        raise refused(
            file, "empty-file", "The file is empty (no header)", "Export it again, with headers."
        )
    headers, columns, lines, unfit = table(rows[at][1], rows[at + 1 :])
    return Sheet(
        file=file,
        sha256=digest,
        headers=headers,
        columns=columns,
        lines=lines,
        unfit=unfit,
        separator=separator,
        remarks=remarks,
    )


def _text(file: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith(_OLD_EXCEL):
        raise refused(
            file,
            "old-excel",
            "The file is an old Excel workbook (.xls), or one with a password",
            "Save it as .xlsx without a password, or as CSV.",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(
            file, "not-utf8", "The file is UTF-16 (Excel's Unicode text)", "Save it as CSV UTF-8."
        )
    if b"\0" in content:
        raise refused(
            file,
            "not-text",
            f"The file is not text (a NUL byte at {content.index(0)})",
            "Give a CSV or an XLSX file.",
        )
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise refused(
            file,
            "not-utf8",
            f"The file is neither UTF-8 nor Windows-1252 (byte {error.start})",
            "Save it as CSV UTF-8.",
        ) from error
    return text, (f"{file}: read as Windows-1252, as it is not UTF-8.",)


def _separator(text: str) -> str:
    """Return the separator that the header uses most, outside of quotation marks."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(header.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)


def _rows(file: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row and the line it begins on; a cell may go over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InputRefused(
            [
                Problem(
                    "not-csv",
                    Place(file, begins),
                    f"The row that begins here cannot be read ({error})",
                    "Look for a quotation mark that is not closed or not doubled.",
                )
            ]
        ) from error
