"""XLSX → sheet: values only; a formula counts as the value it had, and no macro runs."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from skillsmatrix.problems import near
from skillsmatrix.records.sheet import Cell, Sheet, refused, table


def read_xlsx(file: str, content: bytes, digest: str, sheet: str) -> Sheet:
    """Read a sheet of a workbook: the named one, or else the first.

    Raises:
        InputRefused: it is no workbook, or has no such sheet.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            name, remarks = _chosen(file, workbook.sheet_names, sheet)
            found = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise refused(
            file,
            "not-a-workbook",
            f"The file is not a workbook that can be read ({str(error).splitlines()[0]})",
            "Save it again as .xlsx, or as CSV.",
        ) from error
    rows = [(line, [_cell(value) for value in row]) for line, row in enumerate(found, start=1)]
    at = next((index for index, (_, cells) in enumerate(rows) if any(cells)), None)
    if at is None:
        raise refused(
            f"{file}[{name}]",
            "empty-file",
            "The sheet is empty (no header)",
            "Export it again, with headers, or name another sheet in a profile.",
        )
    headers, columns, lines, unfit = table(rows[at][1], rows[at + 1 :])
    return Sheet(
        file=file,
        sha256=digest,
        headers=headers,
        columns=columns,
        lines=lines,
        unfit=unfit,
        sheet=name,
        remarks=remarks,
    )


def _chosen(file: str, names: list[str], sheet: str) -> tuple[str, tuple[str, ...]]:
    if not sheet:
        others = ", ".join(names[1:])
        remark = f"{file}: read its first sheet, {names[0]}; not {others}."
        return names[0], (remark,) if others else ()
    if sheet not in names:
        raise refused(
            file, "no-such-sheet", f"There is no such sheet ({sheet})", near(sheet, names)
        )
    return sheet, ()


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
