"""0002: corrections that keep what was; decisions, tags, needs; hours, providers, employment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from skillsmatrix.records.tables import Day

revision = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_LINKS = (
    *((table, "created", "imports") for table in ("agencies", "settings", "teams", "people")),
    *((table, "superseded", "imports") for table in ("assignments", "absences", "completions")),
    ("completions", "provider", "agencies"),
)
_MINUTES = ("minutes", "participatory", "multi_agency")


def upgrade() -> None:
    """Add columns and tables; what is stored stays as it is."""
    for table, column, to in _LINKS:
        # Alembic would add the foreign key by itself, which SQLite cannot.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER "
            f"CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)"
        )
    for column in _MINUTES:
        op.add_column("completions", sa.Column(column, sa.Integer))
    detailed = sa.text(" OR ".join(f"{column} IS NOT NULL" for column in (*_MINUTES, "provider")))
    op.create_index(
        "ix_completions_details",
        "completions",
        ["id"],
        sqlite_where=detailed,
        postgresql_where=detailed,
    )
    employment = sa.Column("employment", sa.Text, nullable=False, server_default="")
    op.add_column("assignments", employment)
    _make(
        "decisions",
        {"person": "people", "subject": "items"},
        _text("kind"),
        _text("reason"),
        _text("decided_by"),
        sa.Column("agency", sa.Integer),
        sa.Column("completed", Day),
        sa.ForeignKeyConstraint(["agency"], ["agencies.id"], name="fk_decisions_agency"),
    )
    _make("tags", {"person": "people"}, _text("tag"))
    _make("needs", {"setting": "settings"}, _text("need"))
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("import", sa.Integer, nullable=False),
        _text("kind"),
        sa.Column("record", sa.Integer, nullable=False),
        _text("field"),
        sa.Column("before", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.ForeignKeyConstraint(["import"], ["imports.id"], name="fk_changes_import"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _make(
    table: str, links: dict[str, str], *rest: sa.Column[Any] | sa.ForeignKeyConstraint
) -> None:
    """Make a table of records that grow, with an index of whom or what they are about."""
    origin = {"import": "imports", "superseded": "imports"}
    op.create_table(
        table,
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *(sa.Column(column, sa.Integer, nullable=False) for column in links),
        *rest,
        sa.Column("start", Day, nullable=False),
        sa.Column("end", Day),
        *(sa.Column(column, sa.Integer) for column in ("import", "row", "superseded")),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")
            for column, to in (links | origin).items()
        ),
    )
    about = next(iter(links))
    op.create_index(f"ix_{table}_{about}", table, [about])


def downgrade() -> None:
    """Take them away again, and with them what was superseded."""
    for table in ("changes", "needs", "tags", "decisions"):
        op.drop_table(table)
    for table in ("assignments", "absences", "completions"):
        op.execute(f"DELETE FROM {table} WHERE superseded IS NOT NULL")
    op.drop_index("ix_completions_details", "completions")
    op.drop_column("assignments", "employment")
    for column in _MINUTES:
        op.drop_column("completions", column)
    for table, column, _ in _LINKS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
