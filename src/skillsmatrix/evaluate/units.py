"""The same question in three units: requirements, people, records. They differ, and none is wrong."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
from attrs import field, frozen

from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.counted import own_until
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.model.status import GAPS, LEFT_OUT, Status

c = nw.col


@frozen
class Unit:
    """So many of so many, and what was left out of it.

    Attributes:
        met: how many are as they should be.
        of: of how many, as reported.
        left_out: why others are not among those → how many there are; with ``of`` they are all.
        all_in_met: how many of all are as they should be.
    """

    name: str
    met: int
    of: int
    left_out: Mapping[str, int] = field(factory=dict)
    all_in_met: int = 0

    @property
    def total(self) -> int:
        """Of how many all-in."""
        return self.of + sum(self.left_out.values())

    @property
    def percent(self) -> float | None:
        """``met`` as a percentage of ``of``, unrounded; None of nothing."""
        return 100 * self.met / self.of if self.of else None

    @property
    def all_in_percent(self) -> float | None:
        """``all_in_met`` as a percentage of all, unrounded; None of nothing."""
        return 100 * self.all_in_met / self.total if self.total else None


def requirements_unit(figures: Figures) -> Unit:
    """Return how many requirements are met, each person and competency once."""
    left_out = {status.name.lower(): figures[status] for status in LEFT_OUT}
    left_out["not_counted"] = figures.not_counted
    return Unit("requirements", figures.met, figures.required, left_out, figures.all_in_met)


def people_unit(scope: Scope, everybody: Scope) -> Unit:
    """Return how many people meet all that is due of them, of those of whom something is.

    Args:
        scope: the rows that percentages as reported are over.
        everybody: those of employments that are not counted as well.
    """
    counted = _people(scope)
    of_all = counted if everybody is scope else _people(everybody)
    left_out = {
        "nothing_due_yet": counted.waiting,
        "set_aside": counted.aside,
        "not_counted": of_all.total - counted.total,
    }
    return Unit("people", counted.met, counted.met + counted.short, left_out, of_all.met)


@frozen
class _People:
    """How many meet all, lack something, have nothing due yet, or only what is set aside."""

    met: int
    short: int
    waiting: int
    aside: int

    @property
    def total(self) -> int:
        return self.met + self.short + self.waiting + self.aside


def _people(scope: Scope) -> _People:
    least = min(status.severity for status in GAPS)
    sort = (
        nw.when(c("severity") >= least)
        .then(nw.lit(3))
        .when(~c("severity").is_in([status.severity for status in LEFT_OUT]))
        .then(nw.lit(2))
        .when(c("severity") == Status.NOT_YET_DUE.severity)
        .then(nw.lit(1))
        .otherwise(nw.lit(0))
    )
    worst = nw.concat(scope.worst("person", "comp"), how="vertical")
    people = worst.with_columns(sort.alias("sort")).group_by("person").agg(c("sort").max())
    of = dict(values(people.group_by("sort").agg(nw.len().alias("n")), "sort", "n"))
    aside, waiting, met, short = (int(of.get(number, 0)) for number in range(4))
    return _People(met, short, waiting, aside)


def records_unit(evaluation: Evaluation, scope: Scope, everybody: Scope) -> Unit:
    """Return how many records are in date, of those that count for something asked of their person.

    A record that a later one superseded counts as lapsed here, and nowhere else.

    Args:
        evaluation: the records.
        scope: the rows that percentages as reported are over.
        everybody: those of employments that are not counted as well.
    """
    met, of = _in_date(evaluation, scope)
    met_of_all, of_all = (met, of) if everybody is scope else _in_date(evaluation, everybody)
    left_out = {
        "nothing_asked": _completed(evaluation, everybody) - of_all,
        "not_counted": of_all - of,
    }
    return Unit("records", met, of, left_out, met_of_all)


def _completed(evaluation: Evaluation, scope: Scope) -> int:
    """Return how many records the people of a scope have up to the day, whatever they are of."""
    people = scope.rows.select(c("person").cast(nw.Int64)).unique()
    records = (
        evaluation.frames.completions.filter(c("completed") <= evaluation.day)
        .select(*(c(name).cast(nw.Int64) for name in ("person", "item", "completed")))
        .join(people, on="person", how="semi")
        .unique()
    )
    return int(records.select(nw.len().alias("n")).collect()["n"][0])


def _in_date(evaluation: Evaluation, scope: Scope) -> tuple[int, int]:
    """Return how many records are in date, and how many count for something asked."""
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
        return 0, 0
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
    return valid, valid + int(of.get(0, 0))
