"""Corrections → the store, so that what it held before can still be told.

A record that grows is never overwritten: a row with the new values is added, and the one before
says which import superseded it. What others point to is changed in place, and what was there before
goes to ``changes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import written

_AT_ONCE = 500


@frozen
class Correction:
    """New values, by column, of the record with an id, and the row of the file that gives them."""

    record: int
    values: Mapping[str, Any]
    row: int | None = None


def correct(
    connection: sa.Connection, table: sa.Table, corrections: Sequence[Correction], origin: int
) -> None:
    """Give records of one table other values, all of the same columns.

    Args:
        connection: the store.
        table: where the records are.
        corrections: what to change.
        origin: id of the entry of the log that says so.
    """
    if not corrections:
        return
    if "superseded" in table.c:
        _supersede(connection, table, corrections, origin)
    else:
        _change(connection, table, corrections, origin)


def _supersede(
    connection: sa.Connection, table: sa.Table, corrections: Sequence[Correction], origin: int
) -> None:
    given = {**corrections[0].values, "import": None, "row": None}
    rows = [
        {
            "record": each.record,
            **_prefixed({**each.values, "import": origin, "row": each.row}),
        }
        for each in corrections
    ]
    last = connection.scalar(sa.select(sa.func.max(table.c.id))) or 0
    for number, row in enumerate(rows, start=last + 1):
        row["to_id"] = number
    given["id"] = None
    kept = [column.name for column in table.c if column.name != "superseded"]
    taken = [
        sa.bindparam(f"to_{name}", type_=table.c[name].type) if name in given else table.c[name]
        for name in kept
    ]
    copied = sa.select(*taken).where(table.c.id == sa.bindparam("record"))
    connection.execute(sa.insert(table).from_select(kept, copied), rows)
    before = sa.update(table).where(table.c.id == sa.bindparam("record"))
    connection.execute(
        before.values(superseded=origin), [{"record": each.record} for each in corrections]
    )


def _change(
    connection: sa.Connection, table: sa.Table, corrections: Sequence[Correction], origin: int
) -> None:
    names = list(corrections[0].values)
    last = connection.scalar(sa.select(sa.func.max(t.changes.c.id))) or 0
    changes: list[dict[str, Any]] = [
        {
            "import": origin,
            "kind": table.name,
            "record": each.record,
            "field": name,
            "before": written(before[name]),
            "after": written(each.values[name]),
        }
        for each, before in _with_before(connection, table, corrections)
        for name in names
        if before[name] != each.values[name]
    ]
    for number, change in enumerate(changes, start=last + 1):
        change["id"] = number
    if changes:
        connection.execute(t.changes.insert(), changes)
    statement = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("record"))
        .values({name: sa.bindparam(f"to_{name}") for name in names})
    )
    rows = [{"record": each.record, **_prefixed(each.values)} for each in corrections]
    connection.execute(statement, rows)


def _with_before(
    connection: sa.Connection, table: sa.Table, corrections: Sequence[Correction]
) -> Iterator[tuple[Correction, sa.RowMapping]]:
    rest = iter(corrections)
    while chunk := list(islice(rest, _AT_ONCE)):
        query = sa.select(table).where(table.c.id.in_([each.record for each in chunk]))
        before = {row["id"]: row for row in connection.execute(query).mappings()}
        yield from ((each, before[each.record]) for each in chunk)


def _prefixed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"to_{name}": value for name, value in values.items()}
