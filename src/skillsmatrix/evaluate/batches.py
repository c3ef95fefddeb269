"""So many people at a time, where there are very many: what one step joins then stays small."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw
from attrs import evolve

from skillsmatrix.evaluate.computed import computed
from skillsmatrix.evaluate.counted import Records
from skillsmatrix.evaluate.frames import Lazy

c = nw.col

_MOST = 200_000
"""Assignments of a batch, about."""


def in_batches(records: Records) -> Iterator[Records]:
    """Yield the records of some people after another, everybody in one batch.

    Only Polars is quicker and smaller for it; other engines cut the work up themselves.
    """
    if not records.who.implementation.is_polars():
        yield records
        return
    ends = _ends(records)
    frames = records.frames
    for first, end in zip([None, *ends], [*ends, None], strict=True):
        yield evolve(
            records,
            who=_between(records.who, first, end),
            frames=evolve(
                frames,
                assignments=_between(frames.assignments, first, end),
                completions=_between(frames.completions, first, end),
            ),
        )


def _between(rows: Lazy, first: int | None, end: int | None) -> Lazy:
    """Return the rows of people from one to another, read where they lie in a file."""
    if first is not None:
        rows = rows.filter(c("person") >= first)
    if end is not None:
        rows = rows.filter(c("person") < end)
    return computed(rows)


def _ends(records: Records) -> list[int]:
    """Return the people with whom a new batch begins, but for the first."""
    people = records.who.select("person").collect()["person"].sort()
    count = -(-len(people) // _MOST)
    ends = {int(people[len(people) * batch // count]) for batch in range(1, count)}
    return sorted(ends - {int(people[0])}) if ends else []
