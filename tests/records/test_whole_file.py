"""A file is there whole or not at all: also when whoever makes it is killed in the middle."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.store import create_store, open_store
from skillsmatrix.records.whole_file import new_version, whole_file

SOURCE = str(Path(__file__).parents[2] / "src")
KILLED = """
import os, signal, sys
import {module} as module
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
module.{name} = killed
from pathlib import Path
from skillsmatrix.records.store import create_store
create_store(Path(sys.argv[1]))
"""


def names(folder: Path) -> list[str]:
    """Return what is in a folder, without what is hidden."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("sqlite3", "connect"),
        ("skillsmatrix.records.chain", "seal"),
        ("alembic.runtime.migration", "MigrationContext.stamp"),
        ("os", "link"),
    ],
    ids=["before anything", "while tables are made", "before the commit", "before it has its name"],
)
def test_who_is_killed_leaves_no_store_in_the_way(tmp_path: Path, module: str, name: str) -> None:
    path = tmp_path / "records.sqlite"
    code = KILLED.format(module=module, name=name)
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], env={"PYTHONPATH": SOURCE}, check=False
    )
    assert ran.returncode == -signal.SIGKILL
    assert names(tmp_path) == []
    create_store(path)
    open_store(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_for_its_owner_and_leaves_nothing_else(tmp_path: Path) -> None:
    with whole_file(tmp_path / "x") as made:
        made.write_text("x")
        assert names(tmp_path) == []
    assert os.listdir(tmp_path) == ["x"]
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), whole_file(tmp_path / "x"):
        raise RuntimeError
    assert os.listdir(tmp_path) == []


def test_one_that_came_first_stays(tmp_path: Path) -> None:
    def make_both() -> None:
        with whole_file(tmp_path / "x") as made:
            made.write_text("second")
            (tmp_path / "x").write_text("first")

    with pytest.raises(FileExistsError):
        make_both()
    assert (os.listdir(tmp_path), (tmp_path / "x").read_text()) == (["x"], "first")


def test_a_new_version_takes_its_place_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("first")
    with new_version(tmp_path / "x") as made:
        made.write_text("second")
        assert (tmp_path / "x").read_text() == "first"
    assert (os.listdir(tmp_path), (tmp_path / "x").read_text()) == (["x"], "second")


def test_a_disk_without_links_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", no_links)
    with whole_file(tmp_path / "x") as made:
        made.write_text("x")
    with pytest.raises(FileExistsError), whole_file(tmp_path / "x"):
        pass
    assert (tmp_path / "x").read_text() == "x"


def test_what_another_store_left_is_not_mixed_into_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite-wal").write_bytes(b"changes of another store")
    with pytest.raises(SkillsError, match=r"records.sqlite-wal: this belongs.*Move it away"):
        create_store(tmp_path / "records.sqlite")
