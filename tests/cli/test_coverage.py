"""``skills coverage`` and ``skills what-if`` as a person meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.conftest import DAY, run_skills

FIRE = "what-if/fire-every-year"


def rows_of(city: Path, *arguments: str) -> list[dict[str, str]]:
    done = run_skills(*arguments, "--as-at", DAY, "--format", "csv", cwd=city)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_nobody_is_named_unless_names_are_asked_for(city: Path) -> None:
    """Without --names there is no column for people, in any format; with it each has a reason."""
    plain = rows_of(city, "coverage")
    named = rows_of(city, "coverage", "--names")
    assert not {"person", "name", "last", "why"} & set(plain[0])
    people = {row["person"] for row in named} - {""}
    assert people
    text = run_skills("coverage", "--limit", "0", "--as-at", DAY, cwd=city).stdout
    assert not any(person in text for person in people)
    reasons = {"record lapses", "post ends", "absence begins", "nothing ends it"}
    assert {row["why"] for row in named if row["person"]} <= reasons


def test_every_single_point_and_nobody_of_a_short_place_is_named(city: Path) -> None:
    named = rows_of(city, "coverage", "--names")
    for row in named:
        if row["answer"] == "single point":
            assert row["person"]
        elif row["answer"] == "short":
            assert not row["person"]
            assert int(row["have"]) < int(row["needed"])


def test_short_ones_come_first_then_those_that_break_soonest(city: Path) -> None:
    rows = rows_of(city, "coverage")
    answers = [row["answer"] == "short" for row in rows]
    assert answers == sorted(answers, reverse=True)
    breaks = [row["breaks_after"] or "9999" for row in rows if row["answer"] != "short"]
    assert breaks == sorted(breaks)


def test_the_header_counts_what_the_rows_say(city: Path) -> None:
    """Short, single points, and what breaks within the days asked for."""
    done = run_skills(
        *("coverage", "--within", "400d", "--format", "json", "--as-at", DAY), cwd=city
    )
    content = json.loads(done.stdout)
    rows = content["rows"]
    assert content["to_cover"] == len(rows)
    assert content["short"] == sum(row["answer"] == "short" for row in rows)
    assert content["single_points"] == sum(row["answer"] == "single point" for row in rows)
    soon = [row for row in rows if row["days"] is not None and row["days"] <= 400]
    assert content["break_soon"] == len(soon) > 0


def test_a_short_place_fails_only_where_that_is_asked(city: Path) -> None:
    ask = ("coverage", "--competency", "SAFE-REC", "--as-at", DAY)
    assert run_skills(*ask, cwd=city).returncode == 0
    failed = run_skills(*ask, "--fail-if-short", cwd=city)
    assert (failed.returncode, "have too few" in failed.stderr) == (1, True)
    assert "have too few" not in failed.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["coverage", "--setting", "nowhere"], 2, "nothing called nowhere among settings"),
        (["coverage", "--competency", "SAFE-RC"], 2, "Did you mean SAFE-REC"),
        (["coverage", "--within", "soon"], 2, "like 90d"),
        (["what-if", "."], 2, "a catalogue has no folder"),
        (["what-if", FIRE, "--agency", "mptf"], 2, "Did you mean mpft"),
        (["what-if"], 2, "FOLDER"),
    ],
)
def test_slips_are_told(city: Path, arguments: list[str], code: int, says: str) -> None:
    folder = city / "records" if arguments == ["what-if", "."] else city
    done = run_skills(*arguments, cwd=folder, SKILLS_WORKSPACE=str(city))
    assert done.returncode == code, done.stderr
    assert says in done.stderr


def test_a_limit_within_which_nothing_must_be_covered_says_so(city: Path) -> None:
    done = run_skills("coverage", "--competency", "SGC-L1", "--as-at", DAY, cwd=city)
    assert done.returncode == 0
    assert "No place must have holders" in done.stdout


def test_what_if_has_a_row_for_all_each_agency_and_what_changes(city: Path) -> None:
    rows = rows_of(city, "what-if", FIRE)
    kinds = [row["of"] for row in rows]
    assert kinds == sorted(kinds, key=["total", "agency", "competency"].index)
    assert [row["id"] for row in rows if row["of"] == "competency"] == ["CSTF-FIRE"]
    total = rows[0]
    assert int(total["gaps_after"]) - int(total["gaps_before"]) == int(total["gaps_change"]) > 0
    assert int(total["places_after"]) > int(total["places_before"]) > 0


def test_a_layer_with_problems_tells_them_and_exits_with_1(city: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong" / "courses").mkdir(parents=True)
    text = '[[course]]\nid = "D06"\n[[course]]\nid = "D07"\n'
    (tmp_path / "wrong" / "courses" / "twice.toml").write_text(text, "utf-8")
    done = run_skills("what-if", str(tmp_path / "wrong"), cwd=city)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "wrong/courses/twice.toml:2" in done.stderr
    assert "wrong/courses/twice.toml:4" in done.stderr


@pytest.mark.parametrize(
    "ask", [("coverage",), ("coverage", "--names", "--limit", "0"), ("what-if", FIRE)], ids=str
)
def test_text_fits_the_terminal(city: Path, ask: tuple[str, ...]) -> None:
    for columns in (60, 80, 120):
        shown = run_skills(*ask, "--as-at", DAY, cwd=city, COLUMNS=str(columns)).stdout
        assert max(len(line) for line in shown.splitlines()) <= columns


@pytest.mark.parametrize("ask", [("coverage", "--names"), ("what-if", FIRE)], ids=str)
def test_the_same_question_gives_the_same_bytes(city: Path, ask: tuple[str, ...]) -> None:
    for form in ("json", "xlsx"):
        files = [city / f"again-{number}.{form}" for number in (1, 2)]
        for file in files:
            done = run_skills(*ask, "--as-at", DAY, "--format", form, "-o", str(file), cwd=city)
            assert done.returncode == 0, done.stderr
        assert files[0].read_bytes() == files[1].read_bytes()
