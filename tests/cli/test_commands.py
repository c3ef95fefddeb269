"""The commands as a person meets them: help, exit codes, formats, slips of the hand."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import DAY, run_skills

from skillsmatrix_cli.main import COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_for_and_shows_an_example(command: str, tmp_path: Path) -> None:
    """Every command's help has an example, and names what each option is for."""
    shown = run_skills(command, "--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "Example: skills" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        pytest.param(["gap"], 2, "Did you mean gaps?", id="a slip in a command"),
        pytest.param(["gaps", "--by", "town"], 2, "town", id="a grouping there is not"),
        pytest.param(["gaps", "--agency", "councl"], 2, "Did you mean council", id="near agency"),
        pytest.param(["gaps", "--as-at", "30/09/2026"], 2, "like 2026-09-30", id="a foreign day"),
        pytest.param(["gaps", "--within", "soon"], 2, "like 90d", id="no number of days"),
        pytest.param(["gaps", "--fail-under", "99.9", "--as-at", DAY], 1, "less than", id="under"),
        pytest.param(["gaps", "--fail-under", "10", "--as-at", DAY], 0, "", id="over"),
        pytest.param(["explain", "nobody"], 2, "There is no person nobody", id="no such person"),
        pytest.param(
            ["explain", "P0000001", "SGC-L11"], 2, "Did you mean SGC-L1", id="near competency"
        ),
        pytest.param(["show", "role", "teachr"], 2, "Did you mean teacher", id="near role"),
        pytest.param(["init"], 2, "has a store already", id="a second store"),
        pytest.param(["gaps", "-w", "elsewhere"], 2, "is no workspace", id="no workspace"),
        pytest.param(["check", "--as-at", DAY], 0, "", id="nothing wrong"),
    ],
)
def test_exit_codes_and_what_is_said(
    city: Path, arguments: list[str], code: int, says: str
) -> None:
    """0 done, 1 a threshold missed, 2 used wrongly; and what to do is said on stderr."""
    done = run_skills(*arguments, cwd=city)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_every_format_gives_the_same_rows(city: Path) -> None:
    """CSV and JSON have every row and column; text shows a part and says so."""
    ask = ("gaps", "--by", "person", "--agency", "police", "--as-at", DAY)
    rows = list(csv.DictReader(io.StringIO(run_skills(*ask, "--format", "csv", cwd=city).stdout)))
    content = json.loads(run_skills(*ask, "--format", "json", cwd=city).stdout)
    assert len(rows) == len(content["rows"]) == content["gaps"] > 25
    assert list(rows[0]) == list(content["rows"][0])
    text = run_skills(*ask, cwd=city).stdout
    assert f"… and {len(rows) - 25:,} more rows: --limit 0 shows all." in text
    markdown = run_skills(*ask, "--format", "markdown", "--limit", "0", cwd=city).stdout
    assert markdown.count("\n| ") == len(rows) + 1


def test_an_answer_is_the_same_to_the_byte(city: Path, tmp_path: Path) -> None:
    """As-at and catalogue digest give the same bytes, workbooks included."""
    for form in ("csv", "xlsx"):
        files = [tmp_path / f"{number}.{form}" for number in (1, 2)]
        for file in files:
            ask = ("gaps", "--by", "person", "--as-at", DAY, "--format", form, "-o", str(file))
            assert run_skills(*ask, cwd=city).returncode == 0
        assert files[0].read_bytes() == files[1].read_bytes()


def test_text_fits_the_terminal(city: Path) -> None:
    """No line is wider than the columns there are."""
    for ask in (
        *(("gaps", "--by", by) for by in ("competency", "person", "manager", "team", "unit")),
        ("matrix", "--agency", "uhnm"),
        ("passport", "P0000377", "--to", "council", "--role", "social-worker"),
    ):
        for columns in (60, 80, 120):
            shown = run_skills(*ask, "--as-at", DAY, cwd=city, COLUMNS=str(columns)).stdout
            assert max(len(line) for line in shown.splitlines()) <= columns


def test_a_closed_pipe_ends_quietly(city: Path) -> None:
    """``skills gaps | head -1`` prints a line and no traceback."""
    command = f"{sys.executable} -m skillsmatrix_cli gaps --by person --limit 0 --as-at {DAY}"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -n 1"],
        cwd=city,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("Training gaps by person")
    assert done.stderr == ""


def test_matrix_has_a_word_in_every_cell_of_a_workbook(city: Path, tmp_path: Path) -> None:
    """Colour is never the only signal."""
    import python_calamine

    file = tmp_path / "matrix.xlsx"
    ask = ("matrix", "--agency", "forum", "--as-at", DAY, "--format", "xlsx", "-o", str(file))
    assert run_skills(*ask, cwd=city).returncode == 0
    rows = python_calamine.load_workbook(str(file)).get_sheet_by_index(0).to_python()
    words = {word for row in rows[1:] for word in row[3:]}
    assert words <= {
        "",
        "met",
        "expiring",
        "expired",
        "missing",
        "below level",
        "not yet due",
        "not evaluated",
    }
    assert "met" in words


def test_a_second_run_loads_no_graph(city: Path) -> None:
    """The compiled policy is kept: networkx, cattrs and SQLAlchemy stay out of ``skills gaps``."""
    code = f"""
import sys
sys.argv = ["skills", "gaps", "--as-at", "{DAY}"]
from skillsmatrix_cli.main import run
try:
    run()
except SystemExit:
    print(sorted({{"networkx", "cattrs", "sqlalchemy", "alembic"}} & set(sys.modules)))
"""
    run_skills("gaps", "--as-at", DAY, cwd=city)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=city,
        capture_output=True,
        text=True,
        check=True,
        env={**__import__("os").environ, "PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.splitlines()[-1] == "[]"
