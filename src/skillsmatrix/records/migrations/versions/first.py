"""0001: the store as it was first made."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from skillsmatrix.records.tables import Day

revision = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, autoincrement=False, nullable=False)


def _to(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=null)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def _unique(table: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("ref", name=f"uq_{table}_ref")


def upgrade() -> None:
    """Make all tables."""
    for table in ("roles", "items"):
        op.create_table(table, _id(), _text("ref"), _key(table), _unique(table))
    op.create_table(
        "agencies",
        _id(),
        _text("ref"),
        _text("name"),
        _text("sector"),
        _text("area", ""),
        _key("agencies"),
        _unique("agencies"),
    )
    op.create_table(
        "settings",
        _id(),
        _text("ref"),
        _text("name"),
        _to("agency"),
        _text("type", ""),
        _text("area", ""),
        _key("settings"),
        _unique("settings"),
        _link("settings", "agency", "agencies"),
    )
    op.create_table(
        "teams",
        _id(),
        _text("ref"),
        _text("name"),
        _to("agency"),
        _to("setting", null=True),
        _key("teams"),
        _unique("teams"),
        _link("teams", "agency", "agencies"),
        _link("teams", "setting", "settings"),
    )
    op.create_table(
        "people",
        _id(),
        _text("ref"),
        _text("name"),
        _text("email", ""),
        sa.Column("born", Day),
        _key("people"),
        _unique("people"),
    )
    op.create_table(
        "person_ids",
        _id(),
        _to("person"),
        _text("source"),
        _text("ref"),
        _key("person_ids"),
        sa.UniqueConstraint("source", "ref", name="uq_person_ids_source_ref"),
        _link("person_ids", "person", "people"),
    )
    counts = ("new", "changed", "unchanged", "ended", "rejected")
    op.create_table(
        "imports",
        _id(),
        _text("kind"),
        _text("file"),
        _text("source", ""),
        _text("sha256"),
        _text("recorded_at"),
        _text("recorded_by"),
        *(sa.Column(count, sa.Integer, nullable=False) for count in counts),
        _key("imports"),
    )
    _make_records()


def _make_records() -> None:
    """Make the tables that grow every day."""
    op.create_table(
        "assignments",
        _id(),
        _to("person"),
        _to("agency"),
        _to("role"),
        sa.Column("start", Day, nullable=False),
        sa.Column("end", Day),
        _to("setting", null=True),
        _to("team", null=True),
        _to("manager", null=True),
        _to("supervisor", null=True),
        sa.Column("hours", sa.Float),
        _to("import", null=True),
        sa.Column("row", sa.Integer),
        _key("assignments"),
        _link("assignments", "person", "people"),
        _link("assignments", "agency", "agencies"),
        _link("assignments", "role", "roles"),
        _link("assignments", "setting", "settings"),
        _link("assignments", "team", "teams"),
        _link("assignments", "manager", "people"),
        _link("assignments", "supervisor", "people"),
        _link("assignments", "import", "imports"),
    )
    op.create_table(
        "absences",
        _id(),
        _to("person"),
        _text("kind"),
        sa.Column("start", Day, nullable=False),
        sa.Column("end", Day),
        _to("import", null=True),
        sa.Column("row", sa.Integer),
        _key("absences"),
        _link("absences", "person", "people"),
        _link("absences", "import", "imports"),
    )
    op.create_table(
        "completions",
        _id(),
        _to("person"),
        _to("item"),
        _text("outcome"),
        sa.Column("completed", Day),
        sa.Column("expires", Day),
        sa.Column("level", sa.Integer),
        sa.Column("reference", sa.Text),
        _to("import", null=True),
        sa.Column("row", sa.Integer),
        _key("completions"),
        _link("completions", "person", "people"),
        _link("completions", "item", "items"),
        _link("completions", "import", "imports"),
    )
    op.create_index("ix_assignments_person", "assignments", ["person"])
    op.create_index("ix_assignments_agency", "assignments", ["agency"])
    op.create_index("ix_absences_person", "absences", ["person"])
    op.create_index("ix_completions_person", "completions", ["person"])
    op.create_index(
        "ix_completions_reference",
        "completions",
        ["reference"],
        sqlite_where=sa.text("reference IS NOT NULL"),
        postgresql_where=sa.text("reference IS NOT NULL"),
    )


def downgrade() -> None:
    """Drop all tables, those that point to others first."""
    for table in (
        "completions",
        "absences",
        "assignments",
        "imports",
        "person_ids",
        "people",
        "teams",
        "settings",
        "agencies",
        "items",
        "roles",
    ):
        op.drop_table(table)
