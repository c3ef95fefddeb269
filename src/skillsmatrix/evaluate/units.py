"""The same question in three units: requirements, people, records. They differ, and none is wrong."""

from __future__ import annotations

import narwhals as nw
from attrs import frozen

from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.counted import own_until
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.model.status import GAPS, LEFT_OUT

c = nw.col


@frozen
class Unit:
    """So many of so many.

    Attributes:
        met: how many are as they should be.
        of: of how many.
    """

    name: str
    met: int
    of: int

    @property
    def percent(self) -> float | None:
        """``met`` as a percentage of ``of``, unrounded; None of nothing."""
        return 100 * self.met / self.of if self.of else None


def people_unit(scope: Scope) -> Unit:
    """Return how many people meet all that is due of them, of those of whom something is."""
    aside = [status.severity for status in LEFT_OUT]
    least = min(status.severity for status in GAPS)
    worst = (
        nw.concat(scope.worst("person", "comp"), how="vertical")
        .filter(~c("severity").is_in(aside))
        .group_by("person")
        .agg(c("severity").max())
    )
    gap = nw.when(c("severity") >= least).then(nw.lit(1)).otherwise(nw.lit(0))
    counted = worst.with_columns(gap.alias("gap")).group_by("gap").agg(nw.len().alias("n"))
    of = dict(values(counted, "gap", "n"))
    met = int(of.get(0, 0))
    return Unit("people", met, met + int(of.get(1, 0)))


def records_unit(evaluation: Evaluation, scope: Scope) -> Unit:
    """Return how many records are in date, of those that count for something asked of their person.

    A record that a later one superseded counts as lapsed here, and nowhere else.
    """
    tables = evaluation.tables
    posts = scope.rows.select(c("assignment").cast(nw.Int64), c("rule").cast(nw.Int64))
    of_part = evaluation.frames.lay(tables.of_part).select("part", "rule")
    told = [
        evaluation.records.counting(formula, counts)
        .filter(c("reaches"))
        .with_columns(own_until().alias("until"))
        .select("assignment", "part", "item", "completed", "until")
        for found in (tables.counts, tables.several)
        for formula, counts in found.items()
        if counts["item"]
    ]
    if not told:
        return Unit("records", 0, 0)
    people = evaluation.records.who.select("assignment", "person")
    records = (
        nw.concat(told, how="vertical")
        .join(of_part, on="part", how="inner")
        .join(posts, on=["assignment", "rule"], how="semi")
        .join(people, on="assignment", how="inner")
        .group_by("person", "item", "completed")
        .agg(c("until").max())
    )
    inside = nw.when(c("until") >= evaluation.day).then(nw.lit(1)).otherwise(nw.lit(0))
    counted = records.with_columns(inside.alias("valid")).group_by("valid").agg(nw.len().alias("n"))
    of = dict(values(counted, "valid", "n"))
    valid = int(of.get(1, 0))
    return Unit("records", valid, valid + int(of.get(0, 0)))
