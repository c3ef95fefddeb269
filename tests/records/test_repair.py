"""Repairs: what each would do, what it does, and that the log says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve
from tests.records.test_verify import ASKED, Tamper, full, in_days, tamper

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.store import Store
from skillsmatrix.records.verify import CODES, verify
from skillsmatrix.records.verify.repair import PLANS, plan_repair, repair

__all__ = ["full", "tamper"]

Rows = Callable[[str], list[tuple[Any, ...]]]
BY = {"recorded_at": datetime(2026, 9, 2, tzinfo=UTC), "recorded_by": "bo"}
HEADER = "person,agency,role,start,end,employment\n"
LATER = evolve(ASKED, as_at=date(2027, 1, 1))


def _duplicates(bring: Callable[..., Any], store: Store) -> None:
    """Two lines of a file that say the same are kept beside each other only by an older version."""
    from skillsmatrix.records import tables as t
    from skillsmatrix.records.log import Entry, logged

    row = {"person": 3, "kind": "illness", "start": date(2026, 2, 1)}
    with (
        store.writing() as connection,
        logged(connection, Entry(action="import", kind="absences", **BY)) as entry,
    ):
        ids = [{"id": 10 + at, "import": entry, "row": at, **row} for at in range(3)]
        connection.execute(t.absences.insert(), ids)


def test_of_duplicates_the_first_is_kept(
    full: Store, bring: Callable[..., Any], rows: Rows
) -> None:
    _duplicates(bring, full)
    planned = plan_repair(full, "duplicate-record")
    assert [(step.table, step.id, step.what) for step in planned] == [
        ("absences", 11, "superseded, as 10 says exactly the same"),
        ("absences", 12, "superseded, as 10 says exactly the same"),
    ]
    assert rows("SELECT count(*) FROM absences WHERE superseded IS NOT NULL") == [(0,)]
    assert repair(full, "duplicate-record", **BY) == planned
    assert rows("SELECT id FROM absences WHERE superseded IS NULL ORDER BY id") == [(1,), (10,)]
    query = "SELECT action, kind, reason, recorded_by, ended FROM imports ORDER BY id DESC LIMIT 1"
    assert rows(query) == [("repair", "absences", "duplicate-record", "bo", 2)]
    assert verify(full, ASKED) == ()
    assert repair(full, "duplicate-record", **BY) == ()


@pytest.mark.parametrize(
    ("spans", "ends"),
    [
        (["2020-01-01,,", "2021-01-01,,"], ["2020-12-31", None]),
        (["2020-01-01,2021-06-01,", "2021-01-01,2022-01-01,"], ["2020-12-31", "2022-01-01"]),
        (["2020-01-01,,", "2021-01-01,2022-01-01,"], None),
        (["2020-01-01,,permanent", "2021-01-01,,bank"], None),
        (["2020-01-01,2023-01-01,", "2021-01-01,,", "2022-01-01,,"], ["2020-01-01"]),
        (["2020-01-01,2020-12-31,", "2021-01-01,,"], None),
    ],
    ids=[
        "the later goes on",
        "the later ends later",
        "the later lies within the earlier",
        "two kinds of employment",
        "three at once",
        "one after the other",
    ],
)
def test_the_earlier_post_is_ended_where_it_is_plain(
    city: Store, bring: Callable[..., Any], rows: Rows, spans: list[str], ends: list[Any] | None
) -> None:
    bring("assignments", HEADER + "".join(f"P3,A2,nurse,{span}\n" for span in spans))
    steps = repair(city, "overlapping-assignments", reason="Agreed", **BY)
    if ends is None:
        assert steps == ()
        return
    if len(spans) == 3:  # the first overlaps with two; of the last two one follows the other
        assert [step.id for step in steps] == [2]
        return
    with city.reading() as connection:
        from skillsmatrix.records import tables as t

        c = t.assignments.c
        query = t.assignments.select().where(c.superseded.is_(None)).order_by(c.start)
        found = [row.end and str(row.end) for row in connection.execute(query)]
    assert found == ends
    assert rows("SELECT reason FROM imports ORDER BY id DESC LIMIT 1") == [
        ("overlapping-assignments: Agreed",)
    ]
    codes = ["broken-chain", "overlapping-assignments"]
    assert verify(city, ASKED, only=codes) == ()


BREAKS = [
    ("a value changed", ["UPDATE completions SET level = 5 WHERE id = 4"], [7]),
    ("a value in place", ["UPDATE people SET born = {1980-03-03} WHERE id = 1"], []),
    ("two entries", ["UPDATE imports SET file = 'x' WHERE id IN (3, 9)"], [3, 9]),
    ("an entry lost", ["DELETE FROM imports WHERE id = 6"], [7]),
    ("the last one lost", ["DELETE FROM imports WHERE id = 13"], []),
    ("rows of no entry", ["UPDATE tags SET import = NULL"], [9]),
    ("rows lost", ["DELETE FROM needs"], [10]),
]


@pytest.mark.parametrize(
    ("done", "broken"), [case[1:] for case in BREAKS], ids=[c[0] for c in BREAKS]
)
def test_a_broken_chain_is_put_on_record_for_ever(
    full: Store, tamper: Tamper, rows: Rows, done: list[str], broken: list[int]
) -> None:
    seals = dict(rows("SELECT id, chain FROM imports"))
    tamper(*(in_days(statement, full) for statement in done))
    assert verify(full, ASKED, only=["broken-chain"])
    assert plan_repair(full, "broken-chain")
    assert verify(full, ASKED, only=["broken-chain"])
    repair(full, "broken-chain", reason="Found by Bo.", **BY)
    ((action, reason),) = rows("SELECT action, reason FROM imports ORDER BY id DESC LIMIT 1")
    assert action == "repair"
    assert reason.startswith("broken-chain: ")
    assert reason.endswith(" Found by Bo.")
    for entry in broken:
        assert f"entry {entry} did not fit its seal {seals[entry]}" in reason
    assert verify(full, ASKED, only=["broken-chain"]) == ()


def test_a_chain_is_not_sealed_again_without_a_word(full: Store) -> None:
    with pytest.raises(UsageError, match="give --reason"):
        repair(full, "broken-chain", **BY)


def test_a_chain_that_holds_is_left_alone(full: Store, rows: Rows) -> None:
    before = rows("SELECT id, chain FROM imports ORDER BY id")
    assert repair(full, "broken-chain", reason="To be sure", **BY) == ()
    assert rows("SELECT id, chain FROM imports ORDER BY id") == before


@pytest.mark.parametrize("code", [name for name, code in CODES.items() if not code.repair])
def test_where_there_is_no_repair_a_person_is_told_what_to_do(full: Store, code: str) -> None:
    with pytest.raises(SkillsError, match=f"no safe repair for {code}\\. [A-Z]"):
        plan_repair(full, code)
    with pytest.raises(SkillsError, match=f"no safe repair for {code}\\. [A-Z]"):
        repair(full, code, **BY)


def test_repairs_are_those_that_codes_promise() -> None:
    assert set(PLANS) == {name for name, code in CODES.items() if code.repair}


def test_an_unknown_code_has_near_names(full: Store) -> None:
    with pytest.raises(UsageError, match="Did you mean broken-chain"):
        plan_repair(full, "broken-chian")
