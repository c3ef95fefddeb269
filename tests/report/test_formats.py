"""Pages in each format: harmless cells, stable columns, what fits."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
import python_calamine

from skillsmatrix.report.formats import harmless, to_csv, to_json, to_markdown, to_text, to_xlsx
from skillsmatrix.report.table import Column, Page

PAGE = Page(
    title="A page",
    header=("As at a day.",),
    columns=(
        Column("name", "Name", shrinks=True),
        Column("n", "Number"),
        Column("day", "Day"),
        Column("hidden", "Hidden", narrow=False),
        Column("extra", "Extra", drops=True),
    ),
    rows=(
        ('=HYPERLINK("x")', 1234, date(2026, 9, 30), 50.5, "e"),
        ("A very long name that nobody can read at once", -3, None, None, "-"),
    ),
    notes=("That is all.",),
    facts={"as_at": "2026-09-30"},
)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cells_that_a_spreadsheet_would_run_are_made_harmless(start: str) -> None:
    """A quote before them, in CSV and in XLSX alike; numbers stay numbers."""
    page = Page("t", (Column("a", "A"), Column("b", "B")), ((f"{start}1+1", -1),))
    assert next(csv.reader(io.StringIO(to_csv(page).split("\n", 1)[1], newline="")))[0] == (
        f"'{start}1+1"
    )
    book = python_calamine.load_workbook(io.BytesIO(to_xlsx(page)))
    # XLSX itself writes a carriage return as _x000D_.
    assert book.get_sheet_by_index(0).to_python()[1][0].replace("_x000D_", "\r") == f"'{start}1+1"
    assert book.get_sheet_by_index(0).to_python()[1][1] == -1
    assert harmless(-1) == -1


def test_csv_has_every_column_and_nothing_else() -> None:
    """No title, no notes: a machine reads it."""
    assert to_csv(PAGE).splitlines()[0] == "name,n,day,hidden,extra"
    assert len(to_csv(PAGE).splitlines()) == 3


def test_json_has_facts_and_rows() -> None:
    """Rows are objects with the stable names."""
    content = json.loads(to_json(PAGE))
    assert content["as_at"] == "2026-09-30"
    assert content["rows"][1] == {
        "name": "A very long name that nobody can read at once",
        "n": -3,
        "day": None,
        "hidden": None,
        "extra": "-",
    }


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            60,
            [
                "Name                               Number  Day         Extra",
                "---------------------------------  ------  ----------  -----",
                '=HYPERLINK("x")                     1,234  2026-09-30  e',
                "A very long name that nobody can…      -3              -",
            ],
        ),
        (
            34,
            [
                "Name            Number  Day",
                "--------------  ------  ----------",
                '=HYPERLINK("x…   1,234  2026-09-30',
                "A very long n…      -3",
            ],
        ),
    ],
)
def test_text_cuts_what_may_be_cut_then_drops_what_may_be_dropped(
    width: int, expected: list[str]
) -> None:
    """The widest column gives first; a column goes only when cutting is not enough."""
    lines = to_text(PAGE, width).splitlines()
    assert lines[0] == "A page"
    assert [line.rstrip() for line in lines[3:7]] == expected
    dropped = ["Left out to fit 34 columns: Extra."] if width == 34 else []
    assert lines[8:] == ["That is all.", *dropped]


def test_markdown_cuts_nothing() -> None:
    """A document has room."""
    assert "A very long name that nobody can read at once" in to_markdown(PAGE)


def test_a_workbook_of_the_same_page_has_the_same_bytes() -> None:
    """No clock in it."""
    assert to_xlsx(PAGE) == to_xlsx(PAGE)
