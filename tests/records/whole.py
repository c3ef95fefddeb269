"""Whether a store is whole: its log numbered and chained, and every row of an entry there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.dates import day_number
from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import ENTRY, digests, sealed
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.store import Store


def chain_of(store: Store) -> list[str]:
    """Return the seals of the log, the first entry's first."""
    with store.reading() as connection:
        return list(connection.scalars(sa.select(t.imports.c.chain).order_by(t.imports.c.id)))


def faults(store: Store) -> list[str]:
    """Return what is wrong with a store; nothing, if it is whole."""
    with store.reading() as connection:
        return [*_in_the_log(connection), *_in_the_counts(connection), *_in_the_file(connection)]


def _in_the_log(connection: sa.Connection) -> Iterator[str]:
    """Work out the chain again, from the rows."""
    columns = [t.imports.c[name] for name in (*ENTRY, "chain")]
    written = digests(connection, t.metadata, first=_as_made(connection))
    chain, last = "", None
    for *entry, kept in connection.execute(sa.select(*columns).order_by(t.imports.c.id)):
        number = entry[0]
        if last is not None and number != last + 1:
            yield f"entry {number} follows {last}"
        parts = {name: by[number] for name, by in written.items() if number in by}
        chain, last = sealed(chain, entry, parts), number
        if kept != chain:
            yield f"entry {number}: the seal is not that of what is there"
    entries = {number for by in written.values() for number in by}
    known = set(connection.scalars(sa.select(t.imports.c.id)))
    for number in sorted(entries - known):
        yield f"entry {number} has rows and is not in the log"


def _as_made(connection: sa.Connection) -> dict[str, dict[int, dict[str, Any]]]:
    """Return what rows that are changed in place held when they were made."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for change in connection.execute(sa.select(t.changes).order_by(t.changes.c.id.desc())):
        column = t.metadata.tables[change.kind].c[change.field]
        value: Any = change.before
        if value is not None and isinstance(column.type, Day):
            value = day_number(date.fromisoformat(value))
        elif value is not None and isinstance(column.type, sa.Integer):
            value = int(value)
        found.setdefault(change.kind, {}).setdefault(change.record, {})[change.field] = value
    return found


def _in_the_counts(connection: sa.Connection) -> Iterator[str]:
    """Compare what the log says was new and changed with the rows there are."""
    log, changes = t.imports.c, t.changes.c
    for entry in connection.execute(sa.select(t.imports).where(log.kind != "")):
        table = t.metadata.tables[entry.kind]
        if "superseded" in table.c:
            said = (entry.new + entry.changed + entry.ended, entry.changed + entry.ended)
            counted = [table.c["import"] == entry.id, table.c.superseded == entry.id]
            queries = [sa.select(sa.func.count()).where(each) for each in counted]
        else:
            said = (entry.new, entry.changed)
            of = (changes["import"] == entry.id) & (changes.kind == entry.kind)
            queries = [
                sa.select(sa.func.count()).where(table.c.created == entry.id),
                sa.select(sa.func.count(changes.record.distinct())).where(of),
            ]
        found = tuple(connection.scalar(query) for query in queries)
        if found != said:
            yield f"entry {entry.id} ({entry.kind}): the log says {said}, there are {found}"


def _in_the_file(connection: sa.Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA quick_check"):
            if said != "ok":
                yield str(said)
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"a row points to nothing: {tuple(row)}"
