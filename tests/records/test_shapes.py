"""Tables as tired people leave them: titles, totals, gaps, ragged rows, odd characters, odd years."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.days import read_day, write_day
from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.profiles.profile import Matrix, Profile, Ragged
from skillsmatrix.records.sheets.joined import joined
from skillsmatrix.records.sheets.sheet import Sheet
from skillsmatrix.records.sheets.sheet_file import read_sheets

COLUMNS = {"person": ("Name",), "item": ("Course",), "completed": ("Day",)}
BASE: dict[str, Any] = {"kind": ("completions",), "columns": COLUMNS}


def read(path: Path, content: str | bytes, **asked: Any) -> Sheet:
    """Read text as one sheet."""
    path = path / "x.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return joined(read_sheets(path, Profile(**{**BASE, **asked})))


PLAIN = (("P1",), ("C01",), ("2025-01-01",))
SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "a header row by number": (
        "Training 2025\n\nName,Course,Day\nP1,C01,2025-01-01\n",
        {"header": 3},
    ),
    "a header that is found": (
        "Training 2025;;\nName: all;;\n;;\nCourse;Day;Name\nC01;2025-01-01;P1\n",
        {"header": "find"},
    ),
    "a header of two rows": (
        "Name,Training,\n,Course,Day\nP1,C01,2025-01-01\n",
        {
            "header_rows": 2,
            "columns": {
                **COLUMNS,
                "item": ("Training / Course",),
                "completed": ("training / day",),
            },
        },
    ),
    "a header of two rows that is found": (
        "Everybody\nName,Training,\n,Course,Day\nP1,C01,2025-01-01\n",
        {
            "header": "find",
            "header_rows": 2,
            "columns": {
                **COLUMNS,
                "item": ("Training / Course",),
                "completed": ("training / day",),
            },
        },
    ),
    "totals and notes": (
        "Name,Course,Day\nTotal 2024,,\nP1,C01,2025-01-01\nNotes,,\nfrom here on,,\n",
        {"skip_rows": {"name": ("total*",)}, "stop_at": {"Name": ("Notes",)}},
    ),
    "a header over lines": ('"Name\n",Course,"Day "\nP1,C01,2025-01-01\n', {}),
    "spaces that nobody sees": ("Name,Course,Day\n\u00a0P1\u200b , C01\t,\ufeff2025-01-01\n", {}),
    "empty rows": ("\n\nName,Course,Day\n,,\n\n  ,,\nP1,C01,2025-01-01\n\n", {}),
    "cells too few and too many": (
        "Name,Course,Day\nP1,C01,2025-01-01,,,\n",
        {"ragged": Ragged.PAD},
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_table_is_found(tmp_path: Path, name: str) -> None:
    text, asked = SHAPES[name]
    found = read(tmp_path, text, **asked)
    by_header = dict(zip([h.split(" / ")[-1] for h in found.headers], found.columns, strict=True))
    assert tuple(by_header[header] for header in ("Name", "Course", "Day")) == PLAIN
    assert found.unfit == ()


def test_a_column_is_filled_down(tmp_path: Path) -> None:
    found = read(tmp_path, "Dept,Name\nA,P1\n,P2\n\nB,P3\n,P4\n", fill_down=("dept",))
    assert found.columns[0] == ("A", "A", "B", "B")


def test_a_header_of_the_profile_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"the profile names \(Departmnt\). Did you mean Depart"):
        read(tmp_path, "Department,Name\nA,P1\n", fill_down=("Departmnt",))


@pytest.mark.parametrize(
    ("row", "code"),
    [("P1,C01", None), ("P1,C01,2025-01-01,x", "ragged-row")],
    ids=["short", "with more in it than there are headers"],
)
def test_padding_loses_nothing(tmp_path: Path, row: str, code: str | None) -> None:
    found = read(tmp_path, f"Name,Course,Day\n{row}\n", ragged=Ragged.PAD)
    assert [each.wrong.code for each in found.unfit] == ([code] if code else [])


def test_a_file_comes_in_batches(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Name,Course,Day\n" + "P1,C01,2025-01-01\n\n" * 2500, encoding="utf-8")
    sheets = list(read_sheets(path, Profile(**BASE), 1000))
    assert [len(sheet.lines) for sheet in sheets] == [1000, 1000, 500]
    assert [sheet.headers for sheet in sheets] == [("Name", "Course", "Day")] * 3
    assert [sheet.done for sheet in sheets] == sorted(sheet.done for sheet in sheets)
    assert (sheets[-1].done, sheets[1].lines[0]) == (100, 2002)


def test_a_file_without_rows_is_one_batch(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Name,Course,Day\n", encoding="utf-8")
    (only,) = read_sheets(tmp_path / "x.csv", Profile(**BASE))
    assert (only.headers, only.lines) == (("Name", "Course", "Day"), [])


def test_an_open_quotation_mark_hides_nothing_else(city, bring) -> None:
    text = (
        "person,item,completed\n"
        'P1,"C01,2025-01-01\n'
        "P9,C01,2025-01-01\n"
        'P1,"C"01,2025-01-01\n'
        "P1,C01,2025-02-31\n"
    )
    with pytest.raises(InputRefused) as refused:
        bring("completions", text)
    assert [(p.code, p.place.line) for p in refused.value.problems] == [
        ("not-csv", 2),
        ("unknown-person", 3),
        ("not-csv", 4),
        ("impossible-date", 5),
    ]


def test_a_cell_without_end_is_told_and_the_rows_after_it_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, 'Name,Course,Day\nP1,"' + "x" * 200_000 + "\nP2,C01,2025-01-01\n")
    assert [(each.line, each.wrong.code) for each in found.unfit] == [(2, "not-csv")]
    assert found.columns[0] == ("P2",)


ENCODED = "Name,Course,Day\nZoë,Łódź,2025-01-01\n"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", ""),
        ("utf-16-le", "utf-16-le"),
        ("cp1250", "cp1250"),
    ],
)
def test_an_encoding_is_found_out_or_declared(tmp_path: Path, encoding: str, declared: str) -> None:
    found = read(tmp_path, ENCODED.encode(encoding), encoding=declared)
    assert (found.columns[1], found.remarks) == (("Łódź",), ())


def test_utf_16_of_the_other_order_has_its_mark_too(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xfe\xff" + ENCODED.encode("utf-16-be")).columns[0] == ("Zoë",)


def test_a_character_on_the_edge_of_a_piece_is_one(tmp_path: Path) -> None:
    text = "Name,Course,Day\n" + "ë,ë,ë\n" * 200_000
    assert set(read(tmp_path, text).columns[0]) == {"ë"}


PIECES = [
    "\ufeff",
    "a",
    "Name",
    "Course",
    ",",
    ";",
    '"',
    "\n",
    "\r",
    "\0",
    "\u202e",
    "\u00a0",
    "Total",
    "é",
]
LAYOUTS: list[dict[str, Any]] = [
    {},
    {"header": 2},
    {"header": "find", "header_rows": 2, "ragged": Ragged.PAD},
    {"fill_down": ("Name",), "skip_rows": {"Name": ("Total",)}, "matrix": Matrix()},
]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60), layout=st.sampled_from(LAYOUTS))
def test_any_text_is_read_or_refused_and_no_line_is_lost(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], layout: dict[str, Any]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes("".join(pieces).encode())
    with suppress(InputRefused):
        sheets = list(read_sheets(path, Profile(**{**BASE, **layout}), 3))
        for sheet in sheets:
            assert {len(column) for column in sheet.columns} <= {len(sheet.lines)}
            assert len(sheet.headers) == len(sheet.columns)
        lines = [line for sheet in sheets for line in sheet.lines if line is not None]
        assert lines == sorted(lines)


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.csv"
    for start in (b"", b"\xff\xfe", b"PK\x03\x04"):
        path.write_bytes(start + content)
        with suppress(InputRefused):
            list(read_sheets(path, Profile(**BASE)))


def test_two_hundred_columns_are_quick_and_told_in_short(city, bring) -> None:
    junk = ",".join(f"Junk {n}" for n in range(200))
    cells = ",".join("x" * 200)
    text = f"person,item,completed,{junk}\n" + f"P1,C01,2025-01-01,{cells}\n" * 2000
    profile = 'kind = "completions"\nunknown_columns = "ignore"\n'
    began = time.perf_counter()
    result = bring("completions", text, profile=profile)
    assert time.perf_counter() - began < 10
    assert "Junk 7 and 192 more." in result.remarks[0]


def test_headers_that_stand_twice_are_told_apart_by_number(city, bring, everything) -> None:
    profile = 'kind = "completions"\n[columns]\nperson = "person"\nitem = "item"\n'
    profile += 'completed = "Date"\nexpires = "Date#2"\n'
    text = "person,item,Date,Date\nP1,C01,2025-01-01,2025-12-31\n"
    bring("completions", text, profile=profile)
    (only,) = everything()["P1"].completions
    assert (only.completed, only.expires) == (date(2025, 1, 1), date(2025, 12, 31))


def test_headers_that_stand_twice_and_have_no_use_are_no_matter(city, bring) -> None:
    text = "person,item,completed,x,x\nP1,C01,2025-01-01,,\n"
    profile = 'kind = "completions"\nignore = "x"\n'
    assert bring("completions", text, profile=profile).new == 1


FIRST, LAST = 'bare_years = "first day"', 'bare_years = "last day"'


@pytest.mark.parametrize(
    ("cell", "keys", "day"),
    [
        ("2019", FIRST, date(2019, 1, 1)),
        ("2019", LAST, date(2019, 12, 31)),
        ("1905-07-11", LAST, date(2019, 12, 31)),
        ("45000", 'dates = "excel"', date(2023, 3, 15)),
        ("45000.75", 'dates = "excel"', date(2023, 3, 15)),
        ("43538", 'dates = "excel-1904"', date(2023, 3, 15)),
        ("3/4/25", 'dates = "D/M/YY"\ntwo_digit_years = "1950-2049"', date(2025, 4, 3)),
        ("3/4/96", 'dates = "D/M/YY"\ntwo_digit_years = "1950-2049"', date(1996, 4, 3)),
    ],
)
def test_odd_dates_are_read_where_the_profile_says_how(
    city, bring, everything, cell: str, keys: str, day: date
) -> None:
    bring(
        "completions",
        f"person,item,completed\nP1,C01,{cell}\n",
        profile=f'kind = "completions"\n{keys}\n',
    )
    assert [each.completed for each in everything()["P1"].completions] == [day]


@pytest.mark.parametrize("form", ["excel", "excel-1904"])
@pytest.mark.parametrize("day", [date(1950, 1, 1), date(2024, 2, 29)])
def test_a_day_that_is_a_number_can_be_written_back(form: str, day: date) -> None:
    assert read_day(write_day(day, form), [form]) == day


def test_excels_29_february_1900_never_was() -> None:
    found = [read_day(number, ["excel"]) for number in ("59", "60", "61")]
    assert (found[0], found[2]) == (date(1900, 2, 28), date(1900, 3, 1))
    assert isinstance(found[1], Wrong)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('header = "x"', r'p.toml:2: header must be the number of a row, or "find" \(x\)'),
        ("header = 0", r"p.toml:2: header must be the number"),
        ("header_rows = 0", r"p.toml:2: header_rows must be a whole number from 1 \(0\)"),
        ('encoding = "utf8x"', r"there is no such encoding \(utf8x\)"),
        ('encoding = "base64"', r"there is no such encoding \(base64\)"),
        ('sheet_as = "tem"', r"p.toml:2: there is no such field \(tem\)"),
        ('merged = "yes"', r"merged must be one of first, fill \(yes\)"),
        ('ragged = "yes"', r"ragged must be one of refuse, pad"),
        ('bare_years = "June"', r"bare_years must be one of first day, last day \(June\)"),
        ('two_digit_years = "50-49"', r"does not name a hundred years \(50-49\)"),
        ('ids = "same"', r"ids must be one of exact, ignore case, ignore padding \(same\)"),
        ('ids = ["exact", "ignore case"]', r"exact goes with no other"),
        ('unknown_items = "drop"', r"unknown_items must be one of keep, refuse"),
        ("[matrix]\nheader_as = 'itm'", r"p.toml:2: there is no such field in matrix \(itm\)"),
        (
            "[matrix]\ncolum = 'x'",
            r"there is no such key in matrix \(colum\). Did you mean columns",
        ),
        ("[matrix.cells]\nx = 3", r"must be text in quotes, or fields like"),
        ("[matrix.cells]\nx = {lvl = '3'}", r"no such field in matrix \(lvl\)"),
        ("[matrix]\npatterns = ['(']", r"no regular expression"),
        ("[matrix]\npatterns = ['exp (.+)']", r"it names no field"),
        ("[columns]\nitem = 'x'\n[matrix]", r"a column gives what the matrix gives \(item\)"),
    ],
)
def test_a_wrong_profile_is_told(city, bring, text: str, says: str) -> None:
    with pytest.raises(InputRefused, match=says.replace("p.toml", "profile.toml")):
        bring("completions", "person\n", profile=f'kind = "completions"\n{text}\n')


BOTH = '["ignore case", "ignore padding"]'


@pytest.mark.parametrize(
    ("stored", "written", "rule", "code"),
    [
        ("P1", "p1", '"exact"', "unknown-person"),
        ("P1", "p1", '"ignore case"', None),
        ("123", "00123", '"ignore padding"', None),
        ("00123", "123", '"ignore padding"', None),
        ("E007", "e7", BOTH, None),
        ("E007", "e7", '"ignore padding"', "unknown-person"),
        ("E70", "E7", BOTH, "unknown-person"),
        ("x1,X1", "X1", '"ignore case"', None),
        ("ab,AB", "Ab", '"ignore case"', "ambiguous-id"),
    ],
)
def test_ids_are_matched_by_the_declared_rule(
    city, bring, stored: str, written: str, rule: str, code: str | None
) -> None:
    bring("people", "id,name\n" + "".join(f"{each},Name\n" for each in stored.split(",")))
    text = f"person,item,completed\n{written},C01,2025-01-01\n"
    profile = f'kind = "completions"\nids = {rule}\n'
    if code is None:
        assert bring("completions", text, profile=profile).new == 1
        return
    with pytest.raises(InputRefused) as refused:
        bring("completions", text, profile=profile)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_records_with_ids_of_their_own_are_matched_by_the_rule(city, bring, rows) -> None:
    profile = 'kind = "people"\nids = "ignore case"\n'
    result = bring("people", "id,name\np1,Ada Kong\nP7,Vic\np7,Vic\n", profile=profile)
    assert (result.new, result.changed) == (1, 1)
    assert rows("SELECT ref FROM people WHERE ref LIKE '%1' OR ref LIKE '%7' ORDER BY ref") == [
        ("P1",),
        ("P7",),
    ]


def test_refused_rows_take_the_same_profile_wherever_their_header_stood(
    city, bring, tmp_path
) -> None:
    profile = (
        'kind = "completions"\nheader = 3\nheader_rows = 2\nencoding = "cp1252"\n[columns]\n'
        'person = "Who"\nitem = "Training / Course"\ncompleted = "Training / Day"\n'
    )
    text = "Training 2025\n\nWho,Training,\n,Course,Day\nP1,Zoë’s,2025-02-31\n"
    rejects = tmp_path / "rejects.csv"
    bring("completions", text.encode("cp1252"), profile=profile, partial=True, rejects=rejects)
    mended = rejects.read_bytes().replace(b"2025-02-31", b"2025-02-28")
    result = bring("completions", mended, profile=profile)
    assert (result.new, "Zoë’s" in result.remarks[0]) == (1, True)


def test_places_are_matched_by_the_rule_and_created_once(city, bring, rows) -> None:
    profile = 'kind = "assignments"\nids = "ignore case"\ncreate = "teams"\n'
    text = "person,agency,role,start,team\nP1,a1,teacher,2020-01-01,t1\nP2,A1,nurse,2020-01-01,T9\n"
    bring("assignments", text + "P3,A1,nurse,2020-01-01,t9\n", profile=profile)
    assert rows("SELECT ref FROM teams ORDER BY id") == [("T1",), ("T9",)]
