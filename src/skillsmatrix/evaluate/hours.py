"""Held through the last day on which enough hours lie in the window."""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.matrix.tables import ALWAYS

c = nw.col

_DAYS = FOREVER_NUMBER + 1 - ALWAYS
"""More than any day's number, from the first one on."""

_SORTS = ("minutes", "participatory", "multi_agency")


def hours(records: Lazy, of_part: Lazy, keys: tuple[str, ...]) -> Lazy:
    """Return the last day on which the hours in the window suffice, of every sort at once.

    Only on the last day of some record in its window can the hours cease to suffice; so those days
    are tried. The same thing on the same day counts once, by its largest figures.

    Args:
        records: as :meth:`skillsmatrix.evaluate.counted.Records.counting` returns them.
        of_part: as :class:`skillsmatrix.matrix.Tables` has it.
        keys: columns that tell parts of assignments apart, ``pk`` first.

    Returns:
        The keys, until, below (ALWAYS: there is no level below).
    """
    total = nw.when(c("minutes") >= 0).then(c("minutes")).otherwise(c("own_minutes"))
    entries = (
        records.filter(c("reaches"))
        .with_columns(total.cast(nw.Int64).alias("total"))
        .select(
            *keys,
            "item",
            "completed",
            nw.min_horizontal(c("last"), c("limit")).alias("until"),
            c("total").alias("minutes"),
            *(_of_total(sort) for sort in _SORTS[1:]),
        )
        .group_by(keys[0], "item", "completed")
        .agg(*(c(name).max() for name in (*keys[1:], "until", *_SORTS)))
        .with_columns((c("pk") * _DAYS + c("until")).alias("tried"))
    )
    # One number of pk and day, and one row of all that follows from it: grouping by many is slow.
    tried = entries.group_by("tried").agg(*(c(name).max() for name in (*keys, "until")))
    others = entries.select(
        "pk", "completed", c("until").alias("leaves"), *(c(sort) for sort in _SORTS)
    )
    return (
        tried.join(others, on="pk", how="inner")
        .filter(c("completed") <= c("until"), c("leaves") >= c("until"))
        .group_by("tried")
        .agg(
            *(c(name).max() for name in (*keys, "until")),
            *(c(sort).sum() for sort in _SORTS),
        )
        .join(
            of_part.select("part", "needed", "participatory_needed", "multi_agency_needed"),
            on="part",
            how="inner",
        )
        .filter(
            c("minutes") >= c("needed"),
            c("participatory") >= c("participatory_needed"),
            c("multi_agency") >= c("multi_agency_needed"),
        )
        .group_by("pk")
        .agg(*(c(name).max() for name in (*keys[1:], "until")))
        .with_columns(nw.lit(ALWAYS).cast(nw.Int64).alias("below"))
    )


def _of_total(sort: str) -> nw.Expr:
    """Return the minutes of a sort: as recorded, else all or none as the course says."""
    by_course = nw.when(c(f"own_{sort}") == 1).then(c("total")).otherwise(nw.lit(0))
    told = nw.when(c(sort) >= 0).then(c(sort)).otherwise(by_course)
    return nw.min_horizontal(told, c("total")).cast(nw.Int64).alias(sort)
