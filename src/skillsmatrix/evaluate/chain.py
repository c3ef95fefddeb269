"""Held through the last day of a chain of renewals, each depending on the one before.

An early renewal may carry on from the old last day; what only renews may do so only until so long
after a lapse. A record can follow any earlier one: whichever reaches furthest stands, so that one
record more never takes anything away. The chain is unrolled: a join for each link, up to the
longest chain in the data.
"""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER, Convention
from skillsmatrix.evaluate.best import best
from skillsmatrix.evaluate.computed import computed, pairs_of, values
from skillsmatrix.evaluate.counted import own_until
from skillsmatrix.evaluate.frames import Frames, Lazy
from skillsmatrix.matrix.calendar import STRIDE, tabulate_pairs
from skillsmatrix.matrix.spans import Span, span_ending
from skillsmatrix.matrix.tables import ALWAYS, IGNORED, NO_SPAN, Tables

c = nw.col


def chain(
    records: Lazy,
    frames: Frames,
    tables: Tables,
    keys: tuple[str, ...],
    convention: Convention,
    extended: Lazy | None,
) -> Lazy:
    """Return the furthest last valid day of each chain, and the best below the level.

    Args:
        records: as :meth:`skillsmatrix.evaluate.counted.Records.counting` returns them.
        frames: for laying calendars.
        tables: for the spans of each part.
        keys: columns that tell parts of assignments apart, ``pk`` first.
        convention: how intervals end.
        extended: pk, first, last, own: what lapses between holds to last, and can be renewed as
            if it had lapsed then; own tells a person's own (1) from everybody's (0), which come
            first. None where nothing was extended.

    Returns:
        The keys, until, below (both ALWAYS where there is none).
    """
    spans = frames.lay(tables.of_part).select("part", "every", "early", "lapsed_within")
    full = records.filter(c("renews") == 0)
    weighed = computed(
        records.filter(c("reaches"))
        .with_columns(own_until().alias("until"))
        .with_columns(_carries().alias("carries"))
        .join(spans, on="part", how="inner")
        .select(
            *keys,
            *("completed", "renews", "until", "carries", "limit"),
            *("every", "early", "lapsed_within"),
        )
        .unique()
    )
    links = weighed.select("pk", "completed").unique().group_by("pk").agg(nw.len().alias("n"))
    longest = max(links.select("n").collect()["n"].to_list(), default=0)
    calendar = _Calendar(frames, tables, convention, weighed, longest, extended)
    ends = [weighed.filter(c("renews") == 0).select(*keys, "completed", "until")]
    for link in range(longest):
        ends.append(computed(_next(ends[-1], weighed, calendar, keys, first=link == 0)))
    reached = nw.concat(ends, how="vertical").group_by(*keys).agg(c("until").max())
    reached = reached.with_columns(nw.lit(ALWAYS).cast(nw.Int64).alias("below"))
    below = best(full.filter(~c("reaches")), keys, renewals=False)
    columns = (*keys, "until", "below")
    both = nw.concat([reached.select(*columns), below.select(*columns)], how="vertical")
    return both.group_by(*keys).agg(c("until").max(), c("below").max())


def _carries() -> nw.Expr:
    """Say of a record whether it came without an expiry, and may be dated from an earlier end."""
    plain = (c("own_expiry") == IGNORED) | (c("own") >= FOREVER_NUMBER)
    return nw.when((c("carries") == 1) & plain).then(nw.lit(1)).otherwise(nw.lit(0))


def _next(
    ends: Lazy, records: Lazy, calendar: _Calendar, keys: tuple[str, ...], *, first: bool
) -> Lazy:
    """Return what one record more makes of the ends of chains: each with that record's day."""
    later = c("completed") > c("at")
    after = later | ((c("completed") == c("at")) & (c("renews") == 1)) if first else later
    before = ends.select("pk", c("completed").alias("at"), c("until").alias("held"))
    before = _put_off(before, calendar.extended)
    followed = calendar.beside(records.join(before, on="pk", how="inner").filter(after))
    in_time = (c("lapsed_within") == NO_SPAN) | (c("completed") <= c("lapsed_last"))
    renewed = followed.filter(c("renews") == 1, in_time).select(*keys, "completed", "until")
    carried = followed.filter(
        c("carries") == 1,
        c("completed") > c("at"),
        c("completed") <= c("held"),
        c("early_last") >= c("held"),
    ).select(*keys, "completed", nw.min_horizontal(c("every_last"), c("limit")).alias("until"))
    return nw.concat([renewed, carried], how="vertical").unique()


