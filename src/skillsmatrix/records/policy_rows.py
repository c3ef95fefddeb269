"""A table of requirements → its rows as texts, by what a profile says of it; no store is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import field, frozen

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.problems import Place, Problem
from skillsmatrix.records.policy import REQUIREMENTS
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.sheets.headers import map_columns
from skillsmatrix.records.sheets.odd_cells import odd_text
from skillsmatrix.records.sheets.sheet import Cell, Sheet
from skillsmatrix.records.sheets.sheet_file import read_sheets


@frozen
class PolicyRow:
    """One row, or one cell of a matrix: where it is, and the texts of the fields it fills."""

    place: Place
    texts: Mapping[str, str]


@frozen
class PolicyRows:
    """All rows of a file."""

    file: str
    sha256: str
    rows: tuple[PolicyRow, ...] = field(repr=False)
    remarks: tuple[str, ...] = ()


def read_policy_rows(path: Path, profile: Profile) -> PolicyRows:
    """Return the rows of a table of requirements, in the order of the file.

    Raises:
        UsageError: the profile is for another kind of table.
        InputRefused: with everything that is wrong with the table.
    """
    if profile.kind != (REQUIREMENTS.name,):
        raise UsageError(
            f"The profile is for {' and '.join(profile.kind)}, not for requirements. "
            'Write kind = "requirements" in one for such a table.'
        )
    rows: list[PolicyRow] = []
    problems: list[Problem] = []
    remarks: list[str] = []
    sha256 = ""
    for sheet in read_sheets(path, profile):
        sha256 = sheet.sha256
        mapped = map_columns(sheet, REQUIREMENTS, profile)
        remarks += [*sheet.remarks, *mapped.remarks]
        for unfit in sheet.unfit:
            wrong = unfit.wrong
            problems.append(Problem(wrong.code, sheet.spot_of(unfit), wrong.what, wrong.remedy))
        for found in _rows(sheet, mapped.cells, profile):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                rows.append(found)
    if problems:
        raise InputRefused(problems)
    return PolicyRows(path.name, sha256, tuple(rows), tuple(dict.fromkeys(remarks)))


def _rows(
    sheet: Sheet, cells: Mapping[str, Sequence[Cell]], profile: Profile
) -> Iterator[PolicyRow | Problem]:
    meanings = {
        name: {text.casefold(): meaning for text, meaning in each.items()}
        for name, each in profile.values.items()
    }
    for row in range(len(sheet.lines)):
        texts: dict[str, str] = {}
        for name, column in cells.items():
            cell = column[row]
            if isinstance(cell, date):
                yield Problem(
                    "date-as-text",
                    sheet.spot(row),
                    f"{name}: the cell is a date, not text ({cell})",
                    "Format the cell as text and type it again.",
                )
            elif (text := meanings.get(name, {}).get(cell.casefold(), cell)) == "":
                continue
            elif (odd := odd_text(text)) is not None:
                yield Problem(odd.code, sheet.spot(row), f"{name}: {odd.what}", odd.remedy)
            else:
                texts[name] = " ".join(text.split())
        yield PolicyRow(sheet.spot(row), texts)
