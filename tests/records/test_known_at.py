"""What had been recorded by a moment: late records, corrections, and what stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from skillsmatrix.errors import UsageError
from skillsmatrix.records import read
from skillsmatrix.records.columns import SHAPES, read_columns
from skillsmatrix.records.door import import_row
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.leavers import Missing
from skillsmatrix.records.moment import end_of_day, read_moment
from skillsmatrix.records.store import Store, create_store, open_store

FIRST = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECTORS = ("education", "health")
ASKED: dict[str, Any] = {
    "known": Known(items=frozenset({"C01", "C02"}), sectors=frozenset(SECTORS)),
    "as_at": date(2026, 9, 1),
    "recorded_by": "ada",
}
HEADERS = {
    "people": ("id", "name"),
    "agencies": ("id", "name", "sector"),
    "completions": ("person", "item", "completed", "level"),
}
BASE = [("people", "P1,Ada"), ("people", "P2,Ben")]
BEFORE, BETWEEN, AFTER = FIRST - HOUR, FIRST + HOUR, FIRST + 3 * HOUR
LATER = FIRST + 2 * HOUR


def frames(store: Store, known_at: datetime | None = None) -> dict[str, Any]:
    """Return every frame, its rows sorted."""
    columns = read_columns(store.address, known_at)
    return {name: (frame := getattr(columns, name)).sort(frame.columns) for name in SHAPES}


def records(store: Store, known_at: datetime | None = None) -> dict[str, read.PersonRecords]:
    """Return everybody's records by id."""
    return {found.person.id: found for found in read.all_person_records(store, known_at)}


def everything(store: Store, known_at: datetime | None = None) -> tuple[Any, ...]:
    """Return all that can be read as values."""
    return (
        records(store, known_at),
        read.agencies(store, known_at),
        read.settings(store, known_at),
        read.teams(store, known_at),
        read.needs(store, known_at),
    )


@pytest.fixture
def filled(city: Store, bring: Callable[..., Any]) -> Store:
    """A store with a record of each kind, all recorded at noon."""
    bring("assignments", "person,agency,role,start,hours\nP1,A1,teacher,2020-01-01,30\n")
    bring("absences", "person,kind,start\nP1,illness,2026-01-01\n")
    bring("completions", "person,item,completed,hours\nP1,C01,2025-01-01,2\n")
    bring(
        "decisions",
        "person,kind,subject,reason,decided_by,start\nP1,exemption,FIRE,Agreed,Board,2026-01-01\n",
    )
    bring("tags", "person,tag,start\nP1,in-ratio,2026-01-01\n")
    bring("needs", "setting,need,start\nS1,rescue-medication,2026-01-01\n")
    return city


CORRECTIONS = {
    "assignments": "person,agency,role,start,employment\nP1,A1,teacher,2020-01-01,bank\n",
    "absences": "person,kind,start,end\nP1,illness,2026-01-01,2026-02-01\n",
    "completions": "person,item,completed,expires\nP1,C01,2025-01-01,2026-01-01\n",
    "decisions": (
        "person,kind,subject,reason,decided_by,start,end\n"
        "P1,exemption,FIRE,Agreed,Board,2026-01-01,2026-06-30\n"
    ),
    "tags": "person,tag,start,end\nP1,in-ratio,2026-01-01,2026-06-30\n",
    "needs": "setting,need,start,end\nS1,rescue-medication,2026-01-01,2026-06-30\n",
    "agencies": "id,name,sector,area\nA1,Alpha Trust,health,\n",
    "settings": "id,name,agency,type,area\nS1,Hill,A2,,north\n",
    "teams": "id,name,agency,setting\nT1,Year 4,A2,\n",
    "people": "id,name,email,born\nP1,Ada Kong,,\n",
}


@pytest.mark.parametrize("kind", CORRECTIONS)
def test_a_correction_shows_the_old_value_before(filled: Store, bring, kind: str) -> None:
    before, values = frames(filled), everything(filled)
    result = bring(kind, CORRECTIONS[kind], recorded_at=LATER)
    assert (result.new, result.changed) == (0, 1)
    was, now = frames(filled, BETWEEN), frames(filled, AFTER)
    for name in SHAPES:
        assert_frame_equal(was[name], before[name])
        assert_frame_equal(now[name], frames(filled)[name])
    assert not now[kind].equals(was[kind])
    assert everything(filled, BETWEEN) == values
    assert everything(filled, AFTER) == everything(filled) != values


@pytest.mark.parametrize("kind", CORRECTIONS)
def test_a_correction_keeps_what_its_file_does_not_say(filled: Store, bring, kind: str) -> None:
    bring(kind, CORRECTIONS[kind], recorded_at=LATER)
    (assignment,), (completion,) = (
        records(filled)["P1"].assignments,
        records(filled)["P1"].completions,
    )
    assert (assignment.hours, completion.hours) == (30, 2)


def test_a_record_corrected_twice_is_told_apart(filled: Store, bring, rows) -> None:
    header = "person,item,completed,level\n"
    for hours, level in ((2, 1), (4, 2)):
        bring(
            "completions",
            f"{header}P1,C01,2025-01-01,{level}\n",
            recorded_at=FIRST + hours * HOUR,
        )
        bring("people", f"id,name\nP1,Ada {level}\n", recorded_at=FIRST + hours * HOUR)
    told = [
        (found.person.name, [each.level for each in found.completions])
        for hours in (1, 3, 5)
        for found in [records(filled, FIRST + hours * HOUR)["P1"]]
    ]
    assert told == [("Ada King", [None]), ("Ada 1", [1]), ("Ada 2", [2])]
    assert rows("SELECT count(*) FROM completions") == [(3,)]
    assert rows("SELECT count(*) FROM completions WHERE superseded IS NULL") == [(1,)]


