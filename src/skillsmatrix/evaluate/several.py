"""Rules that ask for several parts: two clocks at once, all, any or some of a group."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from skillsmatrix.evaluate.frames import Frames, Lazy
from skillsmatrix.matrix.tables import ALWAYS, Tables

c = nw.col


def several(parts: Lazy, frames: Frames, tables: Tables) -> Lazy:
    """Return the last valid day of each rule from those of its parts.

    A competency is held as long as all its clocks run; the rule as long as enough of its
    competencies are: through the n-th latest of their days.

    Args:
        parts: assignment, part, until, below (both ALWAYS where there is none).
        frames: for laying tables.
        tables: for what the parts are of.

    Returns:
        pk (assignment and rule packed), until, below.
    """
    counted: dict[tuple[int, int], int] = {}
    for rule, member in zip(tables.of_part["rule"], tables.of_part["member"], strict=True):
        counted[rule, member] = counted.get((rule, member), 0) + 1
    clocks = frames.lay(
        {
            "rule": [rule for rule, _ in counted],
            "member": [member for _, member in counted],
            "clocks": list(counted.values()),
        }
    )
    of_part = frames.lay(tables.of_part).select("part", "rule", "member", "first_clock")
    # Only what is held in full, by the first clock, can be held below the level.
    lower_held = nw.when(c("first_clock") == 1).then(c("below")).otherwise(nw.lit(ALWAYS))
    members = (
        parts.join(of_part, on="part", how="inner")
        .with_columns(lower_held.cast(nw.Int64).alias("below"))
        .group_by("assignment", "rule", "member")
        .agg(c("until").min(), c("below").max(), nw.len().alias("n"))
        .join(clocks, on=["rule", "member"], how="inner")
        .with_columns(
            nw.when(c("n") >= c("clocks"))
            .then(c("until"))
            .otherwise(nw.lit(ALWAYS))
            .cast(nw.Int64)
            .alias("until")
        )
        .with_columns(nw.max_horizontal(c("until"), c("below")).alias("below"))
    )
    needed = frames.lay(_columns(tables.members_needed))
    held, lower = (_nth_latest(members, needed, name) for name in ("until", "below"))
    return lower.join(held, on=["assignment", "rule"], how="left").select(
        (c("assignment") * tables.part_count + c("rule")).alias("pk"),
        c("until").fill_null(ALWAYS).cast(nw.Int64),
        "below",
    )


def _columns(needed: Mapping[int, int]) -> dict[str, list[int]]:
    return {"rule": list(needed), "least": list(needed.values())}


def _nth_latest(members: Lazy, needed: Lazy, name: str) -> Lazy:
    """Return the n-th latest day of a column: the latest that so many are not before."""
    known = members.filter(c(name) > ALWAYS).select("assignment", "rule", name)
    others = known.select("assignment", "rule", c(name).alias("other"))
    return (
        known.unique()
        .join(others, on=["assignment", "rule"], how="inner")
        .filter(c("other") >= c(name))
        .group_by("assignment", "rule", name)
        .agg(nw.len().alias("n"))
        .join(needed, on="rule", how="inner")
        .filter(c("n") >= c("least"))
        .group_by("assignment", "rule")
        .agg(c(name).max())
    )
