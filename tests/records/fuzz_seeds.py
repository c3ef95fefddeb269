"""Small tables of every kind that the fuzz run begins with, each with how it is to be read."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from attrs import frozen

from skillsmatrix.records.door import find_kind
from skillsmatrix.records.profiles.profile import Profile, own_profile
from skillsmatrix.records.profiles.profile_file import read_profile

Rows = Sequence[Sequence[object]]
More = Callable[[Any, Any], None]
_MADE = datetime(2026, 9, 1)


@frozen
class Seed:
    """A file that is right, or nearly."""

    name: str
    kind: str
    profile: Profile
    content: bytes
    workbook: bool


OWN: dict[str, Rows] = {
    "agencies": [["id", "name", "sector", "area"], ["A3", "Gamma", "health", "north"]],
    "settings": [["id", "name", "agency", "type", "area"], ["S2", "Vale", "A1", "school", ""]],
    "teams": [["id", "name", "agency", "setting"], ["T2", "Year 4", "A1", "S1"]],
    "people": [
        ["id", "name", "email", "born"],
        ["P1", "Ada King", "ada@a1.example", date(1980, 3, 1)],
        ["P7", "Zoë Łódź, née Óg", "", ""],
    ],
    "assignments": [
        ["person", "agency", "role", "start", "end", "setting", "team", "hours", "employment"],
        ["P1", "A1", "teacher", date(2020, 1, 1), "", "S1", "T1", 37.5, "permanent"],
        ["P2", "A2", "nurse", date(2021, 5, 3), date(2024, 2, 29), "", "", "", "bank"],
    ],
    "absences": [["person", "kind", "start", "end"], ["P1", "illness", date(2025, 2, 3), ""]],
    "completions": [
        ["person", "item", "completed", "expires", "level", "outcome", "reference", "hours"],
        ["P1", "C01", date(2025, 1, 2), date(2026, 1, 1), 2, "", "R1", 1.5],
        ["P1", "fire safety", date(2024, 1, 2), "", "", "failed", "", ""],
        ["P2", "A course that nobody knows", date(2024, 1, 2), "", "", "", "R2", ""],
    ],
    "decisions": [
        ["person", "kind", "subject", "reason", "decided_by", "start", "end"],
        ["P1", "exemption", "FIRE", "a reason", "the board", date(2025, 1, 2), ""],
    ],
    "tags": [["person", "tag", "start", "end"], ["P1", "in-ratio", date(2025, 1, 2), ""]],
    "needs": [["setting", "need", "start", "end"], ["S1", "rescue-medication", "2025-01-02", ""]],
}
"""Tables of our own template."""

ODD: dict[str, tuple[str, str, Rows]] = {
    "matrix": (
        "completions",
        (
            'kind = "completions"\ndates = ["DD/MM/YYYY", "YYYY-MM-DD", "excel"]\n'
            'unknown_columns = "ignore"\nragged = "pad"\n[columns]\nperson = "Staff no"\n'
            "[matrix]\npatterns = ['exp\\.? (?P<expires>\\S+)', "
            "'(?P<completed>\\S+) exp (?P<expires>\\S+)']\n"
            '[matrix.cells]\n"✓" = { outcome = "complete" }\n"N" = { outcome = "not started" }\n'
            '"n/a" = ""\n[constants]\ncompleted = "31/03/2026"\n'
        ),
        [
            ["Staff no", "C01", "FIRE", "Fire safety"],
            ["P1", "✓", "02/01/2025", "01/01/2025 exp 01/01/2026"],
            ["P2", "n/a", 45000, "N"],
        ],
    ),
    "header find": (
        "assignments",
        (
            'kind = "assignments"\nheader = "find"\nfill_down = "Department"\nragged = "pad"\n'
            'ids = ["ignore case", "ignore padding"]\ncreate = ["people", "teams"]\n'
            '[columns]\nperson = "Payroll no."\nteam = "Department"\nrole = "Post"\nstart = "Since"\n'
            '[constants]\nagency = "A1"\n[skip_rows]\n"Payroll no." = ["Total*"]\n'
            '[stop_at]\n"Payroll no." = "Notes*"\n'
        ),
        [
            ["Staff of 2026"],
            [],
            ["Department", "Payroll no.", "Post", "Since"],
            ["Year 3", "p01", "teacher", "2020-01-01"],
            ["", "P002", "nurse", date(2020, 1, 2)],
            ["", "Total 2", "", ""],
            ["Year 4", "P3", "teacher", "2021-01-01"],
            ["", "Notes on the above"],
        ],
    ),
    "two rows of header": (
        "completions",
        (
            'kind = "completions"\nheader_rows = 2\nmerged = "fill"\nbare_years = "last day"\n'
            'dates = ["D/M/YY", "YYYY-MM-DD"]\ntwo_digit_years = "1950-2049"\nsheet = "D*"\n'
            'unknown_items = "refuse"\nitem_pattern = "([A-Z0-9]+).*"\nignore = "Who / Name"\n'
            '[columns]\nperson = "Who / Id"\nitem = "Training / Course"\n'
            'completed = ["Training / Day", "Training / Day#2"]\n'
            '[values.completed]\n"#N/A" = ""\n[values.item]\n"Fire" = "FIRE"\n'
        ),
        [
            ["Who", "", "Training", "", ""],
            ["Id", "Name", "Course", "Day", "Day"],
            ["P1", "Ada", "C01 on the web", "3/4/25", ""],
            ["P2", "Ben", "FIRE", "", 2019],
            ["P2", "Ben", "Fire", "2025-01-01", ""],
        ],
    ),
    "another system": (
        "people",
        (
            'kind = "people"\nsource = "hr"\ncreate = "agencies"\nagency_sector = "health"\n'
            'ids = "ignore case"\ndates = "DD Mon YYYY"\nexact_header = { v1 = ["No", "Post", "Name"] }\n'
            '[person]\nby = "source id"\ncolumns = ["No", "Post"]\n[columns]\nsource_id = ["No", "Post"]\n'
            'name = "Name"\n'
        ),
        [["No", "Post", "Name"], ["17", "1", "Ada King"], ["18", "2", "Eve Hill"]],
    ),
    "many sheets": (
        "assignments",
        (
            'kind = "assignments"\nsheet = ["Data", "N*"]\nsheet_as = "team"\ncreate = "teams"\n'
            'dates = ["excel-1904", "YYYY-MM-DD"]\nheader = 1\nencoding = "utf-16"\n'
        ),
        [["person", "agency", "role", "start"], ["P1", "A1", "nurse", "2020-01-01"]],
    ),
}
"""Tables of others: the kind, the profile, the rows."""


def all_seeds() -> list[Seed]:
    """Return every table as CSV and as a workbook."""
    seeds: list[Seed] = []
    for kind, rows in OWN.items():
        seeds += _both(kind, kind, own_profile(find_kind(kind)), rows, _hidden)
    with tempfile.TemporaryDirectory() as folder:
        for name, (kind, text, rows) in ODD.items():
            path = Path(folder) / "p.toml"
            path.write_text(text, encoding="utf-8")
            seeds += _both(name, kind, read_profile(path), rows, _extras)
    return seeds


def _both(name: str, kind: str, profile: Profile, rows: Rows, more: More) -> list[Seed]:
    separator = {"people": ";", "absences": "\t"}.get(name, ",")
    encoding = profile.encoding or {"people": "cp1250", "teams": "utf-16"}.get(name, "utf-8-sig")
    return [
        Seed(name, kind, profile, _csv(rows, separator).encode(encoding, "replace"), False),
        Seed(name, kind, profile, _xlsx(rows, more), True),
    ]


def _csv(rows: Rows, separator: str) -> str:
    def cell(value: object) -> str:
        text = str(value)
        return f'"{text}"' if separator in text or text.startswith("A course") else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows)


def _hidden(book: Any, first: Any) -> None:
    """Add a sheet that nobody sees."""
    book.add_worksheet("Lists").hide()


def _extras(book: Any, first: Any) -> None:
    """Add what workbooks of others have: merged cells, formulas, errors, further sheets."""
    first.merge_range(9, 0, 10, 1, "merged")
    first.write_formula(11, 0, "=1/0", None, "#DIV/0!")
    first.write_formula(11, 1, "=1+1", None, 2)
    first.write_comment(0, 0, "a remark")
    for name, hidden in (("North", False), ("Nowhere", True)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["person", "agency", "role", "start"])
        sheet.write_row(1, 0, ["P2", "A2", "nurse", 45000])
        if hidden:
            sheet.hide()


def _xlsx(rows: Rows, more: More) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _MADE})
    form = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Data")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, form)
            elif value != "":
                sheet.write(at, column, value)
    more(book, sheet)
    book.close()
    return out.getvalue()
