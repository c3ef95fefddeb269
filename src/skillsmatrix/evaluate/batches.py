"""So many people at a time, where there are very many: what one step joins then stays small."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw
from attrs import evolve

from skillsmatrix.evaluate.computed import computed
from skillsmatrix.evaluate.counted import Records

c = nw.col

_MOST = 200_000
"""Assignments of a batch, about."""


def in_batches(records: Records) -> Iterator[Records]:
    """Yield the records of some people after another, everybody in one batch.

    Only Polars is quicker and smaller for it; other engines cut the work up themselves.
    """
    ends = _ends(records) if records.who.implementation.is_polars() else []
    if not ends:
        yield records
        return
    for first, end in zip([None, *ends], [*ends, None], strict=True):
        inside = [] if first is None else [c("person") >= first]
        inside += [] if end is None else [c("person") < end]
        frames = records.frames
        yield evolve(
            records,
            who=computed(records.who.filter(*inside)),
            frames=evolve(
                frames,
                assignments=computed(frames.assignments.filter(*inside)),
                completions=computed(frames.completions.filter(*inside)),
            ),
        )


def _ends(records: Records) -> list[int]:
    """Return the people with whom a new batch begins, but for the first."""
    people = records.who.select("person").collect()["person"].sort()
    count = -(-len(people) // _MOST)
    ends = {int(people[len(people) * batch // count]) for batch in range(1, count)}
    return sorted(ends - {int(people[0])}) if ends else []
