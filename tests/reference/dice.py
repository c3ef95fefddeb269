"""Chance that can be repeated, and days and lengths of time that lie on edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from skillsmatrix.dates import FOREVER, Convention, Interval, last_valid_day

T = TypeVar("T")

DAYS = [
    date(2026, 9, 30),
    date(2026, 9, 1),
    date(2026, 8, 31),
    date(2027, 1, 1),
    date(2026, 2, 28),
    date(2028, 2, 29),
    date(2026, 3, 31),
    date(2026, 5, 15),
]
SHORT = [Interval(4, "weeks"), Interval(3, "months"), Interval(30, "days"), Interval(0, "days")]
LONG = [Interval(6, "months"), Interval(12, "months"), Interval(1, "years"), Interval(26, "weeks")]
LONGER = [Interval(18, "months"), Interval(2, "years"), Interval(3, "years")]


class Dice(Random):
    """Random choices of the sorts that policies and records need."""

    def chance(self, share: float) -> bool:
        """Say yes in such a share of cases."""
        return self.random() < share

    def some(self, things: Sequence[T], most: int = 2) -> tuple[T, ...]:
        """Return one or several different things, in any order."""
        return tuple(self.sample(list(things), self.randint(1, min(most, len(things)))))

    def maybe(self, share: float, things: Sequence[T]) -> T | None:
        """Return one of the things in such a share of cases."""
        return self.choice(things) if self.chance(share) else None

    def scope(self, share: float, things: Sequence[T], most: int = 2) -> tuple[T, ...]:
        """Return some things in such a share of cases, else none."""
        return self.some(things, most) if self.chance(share) else ()

    def near(self, days: Sequence[date]) -> date:
        """Return one of the days, or the one before or after it."""
        return moved(self.choice(days), self.choice([0, 0, 0, 0, 1, -1]))


def moved(day: date, days: int) -> date:
    """Return a day so many days away, no later than the last there is."""
    return FOREVER if day == FOREVER else day + timedelta(days=days)


def starts(day: date, intervals: Iterable[Interval], convention: Convention) -> list[date]:
    """Return the days from which each interval lasts exactly through a day, or nearly so."""
    found = []
    for interval in intervals:
        months, days = interval.months, interval.days
        about = day - timedelta(days=days if days is not None else (months or 0) * 365.25 / 12)
        around = [about + timedelta(days=off) for off in range(-5, 6)]
        last = {start: last_valid_day(start, interval, convention) for start in around}
        found += [start for start in around if last[start] == day] or [
            min(around, key=lambda start: abs(last[start] - day))
        ]
    return found
