"""Agencies, settings, teams and what settings need, as model values."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from skillsmatrix.model.agency import Agency, Need, Setting, Team
from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import last_import, rows_in_place, standing
from skillsmatrix.records.store import Store


def agencies(store: Store, known_at: datetime | None = None) -> dict[str, Agency]:
    """Return all agencies by id."""
    with store.reading() as connection:
        rows = rows_in_place(connection, t.agencies, last_import(connection, known_at))
    return {
        row["ref"]: Agency(id=row["ref"], name=row["name"], sector=row["sector"], area=row["area"])
        for row in rows
    }


def settings(store: Store, known_at: datetime | None = None) -> dict[str, Setting]:
    """Return all settings by id."""
    with store.reading() as connection:
        rows = rows_in_place(connection, t.settings, last_import(connection, known_at))
        of = _refs(connection, t.agencies)
    return {
        row["ref"]: Setting(
            id=row["ref"],
            name=row["name"],
            agency=of[row["agency"]],
            type=row["type"],
            area=row["area"],
        )
        for row in rows
    }


def teams(store: Store, known_at: datetime | None = None) -> dict[str, Team]:
    """Return all teams by id."""
    with store.reading() as connection:
        rows = rows_in_place(connection, t.teams, last_import(connection, known_at))
        of, inside = _refs(connection, t.agencies), _refs(connection, t.settings)
    return {
        row["ref"]: Team(
            id=row["ref"],
            name=row["name"],
            agency=of[row["agency"]],
            setting=inside.get(row["setting"], ""),
        )
        for row in rows
    }


def needs(store: Store, known_at: datetime | None = None) -> tuple[Need, ...]:
    """Return what all settings have had and will have, by setting and day."""
    c = t.needs.c
    with store.reading() as connection:
        last = last_import(connection, known_at)
        query = (
            sa.select(t.settings.c.ref, c.need, c.start, c.end)
            .join(t.settings, c.setting == t.settings.c.id)
            .where(standing(t.needs, last))
            .order_by(t.settings.c.ref, c.start, c.need)
        )
        return tuple(
            Need(setting=row.ref, need=row.need, start=row.start, end=row.end)
            for row in connection.execute(query)
        )


def _refs(connection: sa.Connection, table: sa.Table) -> dict[int, str]:
    return {row.id: row.ref for row in connection.execute(sa.select(table.c.id, table.c.ref))}
