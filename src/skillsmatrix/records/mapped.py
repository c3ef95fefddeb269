"""What people said that titles mean, as it stands: for imports, and for comparing with them."""

from __future__ import annotations

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.store import Store

OF_A_TITLE = ("person", "completed", "outcome", "reference")
"""What a completion keeps when its title is mapped, and is told by."""


@frozen(kw_only=True)
class Meaning:
    """What a title means, since when, by whom, and why."""

    title: str
    item: str
    recorded_at: str
    recorded_by: str
    reason: str


def read_mapped(connection: sa.Connection) -> dict[str, str]:
    """Return the id of the item that each title means, by the title in lower case."""
    query = (
        sa.select(t.titles.c.title, t.items.c.ref)
        .join(t.items, t.titles.c.item == t.items.c.id)
        .where(standing(t.titles))
        .order_by(t.titles.c.id)
    )
    return {title.casefold(): ref for title, ref in connection.execute(query)}


def mappings(store: Store) -> tuple[Meaning, ...]:
    """Return the mappings that stand, by title."""
    c, log = t.titles.c, t.imports.c
    query = (
        sa.select(c.title, t.items.c.ref, log.recorded_at, log.recorded_by, log.reason)
        .join(t.items, c.item == t.items.c.id)
        .join(t.imports, c["import"] == log.id)
        .where(standing(t.titles))
    )
    with store.reading() as connection:
        found = [
            Meaning(title=title, item=ref, recorded_at=at, recorded_by=by, reason=why)
            for title, ref, at, by, why in connection.execute(query)
        ]
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.title)))


def moved_items(connection: sa.Connection) -> list[tuple[int, int]]:
    """Return the code of each item that records named by a title, with that of what it means now."""
    mapped = read_mapped(connection)
    if not mapped:
        return []
    codes = {ref: code for code, ref in connection.execute(sa.select(t.items.c.id, t.items.c.ref))}
    return [
        (code, codes[meant])
        for ref, code in codes.items()
        if (meant := mapped.get(ref.casefold())) is not None and meant != ref
    ]


def not_moved(table: sa.Table) -> sa.ColumnElement[bool]:
    """Return the condition for superseded completions that no mapping gave another item.

    One that a mapping ended, as there was one under the item already, was not moved.
    """
    copy, log = table.alias("copy"), t.imports
    same = [copy.c[name].is_not_distinct_from(table.c[name]) for name in OF_A_TITLE]
    copied = sa.exists().where(copy.c["import"] == table.c.superseded, *same).correlate(table)
    maps = sa.select(log.c.id).where(log.c.action == "map")
    return table.c.superseded.not_in(maps) | ~copied
