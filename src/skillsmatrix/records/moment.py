"""Moments up to which records were known: a day, through its end, or a time with its zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from skillsmatrix.errors import UsageError


def end_of_day(day: date) -> datetime:
    """Return the last moment of a day, in UTC.

    >>> end_of_day(date(2026, 9, 1))
    datetime.datetime(2026, 9, 1, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc)
    """
    return datetime.combine(day, time.max, UTC)


def read_moment(text: str) -> datetime:
    """Return the moment that a text means: a day, through its end in UTC, or a time with its zone.

    >>> str(read_moment("2026-09-01T12:00+01:00"))
    '2026-09-01 12:00:00+01:00'

    Raises:
        UsageError: it means none.
    """
    try:
        return end_of_day(date.fromisoformat(text))
    except ValueError:
        pass  # it may be a time
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"This is no moment ({text}). Write a day, 2026-09-01, or a time with its zone, "
            "2026-09-01T12:00Z."
        ) from None
    return with_zone(moment)


def with_zone(moment: datetime) -> datetime:
    """Return a moment as it is, if it has a time zone.

    Raises:
        UsageError: it has none, so nobody can say when it was.
    """
    if moment.tzinfo is None:
        raise UsageError(
            f"The time has no zone ({moment.isoformat()}). Write it as {moment.isoformat()}Z, "
            "or with its difference from UTC."
        )
    return moment


def kept(moment: datetime) -> str:
    """Return a moment as the store keeps those of imports, to the second.

    >>> kept(end_of_day(date(2026, 9, 1)))
    '2026-09-01T23:59:59+00:00'
    """
    return with_zone(moment).astimezone(UTC).isoformat(timespec="seconds")
