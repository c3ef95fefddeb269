"""Whatever is changed behind the log's back breaks its chain, and is found."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.test_verify import Tamper, full, in_days, tamper

from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import ENTRY, SEALED
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.engine import write_engine
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.migrate import downgrade_store, upgrade_store
from skillsmatrix.records.store import Store
from skillsmatrix.records.verify import Asked, last_seal, verify

__all__ = ["full", "tamper"]

CHAIN = ["broken-chain"]

_CHANGED = (
    "entry 7 (import completions file6.csv 2026-09-01T12:00:00+00:00) does not fit its seal,"
    " the chain is broken here first: what the log says of it, or values of its rows of items,"
    " completions, were changed, or rows that it wrote are gone"
)
_REMOVED = (
    "the log counted 4 rows of completions, the table has 3 of it;"
    " 1 rows of completions are gone between ids 1 and 5"
)
_ENTRY = (
    "INSERT INTO imports (id, kind, file, sha256, recorded_at, recorded_by, new, changed,"
    " unchanged, ended, rejected) VALUES (14, '', '', '', '', '', 0, 0, 0, 0, 0)"
)
TOLD = [
    (
        "a value changed",
        "UPDATE completions SET level = 5 WHERE id = 4",
        _CHANGED,
    ),
    (
        "a row removed",
        "DELETE FROM completions WHERE id = 3",
        _REMOVED,
    ),
    (
        "a row added",
        "INSERT INTO tags VALUES (2, 1, 'in-ratio', {2026-02-01}, NULL, 8, 3, NULL)",
        "",
    ),
    (
        "a first row of a table",
        "INSERT INTO person_ids VALUES (1, 1, 'esr', '7', 7)",
        "without its rows of person_ids it would fit: they were added, or moved to it",
    ),
    ("the log changed", "UPDATE imports SET recorded_by = 'eve' WHERE id = 9", "what the log says"),
    ("an entry removed", "DELETE FROM imports WHERE id = 6", "entry 6 is missing before it"),
    ("entries removed", "DELETE FROM imports WHERE id IN (1, 2)", "entries 1–2 are missing"),
    ("the last one removed", "DELETE FROM imports WHERE id = 13", "does not have (13)"),
    (
        "an entry added",
        _ENTRY,
        "it was never sealed",
    ),
    ("a row of no entry", "UPDATE tags SET import = NULL", "this row names no entry of the log"),
    (
        "superseded by what came before",
        "UPDATE completions SET superseded = 7 WHERE id = 1",
        "entry 7 brought it, and an entry not later superseded it (7)",
    ),
    ("out of order", "UPDATE completions SET import = 5 WHERE id = 3", "the row before, 7 (5)"),
    (
        "a changed value changed",
        "UPDATE people SET name = 'Eve' WHERE id = 1",
        "name is not what it was last changed to, 'Ada Ming' ('Eve')",
    ),
]


@pytest.mark.parametrize(("done", "says"), [case[1:] for case in TOLD], ids=[c[0] for c in TOLD])
def test_a_broken_chain_says_what_can_be_told(
    full: Store, tamper: Tamper, done: str, says: str
) -> None:
    tamper(in_days(done, full))
    found = verify(full, only=CHAIN)
    assert found
    assert any(says in each.what for each in found), [each.what for each in found]


def test_only_what_was_changed_is_broken(full: Store, tamper: Tamper) -> None:
    tamper("UPDATE settings SET area = 'north'", "UPDATE completions SET level = 5 WHERE id = 4")
    assert [each.ids for each in verify(full, only=CHAIN)] == [(2,), (7,)]


def test_a_store_of_before_is_sealed_as_its_rows_were_made(full: Store) -> None:
    downgrade_store(full.address, "0002")
    upgrade_store(full.address)
    assert verify(full) == ()


def test_sheets_of_one_workbook_are_entries_made_together(full: Store) -> None:
    """What both of them change comes after what both of them bring, so entries go back and forth."""
    moment = datetime(2026, 9, 2, tzinfo=UTC)
    sheets = [
        Entry(
            action="import",
            kind="tags",
            file=f"x.xlsx[{name}]",
            sha256="77",
            recorded_at=moment,
            recorded_by="ada",
            counts={"new": 1, "changed": 1},
        )
        for name in ("One", "Two")
    ]
    start = date(2026, 5, 1)
    with full.writing() as connection, logged(connection, *sheets) as first:
        rows = [
            {
                "id": 2 + at,
                "person": 2 + at,
                "tag": "in-ratio",
                "start": start,
                "import": first + at,
            }
            for at in range(2)
        ]
        connection.execute(t.tags.insert(), rows)
        correct(connection, t.tags, [Correction(1, {"start": date(2026, 1, 2)})], first)
    assert verify(full, only=CHAIN) == ()


def test_a_log_cut_short_is_found_by_a_seal_that_was_noted(full: Store, tamper: Tamper) -> None:
    """Nothing in the store itself can tell that its last entry is gone with all that it wrote."""
    before = last_seal(full)
    assert before.entry == 13
    assert verify(full, Asked(seal=before.seal), only=CHAIN) == ()
    tamper(
        "DELETE FROM imports WHERE id = 13",
        *(f'DELETE FROM {name} WHERE "import" = 13' for name in ("changes", "tags")),
        "UPDATE people SET name = 'Ada Kong', email = 'ada@a1.example' WHERE id = 1",
    )
    assert verify(full, only=CHAIN) == ()
    (found,) = verify(full, Asked(seal=before.seal), only=CHAIN)
    assert found.what == f"the log has no entry with the seal that was noted ({before.seal})"


@settings(suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_single_change_is_found(full: Store, data: st.DataObject) -> None:
    """Of a random value of a random row, or a row or an entry taken away."""
    with write_engine(full.address).connect() as connection:
        if connection.dialect.name == "sqlite":
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            before = _tampered(connection, data)
        assert before is None or verify(full, only=CHAIN), before
        if before is not None:
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                table, row = before
                connection.execute(sa.delete(table).where(table.c.id.in_([row["id"], 997])))
                connection.execute(table.insert().values(row))
    assert verify(full, only=CHAIN) == ()


def _tampered(
    connection: sa.Connection, data: st.DataObject
) -> tuple[sa.Table, dict[str, Any]] | None:
    table = t.metadata.tables[data.draw(st.sampled_from([*SEALED, "imports"]))]
    rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
    if not rows:
        return None
    row = data.draw(st.sampled_from(rows))
    which = table.c.id == row["id"]
    if data.draw(st.booleans()):
        connection.execute(sa.delete(table).where(which))
        return table, row
    names = (*ENTRY, "chain") if table is t.imports else SEALED[table.name]
    if "superseded" in table.c:
        names = (*names, "superseded")
    if "created" in table.c:
        names = (*names, "created")
    column = table.c[data.draw(st.sampled_from(names))]
    value = data.draw(_values(column))
    if value == row[column.name] or (column.name == "id" and value != 997):
        return None
    connection.execute(sa.update(table).where(which).values({column.name: value}))
    return table, row


def _values(column: sa.Column[Any]) -> st.SearchStrategy[Any]:
    sort: st.SearchStrategy[Any]
    if isinstance(column.type, Day):
        sort = st.dates()
    elif isinstance(column.type, sa.Float):
        sort = st.floats(0, 100)
    elif isinstance(column.type, sa.Integer):
        sort = st.just(997) if column.name == "id" else st.integers(0, 20)
    else:
        sort = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
    return st.none() | sort if column.nullable else sort
