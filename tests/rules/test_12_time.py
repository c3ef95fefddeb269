"""Rule 12: reproducible time.

A figure is of a day, of what was known at a moment, and of the policy in force; training is
end-dated, never deleted.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.rules.places import Home, home_of
from tests.rules.shipped import UHNM, cells, done, due, post, status

from skillsmatrix.model.status import Status
from skillsmatrix.workspace import open_workspace

AWAITED = {
    "publish": ("12: academic, financial and registration years are never in one published file",),
    "target": (
        "12: a target, such as the 95 per cent dropped for 2023-24, with the days for which it stood",
    ),
}
"""What is not there yet → the clauses that wait for it: see ``test_awaited``."""

KEEPER = post("early-years-practitioner", "nurseries", setting="sun")
NURSE = post("ward-nurse", "mpft")
BOARD = ("--known-at", "2026-07-05")
LATE = ("person,item,completed", "ANN,C28,2026-06-01", "BOB,C03,2026-05-01")


@pytest.fixture
def nursery(tmp_path: Path) -> Home:
    """Two people whose records the board of July saw."""
    home = home_of(tmp_path / "home", ["shipped"])
    home.bring_on("2026-07-01", "people", "id,name", "ANN,Ann", "BOB,Bob")
    posts = [f"{one},nurseries,early-years-practitioner,2020-01-01,sun" for one in ("ANN", "BOB")]
    home.bring_on("2026-07-01", "assignments", "person,agency,role,start,setting", *posts)
    held = ("ANN,C03,2026-01-01", "BOB,C21,2025-01-01")
    home.bring_on("2026-07-01", "completions", "person,item,completed", *held)
    return home


def asked(home: Home, form: str, *more: str, as_at: str = "2026-06-30") -> str:
    return home.skills("gaps", "--by", "person", "--format", form, *more, as_at=as_at)


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_what_the_board_saw_is_reproduced_byte_for_byte(nursery: Home, form: str) -> None:
    """As at 30 June, known at 5 July, before and after certificates that came in August.

    Source: our definition: as-at day, moment known, catalogue.
    """
    seen = asked(nursery, form, *BOARD)
    nursery.bring_on("2026-08-15", "completions", *LATE)
    assert asked(nursery, form, *BOARD) == seen
    assert asked(nursery, form) != seen


def test_what_the_board_saw_is_what_was_shown_then(nursery: Home) -> None:
    """The page that names a moment differs from that moment's own only by naming it."""
    shown, again = (json.loads(asked(nursery, "json", *known)) for known in ((), BOARD))
    assert (shown.pop("known_at"), again.pop("known_at")[:10]) == (None, "2026-07-05")
    assert again == shown


def test_a_late_record_changes_the_past_visibly(nursery: Home) -> None:
    """The same day, known later, has another answer (our definition)."""
    nursery.bring_on("2026-08-15", "completions", *LATE)
    seen, now = (json.loads(asked(nursery, "json", *known)) for known in (BOARD, ()))
    assert now["as_at"] == seen["as_at"] == "2026-06-30"
    assert now["met"] == seen["met"] + 2

    def open_gaps(page: dict[str, list[dict[str, str]]]) -> set[tuple[str, str]]:
        return {(row["person"], row["competency"]) for row in page["rows"]}

    assert open_gaps(seen) - open_gaps(now) == {("BOB", "SGC-EYFS"), ("BOB", "SGC-L1")}
    assert open_gaps(now) <= open_gaps(seen)


def test_coverage_and_proofs_are_reproduced_too(nursery: Home) -> None:
    """Whatever was asked of that day (our definition)."""
    questions = [("coverage", "--names"), ("explain", "BOB"), ("explain", "BOB", "SGC-EYFS")]

    def answers(*known: str) -> list[dict[str, Any]]:
        ask = (*known, "--format", "json")
        found = [json.loads(nursery.skills(*each, *ask, as_at="2026-06-30")) for each in questions]
        moments = {answer.pop("known_at") for answer in found}
        assert moments == ({"2026-07-05T23:59:59.999999+00:00"} if known else {None})
        return found

    before = answers()
    nursery.bring_on("2026-08-15", "completions", *LATE)
    after, now = answers(*BOARD), answers()
    assert after == before
    assert all(one != other for one, other in zip(now, before, strict=True))


