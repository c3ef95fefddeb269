"""The tables of the store, as SQLAlchemy Core knows them.

Every table has a dense integer ``id``, which the engine uses as its code. Records that grow are
never overwritten: a correction is a row of its own, and the row before says which import superseded
it. What others point to is changed in place, and ``changes`` keeps what it was.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records.day_column import Day

__all__ = ["Day"]


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
    """Give the import and the row of its file that a record came from, and what superseded it."""
    return (
        _to("imports", "import", optional=True),
        sa.Column("row", sa.Integer),
        _to("imports", "superseded", optional=True),
    )


def _created() -> sa.Column[int]:
    """Give the import that made a row; nothing for those of before this was kept."""
    return _to("imports", "created", optional=True)


roles = sa.Table("roles", metadata, _id(), _ref())
items = sa.Table("items", metadata, _id(), _ref())
agencies = sa.Table(
    "agencies",
    metadata,
    _id(),
    _ref(),
    _text("name"),
    _text("sector"),
    _text("area", ""),
    _created(),
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
    _created(),
)
teams = sa.Table(
    "teams",
    metadata,
    _id(),
    _ref(),
    _text("name"),
    _to("agencies", "agency"),
    _to("settings", "setting", optional=True),
    _created(),
)
people = sa.Table(
    "people",
    metadata,
    _id(),
    _ref(),
    _text("name"),
    _text("email", ""),
    _day("born", optional=True),
    _created(),
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
    _text("employment", ""),
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
_DETAILED = " OR ".join(
    f"{column} IS NOT NULL" for column in ("minutes", "participatory", "multi_agency", "provider")
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
    *(sa.Column(name, sa.Integer) for name in ("minutes", "participatory", "multi_agency")),
    _to("agencies", "provider", optional=True),
    *_origin(),
    sa.Index(None, "person"),
    sa.Index(
        None,
        "reference",
        sqlite_where=sa.text("reference IS NOT NULL"),
        postgresql_where=sa.text("reference IS NOT NULL"),
    ),
    sa.Index(
        "ix_completions_details",
        "id",
        sqlite_where=sa.text(_DETAILED),
        postgresql_where=sa.text(_DETAILED),
    ),
)
decisions = sa.Table(
    "decisions",
    metadata,
    _id(),
    _to("people", "person"),
    _text("kind"),
    _to("items", "subject"),
    _text("reason"),
    _text("decided_by"),
    _day("start"),
    _day("end", optional=True),
    _to("agencies", "agency", optional=True),
    _day("completed", optional=True),
    *_origin(),
    sa.Index(None, "person"),
)
tags = sa.Table(
    "tags",
    metadata,
    _id(),
    _to("people", "person"),
    _text("tag"),
    _day("start"),
    _day("end", optional=True),
    *_origin(),
    sa.Index(None, "person"),
)
needs = sa.Table(
    "needs",
    metadata,
    _id(),
    _to("settings", "setting"),
    _text("need"),
    _day("start"),
    _day("end", optional=True),
    *_origin(),
    sa.Index(None, "setting"),
)
changes = sa.Table(
    "changes",
    metadata,
    _id(),
    _to("imports", "import"),
    _text("kind"),
    sa.Column("record", sa.Integer, nullable=False),
    _text("field"),
    sa.Column("before", sa.Text),
)
"""What an import changed in place: of which record of which table, and what was there before."""
