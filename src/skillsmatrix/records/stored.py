"""What the store has of the records that a file is about, without reading the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.duplicates import Key
from skillsmatrix.records.kinds import Kind
from skillsmatrix.records.row_checks import Values

_AT_ONCE = 500
_NOT_STORED = ("source", "source_id")

Stored = dict[Key, tuple[int, tuple[Any, ...]]]
"""By what says which record it is: its id in the table, and its values."""


def table_of(kind: Kind) -> sa.Table:
    """Return the table of a kind of records."""
    return t.metadata.tables[kind.name]


def stored_columns(kind: Kind, values: Values) -> dict[str, str]:
    """Return the columns of the table that a file gives, by the name of the field."""
    return {
        field.name: field.kept_as or field.name
        for field in kind.fields
        if field.own and field.name in values and field.name not in _NOT_STORED
    }


def read_stored(
    connection: sa.Connection,
    kind: Kind,
    columns: Mapping[str, str],
    found: Sequence[Key],
    source: str,
) -> Stored:
    """Return the stored records of a kind that may be the ones with the keys ``found``."""
    table = table_of(kind)
    names = list(columns.values())
    key = ["ref"] if kind.key == ("id",) else list(kind.key)
    stands = standing(table)
    query = sa.select(table.c.id, *(table.c[name] for name in (*key, *names))).where(stands)
    width = len(key)
    if kind.name == "completions":
        references = {each[0] for each in found if len(each) == 1}
        people = {each[0] for each in found if len(each) > 1}
        plain = query.where(table.c.reference.is_(None))
        stored = _by_key(connection, plain, table.c.person, people, width)
        referring = (
            sa.select(table.c.id, table.c.reference, *(table.c[name] for name in names))
            .outerjoin(t.imports, table.c["import"] == t.imports.c.id)
            .where(stands, sa.func.coalesce(t.imports.c.source, "") == source)
        )
        return stored | _by_key(connection, referring, table.c.reference, references, 1)
    wanted = {each[0] for each in found}
    return _by_key(connection, query, table.c[key[0]], wanted, width)


def _by_key(
    connection: sa.Connection,
    query: sa.Select[Any],
    column: sa.Column[Any],
    wanted: Collection[Any],
    width: int,
) -> Stored:
    stored: Stored = {}
    for chunk in _chunks(wanted):
        for row in connection.execute(query.where(column.in_(chunk))).all():
            stored[tuple(row[1 : width + 1])] = (row[0], tuple(row[width + 1 :]))
    return stored


def _chunks(wanted: Collection[Any]) -> Iterator[list[Any]]:
    rest = iter(sorted(wanted))
    while chunk := list(islice(rest, _AT_ONCE)):
        yield chunk
