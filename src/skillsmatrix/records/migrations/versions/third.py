"""0003: a log of every change, each entry chained to the one before; what titles mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from skillsmatrix.dates import day_number
from skillsmatrix.records.as_known import written
from skillsmatrix.records.chain import BEFORE, NONE, digests, seal
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.tables import metadata

revision = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_CREATED = ("roles", "items", "person_ids")
_GROWING = ("assignments", "absences", "completions", "decisions", "tags", "needs")
_LOGGED = ("action", "reason", "chain")


def upgrade() -> None:
    """Add columns and tables, and seal what was recorded so far."""
    for table in _CREATED:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN created INTEGER "
            f"CONSTRAINT fk_{table}_created REFERENCES imports (id)"
        )
    for column in _LOGGED:
        default = "import" if column == "action" else ""
        op.add_column("imports", sa.Column(column, sa.Text, nullable=False, server_default=default))
    op.add_column("completions", sa.Column("source", sa.Text))
    op.execute(
        "UPDATE completions SET source = "
        '(SELECT i.source FROM imports i WHERE i.id = completions."import") '
        "WHERE reference IS NOT NULL"
    )
    op.execute("UPDATE completions SET source = '' WHERE reference IS NOT NULL AND source IS NULL")
    op.drop_index("ix_completions_person", "completions")
    op.create_index("ix_completions_person", "completions", ["person", "item", "completed"])
    op.add_column("changes", sa.Column("after", sa.Text))
    op.create_index("ix_changes_import", "changes", ["import"])
    op.create_table(
        "titles",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        *(sa.Column(column, sa.Integer) for column in ("import", "row", "superseded")),
        sa.PrimaryKeyConstraint("id", name="pk_titles"),
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_titles_{column}")
            for column, to in {
                "item": "items",
                "import": "imports",
                "superseded": "imports",
            }.items()
        ),
    )
    op.create_index("ix_titles_title", "titles", ["title"])
    for table in (*_GROWING, "titles"):
        gone = sa.text("superseded IS NOT NULL")
        op.create_index(
            f"ix_{table}_superseded",
            table,
            ["superseded"],
            sqlite_where=gone,
            postgresql_where=gone,
        )
    _fill_after()
    _seal()


def _fill_after() -> None:
    """Say what each change of before led to: what the next one found, or what there is now."""
    connection, changes = op.get_bind(), metadata.tables["changes"]
    found: dict[tuple[str, int, str], str | None] = {}
    for change in connection.execute(sa.select(changes).order_by(changes.c.id.desc())).all():
        table, which = metadata.tables[change.kind], (change.kind, change.record, change.field)
        if which not in found:
            now = sa.select(table.c[change.field]).where(table.c.id == change.record)
            found[which] = written(connection.scalar(now))
        connection.execute(
            sa.update(changes).where(changes.c.id == change.id).values(after=found[which])
        )
        found[which] = change.before


def _seal() -> None:
    """Seal what the log has; what no entry tells of goes to one of its own, before all others."""
    connection, log = op.get_bind(), metadata.tables["imports"]
    if any(BEFORE in entries for entries in digests(connection, metadata).values()):
        counts = dict.fromkeys(("new", "changed", "unchanged", "ended", "rejected"), 0)
        before = {"kind": "", "file": "", "sha256": "", "recorded_at": "", "recorded_by": ""}
        told = {"id": BEFORE, "action": "before", "reason": "There before the log was kept."}
        connection.execute(log.insert().values(**told, **before, **counts))
    seal(connection, metadata, last=NONE, first=_as_made(connection))


def _as_made(connection: sa.Connection) -> dict[str, dict[int, dict[str, Any]]]:
    """Return what rows that were changed in place held at first: by table, id and column."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    changes = metadata.tables["changes"]
    for change in connection.execute(sa.select(changes).order_by(changes.c.id.desc())).all():
        column, value = metadata.tables[change.kind].c[change.field], change.before
        if value is not None and isinstance(column.type, Day):
            value = day_number(date.fromisoformat(value))
        elif value is not None and isinstance(column.type, sa.Integer):
            value = int(value)
        found.setdefault(change.kind, {}).setdefault(change.record, {})[change.field] = value
    return found


def downgrade() -> None:
    """Take them away again, and with them what titles mean."""
    for table in _GROWING:
        op.drop_index(f"ix_{table}_superseded", table)
    op.drop_table("titles")
    op.drop_index("ix_changes_import", "changes")
    op.drop_column("changes", "after")
    op.drop_index("ix_completions_person", "completions")
    op.create_index("ix_completions_person", "completions", ["person"])
    op.drop_column("completions", "source")
    for column in _LOGGED:
        op.drop_column("imports", column)
    for table in _CREATED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN created")
