"""What rows that are changed in place were when they were made, by what ``changes`` kept of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from attrs import field, frozen

from skillsmatrix.dates import day_number
from skillsmatrix.records.chain import BEFORE, IN_PLACE, SEALED, fetched
from skillsmatrix.records.day_column import Day

_Values = dict[str, dict[int, dict[str, Any]]]


@frozen
class InPlace:
    """What changes say of rows, by table, id and column; days are numbers.

    Attributes:
        made: what they were when their entry made them, where that was changed later.
        now: what they became last.
    """

    made: _Values = field(factory=dict)
    now: _Values = field(factory=dict)


def changed_in_place(connection: sa.Connection, metadata: sa.MetaData) -> InPlace:
    """Read what was changed in place, and undo it.

    A row is sealed when its entry is done, so what the same entry changed is not undone.
    """
    found = InPlace()
    for name in IN_PLACE:
        table = metadata.tables[name]
        made, now = found.made.setdefault(name, {}), found.now.setdefault(name, {})
        query = (
            f'SELECT c.record, c.field, c.before, c.after, c."import", coalesce(t.created, {BEFORE})'
            f" FROM changes c JOIN {name} t ON t.id = c.record WHERE c.kind = '{name}' ORDER BY c.id"
        )
        for rows in fetched(connection, query):
            for record, column, before, after, entry, created in rows:
                if column not in SEALED[name]:
                    continue  # nobody could have changed it: its own seal will tell
                if entry != created:
                    made.setdefault(record, {}).setdefault(column, _read(table, column, before))
                now.setdefault(record, {})[column] = _read(table, column, after)
    return found


def _read(table: sa.Table, column: str, text: Any) -> Any:
    """Return a value as the driver gives it; a text that means none stays, and fits nothing."""
    try:
        if text is None:
            return None
        if isinstance(table.c[column].type, Day):
            return day_number(date.fromisoformat(text))
        return int(text) if isinstance(table.c[column].type, sa.Integer) else text
    except (ValueError, TypeError):
        return text