def _put_off(before: Lazy, extended: Lazy | None) -> Lazy:
    """Add ``lapses``: when what was held lapses, after extensions for all, then personal ones."""
    before = before.with_columns(c("held").alias("lapses"))
    if extended is None:
        return before
    for own in (0, 1):
        then = (
            before.join(extended.filter(c("own") == own), on="pk", how="inner")
            .filter(c("lapses") >= c("first"), c("lapses") <= c("last"))
            .group_by("pk", "at", "held")
            .agg(c("last").max().alias("then"))
        )
        before = (
            before.join(then, on=["pk", "at", "held"], how="left")
            .with_columns(
                nw.max_horizontal(c("lapses"), c("then").fill_null(ALWAYS)).alias("lapses")
            )
            .drop("then")
        )
    return before


class _Calendar:
    """The ends of spans from every day that a chain in the data can come by."""

    def __init__(
        self,
        frames: Frames,
        tables: Tables,
        convention: Convention,
        weighed: Lazy,
        longest: int,
        extended: Lazy | None,
    ) -> None:
        self.extended = extended
        days = pairs_of(weighed, "completed", "early")
        held = {
            (until + 1, every)
            for name in ("until", "limit")
            for until, every in pairs_of(weighed, name, "every")
            if until < FOREVER_NUMBER
        }
        every = _carried(held, tables.spans, convention, longest)
        lapses = pairs_of(weighed, "every", "lapsed_within")
        lapsed = {(day, lapse) for day, number in every for of, lapse in lapses if of == number}
        if extended is not None:
            ends = {int(last) for (last,) in values(extended.select("last").unique(), "last")}
            lapsed |= {
                (last + 1, lapse) for last in ends if last < FOREVER_NUMBER for _, lapse in lapses
            }

        def lay(pairs: Iterable[tuple[int, int]], key: str, name: str) -> Lazy:
            known = [pair for pair in pairs if pair[1] != NO_SPAN]
            table = frames.lay(tabulate_pairs(known, tables.spans, convention))
            return table.rename({"key": key, "last": name})

        self.early = lay(days, "early_key", "early_last")
        self.every = lay(every, "every_key", "every_last")
        self.lapsed = lay(lapsed, "lapsed_key", "lapsed_last")

    def beside(self, followed: Lazy) -> Lazy:
        """Add early_last (from the record), every_last (from the day after held), lapsed_last."""
        return (
            followed.with_columns(
                (c("completed") * STRIDE + c("early")).alias("early_key"),
                ((c("held") + 1) * STRIDE + c("every")).alias("every_key"),
                ((c("lapses") + 1) * STRIDE + c("lapsed_within")).alias("lapsed_key"),
            )
            .join(self.early, on="early_key", how="left")
            .join(self.every, on="every_key", how="left")
            .join(self.lapsed, on="lapsed_key", how="left")
            .with_columns(
                c("early_last").fill_null(ALWAYS).cast(nw.Int64),
                c("every_last").fill_null(FOREVER_NUMBER).cast(nw.Int64),
                # Whatever never ends is never lapsed.
                c("lapsed_last").fill_null(FOREVER_NUMBER).cast(nw.Int64),
            )
        )


def _carried(
    held: set[tuple[int, int]], spans: dict[int, Span], convention: Convention, longest: int
) -> set[tuple[int, int]]:
    """Return the days after ends that carrying can lead to, each with the span it carries on by."""
    found, new = set(held), held
    for _ in range(longest):
        ends = {(span_ending(spans[every], convention)(day) + 1, every) for day, every in new}
        new = {(day, every) for day, every in ends if day <= FOREVER_NUMBER} - found
        found |= new
    return found
