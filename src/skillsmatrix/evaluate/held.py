"""Through which day each rule of each assignment is held, by all formulas together."""

from __future__ import annotations

from itertools import compress

import narwhals as nw

from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.best import best
from skillsmatrix.evaluate.chain import chain
from skillsmatrix.evaluate.computed import together
from skillsmatrix.evaluate.counted import Records
from skillsmatrix.evaluate.events import events
from skillsmatrix.evaluate.frames import NOWHERE, Lazy
from skillsmatrix.evaluate.hours import hours
from skillsmatrix.evaluate.several import several
from skillsmatrix.evaluate.widths import narrow
from skillsmatrix.matrix.policy import Formula
from skillsmatrix.matrix.tables import ALWAYS, NO_SPAN, Columns

c = nw.col

_COLUMNS = ("pk", "until", "below")
_OF_PARTS = ("pk", "assignment", "part")


def held_until(records: Records, convention: Convention) -> Lazy | None:
    """Return the last valid day of each rule of each assignment, at its level and below.

    Returns:
        pk (assignment and rule packed), until, below (both ALWAYS where there is none); None where
        nothing counts for anything. Computed, and in 32 bits but for pk.
    """
    tables = records.tables
    found = [
        _by(records, formula, counts, convention, plain=True).select(*_COLUMNS)
        for formula, counts_for_all in tables.counts.items()
        for counts in _apart(formula, counts_for_all)
        if counts["item"]
    ]
    parts = [
        _by(records, formula, counts, convention, plain=False).select(*_OF_PARTS, *_COLUMNS[1:])
        for formula, counts in tables.several.items()
        if counts["item"]
    ]
    if records.certified is not None:
        parts.append(_certified(records, records.certified))
    if parts:
        of_parts = nw.concat(parts, how="vertical")
        if records.certified is not None:
            of_parts = of_parts.group_by(*_OF_PARTS).agg(c("until").max(), c("below").max())
        found.append(several(of_parts, records.frames, tables).select(*_COLUMNS))
    return together([narrow(each, "pk") for each in found]) if found else None


def _certified(records: Records, certified: Lazy) -> Lazy:
    """Return through which day parts count as held by a certificate, whatever the records say."""
    posts = records.who.select("person", "assignment", "agency")
    pk = (c("assignment") * records.tables.part_count + c("part")).alias("pk")
    nothing = nw.lit(ALWAYS).cast(nw.Int64).alias("below")
    return (
        certified.rename({"agency": "at"})
        .join(posts, on="person", how="inner")
        .filter((c("at") == NOWHERE) | (c("at") == c("agency")))
        .select(pk, "assignment", "part", c("last").alias("until"), nothing)
    )


def _extended(records: Records) -> Lazy | None:
    """Return the stretches that what lapses in a part may be renewed after: few have any."""
    extended, tables = records.extended, records.tables
    lapsing = [
        (part, rule)
        for part, rule, lapse in zip(
            *(tables.of_part[name] for name in ("part", "rule", "lapsed_within")), strict=True
        )
        if lapse != NO_SPAN
    ]
    if extended is None or not lapsing:
        return None
    parts = records.frames.lay(
        {"part": [part for part, _ in lapsing], "rule": [rule for _, rule in lapsing]}
    )
    posts = records.who.select("person", "assignment", "agency").with_columns(
        nw.lit(NOWHERE).cast(nw.Int64).alias("everybody")
    )
    laid = extended.rename({"agency": "at"}).join(parts, on="rule", how="inner")
    everybodys = laid.filter(c("person") == NOWHERE).rename({"person": "everybody"})
    columns = ("assignment", "part", "at", "agency", "first", "last", "own")
    found = [
        everybodys.join(posts, on="everybody", how="inner")
        .with_columns(nw.lit(0).cast(nw.Int64).alias("own"))
        .select(*columns),
        laid.join(posts, on="person", how="inner")
        .with_columns(nw.lit(1).cast(nw.Int64).alias("own"))
        .select(*columns),
    ]
    pk = (c("assignment") * tables.part_count + c("part")).alias("pk")
    return (
        nw.concat(found, how="vertical")
        .filter((c("at") == NOWHERE) | (c("at") == c("agency")))
        .select(pk, "first", "last", "own")
    )


def _apart(formula: Formula, counts: Columns) -> list[Columns]:
    """Return what counts for parts that nothing renews, or holds at a lower level, apart.

    Renewals and lower levels are looked for among the records of their own parts only: there are
    few.
    """
    if formula is not Formula.BEST:
        return [counts]
    renewed = {part for part, yes in zip(counts["part"], counts["renews"], strict=True) if yes}
    lower = {
        part
        for part, yes in zip(counts["part"], _may_be_lower(counts), strict=True)
        if yes and part not in renewed
    }
    sorts = [2 if part in renewed else int(part in lower) for part in counts["part"]]
    return [
        {name: list(compress(column, kept)) for name, column in counts.items()}
        for sort in sorted(set(sorts))
        for kept in [[each == sort for each in sorts]]
    ]


def _may_be_lower(counts: Columns) -> list[bool]:
    """Say of each item whether a record of it may be below the level, by itself or by its terms."""
    names = ("granted", "min_level", "levelled", "terms")
    return [
        granted < least or bool(levelled) or bool(terms)
        for granted, least, levelled, terms in zip(*(counts[name] for name in names), strict=True)
    ]


def _by(
    records: Records, formula: Formula, counts: Columns, convention: Convention, *, plain: bool
) -> Lazy:
    beside = records.counting(formula, counts)
    frames, tables = records.frames, records.tables
    if formula is Formula.BEST:
        # The other columns follow from pk: most rules do not need them any more.
        keys = ("pk",) if plain else _OF_PARTS
        renewals, lower = any(counts["renews"]), any(_may_be_lower(counts))
        return best(beside, keys, renewals=renewals, lower=lower)
    if formula is Formula.CHAIN:
        return chain(beside, frames, tables, _OF_PARTS, convention, _extended(records))
    of_part = frames.lay(tables.of_part)
    return (hours if formula is Formula.HOURS else events)(beside, of_part, _OF_PARTS)
