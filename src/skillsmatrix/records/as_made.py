"""What rows that are changed in place were when they were made: how the chain has sealed them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.dates import day_number
from skillsmatrix.records.day_column import Day

Made = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""By table, id and column: what a row had when it was made and has no more."""


def as_made(connection: sa.Connection, metadata: sa.MetaData) -> Made:
    """Return the first values of everything that was changed in place, days as numbers.

    Args:
        connection: the store.
        metadata: its tables.
    """
    c = metadata.tables["changes"].c
    query = sa.select(c.kind, c.record, c.field, c.before).order_by(c.id.desc())
    made: dict[str, dict[int, dict[str, Any]]] = {}
    for kind, record, field, before in connection.execute(query):
        was = _value(metadata.tables[kind].c[field], before)
        made.setdefault(kind, {}).setdefault(record, {})[field] = was  # the first comes last
    return made


def _value(column: sa.Column[Any], text: str | None) -> Any:
    if text is None:
        return None
    if isinstance(column.type, Day):
        return day_number(date.fromisoformat(text))
    return int(text) if isinstance(column.type, sa.Integer) else text
