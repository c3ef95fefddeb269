"""A law: the store is what its log says, now and at every entry, whatever was done to it.

The reference is slow and plain: it folds the rows of the tables in the order of the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.conftest import KNOWN

from skillsmatrix.errors import SkillsError
from skillsmatrix.records import read
from skillsmatrix.records import tables as t
from skillsmatrix.records.address import Address, read_address
from skillsmatrix.records.as_known import rows_in_place, standing
from skillsmatrix.records.by_hand.amend import correct_record
from skillsmatrix.records.by_hand.history import history
from skillsmatrix.records.by_hand.titles import map_title
from skillsmatrix.records.by_hand.withdraw import withdraw_records
from skillsmatrix.records.door import Existing, import_file, import_row
from skillsmatrix.records.mapped import read_mapped
from skillsmatrix.records.store import Store, create_store, open_store

FIRST = datetime(2026, 9, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FORMER = evolve(KNOWN, items=KNOWN.items | {"Fire 24", "FIRE 24"})
"""A catalogue that takes titles as they are."""
ASKED: dict[str, Any] = {"as_at": date(2026, 9, 1), "recorded_by": "ada"}
GROWING = ("assignments", "completions", "decisions", "titles")
IN_PLACE = ("people", "agencies")
State = dict[str, dict[int, dict[str, Any]]]
"""The rows that stand, by table and number."""

people = st.sampled_from(["P1", "P2"])
items = st.sampled_from(["C01", "FIRE", "Fire 24", "FIRE 24"])
days = st.sampled_from(["2025-05-01", "2025-05-02"])
levels = st.sampled_from(["", "1", "2"])
references = st.sampled_from(["", "", "R1", "R2"])
completion = st.builds("{},{},{},{},{}".format, people, items, days, levels, references)
numbers = st.integers(1, 8).map(str)
files = st.one_of(
    st.tuples(
        st.just("completions"),
        st.lists(completion, min_size=1, max_size=4, unique=True).map(
            lambda rows: "\n".join(["person,item,completed,level,reference", *rows, ""])
        ),
    ),
    st.tuples(
        st.just("people"),
        st.builds("id,name\nP1,Ada {}\n".format, st.integers(1, 3)),
    ),
    st.tuples(
        st.just("assignments"),
        st.builds(
            "person,agency,role,start,hours\n{},A1,teacher,2020-01-01,{}\n".format,
            people,
            st.sampled_from(["", "30"]),
        ),
    ),
    st.tuples(
        st.just("decisions"),
        st.builds(
            "person,kind,subject,reason,decided_by,start,completed\n"
            "{},revocation,{},Copied,Board,2026-01-01,{}\n".format,
            people,
            items,
            days,
        ),
    ),
)
fields = st.dictionaries(
    st.sampled_from(["person", "item", "completed", "level"]), st.just(""), min_size=1
).flatmap(
    lambda chosen: st.fixed_dictionaries(
        {
            name: {"person": people, "item": items, "completed": days, "level": levels}[name]
            for name in chosen
        }
    )
)
operations = st.one_of(
    st.tuples(st.just("import"), files, st.sampled_from(list(Existing))),
    st.tuples(st.just("add"), completion),
    st.tuples(st.just("correct"), numbers, fields),
    st.tuples(st.just("correct"), st.just("P1"), st.fixed_dictionaries({"email": st.just("")})),
    st.tuples(
        st.just("correct"),
        st.just("A1"),
        st.fixed_dictionaries({"sector": st.sampled_from(["education", "health"])}),
    ),
    st.tuples(st.just("withdraw"), st.lists(numbers, min_size=1, max_size=2)),
    st.tuples(st.just("map"), st.sampled_from(["fire 24", "Fire 24"]), st.sampled_from(["FIRE", "C01"])),
)  # fmt: skip
BASE: list[Any] = [
    ("import", ("agencies", "id,name,sector\nA1,Alpha,education\n"), Existing.NEWEST),
    ("import", ("people", "id,name,email\nP1,Ada,ada@a1.example\nP2,Ben,\n"), Existing.NEWEST),
]


def do(store: Store, operation: Any, now: datetime, folder: Path) -> None:
    """Do something to a store; what is refused leaves it as it is."""
    what, *given = operation
    asked = {**ASKED, "recorded_at": now}
    by = {"recorded_at": now, "recorded_by": "ada"}
    try:
        if what == "import":
            (kind, text), existing = given
            path = folder / "file.csv"
            path.write_text(text, "utf-8")
            import_file(store, kind, path, known=FORMER, existing=existing, partial=True, **asked)
        elif what == "add":
            names = ("person", "item", "completed", "level", "reference")
            values = dict(zip(names, given[0].split(","), strict=True))
            import_row(store, "completions", values, known=FORMER, **asked)
        elif what == "correct":
            record, values = given
            kind = {"P": "people", "A": "agencies"}.get(record[0], "completions")
            correct_record(store, kind, record, values, reason="typed", known=FORMER, **asked)
        elif what == "withdraw":
            withdraw_records(store, "completions", given[0], reason="wrong", **by)
        else:
            map_title(store, *given, known=KNOWN, **by)
    except SkillsError:
        pass


def replayed(connection: sa.Connection) -> Iterator[tuple[int, State]]:
    """Yield what stands after each entry of the log: rows added, superseded and changed by it."""
    tables = {
        name: [
            dict(row) for row in connection.execute(sa.select(t.metadata.tables[name])).mappings()
        ]
        for name in (*GROWING, *IN_PLACE)
    }
    changes = [
        dict(row)
        for row in connection.execute(sa.select(t.changes).order_by(t.changes.c.id)).mappings()
    ]
    for change in reversed(changes):  # as they were made
        row = next(row for row in tables[change["kind"]] if row["id"] == change["record"])
        row[change["field"]] = change["before"]
    state: State = {name: {} for name in tables}
    for entry in connection.scalars(sa.select(t.imports.c.id).order_by(t.imports.c.id)):
        for name, rows in tables.items():
            for row in rows:
                if row["import" if name in GROWING else "created"] == entry:
                    state[name][row["id"]] = _as_made(row)
                if row.get("superseded") == entry:
                    del state[name][row["id"]]
        for change in changes:
            if change["import"] == entry:
                row = state[change["kind"]][change["record"]]
                assert row[change["field"]] == change["before"]
                row[change["field"]] = change["after"]
        yield (
            entry,
            {name: {n: dict(row) for n, row in rows.items()} for name, rows in state.items()},
        )


def _as_made(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "superseded": None} if "superseded" in row else dict(row)


def known(connection: sa.Connection, last: int | None) -> State:
    """Return what the store says stands after an entry, or now."""
    found: State = {}
    for name in GROWING:
        table = t.metadata.tables[name]
        rows = connection.execute(sa.select(table).where(standing(table, last))).mappings()
        found[name] = {row["id"]: {**row, "superseded": None} for row in rows}
    for name in IN_PLACE:
        rows = rows_in_place(connection, t.metadata.tables[name], last)
        found[name] = {row["id"]: row for row in rows}
    return found


def seen(store: Store, known_at: datetime | None = None) -> tuple[Any, ...]:
    """Return what everybody's records are as values."""
    found = {each.person.id: each for each in read.all_person_records(store, known_at)}
    return found, read.agencies(store, known_at)


