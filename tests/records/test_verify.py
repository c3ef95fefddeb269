"""Whether a store finds what is wrong with it: each code by a small world that provokes it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.records.conftest import KNOWN

from skillsmatrix.dates import Interval
from skillsmatrix.records.store import Store
from skillsmatrix.records.verify import CODES, Asked, Finding, Lasting, verify

Tamper = Callable[..., None]
Told = list[tuple[str, str, tuple[int, ...], str]]

ASKED = Asked(
    as_at=date(2026, 9, 1),
    known=KNOWN,
    lasting={"C01": (Lasting(Interval(1, "years")),), "C02": (Lasting(None),)},
)


def told(findings: tuple[Finding, ...]) -> Told:
    return [(found.code, found.table, found.ids, found.what) for found in findings]


@pytest.fixture
def full(city: Store, bring: Callable[..., Any]) -> Store:
    """The city, with all kinds of records; superseded and changed ones too. Nothing is wrong."""
    completions = "person,item,completed,expires,level,outcome,reference\n"
    bring(
        "assignments",
        "person,agency,role,setting,team,start,end,hours,manager\n"
        "P1,A1,teacher,S1,T1,2020-01-01,2021-12-31,37.5,\n"
        "P1,A1,teacher,S1,T1,2022-01-01,,30,P2\n"
        "P2,A1,teacher,S1,,2020-01-01,,,\nP3,A2,nurse,,,2025-01-01,,,\n",
    )
    bring("absences", "person,kind,start,end\nP1,illness,2026-01-01,2026-01-03\n")
    bring(
        "completions",
        completions
        + "P1,C01,2025-01-01,2025-12-31,1,,R1\nP2,C02,2025-02-01,,,,\nP2,FIRE,,,,in progress,\n"
        "P3,C01,2025-01-01,,2,,\n",
    )
    bring(
        "decisions",
        "person,kind,subject,reason,decided_by,start,end\n"
        "P1,exemption,FIRE,Agreed,Sam,2026-01-01,2026-06-01\n",
    )
    bring("tags", "person,tag,start\nP1,in-ratio,2026-01-01\n")
    bring("needs", "setting,need,start\nS1,rescue-medication,2026-01-01\n")
    bring("completions", completions + "P1,C01,2025-01-01,2025-12-31,2,,R1\n")
    bring("people", "id,name,email,born\nP1,Ada Kong,ada@a1.example,1980-03-02\n")
    bring("people", "id,name,email\nP1,Ada Ming,ada@a2.example\n")
    return city


@pytest.fixture
def tamper(store: Store) -> Tamper:
    """Change the store behind the log's back, and behind the foreign keys'."""

    def run(*statements: str) -> None:
        from skillsmatrix.records.engine import write_engine

        with write_engine(store.address).connect() as connection:
            if connection.dialect.name == "sqlite":
                driver: Any = connection.connection.driver_connection
                driver.execute("PRAGMA foreign_keys=OFF")
                driver.execute("PRAGMA ignore_check_constraints=ON")
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                for statement in statements:
                    connection.exec_driver_sql(statement)

    return run


def test_an_empty_store_is_clean(store: Store) -> None:
    assert verify(store, ASKED) == ()


def test_a_store_with_everything_in_it_is_clean(full: Store) -> None:
    assert told(verify(full, ASKED)) == []


_COPY = (
    "INSERT INTO completions (id, person, item, outcome, completed, {})"
    " SELECT 6, person, item, outcome, completed, {} FROM completions WHERE id = 4"
)
_CONFLICT = (
    "2 standing records have the same person, item, completed, outcome and say different things"
)
BY_CODE: list[tuple[str, str, list[tuple[str, tuple[int, ...], str]]]] = [
    (
        "dangling-reference",
        "UPDATE completions SET item = 99 WHERE id = 2",
        [("completions", (2,), "as item this row names one of items that is not there (99)")],
    ),
    (
        "impossible-date",
        "UPDATE completions SET completed = {2026-09-20} WHERE id = 2",
        [
            (
                "completions",
                (2,),
                "completed in the future, when it was recorded on 2026-09-01 (2026-09-20)",
            )
        ],
    ),
    (
        "impossible-date",
        "UPDATE completions SET completed = {2022-02-27} WHERE id = 4",
        [
            (
                "completions",
                (4,),
                "completed before the person's 14th birthday (2022-02-27), born 2008-02-29",
            )
        ],
    ),
    ("impossible-date", "UPDATE completions SET completed = {2022-03-01} WHERE id = 4", []),
    (
        "impossible-date",
        "UPDATE tags SET start = {1939-12-31}",
        [("tags", (1,), "start is before 1940-01-01 (1939-12-31)")],
    ),
    (
        "impossible-date",
        'UPDATE assignments SET "end" = {2019-12-31} WHERE id = 1',
        [("assignments", (1,), "it ends before it starts on 2020-01-01 (2019-12-31)")],
    ),
    (
        "impossible-date",
        "UPDATE completions SET expires = {2024-12-31} WHERE id = 5",
        [("completions", (5,), "it expires before it was completed on 2025-01-01 (2024-12-31)")],
    ),
    (
        "duplicate-record",
        _COPY.format("level, import, row", "level, import, 9"),
        [("completions", (4, 6), "2 standing records say exactly the same")],
    ),
    (
        "conflicting-record",
        _COPY.format("level", "3"),
        [
            (
                "completions",
                (4, 6),
                _CONFLICT,
            )
        ],
    ),
    (
        "overlapping-assignments",
        'UPDATE assignments SET "end" = {2022-01-01} WHERE id = 1',
        [
            (
                "assignments",
                (1, 2),
                "it lasts until 2022-01-01, and 2 to the same post starts (2022-01-01)",
            )
        ],
    ),
    (
        "overlapping-assignments",
        'UPDATE assignments SET "end" = NULL WHERE id = 1',
        [("assignments", (1, 2), "it lasts, and 2 to the same post starts (2022-01-01)")],
    ),
    (
        "duplicate-person",
        "UPDATE people SET email = 'Ben@A1.example' WHERE id = 3",
        [("people", (2, 3), "2 people have the same e-mail address (ben@a1.example)")],
    ),
    (
        "duplicate-person",
        "INSERT INTO person_ids VALUES (1, 1, 'esr', '77', 5), (2, 3, 'ESR', '77', 5)",
        [("people", (1, 3), "2 people have the same id in a source (esr: 77)")],
    ),
    (
        "person-without-assignment",
        "DELETE FROM assignments WHERE person = 3",
        [
            (
                "people",
                (3,),
                "this person has records and no assignment, so no rule binds them (P3)",
            )
        ],
    ),
    (
        "orphan",
        "INSERT INTO people VALUES (4, 'P4', 'Di', '', NULL, 4)",
        [("people", (4,), "this person never had an assignment, nor any record (P4)")],
    ),
    (
        "orphan",
        "UPDATE assignments SET team = NULL",
        [("teams", (1,), "nobody was ever in this team (T1)")],
    ),
    (
        "orphan",
        "INSERT INTO settings VALUES (2, 'S2', 'Dale', 1, '', '', 2)",
        [("settings", (2,), "nobody was ever in this setting (S2)")],
    ),
    (
        "orphan",
        "INSERT INTO items VALUES (9, 'X9', 7); INSERT INTO titles VALUES (1, 'fire', 9, 7, NULL, NULL)",
        [("titles", (1,), "the title fire is to mean what the catalogue does not have (X9)")],
    ),
    (
        "expiry-differs",
        "UPDATE completions SET expires = {2026-01-01} WHERE id = 5",
        [
            (
                "completions",
                (5,),
                "its own last valid day is not 2025-12-31, as by rule for C01 (2026-01-01)",
            )
        ],
    ),
    (
        "expiry-differs",
        "UPDATE completions SET expires = {2026-01-01} WHERE id = 2",
        [
            (
                "completions",
                (2,),
                "its own last valid day is not without end, as by rule for C02 (2026-01-01)",
            )
        ],
    ),
    (
        "unknown-item",
        "UPDATE items SET ref = 'FIRES' WHERE ref = 'FIRE'",
        [
            (
                "completions",
                (3,),
                "1 record names an item that the catalogue does not have (FIRES; did you mean FIRE?)",
            )
        ],
    ),
    (
        "unknown-subject",
        "UPDATE items SET ref = 'Qx' WHERE ref = 'FIRE'",
        [
            (
                "decisions",
                (1,),
                "1 record names a subject that the catalogue does not have (Qx)",
            )
        ],
    ),
    (
        "unknown-role",
        "UPDATE roles SET ref = 'techer' WHERE ref = 'teacher'",
        [
            (
                "assignments",
                (1, 2, 3),
                "3 records name a role that the catalogue does not have (techer; did you mean teacher?)",
            )
        ],
    ),
    *(
        (
            f"unknown-{what}",
            f"UPDATE {table} SET {column} = 'it''s' WHERE id = 1",
            [
                (
                    table,
                    (1,),
                    f"1 record names {words} that the catalogue does not have (it's)",
                )
            ],
        )
        for what, table, column, words in (
            ("sector", "agencies", "sector", "a sector"),
            ("area", "agencies", "area", "an area"),
            ("setting-type", "settings", "type", "a setting type"),
            ("kind-of-employment", "assignments", "employment", "a kind of employment"),
            ("kind-of-absence", "absences", "kind", "a kind of absence"),
            ("tag", "tags", "tag", "a tag"),
            ("need", "needs", "need", "a need"),
        )
    ),
]


def in_days(statement: str, store: Store) -> str:
    """Write days as a kind of store keeps them."""
    import re

    def day(found: re.Match[str]) -> str:
        return (
            str((date.fromisoformat(found[1]) - date(1970, 1, 1)).days)
            if isinstance(store.address, Path)
            else f"DATE '{found[1]}'"
        )

    return re.sub(r"\{(.*?)\}", day, statement)


@pytest.mark.parametrize(
    ("code", "done", "says"), BY_CODE, ids=[f"{code}: {done[:60]}" for code, done, _ in BY_CODE]
)
def test_each_code_is_found(
    full: Store, tamper: Tamper, code: str, done: str, says: list[tuple[str, tuple[int, ...], str]]
) -> None:
    tamper(*in_days(done, full).split("; "))
    found = verify(full, ASKED, only=[code])
    assert [(each.table, each.ids, each.what) for each in found] == says


def test_every_code_has_a_world_that_provokes_it() -> None:
    elsewhere = {"broken-chain", "database-corrupt", "early-record"}
    assert {code for code, _, _ in BY_CODE} | elsewhere == set(CODES)


def test_what_was_recorded_with_a_later_day_in_mind_is_only_noted(
    full: Store, tamper: Tamper
) -> None:
    tamper(in_days("UPDATE completions SET completed = {2026-09-20} WHERE id = 2", full))
    asked = evolve(ASKED, as_at=date(2026, 9, 20))
    found = verify(full, asked, only=["impossible-date", "early-record"])
    assert [(each.code, each.ids) for each in found] == [("early-record", (2,))]


def test_a_finding_says_whose_row_it_is_and_where_it_came_from(full: Store, tamper: Tamper) -> None:
    tamper("UPDATE completions SET item = 99 WHERE id = 2")
    (found,) = verify(full, ASKED, only=["dangling-reference"])
    assert (found.person, found.file, found.row) == ("P2", "file6.csv", 3)


def test_without_a_catalogue_nothing_is_asked_of_one(full: Store, tamper: Tamper) -> None:
    tamper("UPDATE roles SET ref = 'techer' WHERE ref = 'teacher'")
    assert {each.code for each in verify(full)} == {"broken-chain"}


def test_a_damaged_file_is_told_and_nothing_else_is_believed(full: Store) -> None:
    if not isinstance(full.address, Path):
        pytest.skip("a server keeps its own files")
    import sqlite3

    with closing(sqlite3.connect(full.address)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root, size = (
            connection.execute(query).fetchone()[0]
            for query in (
                "SELECT rootpage FROM sqlite_master WHERE name = 'completions'",
                "PRAGMA page_size",
            )
        )
    content = bytearray(full.address.read_bytes())
    content[(root - 1) * size : (root - 1) * size + 200] = b"\xff" * 200
    full.address.write_bytes(content)
    assert {found.code for found in verify(full, ASKED)} == {"database-corrupt"}


def test_text_that_is_none_is_told_as_damage(full: Store, tamper: Tamper) -> None:
    if not isinstance(full.address, Path):
        pytest.skip("PostgreSQL takes no such text")
    tamper("UPDATE people SET name = CAST(x'ff' AS TEXT) WHERE id = 2")
    found = verify(full, ASKED)
    assert [each.code for each in found] == ["database-corrupt"]
