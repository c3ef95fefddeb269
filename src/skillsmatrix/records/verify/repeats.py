"""``duplicate-record`` and ``conflicting-record``: standing records about the same.

Completions with a reference are told apart by it, within their source, as an import tells them apart:
what two systems each keep of one training are two records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import column_texts, fetched
from skillsmatrix.records.kinds import KINDS
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding

EXACT, CONFLICTING = "duplicate-record", "conflicting-record"
_OF_ROW = ("id", "import", "row", "superseded")


@frozen
class Same:
    """Records with one key, the ids of those that say exactly the same beside each other."""

    table: str
    key: str
    alike: tuple[tuple[int, ...], ...]


def same_records(connection: sa.Connection) -> Iterator[Same]:
    """Yield the standing records that have their key in common with others."""
    for table in t.GROWING:
        if table.name == "completions":
            yield from _same(connection, table, ("source", "reference"), "{}reference IS NOT NULL")
            key = KINDS[table.name].key
            yield from _same(connection, table, key, "{}reference IS NULL")
        else:
            key = KINDS[table.name].key if table.name in KINDS else ("title",)
            yield from _same(connection, table, key, "1 = 1")


def _same(
    connection: sa.Connection, table: sa.Table, key: Sequence[str], where: str
) -> Iterator[Same]:
    stands, x_stands = (f"{of}superseded IS NULL AND {where.format(of)}" for of in ("", "x."))
    listed = ", ".join(f'"{name}"' for name in key)
    # As often: NULL is like NULL, which a join by = would not say.
    alike = " AND ".join(
        f'(f."{name}" = x."{name}" OR (f."{name}" IS NULL AND x."{name}" IS NULL))'
        if table.c[name].nullable
        else f'f."{name}" = x."{name}"'
        for name in key
    )
    said = [column.name for column in table.c if column.name not in _OF_ROW]
    texts = column_texts(connection, table, [*key, *said])
    repeated = (
        f"SELECT {listed} FROM {table.name} WHERE {stands} GROUP BY {listed} HAVING count(*) > 1"
    )
    ids = f"SELECT x.id FROM ({repeated}) AS f JOIN {table.name} AS x ON {alike} WHERE {x_stands}"
    query = (
        f"SELECT id, {', '.join(texts)} FROM {table.name} WHERE id IN ({ids}) ORDER BY {listed}, id"
    )
    rows = (row for chunk in fetched(connection, query) for row in chunk)
    size = len(key) + 1
    for values, its in groupby(rows, lambda row: row[1:size]):
        found: dict[tuple[object, ...], list[int]] = {}
        for row in its:
            found.setdefault(row[size:], []).append(row[0])
        named = (name for name, value in zip(key, values, strict=True) if value is not None)
        yield Same(table.name, ", ".join(named), tuple(map(tuple, found.values())))


def repeated_records(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield records that say the same as another, and those that say something else about the same."""
    for same in same_records(connection):
        for ids in same.alike:
            if len(ids) > 1:
                what = f"{len(ids)} standing records say exactly the same"
                yield Finding(code=EXACT, table=same.table, ids=ids, count=len(ids), what=what)
        if len(same.alike) > 1:
            ids = tuple(each[0] for each in same.alike)
            what = f"{len(ids)} standing records have the same {same.key} and say different things"
            yield Finding(code=CONFLICTING, table=same.table, ids=ids, count=len(ids), what=what)