def check(address: Address, drawn: list[Any]) -> None:
    """Do things to an empty store one after another, and compare it with the reference."""
    store = open_store(address)
    moments = []
    with TemporaryDirectory() as folder:
        for at, operation in enumerate([*BASE, *drawn]):
            now = FIRST + at * MINUTE
            do(store, operation, now, Path(folder))
            moments.append((now, seen(store)))
    with store.reading() as connection:
        states = dict(replayed(connection))
        for entry, state in states.items():
            assert known(connection, entry) == state
        last = states[max(states)]
        assert known(connection, None) == last
        refs = {
            code: ref for code, ref in connection.execute(sa.select(t.items.c.id, t.items.c.ref))
        }
        means = {row["title"].casefold(): refs[row["item"]] for row in last["titles"].values()}
        assert read_mapped(connection) == means
    for now, values in moments:
        assert seen(store, now) == values
    for number, ref in ((1, "P1"), (2, "P2")):
        told = history(store, ref)
        assert told is not None
        stand = {
            f"{kind} {row['id']}"
            for kind, name in (("completion", "completions"), ("assignment", "assignments"),
                               ("decision", "decisions"))
            for row in last[name].values()
            if row["person"] == number
        }  # fmt: skip
        assert set(told.standing) == {f"person {ref}", *stand}
        brought = {event.now or event.record for event in told.events if event.stands}
        assert stand <= brought


@settings(max_examples=settings().max_examples // 3)  # each does and reads a lot
@given(st.lists(operations, max_size=10))
def test_a_file_is_what_its_log_says(drawn: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        create_store(path)
        check(path, drawn)


@pytest.fixture
def fresh(server: Any) -> Iterator[Callable[[], Address]]:
    """Give addresses of empty databases, one after another."""
    made = []

    def make() -> Address:
        made.append(f"replay{len(made)}")
        server.run(f"CREATE DATABASE {made[-1]} TEMPLATE pattern STRATEGY FILE_COPY")
        return read_address(server.uri(made[-1]))

    yield make
    for name in made:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(operations, min_size=3, max_size=8))
def test_a_database_is_what_its_log_says(fresh, drawn: list[Any]) -> None:
    check(fresh(), drawn)
