"""Files as they come: encodings, separators, workbooks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.sheets.joined import joined
from skillsmatrix.records.sheets.sheet import Sheet
from skillsmatrix.records.sheets.sheet_file import read_sheets


def read_sheet(path: Path, *sheet: str) -> Sheet:
    """Read all of a file as one sheet."""
    return joined(read_sheets(path, Profile(kind=("people",), sheet=sheet)))


ENCODINGS = {"UTF-8": "utf-8", "UTF-8 with a mark": "utf-8-sig", "Windows-1252": "cp1252"}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings_and_separators_are_found_out(
    tmp_path: Path, encoding: str, separator: str, newline: str
) -> None:
    rows = [["id", "name", "email"], ["P1", "Zoë – Ångström", ""], ["P2", '"a, b; c"', "x@y"]]
    text = newline.join(separator.join(row) for row in rows) + newline
    (tmp_path / "people.csv").write_bytes(text.encode(encoding))
    sheet = read_sheet(tmp_path / "people.csv")
    assert sheet.headers == ("id", "name", "email")
    assert sheet.columns == (("P1", "P2"), ("Zoë – Ångström", "a, b; c"), ("", "x@y"))
    assert (sheet.lines, sheet.separator) == ([2, 3], separator)
    assert bool(sheet.remarks) == (encoding == "cp1252")


def test_a_cell_may_go_over_lines_and_rows_are_named_by_their_first(tmp_path: Path) -> None:
    text = 'id,name\nP1,"Ada\nKing"\n\n ,\nP2,Ben\n'
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    sheet = read_sheet(tmp_path / "x.csv")
    assert (sheet.columns, sheet.lines) == ((("P1", "P2"), ("Ada\nKing", "Ben")), [2, 6])


def test_a_line_for_excel_is_read_over(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("sep=;\nid;name\nP1;Ada, King\n", encoding="utf-8")
    sheet = read_sheet(tmp_path / "x.csv")
    assert (sheet.headers, sheet.columns[1], sheet.lines) == (("id", "name"), ("Ada, King",), [3])


def test_empty_columns_at_the_end_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,name,,\nP1,Ada,,\n", encoding="utf-8")
    sheet = read_sheet(tmp_path / "x.csv")
    assert (sheet.headers, len(sheet.columns), sheet.unfit) == (("id", "name"), 2, ())


def test_rows_that_do_not_fit_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,name\nP1\nP2,Ben\nP3,Cy,3\n", encoding="utf-8")
    sheet = read_sheet(tmp_path / "x.csv")
    assert sheet.columns[0] == ("P2",)
    assert [(row.line, row.wrong.code) for row in sheet.unfit] == [
        (2, "ragged-row"),
        (4, "ragged-row"),
    ]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    """Write a workbook with real date cells."""
    book = xlsxwriter.Workbook(str(path))
    form = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, form)
                else:
                    sheet.write(at, column, value)
    book.close()
    return path


def test_cells_of_a_workbook_keep_their_meaning(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        Staff=[
            ["id", "start", "hours", "flag"],
            [1001, date(2026, 4, 3), 37.5, True],
            ["", "", "", ""],
            ["P2", datetime(2026, 4, 3, 14, 30), 37, "x"],
        ],
    )
    sheet = read_sheet(path)
    assert sheet.columns == (
        ("1001", "P2"),
        (date(2026, 4, 3), date(2026, 4, 3)),
        ("37.5", "37"),
        ("True", "x"),
    )
    assert (sheet.lines, str(sheet.place(4))) == ([2, 4], "x.xlsx[Staff]:4")


def test_the_first_sheet_is_read_and_said_unless_one_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", One=[["id"], ["P1"]], Two=[["id"], ["P2"]])
    first, second = read_sheet(path), read_sheet(path, "Two")
    assert (first.columns, first.remarks) == (
        (("P1",),),
        ("x.xlsx: read its first sheet, One; not Two.",),
    )
    assert (second.columns, second.remarks) == ((("P2",),), ())


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", Staff=[["id"]])
    with pytest.raises(InputRefused, match=r"no such sheet \(Staf\). Did you mean Staff"):
        read_sheet(path, "Staf")


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"x.xlsx\[Empty\]: The sheet is empty"):
        read_sheet(workbook(tmp_path / "x.xlsx", Empty=[]))
