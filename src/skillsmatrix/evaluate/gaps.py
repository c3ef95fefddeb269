"""The cells themselves: who, where, which competency, what status, since or until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.computed import shared
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.matrix.tables import ALWAYS
from skillsmatrix.model.standing import Standing
from skillsmatrix.model.status import GAPS, SEVERITY, Status

c = nw.col

_MIDNIGHT = datetime(1970, 1, 1)


@frozen
class Cell:
    """The answer for one person, one agency and one competency.

    Attributes:
        requirement: id of the rule that decided.
        until: last valid day of the best record; None where none counts or it never ends.
        due: the day by which it must, or had to, be held: the later of the first deadline and
            ``until``; None where it never ends.
        overdue: days since ``due``; None unless it is a gap.
        role: the role of the assignment that decided.
    """

    person: str
    name: str
    agency: str
    competency: str
    requirement: str
    standing: Standing
    weight: int
    status: Status
    until: date | None
    due: date | None
    overdue: int | None
    role: str
    setting: str
    team: str
    manager: str


def cell_frame(scope: Scope, only: Only) -> Lazy:
    """Return the cells within the limits as a frame, by default the gaps, the worst first.

    The most binding standing comes first, then the longest overdue, then the weightiest.

    Returns:
        One row a cell with the columns of :class:`Cell`; ``status`` and ``standing`` as words,
        days as dates.
    """
    evaluation = scope.evaluation
    cells = scope.cells("person", "agency", "comp")
    wanted = [status.severity for status in only.statuses or GAPS]
    keep = c("severity").is_in(wanted)
    if only.within is not None:
        ends_soon = (c("until") >= evaluation.day) & (c("until") <= evaluation.day + only.within)
        keep = keep | ends_soon if not only.statuses else keep & ends_soon
    listed = shared(scope.with_rule(cells.filter(keep)))
    return _named(evaluation, shared(scope.with_deadline(listed)))


def _named(evaluation: Evaluation, cells: Lazy) -> Lazy:
    """Turn codes into names and day numbers into dates, and put the rows in order."""
    frames, rules = evaluation.frames, evaluation.tables.rules
    numbers = list(range(len(rules)))
    rule_names = frames.lay(
        {
            "rule": numbers,
            "requirement": [rule.id for rule in rules],
            "competency": [rule.competency for rule in rules],
            "weight": [rule.weight for rule in rules],
        }
    )
    managers = frames.people.select(
        c("person").alias("manager_code"), c("person_ref").alias("manager")
    )
    found = (
        cells.join(rule_names, on="rule", how="left")
        .join(evaluation.attributes, on="assignment", how="left")
        .join(frames.people, on="person", how="left")
        .join(_labels(evaluation, "agency"), left_on="agency", right_on="code", how="left")
        .join(_labels(evaluation, "role"), left_on="role", right_on="code", how="left")
        .join(_labels(evaluation, "setting"), left_on="setting", right_on="code", how="left")
        .join(_labels(evaluation, "team"), left_on="team", right_on="code", how="left")
        .with_columns(c("manager").cast(nw.Int64).alias("manager_code"))
        .drop("manager")
        .join(managers, on="manager_code", how="left")
        .join(_words(frames, "severity", "status_word", SEVERITY), on="severity", how="left")
        .join(_words(frames, "standing", "standing_word", Standing), on="standing", how="left")
    )
    gap = c("severity") >= min(status.severity for status in GAPS)
    due = nw.max_horizontal(c("last"), c("until"))
    never = c("until") >= FOREVER_NUMBER
    found = found.with_columns(
        nw.when(gap).then(evaluation.day - due).otherwise(nw.lit(None)).alias("overdue"),
        _date(nw.when((c("until") > ALWAYS) & ~never).then(c("until")), "until_day"),
        _date(nw.when((due > ALWAYS) & ~never).then(due), "due"),
        due.alias("due_number"),
    )
    return found.sort(
        "standing",
        "due_number",
        "weight",
        "person_ref",
        "agency_ref",
        "competency",
        descending=[False, False, True, False, False, False],
    ).select(
        c("person_ref").alias("person"),
        "name",
        c("agency_ref").alias("agency"),
        "competency",
        "requirement",
        c("standing_word").alias("standing"),
        "weight",
        c("status_word").alias("status"),
        c("until_day").alias("until"),
        "due",
        "overdue",
        c("role_ref").alias("role"),
        c("setting_ref").fill_null("").alias("setting"),
        c("team_ref").fill_null("").alias("team"),
        c("manager").fill_null(""),
    )


def _date(number: nw.Expr, name: str) -> nw.Expr:
    # From a moment, not a date: pandas adds no timedelta to a date.
    return (nw.lit(_MIDNIGHT) + number * timedelta(days=1)).cast(nw.Date).alias(name)


def _labels(evaluation: Evaluation, kind: str) -> Lazy:
    frames = evaluation.frames
    names = {
        "agency": {code: place.ref for code, place in frames.agencies.items()},
        "setting": {code: place.ref for code, place in frames.settings.items()},
        "role": frames.roles,
        "team": {code: place.ref for code, place in frames.teams.items()},
    }[kind]
    pairs = {NOWHERE: "", **names}
    return frames.lay({"code": list(pairs), f"{kind}_ref": list(pairs.values())})


def _words(frames: Frames, code: str, word: str, words: Iterable[StrEnum]) -> Lazy:
    listed = [item.value for item in words]
    return frames.lay({code: list(range(len(listed))), word: listed})


def cells_of(frame: Lazy) -> Iterator[Cell]:
    """Yield the rows of :func:`cell_frame` as values."""
    # Other libraries have other values for nothing.
    for row in frame.collect(backend="polars").iter_rows(named=True):
        yield Cell(
            **{
                **row,
                "standing": Standing(row["standing"]),
                "status": Status(row["status"]),
            }
        )
