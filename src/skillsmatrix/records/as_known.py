"""What the store held at a moment: rows recorded by then, and what later imports changed put back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.moment import kept

Values = dict[str, Any]
"""One row by the names of its columns."""


def last_import(connection: sa.Connection, known_at: datetime | None) -> int | None:
    """Return the last import recorded by a moment, 0 if there was none; None for no moment.

    Imports are numbered in the order of their moments, so a number says all.
    """
    if known_at is None:
        return None
    query = sa.select(sa.func.max(t.imports.c.id)).where(t.imports.c.recorded_at <= kept(known_at))
    return connection.scalar(query) or 0


def standing(table: sa.Table, last: int | None = None) -> sa.ColumnElement[bool]:
    """Return the condition for rows of a table that stood after an import, or that stand now."""
    grows = "superseded" in table.c
    if last is None:
        return table.c.superseded.is_(None) if grows else sa.true()
    by = table.c["import" if grows else "created"]
    recorded = sa.or_(by.is_(None), by <= last)
    if not grows:
        return recorded
    return recorded & sa.or_(table.c.superseded.is_(None), table.c.superseded > last)


def rows_in_place(
    connection: sa.Connection, table: sa.Table, last: int | None, only: int | None = None
) -> list[Values]:
    """Return the rows of a table that is changed in place, as they were, by ref; or only one."""
    query = sa.select(table).where(standing(table, last)).order_by(table.c.ref)
    if only is not None:
        query = query.where(table.c.id == only)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    if last is None:
        return rows
    by_id = {row["id"]: row for row in rows}
    c = t.changes.c
    later = sa.select(c.record, c.field, c.before).where(c.kind == table.name, c["import"] > last)
    for change in connection.execute(later.order_by(c["import"].desc(), c.id.desc())):
        if change.record in by_id:
            by_id[change.record][change.field] = read_written(table.c[change.field], change.before)
    return rows


def written(value: Any) -> str | None:
    """Return a value as ``changes`` keeps it."""
    return None if value is None else str(value)


def read_written(column: sa.Column[Any], text: str | None) -> Any:
    """Return the value that ``changes`` keeps as a text."""
    if text is None:
        return None
    if isinstance(column.type, Day):
        return date.fromisoformat(text)
    return int(text) if isinstance(column.type, sa.Integer) else text
