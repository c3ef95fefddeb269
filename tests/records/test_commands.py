"""``skills import`` and ``skills records add``: what is on stdout, what on stderr, and the code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Skills = Callable[..., tuple[int, str, str]]


@pytest.fixture
def skills(tmp_path: Path) -> Skills:
    """Run ``skills`` in a new workspace."""

    def run(*words: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-c", "from skillsmatrix_cli.main import run; run()", *words],
            env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'cli'}"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    assert run("init", ".")[0] == 0
    return run


def test_the_template_is_a_file_to_fill_in(skills: Skills, tmp_path: Path) -> None:
    code, out, err = skills("import", "--template", "people")
    assert (code, out) == (0, "id,name,email,born,source,source_id\n")
    assert "  id (needed): id of the person\n" in err
    (tmp_path / "people.csv").write_text(f"{out}P1,Ada King,,,,\n", encoding="utf-8")
    assert skills("import", "people", "people.csv") == (
        0,
        "people from people.csv: 1 new, 0 changed, 0 unchanged, 0 ended, 0 rejected\n",
        "",
    )


def test_problems_go_to_stderr(skills: Skills, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\nP1,\n", encoding="utf-8")
    told = "people.csv:2: name: it must not be empty (no name). Fill it in.\n"
    assert skills("import", "people", "people.csv") == (1, "", told)
    assert skills("import", "people", "people.csv", "--dry-run") == (
        1,
        "people from people.csv: 0 new, 0 changed, 0 unchanged, 0 ended, 1 rejected\n",
        f"{told}Nothing was changed: this was a dry run.\n",
    )


def test_rejects_are_named(skills: Skills, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\nP1,\nP2,Ben\n", encoding="utf-8")
    code, out, err = skills("import", "people", "people.csv", "--partial", "--rejects", "r.csv")
    assert (code, out.split(": ")[1]) == (
        1,
        "1 new, 0 changed, 0 unchanged, 0 ended, 1 rejected\n",
    )
    assert err.endswith("The rejected rows are in r.csv.\n")


def test_the_shipped_profiles_are_listed(skills: Skills) -> None:
    code, out, _ = skills("import", "--profiles")
    assert (code, [line.split()[0] for line in out.splitlines()]) == (
        0,
        ["asc-wds-training", "esr-competency"],
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["import"], "Name a kind and a file"),
        (["import", "persons", "x.csv"], "There is no such kind of records (persons)"),
        (["import", "people", "x.csv", "--profile", "esr"], "There is no such profile (esr)"),
        (["import", "people", "x.csv", "--as-at", "1/2/2026"], "is no day"),
        (["import", "people", "x.csv", "--rejects", "r.csv"], "goes with --partial"),
        (["import", "people", "x.csv", "--missing", "drop"], "'drop' is not one of"),
        (["records", "add", "persona"], "There is no command persona. Did you mean person?"),
    ],
)
def test_misuse_ends_with_2(skills: Skills, words: list[str], says: str) -> None:
    code, out, err = skills(*words)
    assert (code, out, says in err) == (2, "", True), err


def test_a_single_record_is_added(skills: Skills) -> None:
    added = "people from (one record): 1 new, 0 changed, 0 unchanged, 0 ended, 0 rejected\n"
    assert skills("records", "add", "person", "--id", "P1", "--name", "Ada") == (0, added, "")
    code, out, err = skills("records", "add", "person", "--id", "P1")
    told = "(one record): name: it must not be empty (no name). Fill it in.\n"
    assert (code, out, err) == (1, "", told)


def test_each_kind_has_a_page_of_help(skills: Skills) -> None:
    code, out, _ = skills("records", "add", "completion", "--help")
    assert (code, "Example: skills records add completion --person P1 --item C04" in out) == (
        0,
        True,
    )


def test_a_decision_a_tag_and_a_need_are_added(skills: Skills, tmp_path: Path) -> None:
    for words in (
        ("agency", "--id", "A1", "--name", "Alpha", "--sector", "education"),
        ("setting", "--id", "S1", "--name", "Hill School", "--agency", "A1"),
        ("person", "--id", "P1", "--name", "Ada"),
    ):
        assert skills("records", "add", *words)[0] == 0
    about = ("--reason", "Agreed", "--decided-by", "Board", "--start", "2026-09-01")
    added = {
        "decision": ("--person", "P1", "--kind", "exemption", "--subject", "CSTF-FIRE", *about),
        "tag": ("--person", "P1", "--tag", "in-ratio", "--start", "2026-09-01"),
        "need": ("--setting", "S1", "--need", "rescue-medication", "--start", "2026-09-01"),
    }
    for kind, words in added.items():
        code, out, err = skills("records", "add", kind, *words)
        told = f"{kind}s from (one record): 1 new, 0 changed, 0 unchanged, 0 ended, 0 rejected\n"
        assert (code, out, err) == (0, told, "")


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        ("absence", "--person P1 --kind sick --start 2026-09-01"),
        ("decision", "--person P1 --kind exemption --subject"),
        ("tag", "--person P1 --tag in-ratio --start 2026-09-01"),
        ("need", "--setting S1 --need rescue-medication --start 2026-09-01"),
    ],
)
def test_a_page_of_help_has_an_example_of_its_kind(skills: Skills, kind: str, example: str) -> None:
    _, out, _ = skills("records", "add", kind, "--help")
    assert f"Example: skills records add {kind} {example}" in " ".join(out.split())
