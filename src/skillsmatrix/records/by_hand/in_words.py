"""Stored records → what people would write for them, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.kinds import KINDS, Field, Kind, Sort
from skillsmatrix.records.landing.stage import table_of
from skillsmatrix.records.succession import Row, rows_where

_REFS = {
    Sort.PERSON: t.people,
    Sort.AGENCY: t.agencies,
    Sort.SETTING: t.settings,
    Sort.TEAM: t.teams,
    Sort.ITEM: t.items,
    Sort.SUBJECT: t.items,
    Sort.ROLE: t.roles,
}
"""The table that has the id of what a field of a sort names."""

Words = dict[str, str]
"""What is in each field, "" where nothing is."""


@frozen
class Difference:
    """What a field said before, and after; "" where it said nothing."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        """Say it in a line.

        >>> print(Difference("expires", "2026-05-01", ""))
        expires 2026-05-01 → (empty)
        """
        return f"{self.field} {self.before or '(empty)'} → {self.after or '(empty)'}"


def stored_fields(kind: Kind) -> dict[str, Field]:
    """Return the fields that the table of a kind keeps, by column.

    >>> list(stored_fields(KINDS["tags"]))
    ['person', 'tag', 'start', 'end']
    """
    columns = table_of(kind).c
    named = ((field.kept_as or field.name, field) for field in kind.fields if field.own)
    return {
        column: field
        for column, field in named
        if column in columns and field.name not in ("source", "source_id")
    }


def in_words(connection: sa.Connection, kind: Kind, rows: Sequence[Row]) -> list[Words]:
    """Return the fields of rows of a kind's table as text."""
    fields = stored_fields(kind)
    refs: dict[str, dict[Any, str]] = {}
    for column, field in fields.items():
        if (table := _REFS.get(field.sort)) is not None:
            codes = {row[column] for row in rows} - {None}
            found = rows_where(connection, table, "id", codes)
            refs[column] = {row["id"]: row["ref"] for row in found}
    return [
        {
            field.name: _text(field, row[column], refs.get(column))
            for column, field in fields.items()
        }
        for row in rows
    ]


def changes_in_words(
    connection: sa.Connection, kind: Kind, rows: Sequence[Row]
) -> list[Difference]:
    """Return rows of ``changes``, about records of a kind that is changed in place, as text."""
    fields = stored_fields(kind)
    told = []
    for row in rows:
        field = fields[row["field"]]
        before, after = (
            _changed(connection, field, text) for text in (row["before"], row["after"])
        )
        told.append(Difference(field.name, before, after))
    return told


def differences(before: Words, after: Words) -> tuple[Difference, ...]:
    """Return the fields that differ.

    >>> [str(each) for each in differences({"level": "2", "end": ""}, {"level": "2", "end": "x"})]
    ['end (empty) → x']
    """
    return tuple(
        Difference(name, text, after[name]) for name, text in before.items() if text != after[name]
    )


def label(kind: Kind, row: Row) -> str:
    """Return what a record is called: by its number, or by its id where it has one."""
    return f"{kind.one} {row['ref'] if 'ref' in row else row['id']}"


def growing() -> Iterator[Kind]:
    """Yield the kinds whose records are superseded, never changed in place."""
    yield from (kind for kind in KINDS.values() if "superseded" in table_of(kind).c)


def _changed(connection: sa.Connection, field: Field, text: str | None) -> str:
    table = _REFS.get(field.sort)
    if text is None or table is None:
        return text or ""
    return connection.scalar(sa.select(table.c.ref).where(table.c.id == int(text))) or ""


def _text(field: Field, value: Any, refs: dict[Any, str] | None) -> str:
    if value is None:
        return ""
    if refs is not None:
        return refs[value]
    if field.sort is Sort.LEARNT:
        return f"{value / 60:g}"
    return f"{value:g}" if isinstance(value, float) else str(value)
