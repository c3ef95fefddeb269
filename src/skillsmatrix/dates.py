"""Days, intervals, and the one function that says how long something is valid.

Every other module asks :func:`last_valid_day`; none does month arithmetic of its own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from attrs import field, frozen, validators

FOREVER = date(9999, 12, 31)
"""The last valid day of what never expires."""

_EPOCH = date(1970, 1, 1).toordinal()
_UNITS = ("days", "weeks", "months", "years")
_INTERVAL = re.compile(r"(\d+) (day|week|month|year)s?")


class Convention(StrEnum):
    """How "valid for 12 months" becomes a last valid day; a workspace declares one.

    The same certificate ends on different days in different products: Moodle Workplace and the
    bulk upload of the Adult Social Care Workforce Data Set (Skills for Care) end the day before
    the anniversary, others on it, NHS ESR's exports behave like 365-day years.
    """

    LAST_VALID_DAY = "last-valid-day"
    """Add the months, clamped to the month's end, then take a day off (ASC-WDS bulk upload)."""
    DAY_BEFORE = "day-before"
    """Take a day off, then add the months; from the 1st, to a month's end (ASC-WDS web form)."""
    ANNIVERSARY = "anniversary"
    """Valid through the anniversary itself."""
    DAYS = "days"
    """365-day years, the first day counted (as seen in an NHS ESR export)."""


@frozen(order=True)
class Interval:
    """A length of time in whole days, weeks, months or years.

    >>> Interval.parse("36 months")
    Interval(count=36, unit='months')
    >>> str(Interval(1, "years"))
    '1 year'
    """

    count: int = field(validator=validators.ge(0))
    unit: str = field(validator=validators.in_(_UNITS))

    @classmethod
    def parse(cls, text: str) -> Interval:
        """Read ``"36 months"``, ``"1 year"``, ``"6 weeks"`` or ``"0 days"``.

        Raises:
            ValueError: the text is none of these.
        """
        match = _INTERVAL.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not an interval ({text})")
        return cls(int(match[1]), match[2] + "s")

    @property
    def months(self) -> int | None:
        """The length in months, or None if it is counted in days or weeks."""
        if self.unit == "months":
            return self.count
        return 12 * self.count if self.unit == "years" else None

    @property
    def days(self) -> int | None:
        """The length in days, or None if it is counted in months or years."""
        if self.unit == "days":
            return self.count
        return 7 * self.count if self.unit == "weeks" else None

    def __str__(self) -> str:
        """Give the interval as it is written in the catalogue."""
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"


def shorter(one: Interval | None, other: Interval | None) -> Interval | None:
    """Return the shorter of two intervals, None standing for one without end.

    >>> str(shorter(Interval(1, "years"), Interval(6, "months")))
    '6 months'
    """
    if one is None or other is None:
        return one or other

    def about(interval: Interval) -> float:
        days = interval.days
        return days if days is not None else (interval.months or 0) * 365 / 12

    return min(one, other, key=about)


def last_valid_day(
    completed: date, interval: Interval, convention: Convention = Convention.LAST_VALID_DAY
) -> date:
    """Return the last day on which something completed on ``completed`` is still valid.

    Months are clamped to the end of the month *before* a day is taken off.

    >>> last_valid_day(date(2025, 1, 15), Interval(36, "months"))
    datetime.date(2028, 1, 14)
    >>> last_valid_day(date(2024, 2, 29), Interval(1, "years"))
    datetime.date(2025, 2, 27)
    >>> last_valid_day(date(2024, 2, 29), Interval(1, "years"), Convention.DAY_BEFORE)
    datetime.date(2025, 2, 28)
    """
    return from_day_number(last_valid_day_number(day_number(completed), interval, convention))


def last_valid_day_number(day: int, interval: Interval, convention: Convention) -> int:
    """Return :func:`last_valid_day` from and to day numbers."""
    return ending(interval, convention)(day)


@cache
def ending(interval: Interval, convention: Convention) -> Callable[[int], int]:
    """Return :func:`last_valid_day_number` for one interval and convention, for tabulating."""
    off = 0 if convention is Convention.ANNIVERSARY else 1
    days, months = interval.days, interval.months or 0
    if days is None and convention is Convention.DAYS:
        days = months * 365 // 12
    if days is not None:
        length = days - off
        return lambda day: min(day + length, FOREVER_NUMBER)
    if convention is Convention.DAY_BEFORE:
        return lambda day: min(_the_day_before(day, months), FOREVER_NUMBER)
    return lambda day: min(_plus_months(day, months) - off, FOREVER_NUMBER)


def _the_day_before(day: int, months: int) -> int:
    """Take the day off first; from the 1st of a month that would clamp, so there it goes last."""
    first_of_month = _split(day)[1] == 1
    return _plus_months(day, months) - 1 if first_of_month else _plus_months(day - 1, months)


def _plus_months(day: int, months: int) -> int:
    """Add months to a day number, clamped to the end of the month."""
    month, in_month = _split(day)
    first, length = _month(month + months)
    return first + min(in_month, length)


# A city's records fall on few days, and those in few months: each is looked up once.


@cache
def _split(day: int) -> tuple[int, int]:
    """Return the month of a day number, counted from the year 0, and the day in it."""
    found = date.fromordinal(day + _EPOCH)
    return found.year * 12 + found.month - 1, found.day


@cache
def _month(number: int) -> tuple[int, int]:
    """Return the day number before the month's first, and how many days it has."""
    year, month = divmod(number, 12)
    if year > FOREVER.year:
        return FOREVER_NUMBER, 31
    before = date(year, month + 1, 1).toordinal() - _EPOCH - 1
    return before, monthrange(year, month + 1)[1]


def end_of_year(day: date, first_day: str) -> date:
    """Return the last day of the year that holds a day and begins on ``first_day`` (``MM-DD``).

    >>> end_of_year(date(2026, 9, 1), "09-01"), end_of_year(date(2026, 8, 31), "09-01")
    (datetime.date(2027, 8, 31), datetime.date(2026, 8, 31))
    >>> end_of_year(date(1, 6, 1), "09-01")
    datetime.date(1, 8, 31)
    """
    begins = date.fromisoformat(f"{day.year:04}-{first_day}")
    year = day.year if day < begins else day.year + 1
    if year > FOREVER.year:
        return FOREVER
    return date.fromisoformat(f"{year:04}-{first_day}") - timedelta(days=1)


def days_after(day: date, count: int) -> date:
    """Return the day so many days later, or earlier; the last or first there is, beyond it.

    >>> days_after(date(2026, 9, 30), 1), days_after(date(9999, 12, 1), 90)
    (datetime.date(2026, 10, 1), datetime.date(9999, 12, 31))
    """
    return day + timedelta(days=max(min(count, (FOREVER - day).days), (date.min - day).days))


def day_number(day: date) -> int:
    """Return the day as whole days since 1 January 1970.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return day.toordinal() - _EPOCH


def from_day_number(number: int) -> date:
    """Return the day of a day number: the inverse of :func:`day_number`."""
    return date.fromordinal(number + _EPOCH)


FOREVER_NUMBER = day_number(FOREVER)


def in_force(start: date | None, end: date | None, day: date) -> bool:
    """Say whether ``day`` lies from ``start`` to ``end``, both included, None for open.

    >>> in_force(date(2025, 9, 1), None, date(2025, 8, 31))
    False
    """
    return (start is None or start <= day) and (end is None or day <= end)


def in_force_number(start: int, end: int | None, day: int) -> bool:
    """Say the same of day numbers."""
    return start <= day and (end is None or day <= end)
