"""The log's chain: each entry is sealed with what it wrote and with the entry before it.

The seal of an entry is a SHA-256 over the seal before it, what the log says of the entry, and every
row that it added, superseded or changed. Whoever changes a row of long ago, or takes an entry out,
breaks it. It is the same on every kind of store, and any language can work it out: rows as JSON
arrays in the order of their ids, days as numbers since 1970, nulls at the end left off.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records.day_column import Day

_AT_ONCE = 20_000
BEFORE = 0
"""The entry that stands for what was there before the log; its rows name no entry."""
NONE = -1
"""The entry before all others."""
Digests = dict[str, dict[int, str]]
"""By table, and by entry of the log: the digest of what the entry wrote there."""

ENTRY = (
    "id",
    "action",
    "kind",
    "file",
    "source",
    "sha256",
    "recorded_at",
    "recorded_by",
    "reason",
    *("new", "changed", "unchanged", "ended", "rejected"),
)
"""What the log says of an entry, in the order in which it is sealed."""

_SPAN = ("start", "end", "import", "row")
SEALED: dict[str, tuple[str, ...]] = {
    "roles": ("id", "ref"),
    "items": ("id", "ref"),
    "agencies": ("id", "ref", "name", "sector", "area"),
    "settings": ("id", "ref", "name", "agency", "type", "area"),
    "teams": ("id", "ref", "name", "agency", "setting"),
    "people": ("id", "ref", "name", "email", "born"),
    "person_ids": ("id", "person", "source", "ref"),
    "assignments": (
        *("id", "person", "agency", "role", *_SPAN),
        *("setting", "team", "manager", "supervisor", "hours", "employment"),
    ),
    "absences": ("id", "person", "kind", *_SPAN),
    "completions": (
        *("id", "person", "item", "outcome", "completed", "import", "row"),
        *("expires", "level", "reference", "source"),
        *("minutes", "participatory", "multi_agency", "provider"),
    ),
    "decisions": (
        *("id", "person", "kind", "subject", "reason", "decided_by", *_SPAN),
        *("agency", "completed"),
    ),
    "tags": ("id", "person", "tag", *_SPAN),
    "needs": ("id", "setting", "need", *_SPAN),
    "titles": ("id", "title", "item", "import", "row"),
    "changes": ("id", "import", "kind", "record", "field", "before", "after"),
}
"""The columns that are sealed, by table; new ones go to the end, where nulls are left off."""

IN_PLACE = ("agencies", "settings", "teams", "people")
"""The tables whose rows are changed in place: sealed as they were when they were made."""


def column_texts(connection: sa.Connection, table: sa.Table, names: Sequence[str]) -> list[str]:
    """Return columns as SQL that gives numbers for days, whatever the store."""
    server = connection.dialect.name == "postgresql"
    return [
        f"(\"{name}\" - DATE '1970-01-01')"
        if server and isinstance(table.c[name].type, Day)
        else f'"{name}"'
        for name in names
    ]


def fetched(connection: sa.Connection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a query, so many at a time, as the driver gives them."""
    driver: Any = connection.connection.driver_connection
    named = ("skills",) if connection.dialect.name == "postgresql" else ()  # else it reads all
    cursor = driver.cursor(*named)
    try:
        cursor.execute(query)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows
    finally:
        cursor.close()


