"""Changes → the store, in the transaction of the connection given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.created import Created
from skillsmatrix.records.leavers import Leavers
from skillsmatrix.records.reconcile import Changes
from skillsmatrix.records.resolve import Codes

_AT_ONCE = 10_000
Rows = Sequence[Mapping[str, Any]]


def write_import(connection: sa.Connection, values: Mapping[str, Any]) -> int:
    """Add the row of the import itself, and return its id.

    It is never recorded before the one that it follows, whatever a clock says: what was known at a
    moment is what the imports up to some number had brought.
    """
    latest = connection.scalar(sa.select(sa.func.max(t.imports.c.recorded_at))) or ""
    values = {**values, "recorded_at": max(values["recorded_at"], latest)}
    result = connection.execute(t.imports.insert().values(**values))
    (identity,) = result.inserted_primary_key or (0,)
    return int(identity)


def write_codes(connection: sa.Connection, table: sa.Table, codes: Codes) -> None:
    """Add the catalogue's ids that records name for the first time."""
    insert(connection, table, [{"id": code, "ref": ref} for ref, code in codes.new.items()])


def write_created(connection: sa.Connection, created: Created, origin: int) -> None:
    """Add what the import creates on the way, in the order in which they point to each other."""
    for name in ("agencies", "settings", "teams", "people"):
        rows = [{**row, "created": origin} for row in getattr(created, name)]
        insert(connection, t.metadata.tables[name], rows)
    insert(connection, t.person_ids, created.person_ids)


def write_changes(
    connection: sa.Connection,
    table: sa.Table,
    changes: Changes,
    lines: Sequence[int | None],
    origin: int,
    done: Callable[[int], None],
) -> None:
    """Add the new records and correct the changed ones, saying which import and row they are from.

    Args:
        connection: the store.
        table: where the records go.
        changes: what to write.
        lines: where each row stands in its file.
        origin: id of the import.
        done: told how many records are written.
    """
    records = [values for _, values in changes.new]
    for row, values in changes.new:
        if "superseded" in table.c:
            values["import"], values["row"] = origin, lines[row]
        else:
            values["created"] = origin
    for at in range(0, len(records), _AT_ONCE):
        insert(connection, table, records[at : at + _AT_ONCE])
        done(min(at + _AT_ONCE, len(records)))
    corrections = [
        Correction(identity, values, lines[row]) for row, identity, values in changes.changed
    ]
    correct(connection, table, corrections, origin)


def write_leavers(connection: sa.Connection, leavers: Leavers, origin: int) -> None:
    """End the assignments of those who left."""
    ends = [Correction(identity, {"end": leavers.last}) for identity in leavers.ended]
    correct(connection, t.assignments, ends, origin)


def insert(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """Add rows that all have the same columns."""
    if not rows:
        return
    connection.execute(table.insert(), list(rows))
