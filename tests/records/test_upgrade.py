"""An older store is brought up in one step, with a backup of what it was; or it stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.filled import broken_seals, everything_in

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.copies.upgrade import backup_name, bring_up, bring_up_file, older_schema
from skillsmatrix.records.identity import SCHEMA, schema_of
from skillsmatrix.records.migrate import connected, differences, downgrade_store
from skillsmatrix.records.store import Store


@pytest.mark.parametrize("older", ["0001", "0002"])
def test_it_is_brought_up(filled: Store, older: str) -> None:
    downgrade_store(filled.address, older)
    assert older_schema(filled.address) == older
    bring_up(filled.address)
    assert older_schema(filled.address) is None
    assert differences(filled.address) == []
    assert broken_seals(filled.address) == []


@pytest.mark.parametrize("older", ["0001", "0002"])
def test_a_file_is_backed_up_first(filled_pattern: Path, tmp_path: Path, older: str) -> None:
    path = tmp_path / "records.sqlite"
    path.write_bytes(filled_pattern.read_bytes())
    downgrade_store(path, older)
    backup = backup_name(path, older)
    bring_up_file(path, backup)
    assert (schema_of(backup), schema_of(path)) == (older, SCHEMA)
    bring_up(backup)
    assert everything_in(backup) == everything_in(path)


def test_a_backup_of_before_is_not_overwritten(filled_pattern: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.write_bytes(filled_pattern.read_bytes())
    downgrade_store(path, "0002")
    (tmp_path / "records.sqlite.0002.backup").write_text("mine")
    with pytest.raises(UsageError, match=r"0002.backup: the backup would go here.*--no-backup"):
        bring_up_file(path, backup_name(path, "0002"))
    assert (tmp_path / "records.sqlite.0002.backup").read_text() == "mine"
    assert schema_of(path) == "0002"


def test_one_that_fails_leaves_the_store_and_no_backup(
    filled_pattern: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError

    path = tmp_path / "records.sqlite"
    path.write_bytes(filled_pattern.read_bytes())
    downgrade_store(path, "0002")
    monkeypatch.setattr("skillsmatrix.records.copies.upgrade.upgrade", fail)
    with pytest.raises(RuntimeError):
        bring_up_file(path, backup_name(path, "0002"))
    assert schema_of(path) == "0002"
    assert [each for each in tmp_path.iterdir() if "backup" in each.name] == []


def test_what_is_newer_or_none_of_ours_is_told(filled: Store, tmp_path: Path) -> None:
    with connected(filled.address) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SkillsError, match="newer skillsmatrix"):
        older_schema(filled.address)
    (tmp_path / "text").write_text("id,name\n" * 1000)
    with pytest.raises(SkillsError, match="not a store"):
        older_schema(tmp_path / "text")
