"""Frames of codes and day numbers, from a store and from a snapshot."""

from __future__ import annotations

import gc
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from skillsmatrix.dates import day_number
from skillsmatrix.errors import SkillsError
from skillsmatrix.records.columns import SHAPES, read_columns, write_snapshot
from skillsmatrix.records.store import Store

NAMES = sorted(SHAPES)


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_keep_their_columns(store: Store, name: str) -> None:
    frame = getattr(read_columns(store.path), name)
    assert (dict(frame.schema), len(frame)) == (SHAPES[name], 0)


@pytest.mark.parametrize("name", NAMES)
def test_columns_without_any_value_keep_their_type(city: Store, bring, name: str) -> None:
    bring("assignments", "person,agency,role,start\nP1,A1,teacher,2020-01-01\n")
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    bring("absences", "person,kind,start\nP1,illness,2026-01-01\n")
    frame = getattr(read_columns(city.path), name)
    assert dict(frame.schema) == SHAPES[name]
    assert len(frame) > 0


def test_only_what_was_completed_on_a_day_is_there(city: Store, bring) -> None:
    bring(
        "completions",
        "person,item,completed,outcome,expires,level\n"
        "P1,C01,2025-01-01,,2026-01-01,2\n"
        "P1,C02,2025-01-01,failed,,\n"
        "P2,C02,,in progress,,\n",
    )
    expected = {
        "person": [1],
        "item": [1],
        "completed": [day_number(date(2025, 1, 1))],
        "expires": [day_number(date(2026, 1, 1))],
        "level": [2],
    }
    assert read_columns(city.path).completions.to_dict(as_series=False) == expected


def test_assignments_point_to_codes(city: Store, bring) -> None:
    bring(
        "assignments",
        "person,agency,role,start,end,setting,team,manager,supervisor\n"
        "P2,A1,nurse,2020-01-01,2020-12-31,S1,T1,P1,P3\n",
    )
    assert read_columns(city.path).assignments.row(0) == (2, 1, 1, 18262, 18627, 1, 1, 1, 3)


def test_a_snapshot_is_the_same(city: Store, bring, tmp_path: Path) -> None:
    bring("assignments", "person,agency,role,start\nP1,A1,teacher,2020-01-01\n")
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    stored = read_columns(city.path)
    write_snapshot(stored, tmp_path / "snapshot")
    again = read_columns(tmp_path / "snapshot")
    for name in NAMES:
        assert_frame_equal(getattr(stored, name), getattr(again, name))


def test_a_snapshot_may_have_dates_and_no_absences(city: Store, bring, tmp_path: Path) -> None:
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    folder = tmp_path / "snapshot"
    write_snapshot(read_columns(city.path), folder)
    (folder / "absences.parquet").unlink()
    completions = read_columns(city.path).completions.with_columns(
        pl.col("completed").cast(pl.Date)
    )
    completions.write_parquet(folder / "completions.parquet")
    again = read_columns(folder)
    assert again.completions["completed"].to_list() == [20089]
    assert dict(again.absences.schema) == SHAPES["absences"]


def test_a_snapshot_that_lacks_a_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(SkillsError, match=r"people.parquet: there is no such file"):
        _ = read_columns(tmp_path).people


def test_a_snapshot_that_lacks_a_column_says_so(tmp_path: Path) -> None:
    pl.DataFrame({"id": [1]}).write_parquet(tmp_path / "people.parquet")
    with pytest.raises(SkillsError, match="does not fit a snapshot"):
        _ = read_columns(tmp_path).people


def test_frames_show_one_state_whatever_is_written_between(city: Store, bring) -> None:
    columns = read_columns(city.path)
    before = len(columns.people)
    bring("agencies", "id,name,sector\nA9,Late,education\n")
    assert (before, len(columns.agencies), len(read_columns(city.path).agencies)) == (3, 2, 3)


def test_a_frame_is_read_once(city: Store) -> None:
    columns = read_columns(city.path)
    assert columns.people is columns.people


def test_nothing_stays_open(city: Store) -> None:
    columns = read_columns(city.path)
    _ = columns.people
    del columns
    gc.collect()  # an unclosed connection would warn, and warnings are errors


def test_neither_sqlalchemy_nor_pyarrow_is_loaded(city: Store) -> None:
    code = (
        "import sys; from pathlib import Path; from skillsmatrix.records.columns import *;"
        "c = read_columns(Path(sys.argv[1])); assert len(c.people) == 3;"
        "sys.exit(str([m for m in ('sqlalchemy', 'pyarrow', 'alembic') if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(city.path)],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "[]\n"


def test_any_text_comes_through(store: Store, bring) -> None:
    name = 'Zoë "Zo" O\'Neill \\ 王 🎓'
    bring("people", f'id,name\nP1,"{name.replace(chr(34), chr(34) * 2)}"\n')
    assert read_columns(store.path).people["name"].to_list() == [name]
