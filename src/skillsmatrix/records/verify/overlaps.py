"""``overlapping-assignments``: the same post of a person twice at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.dates import from_day_number
from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import column_texts, fetched
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding
from skillsmatrix.records.verify.impossible import say_day

_POST = ("person", "agency", "role", "setting", "team")


@frozen
class Overlap:
    """Two assignments to the same post, of which the later starts before the earlier ends.

    Attributes:
        earlier: id of the one that starts first.
        later: id of the other.
        start: first day of the later.
        end: last day of the earlier, as a day number; None while it lasts.
        plain: the earlier can be ended when the later starts, and nothing is lost by it.
    """

    earlier: int
    later: int
    start: int
    end: int | None
    plain: bool

    @property
    def last(self) -> date:
        """The day on which the earlier would end."""
        return from_day_number(self.start) - timedelta(days=1)


def overlaps(connection: sa.Connection) -> Iterator[Overlap]:
    """Yield assignments to the same post that overlap, each with the next one.

    Those that start on the same day are told as records about the same, not here.
    """
    listed = ", ".join(f'"{name}"' for name in _POST)
    start, end = column_texts(connection, t.assignments, ["start", "end"])
    query = (
        f"SELECT {listed}, id, {start}, {end}, employment FROM assignments"
        f' WHERE superseded IS NULL ORDER BY {listed}, "start", id'
    )
    rows = (row for chunk in fetched(connection, query) for row in chunk)
    size = len(_POST)
    for _, its in groupby(rows, lambda row: row[:size]):
        yield from _among([row[size:] for row in its])


def _among(spans: list[tuple[Any, ...]]) -> Iterator[Overlap]:
    """Look at the spans of one post: id, start, end, kind of employment, by their start."""
    for at, (identity, start, end, employment) in enumerate(spans):
        over = [
            other
            for other in spans[at + 1 :]
            if other[1] != start and (end is None or other[1] <= end)
        ]
        if not over:
            continue
        later, its_start, its_end, its_employment = over[0]
        # What goes on after the later one has ended would be lost; two kinds may be meant.
        covered = its_end is None or (end is not None and end <= its_end)
        alone = len(over) == 1 and sum(other[1] == start for other in spans) == 1
        sound = end is None or start <= end
        plain = covered and alone and sound and employment == its_employment
        yield Overlap(identity, later, its_start, end, plain)


def overlapping_assignments(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield each assignment that goes on when another to the same post starts."""
    for found in overlaps(connection):
        until = "lasts" if found.end is None else f"lasts until {say_day(found.end)}"
        said = f"it {until}, and {found.later} to the same post starts ({say_day(found.start)})"
        ids = (found.earlier, found.later)
        yield Finding(
            code="overlapping-assignments", table="assignments", ids=ids, count=2, what=said
        )
