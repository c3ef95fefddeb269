"""A backup: one state of a store, complete, for its owner only, in nobody's place."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.filled import broken_seals, everything_in

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.copies.backup import backup_store, replace_backup
from skillsmatrix.records.copies.totals import totals
from skillsmatrix.records.migrate import differences, downgrade_store
from skillsmatrix.records.read import all_person_records
from skillsmatrix.records.store import Store, open_store

SOURCE = str(Path(__file__).parents[2] / "src")
ROOT = str(Path(__file__).parents[2])


def test_it_is_a_store_with_all_that_was_recorded(filled: Store, tmp_path: Path) -> None:
    made = backup_store(filled.address, tmp_path / "backup")
    assert everything_in(tmp_path / "backup") == everything_in(filled.address)
    assert broken_seals(tmp_path / "backup") == []
    assert differences(tmp_path / "backup") == []
    kept = open_store(tmp_path / "backup")
    assert list(all_person_records(kept)) == list(all_person_records(filled))
    with filled.reading() as connection:
        assert totals(connection) == made
    assert (made.entries, made.last, len(made.seal)) == (15, 15, 64)
    assert str(made) == f"{made.all_rows} rows, 15 entries of the log, the last sealed {made.seal}"


def test_it_is_one_file_for_its_owner(filled: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup_store(filled.address, folder / "backup")
    assert os.listdir(folder) == ["backup"]
    assert stat.S_IMODE((folder / "backup").stat().st_mode) == 0o600


def test_what_is_there_is_replaced_only_when_asked(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("mine")
    with pytest.raises(UsageError, match=r"backup: the file exists\. .*--force"):
        backup_store(filled.address, tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "mine"
    replace_backup(filled.address, tmp_path / "backup")
    assert everything_in(tmp_path / "backup") == everything_in(filled.address)


def test_an_earlier_one_stays_where_the_next_fails(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SkillsError("damaged")

    (tmp_path / "backup").write_text("earlier")
    monkeypatch.setattr("skillsmatrix.records.copies.backup.check_file", fail)
    with pytest.raises(SkillsError, match="damaged"):
        replace_backup(filled.address, tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "earlier"
    assert not list(tmp_path.glob(".backup*"))


def test_a_store_is_never_replaced_by_its_backup(filled_pattern: Path, tmp_path: Path) -> None:
    os.link(filled_pattern, tmp_path / "store")
    with pytest.raises(UsageError, match="the store itself"):
        replace_backup(filled_pattern, tmp_path / "store")
    (tmp_path / "used").write_text("")
    (tmp_path / "used-wal").write_text("changes")
    with pytest.raises(UsageError, match=r"used: this file is a store in use \(used-wal\)"):
        replace_backup(filled_pattern, tmp_path / "used")


@pytest.mark.parametrize(
    ("file", "says"),
    [("none/backup", "cannot be written.*Check the folder"), (".", "is a folder|file exists")],
)
def test_a_place_that_cannot_be_is_told(
    filled_pattern: Path, tmp_path: Path, file: str, says: str
) -> None:
    for backup in (backup_store, replace_backup):
        with pytest.raises(SkillsError, match=says):
            backup(filled_pattern, tmp_path / file)


def test_a_damaged_store_makes_no_backup(filled_pattern: Path, tmp_path: Path) -> None:
    content = bytearray(filled_pattern.read_bytes())
    content[8192:20000] = bytes(20000 - 8192)
    (tmp_path / "store").write_bytes(content)
    with pytest.raises(SkillsError):
        backup_store(tmp_path / "store", tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_an_older_store_is_backed_up_as_it_is(filled_pattern: Path, tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(filled_pattern.read_bytes())
    downgrade_store(tmp_path / "store", "0001")
    made = backup_store(tmp_path / "store", tmp_path / "backup")
    assert (made.rows["completions"], made.entries, made.seal) == (2, 15, "")
    with closing(sqlite3.connect(tmp_path / "backup")) as backup:
        assert backup.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


WRITER = """
import sys
from datetime import UTC, date, datetime
from itertools import count
from tests.filled import KNOWN
from skillsmatrix.records.address import read_address
from skillsmatrix.records.door import import_row
from skillsmatrix.records.store import open_store
store = open_store(read_address(sys.argv[1]))
asked = dict(known=KNOWN, as_at=date(2026, 9, 3), recorded_by="ben")
for number in count():
    values = {"id": f"W{number % 7}", "name": f"Name {number}"}
    import_row(store, "people", values, recorded_at=datetime.now(UTC), **asked)
    print(number, flush=True)
"""


def test_it_is_one_state_while_another_writes_all_the_time(filled: Store, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(filled.address)],
        env={"PYTHONPATH": f"{SOURCE}:{ROOT}", "PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
    )
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        entries = []
        for number in range(5):
            made = backup_store(filled.address, tmp_path / f"backup{number}")
            entries.append(made.entries)
            assert broken_seals(tmp_path / f"backup{number}") == []
            time.sleep(0.1)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    assert entries == sorted(entries)
    assert entries[-1] > entries[0] > 15
    assert broken_seals(filled.address) == []
