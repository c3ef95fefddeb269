"""Rows that an extension for everybody, a grace, or an absence long over can change: few of many."""

from __future__ import annotations

from collections.abc import Callable

import narwhals as nw

from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.decided import Decided
from skillsmatrix.evaluate.frames import Frames, Lazy
from skillsmatrix.evaluate.widths import narrow
from skillsmatrix.matrix.calendar import first_start
from skillsmatrix.matrix.spans import span_ending
from skillsmatrix.matrix.tables import ALWAYS, NO_SPAN, Columns, Tables

c = nw.col

_MARGIN = 400
"""More than a span can differ in length from one day to another: whole years do by a year."""

_REACH = ("first", "last", "from_start", "to_start")


def near(
    frames: Frames, tables: Tables, decided: Decided, convention: Convention, rows: Lazy
) -> tuple[Lazy, Lazy]:
    """Return rows that an extension for everybody, or a grace, can change, and the others.

    Extensions that are over long ago still concern whatever lapsed or fell due in them.

    Args:
        frames: for laying tables.
        tables: the rules.
        decided: the extensions.
        convention: how intervals end.
        rows: as :func:`skillsmatrix.evaluate.status.bound` returns them.
    """
    reach = frames.lay(_reach(tables, decided.extended, convention))
    columns = rows.collect_schema().names()
    beside = rows.join(narrow(reach), on="rule", how="left").with_columns(
        *(c(name).fill_null(ALWAYS) for name in _REACH)
    )
    lapsed_in = (c("until") >= c("first")) & (c("until") <= c("last")) & (c("until") > ALWAYS)
    due_in = (c("start") >= c("from_start")) & (c("start") < c("to_start"))
    concerned = lapsed_in | due_in | (c("grace") != NO_SPAN)
    return (
        beside.filter(concerned).select(*columns),
        beside.filter(~concerned).select(*columns),
    )


def once_away(
    rows: Lazy, away: Lazy, tables: Tables, convention: Convention, day: int
) -> tuple[Lazy, Lazy]:
    """Return rows of people once away that need a closer look, and the others.

    What is held on the day is met, whatever happened once, unless an extension makes more of it; a
    gap is one since a later day only if it fell due in the time that people had.

    Args:
        rows: as :func:`skillsmatrix.evaluate.status.bound` returns them.
        away: person, first and last day of all the time a person had.
        tables: the rules.
        convention: how intervals end.
        day: the day asked about.
    """
    columns = rows.collect_schema().names()
    beside = rows.join(narrow(away), on="person", how="inner")
    spans = {tables.spans[number] for number in tables.of_rule["within"]}
    longest = max((span_ending(span, convention)(0) for span in spans), default=0) + _MARGIN
    fell_due = (c("until") <= c("last")) & (
        (c("until") >= c("first")) | (c("start") >= c("first") - longest)
    )
    closely = (c("special") == 1) | ((c("until") < day) & fell_due)
    return beside.filter(closely).select(*columns), beside.filter(~closely).select(*columns)


def _reach(tables: Tables, extended: Columns, convention: Convention) -> Columns:
    """Return first and last day of each rule's extensions, and the starts that fall due in them."""
    first, last = _widest(extended, "first", min), _widest(extended, "last", max)
    within = {rule: tables.spans[tables.of_rule["within"][rule]] for rule in first}
    return {
        "rule": list(first),
        "first": list(first.values()),
        "last": [last[rule] for rule in first],
        "from_start": [first_start(within[rule], first[rule], convention) for rule in first],
        "to_start": [first_start(within[rule], last[rule] + 1, convention) for rule in first],
    }


def _widest(extended: Columns, name: str, choose: Callable[[int, int], int]) -> dict[int, int]:
    """Return the first, or the last, day of all extensions for each rule."""
    found: dict[int, int] = {}
    for rule, day in zip(extended["rule"], extended[name], strict=True):
        found[rule] = choose(found.get(rule, day), day)
    return found
