"""Workbooks as they come: sheets, merged cells, errors, limits, and what is no workbook at all."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.profiles.profile import Merged, Profile
from skillsmatrix.records.sheets.joined import joined
from skillsmatrix.records.sheets.sheet import Sheet
from skillsmatrix.records.sheets.sheet_file import read_sheets
from skillsmatrix.records.sheets.xlsx_scan import UNCALCULATED, scan_sheet

Change = Callable[[str, bytes], bytes]


def make(path: Path, fill: Callable[[Any], None], **options: Any) -> Path:
    """Write a workbook; ``fill`` is given it."""
    book = xlsxwriter.Workbook(str(path), options)
    fill(book)
    book.close()
    return path


def of_rows(*rows: list[Any]) -> Callable[[Any], None]:
    """Fill one sheet with rows."""

    def fill(book: Any) -> None:
        form = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Staff")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, form)
                elif value != "":
                    sheet.write(at, column, value)

    return fill


def changed(path: Path, change: Change) -> Path:
    """Change the parts of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
    path.write_bytes(out.getvalue())
    return path


def in_sheet(old: bytes, new: bytes) -> Change:
    """Change the text of the sheets."""
    return lambda name, text: text.replace(old, new) if "worksheets/" in name else text


def read(path: Path, **asked: Any) -> Sheet:
    """Read all sheets asked for as one."""
    return joined(read_sheets(path, Profile(**{"kind": ("completions",), **asked})))


def years(book: Any) -> None:
    """Fill three years' sheets, one of them hidden, and a chart."""
    for name, hidden in (("2024", False), ("2025", False), ("2026", True), ("Notes", False)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_row(1, 0, [f"P{name}", name])
        if hidden:
            sheet.hide()
    book.add_chartsheet("2027")


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (("2025",), ["P2025"]),
        (("Notes", "2024"), ["PNotes", "P2024"]),
        (("20*",), ["P2024", "P2025"]),
        (("*",), ["P2024", "P2025", "PNotes"]),
        (("2026", "20*"), ["P2026", "P2024", "P2025"]),
        ((), ["P2024"]),
    ],
    ids=["one", "a list", "a pattern", "all", "a hidden one by name", "the first"],
)
def test_sheets_are_chosen_by_name_or_pattern(tmp_path: Path, wanted, ids) -> None:
    path = make(tmp_path / "x.xlsx", years)
    assert list(read(path, sheet=wanted).columns[0]) == ids