@pytest.mark.parametrize("moment", ["2026-07-01", "2026-07-31", "2026-08-14", "2030-01-01"])
def test_moving_the_moment_on_without_new_records_changes_nothing(
    nursery: Home, moment: str
) -> None:
    """Only records move answers, not the calendar of the office (our definition)."""
    assert asked(nursery, "csv", "--known-at", moment) == asked(nursery, "csv", *BOARD)


DECIDED = "person,kind,subject,reason,decided_by,start,completed"
CHANGES = [
    pytest.param(
        "completions",
        "person,item,completed,expires",
        "ANN,C03,2026-01-01,2026-03-01",
        id="corrected",
    ),
    pytest.param(
        "decisions",
        DECIDED,
        "ANN,revocation,C03,Copied,Board,2026-06-01,2026-01-01",
        id="withdrawn",
    ),
    pytest.param(
        "decisions", DECIDED, "BOB,exemption,SGC-L1,Leads it,Board,2026-06-01,", id="excused"
    ),
    pytest.param("completions", "person,item,completed", "BOB,C03,2026-05-01", id="superseded"),
    pytest.param(
        "assignments",
        "person,agency,role,start,setting,end",
        "BOB,nurseries,early-years-practitioner,2020-01-01,sun,2026-05-31",
        id="ended",
    ),
    pytest.param("absences", "person,kind,start", "BOB,maternity,2026-05-01", id="paused"),
]


