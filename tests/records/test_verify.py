"""Whether a store finds what is wrong with it: each code by a small world that provokes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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
