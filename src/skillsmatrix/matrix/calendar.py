"""The one expiry function as a table: day, span → last valid day.

Engines differ in month arithmetic; a joined table does not. So every path has the definition in
:func:`skillsmatrix.dates.last_valid_day`, and only that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from skillsmatrix.dates import Convention, day_number
from skillsmatrix.matrix.spans import Span, span_ending

Columns = dict[str, list[int]]

_EARLIEST = day_number(date(1, 2, 1))

STRIDE = 1_000
"""Spans are numbered below this, so that day × STRIDE + span is one key."""


def tabulate_calendar(
    days: Iterable[int], spans: Mapping[int, Span], convention: Convention
) -> Columns:
    """Return columns ``key`` (day × STRIDE + number of the span) and ``last`` (a day).

    >>> from skillsmatrix.dates import Interval
    >>> tabulate_calendar([0], {7: Interval(1, "years")}, Convention.LAST_VALID_DAY)
    {'key': [7], 'last': [364]}
    """
    wanted = list(set(days))
    columns: Columns = {"key": [], "last": []}
    for number, span in spans.items():
        columns["key"] += [day * STRIDE + number for day in wanted]
        columns["last"] += map(span_ending(span, convention), wanted)
    return columns


def tabulate_pairs(
    pairs: Iterable[tuple[int, int]], spans: Mapping[int, Span], convention: Convention
) -> Columns:
    """Return the same columns for these pairs of a day and the number of a span only.

    >>> from skillsmatrix.dates import Interval
    >>> tabulate_pairs([(0, 7)], {7: Interval(1, "years")}, Convention.LAST_VALID_DAY)
    {'key': [7], 'last': [364]}
    """
    ends = {number: span_ending(span, convention) for number, span in spans.items()}
    wanted = list(pairs)
    return {
        "key": [day * STRIDE + number for day, number in wanted],
        "last": [ends[number](day) for day, number in wanted],
    }


def first_start(within: Span, day: int, convention: Convention) -> int:
    """Return the first day of starting whose deadline has not passed on ``day``.

    Deadlines never move back as the start moves on, so halving finds it with the same function.

    >>> from skillsmatrix.dates import Interval
    >>> first_start(Interval(4, "weeks"), 100, Convention.LAST_VALID_DAY)
    73
    """
    last = span_ending(within, convention)
    before, after = _EARLIEST, day + 1
    while after - before > 1:
        middle = (before + after) // 2
        if last(middle) >= day:
            after = middle
        else:
            before = middle
    return after
