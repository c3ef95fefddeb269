"""What goes wrong around a store, as a person at the command line meets it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import ROOT, run_skills

PEOPLE = "id,name\n" + "".join(f"P{number},Name {number}\n" for number in range(40_000))
AS_NOBODY = """
import os, sys
from skillsmatrix_cli.exits import call
from skillsmatrix_cli.main import skills
twin, *arguments = sys.argv[1:]
call(lambda: skills([*arguments, "--workspace", twin], standalone_mode=False))  # loads all it needs
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(call(lambda: skills(arguments, standalone_mode=False)))
"""
"""Run a command as an ordinary user, who may not even read where Python lies."""


@pytest.fixture
def home() -> Iterator[Path]:
    """A workspace with two people, in a folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent) / "home"
        assert run_skills("init", "home", cwd=Path(parent)).returncode == 0
        (folder / "two.csv").write_text("id,name\nA1,Ada\nB1,Ben\n", "utf-8")
        (folder / "many.csv").write_text(PEOPLE, "utf-8")
        assert run_skills("import", "people", "two.csv", cwd=folder).returncode == 0
        yield folder


def told(ran: subprocess.CompletedProcess[str], *says: str) -> None:
    """See that a command failed as it should: by exit code 1, in words, without a traceback."""
    assert ran.returncode == 1, ran.stdout + ran.stderr
    for words in says:
        assert words in ran.stderr
    assert ran.stderr.startswith("Error: ")
    assert ran.stderr.count("\n") == 1


def people(home: Path) -> int:
    """Return how many people the store has; it must be sound."""
    with closing(sqlite3.connect(home / "records.sqlite")) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        ((count,),) = connection.execute("SELECT count(*) FROM people")
        ((entries,),) = connection.execute("SELECT sum(new) FROM imports WHERE kind = 'people'")
    assert count == entries
    return int(count)


@pytest.mark.parametrize("kilobytes", [300, 600, 1200])
def test_a_file_may_grow_no_more(kilobytes: int, home: Path) -> None:
    """As with a quota that is used up: where rows are laid out, or in the store."""
    command = f'ulimit -f {kilobytes}; exec "$0" -m skillsmatrix_cli import people many.csv'
    ran = subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "cli")])},
    )
    told(ran, "Make room on the disk", "nothing of it was kept")
    assert people(home) == 2
    assert run_skills("import", "people", "many.csv", cwd=home).returncode == 0
    assert people(home) == 40_002


def _as_nobody(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as parent:
        twin = shutil.copytree(home, Path(parent) / "twin")
        return subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(twin), *arguments],
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "cli")]),
            },
        )


@pytest.mark.parametrize(
    ("file", "folder", "command"),
    [
        pytest.param(0o444, 0o755, ("import", "people", "more.csv"), id="a file only read"),
        pytest.param(0o666, 0o555, ("import", "people", "more.csv"), id="a folder only read"),
        pytest.param(0o000, 0o755, ("import", "people", "more.csv"), id="a file for nobody"),
        pytest.param(0o000, 0o755, ("gaps",), id="reading a file for nobody"),
    ],
)
def test_what_may_not_be_written_is_told(
    file: int, folder: int, command: tuple[str, ...], home: Path
) -> None:
    (home / "more.csv").write_text("id,name\nC1,Cy\n", "utf-8")
    (home / "records.sqlite").chmod(file)
    home.chmod(folder)
    try:
        ran = _as_nobody(home, *command)
    finally:
        home.chmod(0o755)
        (home / "records.sqlite").chmod(0o600)
    # What the first command said, which was to load all that the second needs, is before it.
    ran.stderr = ran.stderr.splitlines(keepends=True)[-1]
    told(ran, "Check who may read and write it and its folder")
    assert people(home) == 2


def _newer(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def _damaged(store: Path) -> None:
    with store.open("r+b") as file:
        for page in range(1, store.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)


def _cut(store: Path) -> None:
    with store.open("r+b") as file:
        file.truncate(store.stat().st_size // 2)


def _other(store: Path) -> None:
    store.unlink()
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("CREATE TABLE x (y)")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (_newer, "Install the newer version"),
        (_damaged, "restore the last backup"),
        (_cut, "restore the last backup"),
        (_other, "this is not a store of skillsmatrix"),
        (Path.unlink, "there is no store here"),
    ],
    ids=["newer", "damaged", "cut short", "another database", "gone"],
)
@pytest.mark.parametrize(
    "command", [("gaps",), ("show", "person", "A1"), ("import", "people", "two.csv")], ids=" ".join
)
def test_a_store_that_is_none_is_told(
    command: tuple[str, ...], harm: Callable[[Path], None], says: str, home: Path
) -> None:
    harm(home / "records.sqlite")
    told(run_skills(*command, cwd=home), says)


def test_a_server_that_is_gone_is_told(home: Path) -> None:
    settings = home / "skills.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("records.sqlite", "postgresql://ada@127.0.0.1:1/city"))
    for command in (("gaps",), ("import", "people", "two.csv"), ("records", "add", "person")):
        more = ("--id", "C1", "--name", "Cy") if command[0] == "records" else ()
        told(run_skills(*command, *more, cwd=home), "Check the server and the way to it")


def test_settings_that_nobody_may_read_are_told(home: Path) -> None:
    (home / "skills.toml").chmod(0)
    ran = _as_nobody(home, "gaps")
    assert ran.returncode == 2
    assert "the settings cannot be read" in ran.stderr
    assert "Traceback" not in ran.stderr
