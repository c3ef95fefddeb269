"""How much is met, in all and by agency, role, competency or whatever is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import narwhals as nw
from attrs import frozen

from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.frames import NOWHERE
from skillsmatrix.evaluate.only import Only, narrowed
from skillsmatrix.evaluate.status import Lazy
from skillsmatrix.model.standing import Standing
from skillsmatrix.model.status import GAPS, SEVERITY, Status

c = nw.col

GROUPINGS = ("agency", "sector", "area", "setting", "team", "role", "competency", "manager")
"""What a summary can be by."""

_GAP = min(status.severity for status in GAPS)


@frozen
class SummaryRow:
    """The figures of one group.

    Attributes:
        key: id of the group; empty for those in none.
        standing: the most binding standing among its rows.
        people: people with at least one gap.
    """

    key: str
    standing: Standing
    figures: Figures
    people: int


def total(evaluation: Evaluation, only: Only | None = None) -> Figures:
    """Return the figures of all distinct (person, competency) pairs, by the strictest answer."""
    cells = evaluation.cells(narrowed(evaluation, only or Only()), "person", "comp")
    answers = cells.group_by("severity", "rule").agg(nw.len().alias("n"))
    counts: dict[Status, int] = {}
    kinds: dict[str, int] = {}
    for severity, rule, n in _values(answers, "severity", "rule", "n"):
        status = SEVERITY[severity]
        counts[status] = counts.get(status, 0) + n
        if status is Status.NOT_EVALUATED:
            kind = evaluation.tables.rules[rule].renewal
            kinds[kind] = kinds.get(kind, 0) + n
    return Figures(counts, dict(sorted(kinds.items())))


def summary(evaluation: Evaluation, by: str, only: Only | None = None) -> tuple[SummaryRow, ...]:
    """Return the figures of each group, the one with most gaps first.

    Within a group each distinct (person, competency) counts once, by the strictest answer; so a
    person of two agencies counts in both, and once in the city.

    Args:
        evaluation: the evaluation to sum up.
        by: one of :data:`GROUPINGS`.
        only: limits.
    """
    rows = narrowed(evaluation, only or Only())
    column = "comp" if by == "competency" else by
    if column not in ("agency", "comp"):
        groups = evaluation.attributes.select("assignment", c(column).alias("group"))
        rows = rows.join(groups, on="assignment", how="inner")
        column = "group"
    keys = ("person", "comp") if column == "comp" else ("person", column, "comp")
    cells = evaluation.cells(rows, *keys)
    figures: dict[int, dict[Status, int]] = {}
    standing: dict[int, int] = {}
    counted = cells.group_by(column, "severity").agg(
        nw.len().alias("n"), c("standing").min().alias("binding")
    )
    for group, severity, n, binding in _values(counted, column, "severity", "n", "binding"):
        figures.setdefault(group, {})[SEVERITY[severity]] = n
        standing[group] = min(binding, standing.get(group, binding))
    missing = cells.filter(c("severity") >= _GAP).select("person", column).unique()
    people = dict(_values(missing.group_by(column).agg(nw.len().alias("n")), column, "n"))
    name = _namer(evaluation, by, figures)
    found = [
        SummaryRow(
            key=name(group),
            standing=list(Standing)[standing[group]],
            figures=Figures(counts),
            people=people.get(group, 0),
        )
        for group, counts in figures.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.figures.gaps, row.key)))


def people_in_scope(evaluation: Evaluation, only: Only | None = None) -> int:
    """Return how many people at least one rule binds."""
    people = narrowed(evaluation, only or Only()).select("person").unique()
    return int(people.select(nw.len().alias("n")).collect()["n"][0])


def competencies_in_scope(evaluation: Evaluation, only: Only | None = None) -> frozenset[str]:
    """Return the competencies that at least one rule asks of somebody."""
    codes = narrowed(evaluation, only or Only()).select("comp").unique().collect()["comp"]
    return frozenset(evaluation.tables.competencies[code] for code in codes.to_list())


def _values(frame: Lazy, *columns: str) -> Iterable[tuple[Any, ...]]:
    collected = frame.select(*columns).collect()
    return zip(*(collected[name].to_list() for name in columns), strict=True)


def _namer(evaluation: Evaluation, by: str, groups: Iterable[int]) -> Callable[[int], str]:
    """Return what turns the code of a group into its id."""
    frames = evaluation.frames
    names: dict[int, str]
    if by == "manager":
        heads = frames.people.filter(c("person").is_in([g for g in groups if g != NOWHERE]))
        names = dict(_values(heads, "person", "person_ref"))
    elif by in ("agency", "setting"):
        places = frames.agencies if by == "agency" else frames.settings
        names = {code: place.ref for code, place in places.items()}
    elif by in ("role", "team"):
        names = frames.roles if by == "role" else frames.teams
    else:
        listed = {
            "sector": evaluation.sectors,
            "area": evaluation.areas,
            "competency": evaluation.tables.competencies,
        }[by]
        names = dict(enumerate(listed))
    return lambda group: names.get(group, "")
