"""``skills records`` backup, restore, export, import, upgrade: what is said, and the exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import run_skills
from tests.filled import everything_in, fill

from skillsmatrix.records.identity import SCHEMA
from skillsmatrix.records.migrate import downgrade_store
from skillsmatrix.workspace import open_workspace
from skillsmatrix_cli.exits import DONE, PROBLEMS, USAGE

_HELD = r"\d+ rows, 15 entries of the log, the last sealed [0-9a-f]{64}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a workspace, city, with a bit of everything."""
    assert run_skills("init", "city", cwd=tmp_path).returncode == DONE
    fill(open_workspace(tmp_path / "city").store, tmp_path)
    return tmp_path


def skills(folder: Path, *words: str) -> tuple[int, str, str]:
    """Run a command of the group."""
    done = run_skills("records", *words, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def test_out_of_one_workspace_and_into_another(folder: Path) -> None:
    run_skills("init", "second", cwd=folder)
    code, out, err = skills(folder, "backup", "b.sqlite", "-w", "city")
    assert (code, err) == (DONE, "")
    assert re.fullmatch("Made b.sqlite: " + _HELD, out)
    code, again, err = skills(folder, "restore", "b.sqlite", "-w", "second")
    assert (code, err) == (DONE, "")
    assert again == out.replace("Made b.sqlite", "Restored second/records.sqlite")
    assert everything_in(folder / "second/records.sqlite") == everything_in(folder / "b.sqlite")
    code, _, err = skills(folder, "backup", "b.sqlite", "-w", "city")
    assert (code, "--force" in err) == (USAGE, True)
    assert skills(folder, "backup", "b.sqlite", "-w", "city", "--force")[0] == DONE
    code, out, err = skills(folder, "restore", "b.sqlite", "-w", "second")
    assert (code, out) == (PROBLEMS, "")
    assert "second/records.sqlite: records are there already" in err


def test_out_as_text_and_in_again(folder: Path) -> None:
    code, out, err = skills(folder, "export", "out", "-w", "city")
    assert (code, err) == (DONE, "")
    assert re.fullmatch(f"Made out: {_HELD}Digest of the records: [0-9a-f]{{64}}\n", out)
    code, told, err = skills(folder, "import", "out", "-w", "second")
    assert (code, err) == (DONE, "")
    assert re.fullmatch("Made second/skills.toml\nBrought in: " + _HELD, told)
    assert skills(folder, "export", "again", "-w", "second")[1] == out.replace("out", "again", 1)
    (folder / "out/records/people.csv").unlink()
    code, told, err = skills(folder, "import", "out", "-w", "third")
    assert (code, told) == (PROBLEMS, "")
    assert err == "out/records/people.csv: The file is missing. " + (
        "Take the export again, or use a backup.\n"
    )


def test_an_older_store_is_brought_up(folder: Path) -> None:
    path = folder / "city" / "records.sqlite"
    assert skills(folder, "upgrade", "-w", "city") == (
        DONE,
        f"city/records.sqlite has the newest schema, {SCHEMA}. Nothing was changed.\n",
        "",
    )
    downgrade_store(path, "0002")
    done = run_skills("gaps", cwd=folder / "city")
    assert (done.returncode, "skills records upgrade" in done.stderr) == (PROBLEMS, True)
    assert skills(folder, "upgrade", "-w", "city") == (
        DONE,
        (
            "Made city/records.sqlite.0002.backup\n"
            f"city/records.sqlite: brought up from schema 0002 to {SCHEMA}.\n"
        ),
        "",
    )
    downgrade_store(path, "0002")
    code, out, err = skills(folder, "upgrade", "-w", "city")
    assert (code, out, "--no-backup" in err) == (USAGE, "", True)
    assert skills(folder, "upgrade", "-w", "city", "--no-backup") == (
        DONE,
        f"city/records.sqlite: brought up from schema 0002 to {SCHEMA}.\n",
        "",
    )
    run_skills("init", "second", cwd=folder)
    code, out, err = skills(folder, "restore", "city/records.sqlite.0002.backup", "-w", "second")
    assert (code, err) == (DONE, f"Brought up from schema 0002 to {SCHEMA}.\n")


def test_a_damaged_store_names_the_way_back(folder: Path) -> None:
    assert skills(folder, "backup", "b.sqlite", "-w", "city")[0] == DONE
    path = folder / "city" / "records.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    done = run_skills("records", "backup", "c.sqlite", cwd=folder / "city")
    assert (done.returncode, "skills records restore FILE" in done.stderr) == (PROBLEMS, True)
    code, _, err = skills(folder, "restore", "b.sqlite", "-w", "city")
    assert (code, "Move it away first" in err) == (PROBLEMS, True)
    for each in (folder / "city").glob("records.sqlite*"):
        each.rename(folder / f"damaged{each.suffix}")
    assert skills(folder, "restore", "b.sqlite", "-w", "city")[0] == DONE
