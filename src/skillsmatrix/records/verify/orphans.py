"""``orphan``: people, settings and teams that nothing belongs to, and titles that mean nothing."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from skillsmatrix.records.chain import fetched
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding, one

_NOBODY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "people",
        "this person never had an assignment, nor any record",
        (
            *("SELECT person FROM assignments", "SELECT person FROM completions"),
            *("SELECT person FROM absences", "SELECT person FROM decisions"),
            *("SELECT person FROM tags", "SELECT manager FROM assignments"),
            "SELECT supervisor FROM assignments",
        ),
    ),
    (
        "settings",
        "nobody was ever in this setting",
        ("SELECT setting FROM assignments", "SELECT setting FROM teams"),
    ),
    ("teams", "nobody was ever in this team", ("SELECT team FROM assignments",)),
)
"""What may have nothing, what to say of it, and where something would be."""


def orphans(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield what nothing belongs to, or ever did."""
    for table, said, where in _NOBODY:
        less = "".join(f" EXCEPT {each}" for each in where)
        left = f"SELECT id FROM {table}{less}"
        query = f"SELECT id, ref FROM {table} WHERE id IN ({left}) ORDER BY id"
        for chunk in fetched(connection, query):
            for identity, ref in chunk:
                yield one("orphan", table, identity, f"{said} ({ref})")


def titles_without_item(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield titles that somebody gave a meaning which the catalogue does not have."""
    if asked.known is None:
        return
    query = (
        "SELECT t.id, t.title, i.ref FROM titles t LEFT JOIN items i ON i.id = t.item"
        " WHERE t.superseded IS NULL ORDER BY t.id"
    )
    for chunk in fetched(connection, query):
        for identity, title, ref in chunk:
            if ref not in asked.known.items:
                said = f"the title {title} is to mean what the catalogue does not have ({ref})"
                yield one("orphan", "titles", identity, said)
