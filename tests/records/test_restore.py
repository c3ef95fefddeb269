"""A restored store is what was backed up, on either kind of store; or nothing has changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from tests.filled import broken_seals, everything_in, fill
from tests.server import PostgresServer

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.address import Address, Server, read_address
from skillsmatrix.records.copies.backup import backup_store
from skillsmatrix.records.copies.restore import restore_store
from skillsmatrix.records.identity import SCHEMA, schema_of
from skillsmatrix.records.migrate import connected, differences, downgrade_store, upgrade_store
from skillsmatrix.records.store import Store, create_store, open_store

_NUMBERS = count(1)


@pytest.fixture
def empty_database(server: PostgresServer) -> Iterator[Server]:
    """A database with nothing in it."""
    name = f"bare{next(_NUMBERS)}"
    server.run(f"CREATE DATABASE {name}")
    address = read_address(server.uri(name))
    assert isinstance(address, Server)
    yield address
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["no file", "empty file", "bare database", "empty store in a database"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """Where a store can be restored."""
    (tmp_path / "new").mkdir()
    path = tmp_path / "new" / "records.sqlite"
    if request.param == "empty file":
        create_store(path)
    if "file" in request.param:
        return path
    if request.param == "bare database":
        found: Server = request.getfixturevalue("empty_database")
    else:
        found = request.getfixturevalue("database")
    return found


@pytest.fixture
def backup(filled_pattern: Path, tmp_path: Path) -> Path:
    """A backup with a bit of everything."""
    backup_store(filled_pattern, tmp_path / "backup")
    return tmp_path / "backup"


def test_it_is_what_was_backed_up(backup: Path, place: Address) -> None:
    before = backup.read_bytes()
    restored = restore_store(backup, place)
    assert everything_in(place) == everything_in(backup)
    assert (restored.schema, restored.totals.entries) == (SCHEMA, 15)
    assert broken_seals(place) == []
    assert differences(place) == []
    assert backup.read_bytes() == before
    if isinstance(place, Path):
        assert os.listdir(place.parent) == [place.name]
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        with open_store(place).reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_work_goes_on_where_it_was(backup: Path, place: Address, tmp_path: Path) -> None:
    restore_store(backup, place)
    fill(open_store(place), tmp_path)
    assert len(everything_in(place)["imports"]) > 15
    assert broken_seals(place) == []


def test_it_goes_to_the_other_kind_of_store_and_back(
    filled: Store, empty_database: Server, tmp_path: Path
) -> None:
    backup_store(filled.address, tmp_path / "first")
    restore_store(tmp_path / "first", empty_database)
    backup_store(empty_database, tmp_path / "second")
    restore_store(tmp_path / "second", tmp_path / "records.sqlite")
    assert everything_in(tmp_path / "records.sqlite") == everything_in(filled.address)


@pytest.mark.parametrize("older", ["0001", "0002"])
def test_an_older_backup_is_restored_and_brought_up(
    backup: Path, place: Address, older: str
) -> None:
    downgrade_store(backup, older)
    restored = restore_store(backup, place)
    assert (restored.schema, schema_of(backup), schema_of(place)) == (older, older, SCHEMA)
    assert broken_seals(place) == []
    upgrade_store(backup)
    assert everything_in(place) == everything_in(backup)


def test_a_newer_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    with connected(backup) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SkillsError, match="newer skillsmatrix"):
        restore_store(backup, tmp_path / "records.sqlite")
    assert not (tmp_path / "records.sqlite").exists()


def test_records_that_are_there_stay(filled: Store, backup: Path) -> None:
    before = everything_in(filled.address)
    with pytest.raises(SkillsError, match=r"records are there already.*skills init"):
        restore_store(backup, filled.address)
    assert everything_in(filled.address) == before


def test_a_damaged_store_is_to_be_moved_away_first(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.write_bytes(b"SQLite format 3\0 and then nothing of the kind" * 100)
    with pytest.raises(SkillsError, match=r"Move it away first \(with records.sqlite-wal"):
        restore_store(backup, path)
    path.rename(tmp_path / "damaged")
    (tmp_path / "records.sqlite-wal").write_bytes(b"of the damaged one")
    with pytest.raises(SkillsError, match=r"records\.sqlite-wal: this belongs to a store"):
        restore_store(backup, path)
    (tmp_path / "records.sqlite-wal").unlink()
    restore_store(backup, path)
    assert everything_in(path) == everything_in(backup)


def test_what_is_no_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    place = tmp_path / "records.sqlite"
    with pytest.raises(UsageError, match=r"none: there is no backup here.*skills records backup"):
        restore_store(tmp_path / "none", place)
    (tmp_path / "text").write_text("id,name\n" * 1000)
    with pytest.raises(SkillsError, match=r"text: this is no backup"):
        restore_store(tmp_path / "text", place)
    content = bytearray(backup.read_bytes())
    content[8192:20000] = bytes(20000 - 8192)
    backup.write_bytes(content)
    with pytest.raises(SkillsError, match="backup"):
        restore_store(backup, place)
    assert not place.exists()


def test_a_restore_that_fails_at_its_end_leaves_nothing(
    backup: Path, place: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SkillsError("not the same")

    with monkeypatch.context() as patched:
        for module in ("fill_empty", "restore"):
            patched.setattr(f"skillsmatrix.records.copies.{module}.check_same", fail)
        with pytest.raises(SkillsError, match="not the same"):
            restore_store(backup, place)
    restore_store(backup, place)
    assert everything_in(place) == everything_in(backup)