def test_a_first_sheet_that_is_hidden_is_passed_over(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for name in ("Lists", "Staff"):
            book.add_worksheet(name).write_row(0, 0, [name])
        book.get_worksheet_by_name("Staff").activate()
        book.get_worksheet_by_name("Lists").hide()
        book.get_worksheet_by_name("Staff").set_first_sheet()

    found = read(make(tmp_path / "x.xlsx", fill))
    assert (found.headers, found.remarks) == (
        ("Staff",),
        ("x.xlsx: read its first sheet, Staff; not Lists.",),
    )


def test_the_name_of_the_sheet_may_give_a_field(tmp_path: Path) -> None:
    found = read(make(tmp_path / "x.xlsx", years), sheet=("20*",), sheet_as="team")
    assert (found.headers, found.columns[2], found.gives) == (
        ("id", "name", "(sheet)"),
        ["2024", "2025"],
        {"team": "(sheet)"},
    )
    assert [str(found.spot(row)) for row in (0, 1)] == ["x.xlsx[2024]:2", "x.xlsx[2025]:2"]


def test_merged_cells_are_filled_where_the_profile_says_so(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 1, ["team", "id", "note"])
        sheet.merge_range(1, 1, 2, 1, "North")
        sheet.write_column(1, 2, ["P1", "P2"])
        sheet.merge_range(3, 1, 3, 3, "wide")

    path = make(tmp_path / "x.xlsx", fill)
    assert read(path).columns[1] == ("North", "", "wide")
    filled = read(path, merged=Merged.FILL)
    assert filled.columns[1:] == (
        ("North", "North", "wide"),
        ("P1", "P2", "wide"),
        ("", "", "wide"),
    )


def test_errors_and_formulas_without_a_value_stand_in_their_cells(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(1, 2, "=1+2", None, 3)
        sheet.write_formula(2, 0, '=""', None, "")
        sheet.write(2, 1, "x")
        sheet.write_formula(4, 2, "=NA()", None, "#N/A")

    path = make(tmp_path / "x.xlsx", fill)
    changed(path, in_sheet(b"<f>1+2</f><v>3</v>", b"<f>1+2</f><v></v>"))
    changed(path, in_sheet(b'<c r="A3">', b'<c r="A3" t="str">'))  # as Excel writes empty text
    found = read(path)
    assert found.columns == (("#DIV/0!", "", ""), ("2", "x", ""), (UNCALCULATED, "", "#N/A"))
    assert found.lines == [2, 3, 5]


def test_an_error_in_a_column_that_is_not_used_is_no_matter(
    city, bring, everything, tmp_path
) -> None:
    rows = [["person", "item", "completed", "junk"], ["P1", "C01", date(2025, 1, 2), "=1/0"]]
    path = make(tmp_path / "x.xlsx", of_rows(*rows))
    changed(path, in_sheet(b'<c r="D2"><f>1/0</f><v>0</v>', b'<c r="D2" t="e"><v>#REF!</v>'))
    profile = 'kind = "completions"\nignore = "junk"\n'
    bring("completions", path, profile=profile)
    assert len(everything()["P1"].completions) == 1


def test_days_are_right_in_workbooks_that_count_from_1904(tmp_path: Path) -> None:
    rows = of_rows(["completed"], [date(2024, 2, 29)])
    for count_from_1904 in (False, True):
        path = make(tmp_path / "x.xlsx", rows, date_1904=count_from_1904)
        assert read(path).columns == ((date(2024, 2, 29),),)


@pytest.mark.parametrize("count_from_1904", [False, True])
@pytest.mark.parametrize("as_date", [False, True])
def test_a_year_in_a_cell_for_dates_is_only_a_year(
    city, bring, everything, tmp_path: Path, count_from_1904: bool, as_date: bool
) -> None:
    def fill(book: Any) -> None:
        form = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["person", "item", "completed"])
        sheet.write_row(1, 0, ["P1", "C01"])
        sheet.write_number(1, 2, 2019, form if as_date else None)

    path = make(tmp_path / "x.xlsx", fill, date_1904=count_from_1904)
    with pytest.raises(InputRefused) as refused:
        bring("completions", path)
    (problem,) = refused.value.problems
    assert (problem.code, "(2019)" in problem.what) == ("bare-year", True)
    bring("completions", path, profile='kind = "completions"\nbare_years = "last day"\n')
    assert [each.completed for each in everything()["P1"].completions] == [date(2019, 12, 31)]


def test_a_date_that_lost_its_format_is_a_number_of_days(city, bring, everything, tmp_path) -> None:
    path = make(tmp_path / "x.xlsx", of_rows(["person", "item", "completed"], ["P1", "C01", 45000]))
    with pytest.raises(InputRefused, match=r"not a date of the declared form \(45000\)"):
        bring("completions", path)
    bring("completions", path, profile='kind = "completions"\ndates = ["excel", "YYYY-MM-DD"]\n')
    assert [each.completed for each in everything()["P1"].completions] == [date(2023, 3, 15)]


def test_the_team_may_be_the_name_of_the_sheet(city, bring, everything, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for team, person in (("T1", "P1"), ("T2", "P2"), ("T3", "P9")):
            sheet = book.add_worksheet(team)
            sheet.write_row(0, 0, ["person", "agency", "role", "start"])
            sheet.write_row(1, 0, [person, "A1", "nurse", "2020-01-01"])

    profile = 'kind = "assignments"\nsheet = "T*"\nsheet_as = "team"\ncreate = "teams"\n'
    path, rejects = make(tmp_path / "x.xlsx", fill), tmp_path / "rejects.csv"
    result = bring("assignments", path, profile=profile, partial=True, rejects=rejects)
    assert [str(problem.place) for problem in result.problems] == ["x.xlsx[T3]:2"]
    assert [everything()[each].assignments[0].team for each in ("P1", "P2")] == ["T1", "T2"]
    rejects.write_bytes(rejects.read_bytes().replace(b"P9,", b"P3,"))
    bring("assignments", rejects, profile=profile)
    assert everything()["P3"].assignments[0].team == "T3"


def test_a_workbook_with_macros_is_read_for_its_values(tmp_path: Path) -> None:
    path = make(tmp_path / "x.xlsm", of_rows(["id"], ["P1"]))
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    assert read(path).columns == (("P1",),)


def test_formatting_to_the_end_of_the_sheet_is_no_content(tmp_path: Path) -> None:
    path = make(tmp_path / "x.xlsx", of_rows(["id"], ["P1"]))
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    changed(path, in_sheet(b"</sheetData>", far))
    assert read(path).columns == (("P1",),)


def refusal(path: Path) -> str:
    """Return what is said of a file that is refused."""
    with pytest.raises(InputRefused) as refused:
        read(path)
    return str(refused.value)


def test_a_box_of_17_billion_cells_is_refused_before_it_is_made(tmp_path: Path) -> None:
    path = make(tmp_path / "x.xlsx", of_rows(["id"], ["P1"]))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    changed(path, in_sheet(b"</sheetData>", far))
    assert "reaches to row 1048576 and column 16384" in refusal(path)


def test_a_zip_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    path = make(tmp_path / "x.xlsx", of_rows(["id"], ["P1"]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", b" " * (80 << 20))
    tracemalloc.start()
    said = refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "times its size" in said
    assert peak < 8 << 20


def test_a_zip_file_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "x.xlsx", of_rows(["id"], ["P1"]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", b" " * (80 << 20))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    assert "sheet2.xml is larger than it says" in refusal(path)


def without(part: str) -> Change:
    """Empty a part of a workbook."""
    return lambda name, text: b"" if name == part else text


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "a part that is no XML": (
        lambda p: changed(p, without("xl/workbook.xml")),
        "is not a workbook",
    ),
    "a sheet that breaks off": (
        lambda p: changed(p, in_sheet(b"</sheetData>", b"")),
        "sheet Staff: mismatched tag",
    ),
    "a cell that is nowhere": (
        lambda p: changed(p, in_sheet(b'r="A2"', b'r="2A"')),
        "sheet Staff:",
    ),
    "half a file": (lambda p: p.write_bytes(p.read_bytes()[:3000]), "is not a workbook"),
    "a few bytes": (lambda p: p.write_bytes(b"PK\x03\x04"), "is not a workbook"),
    "another kind": (
        lambda p: changed(
            p,
            lambda n, t: (
                t.replace(b"worksheets/sheet1", b"worksheets/sheet9") if "rels" in n else t
            ),
        ),
        "sheet Staff:",
    ),
    "entities": (
        lambda p: changed(
            p,
            lambda n, t: (
                t.replace(b"<sst", b'<!DOCTYPE s [<!ENTITY a "aa">]><sst') if "shared" in n else t
            ),
        ),
        "holds a DOCTYPE",
    ),
    "a password": (
        lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        "with a password",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path = make(tmp_path / "x.xlsx", of_rows(["id"], ["P1"]))
    spoil, says = BROKEN[name]
    spoil(path)
    assert says in refusal(path)


def test_any_flipped_byte_is_read_or_refused_and_never_a_crash(tmp_path: Path) -> None:
    path = make(tmp_path / "x.xlsx", of_rows(["id", "day"], ["P1", date(2025, 1, 2)], ["P2", 3]))
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with suppress(InputRefused):
            read(path)


@pytest.mark.parametrize(
    ("cells", "box"),
    [
        ('<row r="3"><c r="C3"><v>1</v></c></row>', (3, 3)),
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", (2, 2)),
        ('<row r="9"><c r="ZZ9" s="1"/></row>', (0, 0)),
        ('<row r="2"><c r="AA2" t="inlineStr"><is><t>x</t></is></c></row>', (2, 27)),
    ],
    ids=["named", "counted", "formatted only", "text in its place"],
)
def test_the_box_is_that_of_what_is_filled(cells: str, box: tuple[int, int]) -> None:
    text = f'<x:worksheet xmlns:x="m"><x:sheetData>{cells}</x:sheetData></x:worksheet>'
    text = re.sub(r"<(/?)(row|c|v|is|t)\b", r"<\1x:\2", text)
    scan = scan_sheet(io.BytesIO(text.encode()))
    assert (scan.rows, scan.columns) == box
