"""The store's file: who may read it, what is refused, and several processes at once."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from skillsmatrix.errors import SkillsError
from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import column_texts
from skillsmatrix.records.identity import SCHEMA
from skillsmatrix.records.migrate import differences, downgrade_store, upgrade_store
from skillsmatrix.records.store import Store, create_store, open_store

FIRST_TABLES = ("agencies", "settings", "teams", "people", "imports", "assignments", "absences")
FIRST_TABLES += ("completions", "items", "roles")


def test_only_the_owner_can_read_it(store_file: Store) -> None:
    assert stat.S_IMODE(store_file.address.stat().st_mode) == 0o600


def test_files_beside_it_are_for_the_owner_too(store_file: Store) -> None:
    with store_file.writing() as connection:
        connection.execute(t.people.insert(), [{"id": 1, "ref": "P1", "name": "Ada"}])
        beside = [
            path for path in store_file.address.parent.iterdir() if path != store_file.address
        ]
        assert {stat.S_IMODE(path.stat().st_mode) for path in beside} == {0o600}


def test_it_is_in_wal_mode_and_holds_to_foreign_keys(store_file: Store) -> None:
    with store_file.writing() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    assert found == ["wal", 1, 2]


def test_an_existing_file_is_not_overwritten(store_file: Store) -> None:
    with pytest.raises(SkillsError, match="the file exists"):
        create_store(store_file.address)


def test_a_store_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SkillsError, match="cannot be made"):
        create_store(tmp_path / "none" / "store.sqlite")


def _text(path: Path) -> None:
    path.write_text("not a database, though quite long " * 40, encoding="utf-8")


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE x (y)")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "there is no store here.*skills init"),
        (_text, "not a store of skillsmatrix.*skills init"),
        (_foreign, "not a store of skillsmatrix"),
        (lambda path: path.write_bytes(b""), "not a store of skillsmatrix"),
    ],
    ids=["missing", "text", "another database", "empty"],
)
def test_what_is_no_store_is_refused(tmp_path: Path, make, says) -> None:
    make(tmp_path / "x.sqlite")
    with pytest.raises(SkillsError, match=says):
        open_store(tmp_path / "x.sqlite")


@pytest.mark.parametrize(
    ("version", "says"),
    [("9999", "newer skillsmatrix.*Install the newer"), ("0000", "older skillsmatrix.*upgrade")],
)
def test_another_schema_is_refused(store: Store, version: str, says: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    with pytest.raises(SkillsError, match=says):
        open_store(store.address)


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    assert differences(store.address) == []


def test_the_schema_checked_is_the_newest_migration(store: Store) -> None:
    with store.reading() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert found == SCHEMA


def test_migrations_go_down_and_up_with_data_in_it(city: Store, bring) -> None:
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    downgrade_store(city.address, "base")
    with pytest.raises(SkillsError, match=r"older|not a store"):
        open_store(city.address)
    upgrade_store(city.address)
    with open_store(city.address).reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(t.people)) == 0
    assert differences(city.address) == []


def test_an_older_store_is_brought_up_and_loses_nothing(
    city: Store, bring, everything, rows
) -> None:
    header = "person,item,completed,expires,level,outcome,reference\n"
    bring("assignments", "person,agency,role,start,hours\nP1,A1,teacher,2020-01-01,37.5\n")
    bring("absences", "person,kind,start\nP1,illness,2026-01-01\n")
    bring("completions", header + "P1,C01,2025-01-01,2026-01-01,2,,R1\nP2,C02,,,,in progress,\n")
    before = everything()
    downgrade_store(city.address, "0001")
    kept = {name: rows(f"SELECT * FROM {name} ORDER BY id") for name in FIRST_TABLES}
    upgrade_store(city.address)
    assert differences(city.address) == []
    assert {
        name: [
            row[: len(kept[name][0])]
            for row in rows(f"SELECT * FROM {name} WHERE id > 0 ORDER BY id")
        ]
        for name in FIRST_TABLES
    } == kept
    assert everything() == before


def test_going_down_keeps_the_latest_of_what_was_corrected(city: Store, bring, rows) -> None:
    for level in (1, 2):
        bring("completions", f"person,item,completed,level\nP1,C01,2025-01-01,{level}\n")
    bring("people", "id,name\nP1,Ada Kong\n")
    downgrade_store(city.address, "0001")
    assert rows("SELECT level FROM completions") == [(2,)]
    assert rows("SELECT name FROM people WHERE id = 1") == [("Ada Kong",)]
    with pytest.raises(SkillsError, match="older skillsmatrix"):
        open_store(city.address)


def test_an_error_undoes_the_whole_transaction(store: Store) -> None:
    def write_and_fail() -> None:
        with store.writing() as connection:
            connection.execute(t.people.insert(), [{"id": 1, "ref": "P1", "name": "Ada"}])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with store.reading() as connection:
        assert connection.execute(sa.select(t.people)).all() == []


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(SkillsError, match="could not be used"), store.reading() as connection:
        connection.execute(t.people.insert(), [{"id": 1, "ref": "P1", "name": "Ada"}])


def test_a_reader_sees_one_state_while_others_write(store: Store) -> None:
    count = sa.select(sa.func.count()).select_from(t.people)
    with store.reading() as reader:
        before = reader.scalar(count)
        with store.writing() as writer:
            writer.execute(t.people.insert(), [{"id": 1, "ref": "P1", "name": "Ada"}])
        assert (before, reader.scalar(count)) == (0, 0)
    with store.reading() as reader:
        assert reader.scalar(count) == 1


def test_days_come_back_as_they_were(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            t.people.insert(), [{"id": 1, "ref": "P1", "name": "Ada", "born": date(1969, 12, 31)}]
        )
        found = connection.scalar(sa.select(t.people.c.born))
        (number,) = column_texts(connection, t.people, ["born"])
        kept = connection.exec_driver_sql(f"SELECT {number} FROM people").scalar()
    assert (kept, found) == (-1, date(1969, 12, 31))


WRITER = """
import sys
import sqlalchemy as sa
from skillsmatrix.records import tables as t
from skillsmatrix.records.address import read_address
from skillsmatrix.records.store import open_store
store = open_store(read_address(sys.argv[1]))
for number in range(25):
    with store.writing() as connection:
        last = connection.scalar(sa.select(sa.func.max(t.people.c.id))) or 0
        ref = f"{sys.argv[2]}-{number}"
        connection.execute(t.people.insert(), [{"id": last + 1, "ref": ref, "name": ref}])
"""


def test_several_processes_write_and_none_is_lost(store: Store) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.address), str(number)],
            env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        )
        for number in range(4)
    ]
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    with store.reading() as connection:
        codes = connection.scalars(sa.select(t.people.c.id).order_by(t.people.c.id)).all()
    assert list(codes) == list(range(1, 101))
