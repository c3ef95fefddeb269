"""Which record took the place of one that was superseded, and which of them stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.kinds import KINDS
from skillsmatrix.records.mapped import OF_A_TITLE

Row = sa.RowMapping
_AT_ONCE = 400


def rows_where(
    connection: sa.Connection, table: sa.Table, column: str, values: Iterable[Any]
) -> Iterator[Row]:
    """Yield the rows that have one of some values in a column, by id within each so many values."""
    rest = iter(sorted(set(values)))
    while chunk := list(islice(rest, _AT_ONCE)):
        query = sa.select(table).where(table.c[column].in_(chunk)).order_by(table.c.id)
        yield from connection.execute(query).mappings()


def actions(connection: sa.Connection, entries: Iterable[int]) -> dict[int, str]:
    """Return what was done by each of some entries of the log."""
    found = rows_where(connection, t.imports, "id", entries)
    return {row["id"]: row["action"] for row in found}


def successors(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> dict[int, Row]:
    """Return the record that took the place of each superseded one; none, if it was withdrawn.

    A correction by hand is of one record, and may be of its person; what an import brings, and
    what a mapping moves, is told by what the records are about.
    """
    gone = [row for row in rows if row["superseded"] is not None]
    done = actions(connection, (row["superseded"] for row in gone))
    owner = KINDS[table.name].key[0]
    corrected = [row for row in gone if done[row["superseded"]] == "correct"]
    one = {
        row["import"]: row
        for row in rows_where(connection, table, "import", {r["superseded"] for r in corrected})
    }
    others = [row for row in gone if done[row["superseded"]] not in ("correct", "withdraw")]
    wanted = {row["superseded"] for row in others}
    brought: dict[tuple[Any, ...], Row] = {}
    theirs = list(rows_where(connection, table, owner, {row[owner] for row in others}))
    for row in theirs:
        if row["import"] in wanted:
            brought[_told_by(row, row["import"], done[row["import"]], table)] = row
    found = {row["id"]: one.get(row["superseded"]) for row in corrected}
    for row in others:
        entry = row["superseded"]
        after = brought.get(_told_by(row, entry, done[entry], table))
        if after is None and done[entry] == "map" and table is t.completions:
            after = _held(row, theirs, _meant(connection, entry))
        found[row["id"]] = after
    return {identity: row for identity, row in found.items() if row is not None}


def stands_now(connection: sa.Connection, table: sa.Table, row: Row) -> Row | None:
    """Return the record that stands in the place of one, the one itself, or None if none does."""
    while row["superseded"] is not None:
        after = successors(connection, table, [row]).get(row["id"])
        if after is None:
            return None
        row = after
    return row


def _held(row: Row, theirs: Sequence[Row], item: int | None) -> Row | None:
    """Return the completion of an item that stood when a mapping ended one that says the same."""
    entry = row["superseded"]
    return next(
        (
            each
            for each in theirs
            if each["item"] == item
            and each["import"] != entry
            and (each["superseded"] is None or each["superseded"] > entry)
            and all(each[name] == row[name] for name in ("person", "completed", "outcome"))
        ),
        None,
    )


def _meant(connection: sa.Connection, entry: int) -> int | None:
    """Return the item that an entry gave a title."""
    c = t.titles.c
    return connection.scalar(sa.select(c.item).where(c["import"] == entry))


def _told_by(row: Row, entry: int, action: str, table: sa.Table) -> tuple[Any, ...]:
    if action == "map" and table.name == "completions":
        return (entry, *(row[name] for name in OF_A_TITLE))
    names = [name for name in KINDS[table.name].key if not (action == "map" and name == "subject")]
    if row.get("reference") is not None:
        return (entry, row["reference"], row["source"])
    return (entry, *(row[name] for name in names))
