"""Where a source's own expiry differs from what the rule would say."""

from __future__ import annotations

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.matrix.tables import IGNORED

c = nw.col


@frozen
class ExpiryDifference:
    """How many records say another last valid day than a requirement's own interval.

    Attributes:
        later: the source's day lies after the rule's; the others lie before.
    """

    requirement: str
    records: int
    later: int


def expiry_differences(evaluation: Evaluation) -> tuple[ExpiryDifference, ...]:
    """Return, for each requirement, how many records came with another expiry than it gives.

    The source's day is kept, and stands unless the requirement asks for the earlier of the two;
    it is never recomputed silently.
    """
    tables = evaluation.tables
    speaking = [
        evaluation.records.counting(formula, counts).select(
            "part", "own", "last", "own_expiry", "reaches"
        )
        for found in (tables.counts, tables.several)
        for formula, counts in found.items()
        if counts["item"]
    ]
    if not speaking:
        return ()
    of_part = evaluation.frames.lay(tables.of_part).select("part", "rule")
    differing = (
        nw.concat(speaking, how="vertical")
        .filter(
            c("own") < FOREVER_NUMBER,
            c("own") != c("last"),
            c("reaches"),
            c("own_expiry") != IGNORED,
        )
        .join(of_part, on="part", how="inner")
    )
    later = nw.when(c("own") > c("last")).then(nw.lit(1)).otherwise(nw.lit(0))
    counted = (
        differing.with_columns(later.alias("later"))
        .group_by("rule")
        .agg(nw.len().alias("n"), c("later").sum())
        .collect()
    )
    rules = tables.rules
    found = [
        ExpiryDifference(rules[rule].id, int(n), int(more))
        for rule, n, more in zip(
            counted["rule"].to_list(),
            counted["n"].to_list(),
            counted["later"].to_list(),
            strict=True,
        )
    ]
    return tuple(sorted(found, key=lambda d: (-d.records, d.requirement)))
