"""The ids of rows, which we hand out ourselves."""

from __future__ import annotations

import sqlalchemy as sa


def next_id(connection: sa.Connection, table: sa.Table) -> int:
    """Return the first id of a table that is free; whoever writes holds the store's only lock."""
    return (connection.scalar(sa.select(sa.func.max(table.c.id))) or 0) + 1
