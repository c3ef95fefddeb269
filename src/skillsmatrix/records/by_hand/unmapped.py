"""Titles that completions name and the catalogue does not know, and what they may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.known import Known
from skillsmatrix.records.store import Store

_OFFERED, _ALIKE = 3, 0.6
_COMPARED = 200
"""The titles, those of most records first, that near names are looked for: it takes its time."""


@frozen(kw_only=True)
class Unmapped:
    """A title that the catalogue does not know.

    Attributes:
        title: as most records have it.
        records: how many completions that stand name it, in any case.
        people: whose they are.
        first: the first day of them; None where none has a day.
        last: the last day.
        near: ids of the catalogue whose id or title is like it, the nearest first.
    """

    title: str
    records: int
    people: int
    first: date | None
    last: date | None
    near: tuple[str, ...]


def unmapped(store: Store, known: Known) -> tuple[Unmapped, ...]:
    """Return the titles, those of most records first."""
    c = t.completions.c
    query = (
        sa.select(
            t.items.c.ref,
            sa.func.count().label("records"),
            sa.func.min(c.completed).label("first"),
            sa.func.max(c.completed).label("last"),
        )
        .join(t.items, c.item == t.items.c.id)
        .where(standing(t.completions))
        .group_by(t.items.c.ref)
        .order_by(sa.func.count().desc(), t.items.c.ref)
    )
    groups: dict[str, list[Any]] = {}
    with store.reading() as connection:
        for row in connection.execute(query):
            if row.ref not in known.items:
                groups.setdefault(row.ref.casefold(), []).append(row)
        people = {
            folded: _people(connection, [row.ref for row in rows])
            for folded, rows in groups.items()
        }
    names = _names(known)
    found = [(sum(row.records for row in rows), folded, rows) for folded, rows in groups.items()]
    found.sort(key=lambda each: (-each[0], each[1]))
    return tuple(
        Unmapped(
            title=rows[0].ref,
            records=records,
            people=people[folded],
            first=min((row.first for row in rows if row.first is not None), default=None),
            last=max((row.last for row in rows if row.last is not None), default=None),
            near=_near(folded, names) if at < _COMPARED else (),
        )
        for at, (records, folded, rows) in enumerate(found)
    )


def _people(connection: sa.Connection, refs: Sequence[str]) -> int:
    """Return how many people have a completion under one of some titles."""
    c = t.completions.c
    query = (
        sa.select(sa.func.count(c.person.distinct()))
        .join(t.items, c.item == t.items.c.id)
        .where(standing(t.completions), t.items.c.ref.in_(refs))
    )
    return connection.scalar(query) or 0


def _names(known: Known) -> dict[str, tuple[str, ...]]:
    """Return the ids of the catalogue by what may be written for them, in lower case."""
    names = {item.casefold(): (item,) for item in known.items}
    titles = {title: (item,) for title, item in known.titles.items()}
    return names | titles | dict(known.shared)


def _near(title: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    matches = get_close_matches(title, names, n=_OFFERED, cutoff=_ALIKE)
    return tuple(dict.fromkeys(item for match in matches for item in names[match]))[:_OFFERED]
