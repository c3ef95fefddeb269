"""How much is met, in all and by agency, role, competency or whatever is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import narwhals as nw
from attrs import frozen

from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.frames import NOWHERE
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.model.standing import Standing
from skillsmatrix.model.status import GAPS, SEVERITY, Status

c = nw.col

GROUPINGS = (
    "agency",
    "sector",
    "area",
    "setting",
    "team",
    "role",
    "competency",
    "manager",
    "employment",
)
"""What a summary can be by."""

_GAP = min(status.severity for status in GAPS)


@frozen
class SummaryRow:
    """The figures of one group.

    Attributes:
        key: id of the group; empty for those in none.
        standings: those that ask for a competency, the most binding first: its figures are of all
            of them; empty for other groups.
        people: people with at least one gap.
    """

    key: str
    standings: tuple[Standing, ...]
    figures: Figures
    people: int


def total(scope: Scope) -> Figures:
    """Return the figures of all distinct (person, competency) pairs, by the strictest answer."""
    keys, rules = ("person", "comp"), scope.evaluation.tables.rules
    counts: dict[Status, int] = {}
    kinds: dict[str, int] = {}
    for severity, n in scope.counts(keys, "severity"):
        counts[SEVERITY[severity]] = counts.get(SEVERITY[severity], 0) + n
    if Status.NOT_EVALUATED in counts:
        for severity, rule, n in scope.counts(keys, "severity", "rule"):
            if SEVERITY[severity] is Status.NOT_EVALUATED:
                kinds[rules[rule].renewal] = kinds.get(rules[rule].renewal, 0) + n
    return Figures(counts, dict(sorted(kinds.items())))


def summary(scope: Scope, by: str) -> tuple[SummaryRow, ...]:
    """Return the figures of each group, the one with most gaps first.

    Within a group each distinct (person, competency) counts once, by the strictest answer; so a
    person of two agencies counts in both, and once in the city.

    Args:
        scope: the rows to sum up.
        by: one of :data:`GROUPINGS`.
    """
    evaluation = scope.evaluation
    column = "rule" if by == "competency" else by
    if column not in ("agency", "rule"):
        groups = evaluation.attributes.select("assignment", c(column).alias("group"))
        scope = Scope(evaluation, scope.rows.join(groups, on="assignment", how="inner"))
        column = "group"
    keys = ("person", "comp") if column == "rule" else ("person", column, "comp")
    figures: dict[int, dict[Status, int]] = {}
    standings = _standings(scope) if by == "competency" else {}
    for group, severity, n in scope.counts(keys, column, "severity"):
        if column == "rule":
            competency = evaluation.tables.rules[group].competency
            group = evaluation.tables.competencies.index(competency)
        counts = figures.setdefault(group, {})
        counts[SEVERITY[severity]] = counts.get(SEVERITY[severity], 0) + n
    name = _namer(evaluation, by, figures)
    people = _people_with_gaps(scope, column)
    found = [
        SummaryRow(
            key=name(group),
            standings=standings.get(name(group), ()),
            figures=Figures(counts),
            people=people.get(group, 0),
        )
        for group, counts in figures.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.figures.gaps, row.key)))


def _standings(scope: Scope) -> dict[str, tuple[Standing, ...]]:
    """Return the standings of the rules that ask for each competency, the most binding first."""
    rules = scope.evaluation.tables.rules
    found: dict[str, set[Standing]] = {}
    for (rule,) in values(scope.rows.select("rule").unique(), "rule"):
        found.setdefault(rules[rule].competency, set()).add(rules[rule].standing)
    return {name: tuple(sorted(each, key=_rank)) for name, each in found.items()}


def _rank(standing: Standing) -> int:
    return standing.rank


def _people_with_gaps(scope: Scope, column: str) -> dict[int, int]:
    """Return how many people have a gap: a cell is one if any of its rows is."""
    found = scope.rows.filter(c("severity") >= _GAP)
    if column == "rule":
        people, column = scope.with_rule(found.select("person", "rule")), "comp"
    else:
        # Whatever else there is to sum up by follows from the assignment.
        people = found.select("assignment", "person", column).unique("assignment")
    counted = people.select("person", column).unique().group_by(column).agg(nw.len().alias("n"))
    return dict(values(counted, column, "n"))


def people_in_scope(scope: Scope) -> int:
    """Return how many people at least one rule binds."""
    people = scope.rows.select("person").unique()
    return int(people.select(nw.len().alias("n")).collect()["n"][0])


def competencies_in_scope(scope: Scope) -> frozenset[str]:
    """Return the competencies that at least one rule asks of somebody."""
    codes = scope.rows.select("rule").unique().collect()["rule"].to_list()
    return frozenset(scope.evaluation.tables.rules[code].competency for code in codes)


def _namer(evaluation: Evaluation, by: str, groups: Iterable[int]) -> Callable[[int], str]:
    """Return what turns the code of a group into its id."""
    frames = evaluation.frames
    names: dict[int, str]
    if by == "manager":
        heads = frames.people.filter(c("person").is_in([g for g in groups if g != NOWHERE]))
        names = dict(values(heads, "person", "person_ref"))
    elif by in ("agency", "setting", "team"):
        places = {"agency": frames.agencies, "setting": frames.settings, "team": frames.teams}[by]
        names = {code: place.ref for code, place in places.items()}
    elif by in ("role", "employment"):
        names = frames.roles if by == "role" else frames.employments
    else:
        listed = {
            "sector": evaluation.sectors,
            "area": evaluation.areas,
            "competency": evaluation.tables.competencies,
        }[by]
        names = dict(enumerate(listed))
    return lambda group: names.get(group, "")
