"""``skills passport`` on the example city."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import DAY, run_skills


def test_it_says_what_counts_and_what_is_to_do(city: Path) -> None:
    """A council's worker who would start on a ward."""
    ran = run_skills(
        *("passport", "P0000003", "--to", "uhnm", "--role", "ward-nurse"),
        *("--as-at", DAY, "--format", "json"),
        cwd=city,
    )
    assert ran.returncode == 0, ran.stderr
    page = json.loads(ran.stdout)
    assert {row["worth"] for row in page["rows"]} <= {"counts", "to do again", "to do"}
    assert any(row["competency"] == "CSTF-MH2" for row in page["rows"])


def test_without_a_role_the_persons_own_are_taken(city: Path) -> None:
    """The roles held on the day."""
    ran = run_skills("passport", "P0000003", "--to", "council", "--as-at", DAY, cwd=city)
    assert ran.returncode == 0, ran.stderr
    assert f"As if starting on {DAY} as " in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("P0000003", "--to", "uhn"), "There is no agency uhn. Did you mean uhnm?"),
        (("P000000", "--to", "uhnm"), "There is no person P000000."),
        (("P0000003", "--to", "uhnm", "--role", "ward-nurs"), "Did you mean ward-nurse"),
        (("P0000003", "--to", "uhnm", "--setting", "x"), "There is no setting x at uhnm."),
        (("P0000003", "--to", "uhnm", "--as-at", "1990-01-01"), "Name the role there: --role ID."),
    ],
)
def test_a_slip_of_the_hand_is_told(city: Path, arguments: tuple[str, ...], said: str) -> None:
    """With the names nearest to it, or what to do."""
    ran = run_skills("passport", *arguments, cwd=city)
    assert ran.returncode == 2
    assert said in ran.stderr
