"""``broken-chain``, beside the seals: rows that do not fit the log as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_made import changed_in_place
from skillsmatrix.records.chain import BEFORE, IN_PLACE, SEALED, column_texts, fetched
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding, by_value, one

CODE = "broken-chain"


def written_by(table: sa.Table) -> str:
    """Return the column that names the entry that brought a row."""
    return "import" if "import" in table.c else "created"


def without_entry(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield rows that name no entry, where nothing was there before the log was kept."""
    query = sa.select(sa.func.count()).where(t.imports.c.id == BEFORE)
    if connection.scalar(query):
        return
    for name in SEALED:
        by = written_by(t.metadata.tables[name])
        found = f'SELECT NULL, id FROM {name} WHERE "{by}" IS NULL ORDER BY id'
        rows = (row for chunk in fetched(connection, found) for row in chunk)
        yield from by_value(
            CODE, name, rows, lambda _, count: f"{_rows(count)} no entry of the log"
        )


def unknown_entry(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield rows that name an entry that the log does not have."""
    for name in SEALED:
        table = t.metadata.tables[name]
        names = [written_by(table), *(["superseded"] if "superseded" in table.c else [])]
        for column in names:
            query = (
                f'SELECT "{column}", id FROM {name} WHERE "{column}" IS NOT NULL AND "{column}"'
                f' NOT IN (SELECT id FROM imports) ORDER BY "{column}", id'
            )
            rows = (row for chunk in fetched(connection, query) for row in chunk)
            said = "are superseded by" if column == "superseded" else "name"
            yield from by_value(
                CODE,
                name,
                rows,
                lambda entry, count, said=said: (  # type: ignore[misc]
                    f"{count} rows {said} an entry that the log does not have ({entry})"
                ),
            )


def superseded_too_early(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield rows that were superseded before they were recorded, or with that."""
    for table in t.GROWING:
        query = (
            f'SELECT id, "import", superseded FROM {table.name}'
            f' WHERE superseded <= coalesce("import", {BEFORE}) ORDER BY id'
        )
        for chunk in fetched(connection, query):
            for identity, by, gone in chunk:
                said = f"entry {by} brought it, and an entry not later superseded it ({gone})"
                yield one(CODE, table.name, identity, said)


def out_of_order(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield rows whose entry is before that of the row before; both count upwards.

    The sheets of one workbook are entries that are written together.
    """
    together = _together(connection)
    for name in SEALED:
        by = f'coalesce("{written_by(t.metadata.tables[name])}", {BEFORE})'
        query = (
            "SELECT id, entry, before FROM (SELECT id,"
            f" {by} AS entry, lag({by}) OVER (ORDER BY id) AS before FROM {name}) AS found"
            " WHERE entry < before ORDER BY id"
        )
        for chunk in fetched(connection, query):
            for identity, entry, before in chunk:
                if together.get(entry, entry) != together.get(before, before):
                    said = f"its entry is before the one of the row before, {before} ({entry})"
                    yield one(CODE, name, identity, said)


def _together(connection: sa.Connection) -> dict[int, int]:
    """Return, for each entry, the first of those that were made with it."""
    c = t.imports.c
    found: dict[int, int] = {}
    first: tuple[int, Any] | None = None
    query = sa.select(c.id, c.action, c.kind, c.sha256, c.recorded_at, c.recorded_by)
    for identity, *said in connection.execute(query.order_by(c.id)):
        if first is None or first[1] != said or not said[2]:
            first = identity, said
        found[identity] = first[0]
    return found


def changed_silently(
    connection: sa.Connection,
) -> Iterator[tuple[str, int, str, Any, Any]]:
    """Yield what is not as its last change left it: table, id, column, by the change, and now."""
    now = changed_in_place(connection, t.metadata).now
    for name in IN_PLACE:
        if not now[name]:
            continue
        names = SEALED[name]
        listed = ", ".join(column_texts(connection, t.metadata.tables[name], names))
        for chunk in fetched(connection, f"SELECT {listed} FROM {name} ORDER BY id"):
            for row in chunk:
                values = dict(zip(names, row, strict=True))
                for column, value in now[name].get(row[0], {}).items():
                    if values[column] != value:
                        yield name, row[0], column, value, values[column]


def not_as_changed(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield values in place that are not what their last change says."""
    for name, identity, column, value, now in changed_silently(connection):
        said = f"{column} is not what it was last changed to, {value!r} ({now!r})"
        yield one(CODE, name, identity, said)


def _rows(count: int) -> str:
    return "this row names" if count == 1 else f"{count} rows name"
