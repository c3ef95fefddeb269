"""The tables of the store, as SQLAlchemy Core knows them.

Every table has a dense integer ``id``, handed out by us and never by the database, which the engine
uses as its code: so a store holds the same numbers wherever it lies. Records that grow are never
overwritten: a correction is a row of its own, and the row before says which entry superseded it. What
others point to is changed in place, and ``changes`` keeps what it was and became.

``imports`` is the log: each entry, an import or anything else that changed something, is chained to
the one before it (``chain``).
"""

from __future__ import annotations

import sqlalchemy as sa

from skillsmatrix.records.day_column import Day
from skillsmatrix.records.table_columns import (
    a_day,
    a_link,
    a_ref,
    a_text,
    an_id,
    created,
    metadata,
    origin,
)

__all__ = ["Day", "metadata"]

roles = sa.Table("roles", metadata, an_id(), a_ref(), created())
items = sa.Table("items", metadata, an_id(), a_ref(), created())
agencies = sa.Table(
    "agencies",
    metadata,
    an_id(),
    a_ref(),
    a_text("name"),
    a_text("sector"),
    a_text("area", ""),
    created(),
)
settings = sa.Table(
    "settings",
    metadata,
    an_id(),
    a_ref(),
    a_text("name"),
    a_link("agencies", "agency"),
    a_text("type", ""),
    a_text("area", ""),
    created(),
)
teams = sa.Table(
    "teams",
    metadata,
    an_id(),
    a_ref(),
    a_text("name"),
    a_link("agencies", "agency"),
    a_link("settings", "setting", optional=True),
    created(),
)
people = sa.Table(
    "people",
    metadata,
    an_id(),
    a_ref(),
    a_text("name"),
    a_text("email", ""),
    a_day("born", optional=True),
    created(),
)
person_ids = sa.Table(
    "person_ids",
    metadata,
    an_id(),
    a_link("people", "person"),
    a_text("source"),
    a_text("ref"),
    created(),
    sa.UniqueConstraint("source", "ref"),
)
imports = sa.Table(
    "imports",
    metadata,
    an_id(),
    a_text("kind"),
    a_text("file"),
    a_text("source", ""),
    a_text("sha256"),
    a_text("recorded_at"),
    a_text("recorded_by"),
    *(
        sa.Column(count, sa.Integer, nullable=False)
        for count in ("new", "changed", "unchanged", "ended", "rejected")
    ),
    a_text("action", "import"),
    a_text("reason", ""),
    a_text("chain", ""),
)
"""The log: what was done, why, by whom and when; ``chain`` seals it with all that came before."""
assignments = sa.Table(
    "assignments",
    metadata,
    an_id(),
    a_link("people", "person"),
    a_link("agencies", "agency"),
    a_link("roles", "role"),
    a_day("start"),
    a_day("end", optional=True),
    a_link("settings", "setting", optional=True),
    a_link("teams", "team", optional=True),
    a_link("people", "manager", optional=True),
    a_link("people", "supervisor", optional=True),
    sa.Column("hours", sa.Float),
    a_text("employment", ""),
    *origin(),
    sa.Index(None, "person"),
    sa.Index(None, "agency"),
)
absences = sa.Table(
    "absences",
    metadata,
    an_id(),
    a_link("people", "person"),
    a_text("kind"),
    a_day("start"),
    a_day("end", optional=True),
    *origin(),
    sa.Index(None, "person"),
)
_DETAILED = " OR ".join(
    f"{column} IS NOT NULL" for column in ("minutes", "participatory", "multi_agency", "provider")
)
completions = sa.Table(
    "completions",
    metadata,
    an_id(),
    a_link("people", "person"),
    a_link("items", "item"),
    a_text("outcome"),
    a_day("completed", optional=True),
    a_day("expires", optional=True),
    sa.Column("level", sa.Integer),
    sa.Column("reference", sa.Text),
    sa.Column("source", sa.Text),
    *(sa.Column(name, sa.Integer) for name in ("minutes", "participatory", "multi_agency")),
    a_link("agencies", "provider", optional=True),
    *origin(),
    sa.Index(None, "person", "item", "completed"),
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
    an_id(),
    a_link("people", "person"),
    a_text("kind"),
    a_link("items", "subject"),
    a_text("reason"),
    a_text("decided_by"),
    a_day("start"),
    a_day("end", optional=True),
    a_link("agencies", "agency", optional=True),
    a_day("completed", optional=True),
    *origin(),
    sa.Index(None, "person"),
)
tags = sa.Table(
    "tags",
    metadata,
    an_id(),
    a_link("people", "person"),
    a_text("tag"),
    a_day("start"),
    a_day("end", optional=True),
    *origin(),
    sa.Index(None, "person"),
)
needs = sa.Table(
    "needs",
    metadata,
    an_id(),
    a_link("settings", "setting"),
    a_text("need"),
    a_day("start"),
    a_day("end", optional=True),
    *origin(),
    sa.Index(None, "setting"),
)
changes = sa.Table(
    "changes",
    metadata,
    an_id(),
    a_link("imports", "import"),
    a_text("kind"),
    sa.Column("record", sa.Integer, nullable=False),
    a_text("field"),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Index(None, "import"),
)
"""What an entry changed in place: of which record of which table, what was there and is now."""

titles = sa.Table(
    "titles",
    metadata,
    an_id(),
    a_text("title"),
    a_link("items", "item"),
    *origin(),
    sa.Index(None, "title"),
)
"""What a person said that a title nobody knew means."""

GROWING = tuple(table for table in metadata.sorted_tables if "superseded" in table.c)
"""The tables whose rows are superseded, never overwritten."""

for _table in GROWING:
    _gone = _table.c.superseded.is_not(None)
    sa.Index(
        f"ix_{_table.name}_superseded",
        _table.c.superseded,
        sqlite_where=_gone,
        postgresql_where=_gone,
    )