def rows_of(home: Home) -> dict[str, int]:
    """Return how many rows each table of the store has."""
    with closing(sqlite3.connect(home.folder / "records.sqlite")) as store:
        names = [
            name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return {
            name: store.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
        }


@pytest.mark.parametrize(("kind", "header", "row"), CHANGES)
def test_what_changes_an_answer_leaves_the_one_known_before(
    nursery: Home, kind: str, header: str, row: str
) -> None:
    """The old record answers for its own time, and is still there (our definition)."""
    seen, kept = asked(nursery, "csv", *BOARD), rows_of(nursery)
    nursery.bring_on("2026-08-15", kind, header, row)
    assert asked(nursery, "csv", *BOARD) == seen
    assert asked(nursery, "csv") != seen
    now = rows_of(nursery)
    assert {name for name, count in kept.items() if now[name] < count} == set()


def test_taking_back_what_withdrew_a_record_brings_all_three_answers(nursery: Home) -> None:
    """Before, while withdrawn, and since: each moment has its own (our definition)."""
    before = asked(nursery, "csv")
    told = "ANN,revocation,C03,Copied,Board,2026-06-01,2026-01-01"
    nursery.bring_on("2026-08-01", "decisions", DECIDED, told)
    while_withdrawn = asked(nursery, "csv")
    nursery.bring_on("2026-08-15", "decisions", f"{DECIDED},end", f"{told},2026-06-15")
    assert asked(nursery, "csv") == before != while_withdrawn
    assert asked(nursery, "csv", "--known-at", "2026-08-10") == while_withdrawn
    assert asked(nursery, "csv", *BOARD) == before


def test_a_future_day_is_a_forecast() -> None:
    """What is held lapses, and nothing new is guessed (our definition)."""
    held = done("CSTF-CR", "2024-01-10")
    assert status("CSTF-CR", NURSE, held, "2026-09-30") is Status.MET
    assert status("CSTF-CR", NURSE, held, "2026-12-01") is Status.EXPIRING
    assert status("CSTF-CR", NURSE, held, "2027-01-10") is Status.EXPIRED


def test_records_after_the_day_asked_about_do_not_count() -> None:
    """The past has not heard of them (our definition)."""
    held = done("CSTF-CR", "2026-07-01")
    assert status("CSTF-CR", NURSE, held, "2026-06-30") is Status.MISSING
    assert status("CSTF-CR", NURSE, held, "2026-07-01") is Status.MET


@pytest.mark.parametrize(
    ("as_at", "rule"),
    [("2025-08-31", "SGC-EYFS.before-annex-c"), ("2025-09-01", "SGC-EYFS.early-years")],
)
def test_annex_c_is_in_force_from_1_september_2025(as_at: str, rule: str) -> None:
    """The rules of the day apply to the day.

    Source: Department for Education, Early years foundation stage statutory framework, Annex C,
    nurseryworld.co.uk.
    """
    said = cells(KEEPER, done("C03", "2023-06-01"), as_at)["nurseries", "SGC-EYFS"]
    assert said[2] == rule
    # Three years before, two since: the record lapsed by neither the one nor the other alone.
    assert said[0] is (Status.MET if as_at == "2025-08-31" else Status.NOT_YET_DUE)
    assert status("SGC-EYFS", KEEPER, done("C03", "2023-06-01"), "2025-10-01") is Status.EXPIRED


@pytest.mark.parametrize(
    ("as_at", "asked_for"), [("2024-08-31", "NASENCO"), ("2024-09-01", "SENCO-NPQ")]
)
def test_the_npq_is_in_force_from_1_september_2024(as_at: str, asked_for: str) -> None:
    """One qualification ends, the other begins.

    Source: Department for Education, Mandatory qualification for SENCOs: transition guidance,
    gov.uk.
    """
    found = cells(post("senco", "schools", "2023-09-01", setting="hill"), (), as_at)
    assert {name for _, name in found} & {"NASENCO", "SENCO-NPQ"} == {asked_for}


@pytest.mark.parametrize(
    ("as_at", "item", "expected"),
    [
        pytest.param("2025-04-30", "D17", Status.MISSING, id="before, a course of no framework"),
        pytest.param("2025-04-30", "CSTF-CR", Status.MET, id="before, by the framework"),
        pytest.param("2025-05-01", "D17", Status.MET, id="since, any"),
    ],
)
def test_recognition_is_of_its_day_too(as_at: str, item: str, expected: Status) -> None:
    """From 1 May 2025 staff need not repeat core skills.

    Source: NHS England, agreement that staff need not repeat statutory and mandatory training,
    enhancedprimarycare.co.uk.
    """
    held = done(item, "2025-01-10", provider="mpft")
    nurse = post("ward-nurse", "uhnm")
    assert status("CSTF-CR", nurse, held, as_at, layers=(UHNM,)) is expected


def test_a_course_that_has_ended_still_counts_for_who_took_it() -> None:
    """Historic training is end-dated, and its records stand (our demonstration, catalogue D36)."""
    teacher = post("teacher", "schools", setting="hill")
    held = done("D36", "2025-08-31")
    assert status("AUT-AET1", teacher, held, "2026-08-30") is Status.EXPIRING
    assert due("AUT-AET1", teacher, held, "2026-08-30") == date(2026, 8, 30)
    assert status("AUT-AET1", teacher, held, "2026-08-31") is Status.EXPIRED


@pytest.mark.parametrize("asked_about", ["2020-01-01", "2024-08-31"])
def test_a_rule_that_has_ended_still_answers_for_its_days(asked_about: str) -> None:
    """Through its last day, for whoever met it and whoever did not.

    Source: Department for Education, Mandatory qualification for SENCOs: transition guidance,
    gov.uk.
    """
    senco = post("senco", "schools", "2015-09-01", setting="hill")
    met = cells(senco, done("NASENCO", "2017-06-01"), asked_about)["schools", "NASENCO"]
    missing = cells(senco, (), asked_about)["schools", "NASENCO"]
    assert (met[0], met[2]) == (Status.MET, "NASENCO.senco")
    assert (missing[0], missing[2]) == (Status.MISSING, "NASENCO.senco")


def test_who_is_no_longer_in_a_list_is_ended_not_removed(nursery: Home) -> None:
    """A leaver's records stay, and so do the answers of before (our definition)."""
    seen = asked(nursery, "csv", *BOARD)
    rows = (
        "person,agency,role,start,setting",
        "ANN,nurseries,early-years-practitioner,2020-01-01,sun",
    )
    file = nursery.written(rows)
    nursery.skills("import", "assignments", file.name, "--missing", "end", as_at="2026-09-01")
    assert asked(nursery, "csv", *BOARD) == seen
    assert ",BOB," in asked(nursery, "csv", as_at="2026-08-31")
    assert ",BOB," not in asked(nursery, "csv", as_at="2026-09-01")
    bob = open_workspace(nursery.folder).person("BOB")
    assert bob is not None
    assert [(post.start, post.end) for post in bob.assignments] == [
        (date(2020, 1, 1), date(2026, 8, 31))
    ]
    assert len(bob.completions) == 1
