"""The columns that tables share: ids, links, days, and where a row came from."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records.day_column import Day

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def an_id() -> sa.Column[int]:
    """Give the number of a row, which we hand out ourselves."""
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def a_ref() -> sa.Column[str]:
    """Give the id that people know a thing by."""
    return sa.Column("ref", sa.Text, nullable=False, unique=True)


def a_text(name: str, default: str | None = None) -> sa.Column[str]:
    """Give a text that is always there, if empty."""
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def a_link(table: str, name: str, *, optional: bool = False) -> sa.Column[int]:
    """Give a link to a row of another table."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=optional)


def a_day(name: str, *, optional: bool = False) -> sa.Column[date]:
    """Give a day."""
    return sa.Column(name, Day, nullable=optional)


def origin() -> tuple[sa.Column[Any], ...]:
    """Give the entry and the row of its file that a record came from, and what superseded it."""
    return (
        a_link("imports", "import", optional=True),
        sa.Column("row", sa.Integer),
        a_link("imports", "superseded", optional=True),
    )


def created() -> sa.Column[int]:
    """Give the entry that made a row; nothing for those of before this was kept."""
    return a_link("imports", "created", optional=True)
