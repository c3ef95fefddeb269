"""Days, counts and percentages as people write them."""

from __future__ import annotations

from datetime import date


def long_day(day: date) -> str:
    """Return a day in words.

    >>> long_day(date(2026, 9, 30))
    '30 September 2026'
    """
    return f"{day.day} {day:%B %Y}"


def count_words(number: int, one: str, many: str) -> str:
    """Return a number with what it counts.

    >>> count_words(1, "person", "people"), count_words(2000, "person", "people")
    ('1 person', '2,000 people')
    """
    return f"{number:,} {one if number == 1 else many}"


def percent_words(value: float | None) -> str:
    """Return a percentage to one decimal."""
    return "nothing due" if value is None else f"{value:.1f} %"


def more_rows(count: int) -> tuple[str, ...]:
    """Return a note on rows that are not shown."""
    return (f"… and {count:,} more rows: --limit 0 shows all.",) if count > 0 else ()
