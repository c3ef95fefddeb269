"""The completions that are recorded under a title, and which of them an item has already."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.succession import Row, rows_where

_KEY = ("person", "completed", "outcome")
_MORE = (
    *("reference", "source", "expires", "level"),
    *("minutes", "participatory", "multi_agency", "provider"),
)


def meaning_of(connection: sa.Connection, title: str) -> Row | None:
    """Return what says what a title means now."""
    rows = connection.execute(sa.select(t.titles).where(standing(t.titles))).mappings()
    return next((row for row in rows if row["title"].casefold() == title.casefold()), None)


def recorded_under(connection: sa.Connection, items: set[int]) -> list[Row]:
    """Return the standing completions of items."""
    c = t.completions.c
    query = sa.select(t.completions).where(standing(t.completions), c.item.in_(sorted(items)))
    return list(connection.execute(query.order_by(c.id)).mappings())


def moved_before(connection: sa.Connection, title: str, item: int) -> list[Row]:
    """Return the completions that an earlier mapping of a title moved to another item."""
    rows = connection.execute(sa.select(t.titles).where(t.titles.c.superseded.is_not(None)))
    by = {row["import"] for row in rows.mappings() if row["title"].casefold() == title.casefold()}
    current = meaning_of(connection, title)
    by |= {current["import"]} if current is not None else set()
    return [
        row
        for row in rows_where(connection, t.completions, "import", by - {None})
        if row["superseded"] is None and row["item"] != item
    ]


def sorted_out(
    connection: sa.Connection, rows: Sequence[Row], item: int
) -> tuple[list[Row], list[Row]]:
    """Return the completions to move to an item, and those that are recorded under it already.

    One that has a reference, an expiry or the like of its own is kept beside the other.
    """
    people = {row["person"] for row in rows}
    held: dict[tuple[object, ...], list[Row]] = {}
    for row in rows_where(connection, t.completions, "person", people):
        if row["superseded"] is None and row["item"] == item:
            held.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    moving: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in _KEY)
        if all(_says_more(row, other) for other in held.get(key, ())):
            moving.setdefault((*key, *(row[name] for name in _MORE)), row)
    moved = {row["id"] for row in moving.values()}
    return list(moving.values()), [row for row in rows if row["id"] not in moved]


def _says_more(row: Row, other: Row) -> bool:
    """Say whether a record has something that another of the same training has not."""
    return any(row[name] is not None and row[name] != other[name] for name in _MORE)


def revocations_of_them(connection: sa.Connection, rows: Sequence[Row]) -> list[Row]:
    """Return the decisions that revoke completions: they go where those go."""
    about = {(row["person"], row["item"], row["completed"]) for row in rows}
    return [
        row
        for row in rows_where(connection, t.decisions, "person", {row["person"] for row in rows})
        if row["superseded"] is None
        and row["kind"] == "revocation"
        and (row["person"], row["subject"], row["completed"]) in about
    ]
