"""What an answer rests on: the day asked about, what was known by when, and the catalogue."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from attrs import frozen

from skillsmatrix.report.words import long_day


@frozen(kw_only=True)
class Basis:
    """What it takes to give the same answer again.

    >>> print(Basis(day=date(2026, 9, 30), digest="0123456789abcdef"))
    As at 30 September 2026, by the rules of that day (catalogue 0123456789ab).

    Attributes:
        day: the day asked about.
        digest: of the catalogue; empty for one that was handed in.
        known_at: the moment up to which records were known; None for all that is recorded.
    """

    day: date
    digest: str
    known_at: datetime | None = None

    @property
    def moment(self) -> str:
        """The day, and what was known by when where that was asked."""
        return f"As at {long_day(self.day)}{known_words(self.known_at)}"

    def __str__(self) -> str:
        """Give all of it in a sentence."""
        return f"{self.moment}, by the rules of that day (catalogue {self.digest[:12] or 'given'})."

    @property
    def facts(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "as_at": self.day.isoformat(),
            "known_at": None if self.known_at is None else self.known_at.isoformat(),
            "catalogue": self.digest,
        }


def known_words(known_at: datetime | None) -> str:
    """Return by what had been recorded when; empty where that was not asked.

    >>> known_words(datetime(2026, 7, 5, 23, 59, tzinfo=UTC))
    ', as known on 2026-07-05 at 23:59 UTC'
    """
    if known_at is None:
        return ""
    return f", as known on {known_at.astimezone(UTC):%Y-%m-%d at %H:%M} UTC"
