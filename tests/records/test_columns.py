"""Frames of codes and day numbers, from a store and from a snapshot."""

from __future__ import annotations

import gc
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from skillsmatrix.dates import day_number
from skillsmatrix.errors import SkillsError
from skillsmatrix.records.columns import SHAPES, read_columns, write_snapshot
from skillsmatrix.records.shapes import OPTIONAL_COLUMNS
from skillsmatrix.records.store import Store

NAMES = sorted(SHAPES)


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_keep_their_columns(store: Store, name: str) -> None:
    frame = getattr(read_columns(store.address), name)
    assert (dict(frame.schema), len(frame)) == (SHAPES[name], 0)


@pytest.mark.parametrize("name", NAMES)
def test_columns_without_any_value_keep_their_type(city: Store, bring, name: str) -> None:
    bring("assignments", "person,agency,role,start\nP1,A1,teacher,2020-01-01\n")
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    bring("absences", "person,kind,start\nP1,illness,2026-01-01\n")
    bring(
        "decisions",
        "person,kind,subject,reason,decided_by,start\nP1,exemption,FIRE,Agreed,Board,2026-01-01\n",
    )
    bring("tags", "person,tag,start\nP1,in-ratio,2026-01-01\n")
    bring("needs", "setting,need,start\nS1,rescue-medication,2026-01-01\n")
    frame = getattr(read_columns(city.address), name)
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
        "minutes": [None],
        "participatory": [None],
        "multi_agency": [None],
        "provider": [None],
    }
    assert read_columns(city.address).completions.to_dict(as_series=False) == expected


def test_assignments_point_to_codes(city: Store, bring) -> None:
    bring(
        "assignments",
        "person,agency,role,start,end,setting,team,manager,supervisor,hours,employment\n"
        "P2,A1,nurse,2020-01-01,2020-12-31,S1,T1,P1,P3,22.375,bank\n",
    )
    codes = (2, 1, 1, 18262, 18627, 1, 1, 1, 3, "bank")
    assert read_columns(city.address).assignments.row(0) == (*codes, round(22.375 * 60))


def test_some_completions_have_details(city: Store, bring) -> None:
    bring(
        "completions",
        "person,item,completed,hours,participatory_hours,multi_agency_hours,provider\n"
        "P1,C01,2025-01-01,1.5,1,0,\n"
        "P1,C02,2025-01-01,,,,A2\n"
        "P2,C01,2025-01-01,,,,\n",
    )
    found = read_columns(city.address).completions.sort("person", "item")
    assert found.select("minutes", "participatory", "multi_agency", "provider").rows() == [
        (90, 60, 0, None),
        (None, None, None, 2),
        (None, None, None, None),
    ]


def test_decisions_tags_and_needs_are_codes_and_words(city: Store, bring) -> None:
    bring("completions", "person,item,completed\nP2,C01,2020-01-02\n")
    bring(
        "decisions",
        "person,kind,subject,reason,decided_by,start,end,agency,completed\n"
        "P1,Exemption,FIRE-ALL,Agreed,Board,2020-01-01,,,\n"
        "P2,revocation,C01,Forged,Board,2020-01-03,2020-01-04,A2,2020-01-02\n",
    )
    bring("tags", "person,tag,start\nP1,in-ratio,2020-01-01\n")
    bring("needs", "setting,need,start,end\nS1,rescue-medication,2020-01-01,2020-01-02\n")
    columns = read_columns(city.address)
    subjects = dict(columns.items.select("ref", "id").iter_rows())
    assert columns.decisions.rows() == [
        (1, "exemption", subjects["FIRE-ALL"], None, None, 18262, None),
        (2, "revocation", subjects["C01"], 2, 18263, 18264, 18265),
    ]
    assert columns.tags.rows() == [(1, "in-ratio", 18262, None)]
    assert columns.needs.rows() == [(1, "rescue-medication", 18262, 18263)]


def test_an_older_snapshot_lacks_what_was_not_kept_then(city: Store, bring, tmp_path: Path) -> None:
    bring("assignments", "person,agency,role,start\nP1,A1,teacher,2020-01-01\n")
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    folder = tmp_path / "snapshot"
    write_snapshot(read_columns(city.address), folder)
    for name in ("decisions", "tags", "needs"):
        (folder / f"{name}.parquet").unlink()
    for name, columns in OPTIONAL_COLUMNS.items():
        pl.read_parquet(folder / f"{name}.parquet").drop(columns).write_parquet(
            folder / f"{name}.parquet"
        )
    again = read_columns(folder)
    for name in ("assignments", "completions", "decisions", "tags", "needs"):
        assert dict(getattr(again, name).schema) == SHAPES[name]
    assert again.completions["minutes"].to_list() == [None]


def test_a_snapshot_cannot_say_what_was_known(tmp_path: Path) -> None:
    with pytest.raises(SkillsError, match="a snapshot does not say what was known"):
        read_columns(tmp_path, datetime(2026, 9, 1, tzinfo=UTC))


def test_a_snapshot_is_the_same(city: Store, bring, tmp_path: Path) -> None:
    bring("assignments", "person,agency,role,start\nP1,A1,teacher,2020-01-01\n")
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    stored = read_columns(city.address)
    write_snapshot(stored, tmp_path / "snapshot")
    again = read_columns(tmp_path / "snapshot")
    for name in NAMES:
        assert_frame_equal(getattr(stored, name), getattr(again, name))


def test_a_snapshot_may_have_dates_and_no_absences(city: Store, bring, tmp_path: Path) -> None:
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    folder = tmp_path / "snapshot"
    write_snapshot(read_columns(city.address), folder)
    (folder / "absences.parquet").unlink()
    completions = read_columns(city.address).completions.with_columns(
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
    columns = read_columns(city.address)
    before = len(columns.people)
    bring("agencies", "id,name,sector\nA9,Late,education\n")
    assert (before, len(columns.agencies), len(read_columns(city.address).agencies)) == (3, 2, 3)


def test_a_frame_is_read_once(city: Store) -> None:
    columns = read_columns(city.address)
    assert columns.people is columns.people


def test_nothing_stays_open(city: Store) -> None:
    columns = read_columns(city.address)
    _ = columns.people
    del columns
    gc.collect()  # an unclosed connection would warn, and warnings are errors


def test_neither_sqlalchemy_nor_pyarrow_is_loaded(city: Store) -> None:
    code = (
        "import sys; from skillsmatrix.records.address import read_address;"
        "from skillsmatrix.records.columns import *;"
        "c = read_columns(read_address(sys.argv[1])); assert len(c.people) == 3;"
        "sys.exit(str([m for m in ('sqlalchemy', 'pyarrow', 'alembic') if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(city.address)],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "[]\n"


def test_any_text_comes_through(store: Store, bring) -> None:
    name = 'Zoë "Zo" O\'Neill \\ 王 🎓'
    bring("people", f'id,name\nP1,"{name.replace(chr(34), chr(34) * 2)}"\n')
    assert read_columns(store.address).people["name"].to_list() == [name]
