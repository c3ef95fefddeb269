"""How an answer leaves: the format by a file's ending, a disk that is full, a slip in a kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import DAY, ROOT, run_skills

from skillsmatrix_cli.output import write


@pytest.mark.parametrize(
    ("arguments", "file", "begins"),
    [
        pytest.param(["gaps"], "a.csv", b"competency,", id="csv"),
        pytest.param(["gaps"], "a.JSON", b"{", id="json, whatever the case"),
        pytest.param(["gaps"], "a.md", b"# Training gaps", id="markdown"),
        pytest.param(["gaps"], "a.xlsx", b"PK", id="a workbook"),
        pytest.param(["gaps"], "a.txt", b"Training gaps", id="text"),
        pytest.param(["gaps"], "a.out", b"Training gaps", id="an ending that says nothing"),
        pytest.param(["gaps", "--format", "csv"], "a.json", b"competency,", id="said wins"),
        pytest.param(["check"], "a.csv", b"Checked", id="a format the command has not"),
        pytest.param(["check"], "a.json", b"{", id="one it has"),
    ],
)
def test_a_files_ending_names_the_format(
    arguments: list[str], file: str, begins: bytes, city: Path, tmp_path: Path
) -> None:
    path = tmp_path / file
    done = run_skills(*arguments, "-o", str(path), "--as-at", DAY, cwd=city)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes().startswith(begins)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("ask", ["gaps", "gaps --format csv", "show role", "gaps --format xlsx"])
def test_a_full_disk_is_told(ask: str, city: Path) -> None:
    """It is not ours to mend, and an answer cut short must not pass for whole."""
    command = [sys.executable, "-m", "skillsmatrix_cli", *ask.split(), "--as-at", DAY]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "cli")])
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command,
            cwd=city,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    assert (done.returncode, done.stderr) == (
        1,
        "Error: the answer cannot be written (No space left on device).\n",
    )


def test_a_slip_in_a_kind_of_record_is_answered_with_near_names(city: Path) -> None:
    done = run_skills("records", "add", "persn", cwd=city)
    assert (done.returncode, "Did you mean person?" in done.stderr) == (2, True)


@pytest.mark.parametrize("command", ["gaps", "coverage", "matrix", "what-if"])
def test_every_limit_may_be_repeated(command: str, city: Path) -> None:
    """And says so; those of a matrix are those of gaps."""
    said = " ".join(run_skills(command, "--help", cwd=city).stdout.split())
    said = said.split("Options:")[1]
    limits = ["agency", "sector", "area", "setting", "team", "competency", "standing"]
    limits += ["role", "person"] if command in ("gaps", "matrix") else []
    for limit in limits:
        about = said.split(f"--{limit} ")[1].split(" --")[0]
        assert about.endswith("May be repeated."), about


def test_a_matrix_says_why_it_has_more_rows_than_people(city: Path) -> None:
    ask = ("matrix", "--as-at", DAY, "--sector", "nhs", "--sector", "education")
    rows = json.loads(run_skills(*ask, "--format", "json", cwd=city).stdout)["rows"]
    people = {row["person"] for row in rows}
    assert len(rows) > len(people)
    said = " ".join(run_skills(*ask, "--limit", "1", cwd=city).stdout.split())
    assert f"… and {len(rows) - 1:,} more rows: --limit 0 shows all." in said
    assert f"{len(rows):,} rows of {len(people):,} people: a person has a row for each" in said


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "ask",
    [
        ("gaps", "--by", "person", "--within", "90d"),
        ("matrix",),
        ("coverage", "--names"),
        ("what-if", "what-if/fire-every-year"),
        ("explain", "P0000377"),
        ("passport", "P0000377", "--to", "mpft", "--role", "ward-nurse"),
        ("check",),
    ],
    ids=lambda ask: ask[0],
)
def test_the_first_and_the_last_day_there_are_can_be_asked_about(
    ask: tuple[str, ...], day: str, city: Path
) -> None:
    done = run_skills(*ask, "--as-at", day, cwd=city)
    assert done.returncode == 0, done.stderr


def test_what_others_wrote_does_nothing_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name with an escape in it is shown with its escape written out."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write("Ada \x1b[2J\u202eKing\nBen\n", None, "text")
    assert capsys.readouterr().out == "Ada \\x1b[2J\\u202eKing\nBen\n"