def test_before_anything_was_recorded_there_is_nothing(filled: Store) -> None:
    assert everything(filled, BEFORE) == ({}, {}, {}, {}, ())
    found = frames(filled, BEFORE)
    assert {name: found[name].height for name in SHAPES if name not in ("roles", "items")} == (
        dict.fromkeys((name for name in SHAPES if name not in ("roles", "items")), 0)
    )


@pytest.mark.parametrize("hours", [0, 1, 24, 24 * 365])
def test_moving_on_without_new_records_changes_nothing(filled: Store, hours: int) -> None:
    moment = FIRST + hours * HOUR
    assert everything(filled, moment) == everything(filled)
    for name, frame in frames(filled, moment).items():
        assert_frame_equal(frame, frames(filled)[name])


def test_a_late_record_is_not_there_before(filled: Store, bring) -> None:
    before = frames(filled)
    bring("completions", "person,item,completed\nP2,C02,2020-01-01\n", recorded_at=LATER)
    bring("people", "id,name\nP9,Late\n", recorded_at=LATER)
    assert_frame_equal(frames(filled, BETWEEN)["completions"], before["completions"])
    assert records(filled, BETWEEN)["P2"].completions == ()
    assert sorted(records(filled, BETWEEN)) == ["P1", "P2", "P3"]
    assert read.person_records(filled, "P9", BETWEEN) is None
    (found,) = records(filled, AFTER)["P2"].completions
    assert found.completed == date(2020, 1, 1)


def test_an_assignment_that_ended_with_a_list_was_open_before(filled: Store, bring) -> None:
    bring("assignments", "person,agency,role,start\nP2,A1,nurse,2021-01-01\n")
    result = bring(
        "assignments",
        "person,agency,role,start\nP2,A1,nurse,2021-01-01\n",
        missing=Missing.END,
        recorded_at=LATER,
    )
    (was,), (now,) = (records(filled, k)["P1"].assignments for k in (BETWEEN, AFTER))
    assert (result.ended, was.end, now.end) == (1, None, date(2026, 8, 31))
    assert (was.hours, now.hours) == (30, 30)


def test_a_clock_that_goes_back_changes_no_order(filled: Store, bring, rows) -> None:
    text = "person,item,completed,level\nP1,C01,2025-01-01,2\n"
    bring("completions", text, recorded_at=BEFORE)
    assert rows("SELECT recorded_at FROM imports ORDER BY id DESC LIMIT 1") == [
        ("2026-09-01T12:00:00+00:00",)
    ]
    assert records(filled, BEFORE) == {}


def test_what_came_before_imports_were_kept_was_always_known(filled: Store) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql('UPDATE completions SET "import" = NULL')
        connection.exec_driver_sql("UPDATE people SET created = NULL")
    assert frames(filled, BEFORE)["completions"].height == 1
    assert len(records(filled, BEFORE)["P1"].completions) == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-09-01", datetime(2026, 9, 1, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2026-09-01T12:00Z", FIRST),
        ("2026-09-01T13:00+01:00", FIRST),
    ],
)
def test_a_moment_is_a_day_or_a_time_with_its_zone(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "says"),
    [("1/9/2026", "This is no moment"), ("2026-09-01T12:00", "The time has no zone")],
)
def test_other_moments_are_misuse(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_moment(text)


def test_a_day_lasts_to_its_end(filled: Store, bring) -> None:
    bring(
        "people",
        "id,name\nP9,Late\n",
        recorded_at=datetime(2026, 9, 1, 23, 59, 59, tzinfo=UTC),
    )
    assert "P9" in records(filled, end_of_day(date(2026, 9, 1)))
    with pytest.raises(UsageError, match="no zone"):
        records(filled, datetime(2026, 9, 1))


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("completions"),
            st.builds(
                "P{},C0{},2025-01-0{},{}".format,
                st.integers(1, 2),
                st.integers(1, 2),
                st.integers(1, 2),
                st.sampled_from(["", "1", "2"]),
            ),
        ),
        st.tuples(st.just("people"), st.builds("P1,Ada {}".format, st.integers(1, 3))),
        st.tuples(st.just("agencies"), st.builds("A1,Alpha,{}".format, st.sampled_from(SECTORS))),
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None)
@given(steps)
def test_what_was_read_at_a_moment_can_be_read_for_it_ever_after(drawn) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        create_store(path)
        store = open_store(path)
        seen = []
        for hour, (kind, row) in enumerate([*BASE, *drawn]):
            moment = FIRST + hour * HOUR
            values = dict(zip(HEADERS[kind], row.split(","), strict=True))
            import_row(store, kind, values, **{**ASKED, "recorded_at": moment})
            seen.append((moment, everything(store), frames(store)))
        for moment, values, found in seen:
            assert everything(store, moment) == values
            for name, frame in frames(store, moment + HOUR / 2).items():
                if name not in ("roles", "items"):
                    assert_frame_equal(frame, found[name])
