"""The tables of the store, as SQLAlchemy Core knows them.

Every table has a dense integer ``id``, which the engine uses as its code.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from skillsmatrix.dates import day_number, from_day_number


class Day(TypeDecorator[date]):
    """A date: a whole number of days since 1970-01-01 in SQLite, a native date elsewhere."""

    impl = sa.Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose how the database keeps it."""
        kept = sa.Integer() if dialect.name == "sqlite" else sa.Date()
        return dialect.type_descriptor(kept)

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Turn a date into what the database keeps."""
        return day_number(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Turn what the database keeps into a date."""
        return from_day_number(value) if isinstance(value, int) else value


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _ref() -> sa.Column[str]:
    return sa.Column("ref", sa.Text, nullable=False, unique=True)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _to(table: str, name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=optional)


def _day(name: str, *, optional: bool = False) -> sa.Column[date]:
    return sa.Column(name, Day, nullable=optional)


def _origin() -> tuple[sa.Column[Any], ...]:
    """Give the import and the row of its file that a record came from, or was last changed by."""
    return _to("imports", "import", optional=True), sa.Column("row", sa.Integer)


roles = sa.Table("roles", metadata, _id(), _ref())
items = sa.Table("items", metadata, _id(), _ref())
agencies = sa.Table(
    "agencies", metadata, _id(), _ref(), _text("name"), _text("sector"), _text("area", "")
)
settings = sa.Table(
    "settings",
    metadata,
    _id(),
    _ref(),
    _text("name"),
    _to("agencies", "agency"),
    _text("type", ""),
    _text("area", ""),
)
teams = sa.Table(
    "teams",
    metadata,
    _id(),
    _ref(),
    _text("name"),
    _to("agencies", "agency"),
    _to("settings", "setting", optional=True),
)
people = sa.Table(
    "people",
    metadata,
    _id(),
    _ref(),
    _text("name"),
    _text("email", ""),
    _day("born", optional=True),
)
person_ids = sa.Table(
    "person_ids",
    metadata,
    _id(),
    _to("people", "person"),
    _text("source"),
    _text("ref"),
    sa.UniqueConstraint("source", "ref"),
)
imports = sa.Table(
    "imports",
    metadata,
    _id(),
    _text("kind"),
    _text("file"),
    _text("source", ""),
    _text("sha256"),
    _text("recorded_at"),
    _text("recorded_by"),
    *(
        sa.Column(count, sa.Integer, nullable=False)
        for count in ("new", "changed", "unchanged", "ended", "rejected")
    ),
)
assignments = sa.Table(
    "assignments",
    metadata,
    _id(),
    _to("people", "person"),
    _to("agencies", "agency"),
    _to("roles", "role"),
    _day("start"),
    _day("end", optional=True),
    _to("settings", "setting", optional=True),
    _to("teams", "team", optional=True),
    _to("people", "manager", optional=True),
    _to("people", "supervisor", optional=True),
    sa.Column("hours", sa.Float),
    *_origin(),
    sa.Index(None, "person"),
    sa.Index(None, "agency"),
)
absences = sa.Table(
    "absences",
    metadata,
    _id(),
    _to("people", "person"),
    _text("kind"),
    _day("start"),
    _day("end", optional=True),
    *_origin(),
    sa.Index(None, "person"),
)
completions = sa.Table(
    "completions",
    metadata,
    _id(),
    _to("people", "person"),
    _to("items", "item"),
    _text("outcome"),
    _day("completed", optional=True),
    _day("expires", optional=True),
    sa.Column("level", sa.Integer),
    sa.Column("reference", sa.Text),
    *_origin(),
    sa.Index(None, "person"),
    sa.Index(
        None,
        "reference",
        sqlite_where=sa.text("reference IS NOT NULL"),
        postgresql_where=sa.text("reference IS NOT NULL"),
    ),
)
