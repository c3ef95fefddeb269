"""Held through the last valid day of the record that is valid longest."""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.evaluate.counted import own_until
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.matrix.tables import ALWAYS

c = nw.col


def best(records: Lazy, keys: tuple[str, ...], *, renewals: bool, lower: bool = True) -> Lazy:
    """Return the best last valid day for each value of the keys, at the level needed and below.

    What only renews counts from the day of the first full record that reaches the level.

    Args:
        records: as :meth:`skillsmatrix.evaluate.counted.Records.counting` returns them.
        keys: columns that tell parts of assignments apart, ``pk`` first.
        renewals: whether there are records that only renew.
        lower: whether there may be records below the level needed.

    Returns:
        The keys, until, below (both ALWAYS where there is none).
    """
    weighed = records.with_columns(own_until().alias("until"))
    if renewals:
        full = weighed.filter(c("renews") == 0)
        first = full.filter(c("reaches")).group_by("pk").agg(c("completed").min().alias("first"))
        renewed = (
            weighed.filter(c("renews") == 1)
            .join(first, on="pk", how="inner")
            .filter(c("completed") >= c("first"))
        )
        columns = (*keys, "reaches", "until")
        parts = [part.select(*columns) for part in (full, renewed)]
        weighed = nw.concat(parts, how="vertical")
    nothing = nw.lit(ALWAYS)
    if not lower:
        found = weighed.select(*keys, "until").group_by(*keys).agg(c("until").max())
        return found.with_columns(nothing.cast(nw.Int64).alias("below"))
    return (
        weighed.select(
            *keys,
            nw.when(c("reaches")).then(c("until")).otherwise(nothing).alias("until"),
            nw.when(c("reaches")).then(nothing).otherwise(c("until")).alias("below"),
        )
        .group_by(*keys)
        .agg(c("until").max(), c("below").max())
    )
