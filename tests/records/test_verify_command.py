"""``skills records verify``: what is on stdout, what on stderr, and the code."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import run_skills

PEOPLE = "id,name,email\nP1,Ada King,a@x.example\nP2,Ben Lee,A@x.example\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with two people who share an address."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    for words in (["init", "."], ["import", "people", "people.csv"]):
        assert run_skills(*words, cwd=tmp_path).returncode == 0
    return tmp_path


def verify(folder: Path, *words: str) -> tuple[int, str, str]:
    done = run_skills("records", "verify", *words, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def tamper(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "records.sqlite")) as connection, connection:
        connection.execute(statement)


def sealed(folder: Path) -> str:
    """Return the line that says how the log ends."""
    with closing(sqlite3.connect(folder / "records.sqlite")) as connection:
        query = "SELECT id, chain FROM imports ORDER BY id DESC"
        entry, seal = connection.execute(query).fetchone()
    return f"The log ends with entry {entry}, sealed {seal}.\n"


def test_notes_alone_are_no_failure(folder: Path) -> None:
    code, out, err = verify(folder, "--only", "duplicate-person")
    assert (code, err) == (0, "")
    assert out == (
        "duplicate-person: 1 (note), several people with the same e-mail or the same id in a source."
        " See whether they are one person; nothing is merged by itself.\n"
        "  people 1, 2, P1, people.csv: 2 people have the same e-mail address (a@x.example)\n"
        f"No errors, 1 note.\n{sealed(folder)}"
    )


def test_machines_get_every_finding(folder: Path) -> None:
    code, out, _ = verify(folder, "--format", "json")
    found = json.loads(out)
    assert (code, found["errors"], found["notes"]) == (0, 0, 3)
    assert found["findings"][0] == {
        "code": "duplicate-person",
        "severity": "note",
        "table": "people",
        "ids": [1, 2],
        "count": 2,
        "person": "P1",
        "file": "people.csv",
        "row": None,
        "what": "2 people have the same e-mail address (a@x.example)",
        "remedy": "See whether they are one person; nothing is merged by itself.",
        "repair": "",
    }
    _, out, _ = verify(folder, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["code"], row["ids"]) for row in rows] == [
        ("duplicate-person", "1 2"),
        ("orphan", "1"),
        ("orphan", "2"),
    ]


def test_a_broken_chain_is_an_error_until_it_is_on_record(folder: Path) -> None:
    tamper(folder, "UPDATE people SET name = 'Eve' WHERE id = 2")
    only = ("--only", "broken-chain")
    code, out, _ = verify(folder, *only)
    assert (code, out.splitlines()[-2]) == (1, "1 error, no notes.")
    code, out, err = verify(folder, "--repair", "broken-chain")
    assert (code, out.split("; its seal was")[0]) == (0, "imports 1: sealed again")
    assert err == "Nothing was changed: 1 row would be. Do it with --apply.\n"
    assert verify(folder, *only)[0] == 1
    code, _, err = verify(folder, "--repair", "broken-chain", "--apply")
    assert (code, "give --reason" in err) == (2, True)
    repair = ("--repair", "broken-chain", "--apply", "--reason", "A stray script.")
    code, _, err = verify(folder, *repair)
    assert (code, err) == (0, "Repaired: 1 row. The log says so.\n")
    assert verify(folder, *only) == (0, f"No errors, no notes.\n{sealed(folder)}", "")
    assert verify(folder, *repair) == (0, "Nothing to repair: broken-chain.\n", "")


def test_a_seal_that_was_noted_must_still_be_there(folder: Path) -> None:
    seal = sealed(folder).split()[-1].rstrip(".")
    only = ("--only", "broken-chain")
    assert verify(folder, *only, "--sealed", seal)[0] == 0
    code, out, _ = verify(folder, *only, "--sealed", "0" * 64)
    assert (code, "the seal that was noted (00" in out) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--only", "orphans"], 2, "There is no such code (orphans). Did you mean orphan?"),
        (["--repair", "orphan"], 1, "There is no safe repair for orphan. Nothing, if"),
        (["--apply"], 2, "--apply and --reason go with --repair CODE"),
    ],
    ids=["an unknown code", "no repair", "apply what"],
)
def test_what_cannot_be_done_is_told(folder: Path, words: list[str], code: int, says: str) -> None:
    found, out, err = verify(folder, *words)
    assert (found, out, says in err) == (code, "", True)
