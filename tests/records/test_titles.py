"""Titles that the catalogue does not know, and what somebody says they mean."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve
from tests.records.conftest import ASKED, KNOWN

from skillsmatrix.errors import UsageError
from skillsmatrix.records.by_hand.titles import Moved, map_title
from skillsmatrix.records.by_hand.unmapped import unmapped
from skillsmatrix.records.by_hand.withdraw import withdraw_records
from skillsmatrix.records.landing import gather
from skillsmatrix.records.mapped import mappings

FORMER = evolve(KNOWN, items=KNOWN.items | {"Fire Safety 2024", "FIRE SAFETY 2024", "Lifting"})
"""A catalogue that has items of these ids."""
HEADER = "person,item,completed,outcome,reference\n"
TEXT = (
    f"{HEADER}P1,Fire Safety 2024,2025-05-01,,R1\nP1,Fire Safety 2024,2025-05-02,,\n"
    "P2,FIRE SAFETY 2024,2025-05-03,failed,\nP2,Lifting,,not started,\nP3,C01,2025-01-01,,\n"
)
MEANT = TEXT.replace("Fire Safety 2024", "FIRE").replace("FIRE SAFETY 2024", "FIRE")
LATER = datetime(2026, 9, 1, 13, tzinfo=UTC)


@pytest.fixture
def means(city):
    """Say what a title means, an hour after noon."""

    def run(title: str, item: str, **asked: Any) -> Moved:
        now = {"recorded_at": LATER, "recorded_by": "ada"}
        return map_title(city, title, item, **{"known": KNOWN, **now, **asked})

    return run


def test_titles_are_listed_with_what_they_may_mean(city, bring) -> None:
    bring("completions", TEXT, known=FORMER)
    fire, lifting = unmapped(city, KNOWN)
    assert (fire.title, fire.records, fire.people) == ("Fire Safety 2024", 3, 2)
    assert (fire.first, fire.last) == (date(2025, 5, 1), date(2025, 5, 3))
    assert fire.near == ("FIRE",)
    assert (lifting.title, lifting.records, lifting.people) == ("Lifting", 1, 1)
    assert (lifting.first, lifting.last, lifting.near) == (None, None, ())
    assert unmapped(city, FORMER) == ()


def test_a_title_is_mapped_in_any_case(city, bring, means, everything, rows) -> None:
    bring("completions", TEXT, known=FORMER)
    tried = means("fire safety 2024", "FIRE", dry_run=True)
    assert (tried.moved, tried.written, mappings(city)) == (3, False, ())
    done = means("fire safety 2024", "FIRE", reason="The same course")
    assert str(done) == "fire safety 2024 means FIRE: 3 completions moved, 0 held already"
    assert [each.item for each in everything()["P1"].completions] == ["FIRE", "FIRE"]
    assert [each.title for each in unmapped(city, KNOWN)] == ["Lifting"]
    (meaning,) = mappings(city)
    assert (meaning.title, meaning.item, meaning.recorded_by) == ("fire safety 2024", "FIRE", "ada")
    assert meaning.reason == "The same course"
    log = rows("SELECT action, changed, ended FROM imports ORDER BY id DESC LIMIT 1")
    assert log == [("map", 3, 0)]
    kept = rows("SELECT reference, source, outcome FROM completions WHERE superseded IS NULL")
    assert sorted(kept, key=str).count(("R1", "", "complete")) == 1


def test_said_twice_it_changes_nothing(city, bring, means) -> None:
    bring("completions", TEXT, known=FORMER)
    means("Fire Safety 2024", "FIRE")
    again = means("FIRE safety 2024", "FIRE")
    assert (again.written, again.moved, again.held) == (False, 0, 0)


@pytest.mark.parametrize("text", [MEANT, TEXT], ids=["by its item", "by its title"])
def test_an_old_file_changes_nothing(bring, means, everything, text) -> None:
    bring("completions", TEXT, known=FORMER)
    means("Fire Safety 2024", "FIRE")
    held = everything()
    again = bring("completions", text, known=FORMER)
    assert (again.new, again.changed, again.written) == (0, 0, False)
    assert everything() == held


def test_what_is_held_already_is_not_held_twice(bring, means, everything) -> None:
    bring("completions", f"{HEADER}P1,FIRE,2025-05-01,,\nP1,FIRE,2025-05-02,,X\n")
    bring("completions", TEXT, known=FORMER)
    done = means("Fire Safety 2024", "FIRE")
    assert (done.moved, done.held) == (2, 1)  # one has a reference of its own
    held = everything()
    assert len(held["P1"].completions) == 3
    again = bring("completions", MEANT, known=FORMER)
    assert (again.new, again.changed, again.written) == (0, 0, False)
    assert everything() == held


def test_what_was_withdrawn_under_a_title_stays_withdrawn(city, bring, means, everything) -> None:
    bring("completions", TEXT, known=FORMER)
    asked = {"reason": "Not theirs", "recorded_at": LATER, "recorded_by": "ada"}
    withdraw_records(city, "completion", ["1", "2"], **asked)
    means("Fire Safety 2024", "FIRE")
    again = bring("completions", MEANT, known=FORMER)
    assert (again.new, again.changed, again.written) == (0, 0, False)
    assert everything()["P1"].completions == ()


def test_another_meaning_takes_what_the_first_moved_along(city, bring, means, everything) -> None:
    bring("completions", TEXT, known=FORMER)
    bring("completions", f"{HEADER}P1,C01,2024-01-01,,\n")
    means("Fire Safety 2024", "C01")
    done = means("Fire Safety 2024", "FIRE")
    assert (done.before, done.moved) == ("C01", 3)
    assert "Fire Safety 2024 meant C01 before" in done.remarks[0]
    assert [each.item for each in everything()["P1"].completions] == ["C01", "FIRE", "FIRE"]
    assert [each.item for each in mappings(city)] == ["FIRE"]


def test_a_revocation_goes_with_its_record(bring, means, everything) -> None:
    bring("completions", TEXT, known=FORMER)
    bring(
        "decisions",
        "person,kind,subject,reason,decided_by,start,completed\n"
        "P1,revocation,Fire Safety 2024,Copied,Board,2026-01-01,2025-05-01\n",
        known=FORMER,
    )
    assert means("Fire Safety 2024", "FIRE").revocations == 1
    (decision,) = everything()["P1"].decisions
    assert (decision.subject, decision.completed) == ("FIRE", date(2025, 5, 1))


@pytest.mark.parametrize(
    ("title", "item", "says"),
    [
        ("Fire", "FIER", r"no such course or competency \(FIER\). Did you mean FIRE"),
        ("c01", "C02", r"The catalogue knows this already \(c01 is C01\)"),
        ("Fire safety", "C01", r"The catalogue knows this already \(Fire safety is FIRE\)"),
        (" ", "C01", "Name the title"),
    ],
)
def test_what_cannot_be_mapped(means, title, item, says) -> None:
    with pytest.raises(UsageError, match=says):
        means(title, item)


def test_imports_are_told_what_titles_mean(bring, means, monkeypatch) -> None:
    means("Fire Safety 2024", "C01")
    means("Fire Safety 2024", "FIRE")
    means("Lifting", "C02")
    seen = []
    made = gather.Checker

    def checker(connection: Any, order: Any) -> Any:
        seen.append(order.known.mapped)
        return made(connection, order)

    monkeypatch.setattr(gather, "Checker", checker)
    bring("completions", HEADER, known=ASKED["known"])
    known = dict(ASKED["known"].mapped)
    assert seen == [{**known, "fire safety 2024": "FIRE", "lifting": "C02"}]


def test_what_says_more_is_kept_beside_what_is_held(city, bring, means, everything) -> None:
    bring("completions", "person,item,completed\nP1,FIRE,2025-01-01\n")
    bring(
        "completions",
        "person,item,completed,expires,reference\nP1,Fire Safty,2025-01-01,2028-01-01,R1\n",
    )
    told = means("Fire Safty", "FIRE")
    assert (told.moved, told.held) == (1, 0)
    assert [each.item for each in everything()["P1"].completions] == ["FIRE", "FIRE"]
