"""Held through the year after one with enough events."""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.matrix.tables import ALWAYS

c = nw.col


def events(records: Lazy, of_part: Lazy, keys: tuple[str, ...]) -> Lazy:
    """Return the end of the year after the last year with enough events.

    The same thing on the same day counts once. ``last`` is the end of the year after the record's
    own, so it tells the years apart.

    Args:
        records: as :meth:`skillsmatrix.evaluate.counted.Records.counting` returns them.
        of_part: as :class:`skillsmatrix.matrix.Tables` has it.
        keys: columns that tell parts of assignments apart, ``pk`` first.

    Returns:
        The keys, until, below (ALWAYS: there is no level below).
    """
    return (
        records.filter(c("reaches"))
        .group_by(*keys, "item", "completed")
        .agg(c("last").max(), c("included").max())
        .group_by(*keys, "last")
        .agg(nw.len().alias("count"), c("included").sum())
        .join(of_part.select("part", "needed", "included_needed"), on="part", how="inner")
        .filter(c("count") >= c("needed"), c("included") >= c("included_needed"))
        .group_by(*keys)
        .agg(c("last").max().alias("until"))
        .with_columns(nw.lit(ALWAYS).cast(nw.Int64).alias("below"))
    )
