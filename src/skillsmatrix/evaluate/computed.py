"""Frames that are computed once, and small ones as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import narwhals as nw

from skillsmatrix.evaluate.frames import Lazy


def computed(rows: Lazy) -> Lazy:
    """Return rows that are not computed again for every question, nor planned again."""
    return rows.collect().lazy() if rows.implementation.is_polars() else shared(rows)


def together(parts: Sequence[Lazy]) -> Lazy:
    """Return rows one below the other, computed; what has little in common Polars does one by one."""
    if all(part.implementation.is_polars() for part in parts):
        return nw.concat([computed(part) for part in parts], how="vertical")
    return computed(nw.concat(parts, how="vertical"))


def shared(rows: Lazy) -> Lazy:
    """Return rows that several further steps use.

    Polars sees that they are the same, and pandas has them already; other engines would plan and
    run all that led to them again in each step.
    """
    kept = rows
    if rows.implementation.is_duckdb():
        kept = nw.from_native(rows.to_native().materialize())
    elif rows.implementation.is_spark_like():
        # Forgets how the rows came about, and drops them when nobody holds them any more.
        kept = nw.from_native(rows.to_native().localCheckpoint(eager=False))
    return kept


def values(frame: Lazy, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of some columns of a small frame as tuples."""
    collected = frame.select(*columns).collect()
    yield from zip(*(collected[name].to_list() for name in columns), strict=True)


def pairs_of(frame: Lazy, one: str, other: str) -> set[tuple[int, int]]:
    """Return the distinct pairs of two columns of whole numbers."""
    return {(int(a), int(b)) for a, b in values(frame.select(one, other).unique(), one, other)}