def told(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return rows as they are sealed.

    >>> told([(1, "a", None, 2), (2, "é", None)])
    b'[1,"a",null,2],[2,"\\\\u00e9"],'
    """
    shortened = [_without_end(row) for row in rows]
    return (json.dumps(shortened, separators=(",", ":"))[1:-1] + ",").encode() if rows else b""


def _without_end(row: Sequence[Any]) -> Sequence[Any]:
    count = len(row)
    while count and row[count - 1] is None:
        count -= 1
    return row[:count]


def sealed(before: str, entry: Sequence[Any], parts: Mapping[str, str]) -> str:
    """Return the seal of an entry.

    Args:
        before: the seal of the entry before; "" for the first.
        entry: what the log says of it, as ``ENTRY`` has it.
        parts: digests of what it wrote, by table; those of nothing are left out.
    """
    found = [[name, parts[name]] for name in sorted(parts)]
    return hashlib.sha256(before.encode() + told([entry]) + told(found)).hexdigest()


def marks(connection: sa.Connection) -> dict[str, int]:
    """Return the last id of each table: what an entry adds comes after it."""
    names = list(SEALED)
    listed = ", ".join(f"(SELECT coalesce(max(id), 0) FROM {name})" for name in names)
    row = connection.exec_driver_sql(f"SELECT {listed}").one()
    return dict(zip(names, row, strict=True))


def digests(
    connection: sa.Connection,
    metadata: sa.MetaData,
    after: Mapping[str, int] | None = None,
    last: int = NONE,
    first: Mapping[str, Mapping[int, Mapping[str, Any]]] | None = None,
) -> Digests:
    """Return the digests of what entries wrote.

    Args:
        connection: the store.
        metadata: its tables.
        after: only rows after these ids, by table; all of them for None.
        last: only what was superseded after this entry.
        first: values that rows had when they were made and have no more: by table, id, column.
    """
    found: Digests = {}
    for name, names in SEALED.items():
        table = metadata.tables[name]
        by = "import" if "import" in table.c else "created"
        listed = ", ".join([f'coalesce("{by}", {BEFORE})', *column_texts(connection, table, names)])
        beyond = (after or {}).get(name, 0)
        query = f"SELECT {listed} FROM {name} WHERE id > {beyond} ORDER BY id"
        made = (first or {}).get(name, {})
        found[name] = _by_entry(_as_made(rows, names, made) for rows in fetched(connection, query))
        if "superseded" in table.c:
            gone = f"SELECT superseded, id FROM {name} WHERE superseded > {last} ORDER BY id"
            found[f"{name} superseded"] = _by_entry(fetched(connection, gone))
    return found


def _as_made(
    rows: list[tuple[Any, ...]], names: Sequence[str], made: Mapping[int, Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    if not made:
        return rows
    return [
        row
        if (was := made.get(row[1])) is None
        else (row[0], *(was.get(name, row[at]) for at, name in enumerate(names, start=1)))
        for row in rows
    ]


def _by_entry(chunks: Iterator[list[tuple[Any, ...]]]) -> dict[int, str]:
    digests: defaultdict[int, Any] = defaultdict(hashlib.sha256)
    for rows in chunks:
        for entry, its in groupby(rows, itemgetter(0)):
            digests[entry].update(told([row[1:] for row in its]))
    return {entry: digest.hexdigest() for entry, digest in digests.items()}


def seal(
    connection: sa.Connection,
    metadata: sa.MetaData,
    after: Mapping[str, int] | None = None,
    last: int = NONE,
    first: Mapping[str, Mapping[int, Mapping[str, Any]]] | None = None,
) -> None:
    """Seal the entries after one: the last thing that is done for them.

    Args:
        connection: the store.
        metadata: its tables.
        after: the last ids before them, of :func:`marks`; None for no rows before them.
        last: id of the entry before them.
        first: for :func:`digests`, where rows that they made may have been changed since.
    """
    log = metadata.tables["imports"]
    found = digests(connection, metadata, after, last, first)
    chain = connection.scalar(sa.select(log.c.chain).where(log.c.id == last)) or ""
    query = sa.select(*(log.c[name] for name in ENTRY)).where(log.c.id > last).order_by(log.c.id)
    for entry in connection.execute(query).all():
        parts = {name: by[entry.id] for name, by in found.items() if entry.id in by}
        chain = sealed(chain, tuple(entry), parts)
        connection.execute(sa.update(log).where(log.c.id == entry.id).values(chain=chain))
