"""Stretches of time that policy names, and the one function each gives: day → last day."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from attrs import frozen

from skillsmatrix.dates import (
    Convention,
    Interval,
    day_number,
    end_of_year,
    ending,
    from_day_number,
)


@frozen
class NextYear:
    """From any day in a year through the end of the next year.

    Attributes:
        first_day: the first day of the year, as ``MM-DD``.
    """

    first_day: str


@frozen
class WholeYear:
    """From any day through the end of the first year that is whole from then on.

    Attributes:
        begins: the first day of the year, as ``MM-DD``.
    """

    begins: str


Span = Interval | NextYear | WholeYear


@cache
def span_ending(span: Span, convention: Convention) -> Callable[[int], int]:
    """Return the function from a day's number to the number of the span's last day.

    >>> from datetime import date
    >>> day = date(2026, 9, 30)
    >>> next_year = span_ending(NextYear("09-01"), Convention.LAST_VALID_DAY)
    >>> from_day_number(next_year(day_number(day)))
    datetime.date(2028, 8, 31)
    >>> whole_year = span_ending(WholeYear("10-01"), Convention.LAST_VALID_DAY)
    >>> from_day_number(whole_year(day_number(day)))
    datetime.date(2027, 9, 30)
    """
    if isinstance(span, Interval):
        return ending(span, convention)
    last = _next_year(span.first_day) if isinstance(span, NextYear) else _whole(span.begins)
    return cache(last)


def _next_year(first_day: str) -> Callable[[int], int]:
    def last(day: int) -> int:
        return _end(_end(day, first_day) + 1, first_day)

    return last


def _whole(first_day: str) -> Callable[[int], int]:
    # Seen from the day before, the year that begins today is the next one.
    def last(day: int) -> int:
        return _end(_end(day - 1, first_day) + 1, first_day)

    return last


def _end(day: int, first_day: str) -> int:
    return day_number(end_of_year(from_day_number(day), first_day))
