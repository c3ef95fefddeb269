"""Matrices: people down, courses across, and what stands in the cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from skillsmatrix.errors import InputRefused
from skillsmatrix.model.completion import Outcome
from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.profiles.profile import Matrix, Meaning
from skillsmatrix.records.sheets.matrix import unpivot
from skillsmatrix.records.sheets.sheet import Sheet
from skillsmatrix.records.store import Store

PROFILE = """
kind = "completions"
dates = "DD/MM/YYYY"
ignore = "Job"
[columns]
person = "Staff no"
[matrix]
patterns = ['exp\\.? (?P<expires>\\S+)', '(?P<completed>\\S+) exp (?P<expires>\\S+)']
[matrix.cells]
"✓" = { outcome = "complete" }
"N" = { outcome = "not started" }
"L2" = { level = "2" }
"n/a" = ""
[constants]
completed = "31/03/2026"
"""


def held(everything, person: str) -> dict[str, tuple[object, ...]]:
    """What somebody's records say, by item."""
    return {
        each.item: (each.outcome, each.completed, each.expires, each.level)
        for each in everything()[person].completions
    }


def test_each_filled_cell_is_a_record(city: Store, bring, everything) -> None:
    text = (
        "Staff no,Job,C01,C02,Fire safety,FIRE\n"
        "P1,x,✓,03/04/2025,n/a,exp 12/03/2027\n"
        "P2,y,L2,03/04/2025 exp 02/04/2026,,n\n"
        "P3,z,,,,\n"
    )
    result = bring("completions", text, profile=PROFILE)
    assert result.remarks == ()
    day = date(2026, 3, 31)
    assert held(everything, "P1") == {
        "C01": (Outcome.COMPLETE, day, None, None),
        "C02": (Outcome.COMPLETE, date(2025, 4, 3), None, None),
        "FIRE": (Outcome.COMPLETE, day, date(2027, 3, 12), None),
    }
    assert held(everything, "P2") == {
        "C01": (Outcome.COMPLETE, day, None, 2),
        "C02": (Outcome.COMPLETE, date(2025, 4, 3), date(2026, 4, 2), None),
        "FIRE": (Outcome.NOT_STARTED, None, None, None),
    }
    assert bring("completions", text, profile=PROFILE).unchanged == 6


def test_problems_name_the_row_and_the_header(city: Store, bring) -> None:
    text = "Staff no,C01,C02\nP1,✓,31/02/2025\nP9,soon,\nP2,2025-01-01,done\n"
    with pytest.raises(InputRefused) as refused:
        bring("completions", text, profile=PROFILE)
    assert [(str(p.place).partition(":")[2], p.code) for p in refused.value.problems] == [
        ("2 under C02", "impossible-date"),
        ("3 under C01", "unknown-cell"),
        ("4 under C01", "date-form"),
        ("4 under C02", "unknown-cell"),
    ]


def test_a_matrix_without_columns_is_told(city: Store, bring) -> None:
    with pytest.raises(
        InputRefused, match=r"no column for the matrix \(\*\). The headers are Staff"
    ):
        bring("completions", "Staff no,Job\nP1,x\n", profile=PROFILE)


def test_an_error_has_its_place_too_and_can_be_given_a_meaning(city: Store, bring) -> None:
    text = "Staff no,C01,C02\nP1,✓,#REF!\nP2,#N/A,✓\n"
    with pytest.raises(InputRefused) as refused:
        bring("completions", text, profile=PROFILE)
    assert [(str(p.place).partition(":")[2], p.code) for p in refused.value.problems] == [
        ("2 under C02", "error-cell"),
        ("3 under C01", "error-cell"),
    ]
    cells = '[matrix.cells]\n"#REF!" = ""\n"#N/A" = ""'
    meant = PROFILE.replace("[matrix.cells]", cells)
    assert bring("completions", text, profile=meant).new == 2


def test_a_tick_needs_a_day(city: Store, bring) -> None:
    profile = PROFILE.partition("[constants]")[0]
    with pytest.raises(InputRefused, match=r":2 under C01: completed: a completed record needs"):
        bring("completions", "Staff no,C01\nP1,✓\n", profile=profile)


def test_refused_cells_come_back_as_a_matrix_and_can_be_mended(
    city: Store, bring, everything, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    text = "Staff no,Job,C01,C02,FIRE\nP1,x,✓,31/02/2025,soon\nP2,y,✓,✓,✓\n"
    result = bring("completions", text, profile=PROFILE, partial=True, rejects=rejects)
    assert (result.new, result.rejected) == (4, 2)
    header, row = rejects.read_text("utf-8-sig").splitlines()
    assert header == "Staff no,Job,C01,C02,FIRE,problem"
    assert row.startswith("P1,x,,31/02/2025,soon,")
    mended = f"{header}\n{row}\n".replace("31/02", "28/02").replace("soon,", "N,")
    assert bring("completions", mended, profile=PROFILE).new == 2
    assert set(held(everything, "P1")) == {"C01", "C02", "FIRE"}


def test_a_matrix_on_several_sheets_of_a_workbook(city, bring, everything, tmp_path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "m.xlsx"))
    form = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, items in (("North", ["C01", "C02"]), ("South", ["FIRE"])):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "Training matrix")
        sheet.write_row(2, 0, ["Staff no", *items])
        sheet.write(3, 0, "P1")
        for at in range(len(items)):
            sheet.write_datetime(3, 1 + at, date(2025, 1, 2 + at), form)
    book.close()
    profile = 'sheet = "*"\nheader = "find"\n' + PROFILE
    result = bring("completions", tmp_path / "m.xlsx", profile=profile)
    assert result.remarks == (
        "m.xlsx[North]: the header is row 3.",
        "m.xlsx[South]: the header is row 3.",
    )
    assert set(held(everything, "P1")) == {"C01", "C02", "FIRE"}


def test_it_may_be_about_anything() -> None:
    sheet = Sheet(
        file="roles.csv",
        sha256="",
        headers=("Role", "Fire", "Autism"),
        columns=(("nurse", "teacher"), ("M", "?"), ("", "2")),
        lines=[2, 3],
    )
    matrix = Matrix(
        header_as="competency",
        cell_as="level",
        cells={"M": Meaning(fields={"standing": "mandatory"})},
    )
    long = unpivot(sheet, matrix, frozenset({"role"}))
    assert long.headers == ("Role", "(competency)", "(cell)", "(level)", "(standing)")
    assert list(zip(*long.columns, strict=True)) == [
        ("nurse", "Fire", "M", "", "mandatory"),
        ("teacher", "Autism", "2", "2", ""),
    ]
    assert [str(long.spot(row)) for row in (0, 1)] == [
        "roles.csv:2 under Fire",
        "roles.csv:3 under Autism",
    ]
    (unfit,) = long.unfit
    assert (unfit.line, unfit.column, isinstance(unfit.wrong, Wrong)) == (3, "Fire", True)


@pytest.mark.parametrize(
    ("columns", "items"),
    [
        ('"*"', {"C01", "C02", "FIRE"}),
        ('"C0*"', {"C01", "C02"}),
        ('["fire", "c01"]', {"C01", "FIRE"}),
    ],
)
def test_its_columns_may_be_listed(city, bring, everything, columns: str, items: set[str]) -> None:
    profile = 'kind = "completions"\nunknown_columns = "ignore"\n[columns]\nperson = "person"\n'
    text = "person,C01,C02,FIRE\nP1,2025-01-01,2025-01-01,2025-01-01\n"
    bring("completions", text, profile=f"{profile}[matrix]\ncolumns = {columns}\n")
    assert set(held(everything, "P1")) == items
