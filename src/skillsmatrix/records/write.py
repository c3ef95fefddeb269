"""Changes → the store, in the transaction of the connection given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.created import Created
from skillsmatrix.records.leavers import Leavers
from skillsmatrix.records.reconcile import Changes
from skillsmatrix.records.resolve import Codes

_AT_ONCE = 10_000
Rows = Sequence[Mapping[str, Any]]


def write_import(connection: sa.Connection, values: Mapping[str, Any]) -> int:
    """Add the row of the import itself, and return its id."""
    result = connection.execute(t.imports.insert().values(**values))
    (identity,) = result.inserted_primary_key or (0,)
    return int(identity)


def write_codes(connection: sa.Connection, table: sa.Table, codes: Codes) -> None:
    """Add the catalogue's ids that records name for the first time."""
    insert(connection, table, [{"id": code, "ref": ref} for ref, code in codes.new.items()])


def write_created(connection: sa.Connection, created: Created) -> None:
    """Add what the import creates on the way, in the order in which they point to each other."""
    for name in ("agencies", "settings", "teams", "people", "person_ids"):
        insert(connection, t.metadata.tables[name], getattr(created, name))


def write_changes(
    connection: sa.Connection,
    table: sa.Table,
    changes: Changes,
    lines: Sequence[int | None],
    origin: int,
    done: Callable[[int], None],
) -> None:
    """Add the new records and change the changed ones, saying which import and row they are from.

    Args:
        connection: the store.
        table: where the records go.
        changes: what to write.
        lines: where each row stands in its file.
        origin: id of the import.
        done: told how many records are written.
    """
    records = [values for _, values in changes.new]
    kept = "import" in table.c
    if kept:
        for row, values in changes.new:
            values["import"], values["row"] = origin, lines[row]
    for at in range(0, len(records), _AT_ONCE):
        insert(connection, table, records[at : at + _AT_ONCE])
        done(min(at + _AT_ONCE, len(records)))
    updates = [
        {
            "record": identity,
            **{f"to_{name}": value for name, value in values.items()},
            **({"to_import": origin, "to_row": lines[row]} if kept else {}),
        }
        for row, identity, values in changes.changed
    ]
    update(connection, table, updates)


def write_leavers(connection: sa.Connection, leavers: Leavers, origin: int) -> None:
    """End the assignments of those who left."""
    ends = [
        {"record": identity, "to_end": leavers.last, "to_import": origin, "to_row": None}
        for identity in leavers.ended
    ]
    update(connection, t.assignments, ends)


def insert(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """Add rows that all have the same columns."""
    if not rows:
        return
    connection.execute(table.insert(), list(rows))


def update(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """Change rows; ``record`` is the id of each, ``to_<column>`` its new values."""
    if not rows:
        return
    names = [name.removeprefix("to_") for name in rows[0] if name != "record"]
    statement = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("record"))
        .values({name: sa.bindparam(f"to_{name}") for name in names})
    )
    connection.execute(statement, list(rows))
