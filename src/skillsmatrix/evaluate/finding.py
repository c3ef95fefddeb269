"""What records amount to for one competency: a chain, hours or events, and how far they reach."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from skillsmatrix.dates import FOREVER
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.decision import Decision


@frozen
class Considered:
    """A record and what became of it.

    Attributes:
        until: the last day it gives, or on which it still counts; None where it does not count.
        why: why it counts, or why it does not, in words.
        below: it counts below the level needed.
        differs: the day the rule would give, where the source's own expiry stands instead.
        update: the last day it gives the shorter of two clocks; None where it gives it nothing.
    """

    completion: Completion
    until: date | None
    why: str
    below: bool = False
    differs: date | None = None
    update: date | None = None


class Step(StrEnum):
    """How a record carries a chain on."""

    FULL = "full"
    """It stands by itself."""
    RENEWED = "renewed"
    """It only renews, and there was something to renew."""
    CARRIED = "carried"
    """It came early, and is dated from the old last day."""


@frozen(eq=False)
class Link:
    """One record of a chain and the last day it gives.

    Attributes:
        before: the link that it renewed, or whose last day it goes on from.
    """

    completion: Completion
    until: date
    step: Step
    before: Link | None = None


@frozen
class Chain:
    """Records each valid for a time, of which the one that reaches furthest stands.

    Attributes:
        until: the last valid day; None where nothing counts.
        below: the last valid day of what was held below the level needed.
        best: the link that gives ``until``.
        clock: what it is, where a rule has two clocks.
    """

    until: date | None
    below: date | None = None
    best: Link | None = None
    clock: str = ""


@frozen
class Minutes:
    """Time of learning: all of it, and how much was with other people and other agencies."""

    total: int = 0
    participatory: int = 0
    multi_agency: int = 0

    def __add__(self, other: Minutes) -> Minutes:
        """Return both together."""
        return Minutes(
            self.total + other.total,
            self.participatory + other.participatory,
            self.multi_agency + other.multi_agency,
        )

    def reach(self, needed: Minutes) -> bool:
        """Say whether it is enough of each sort."""
        return (
            self.total >= needed.total
            and self.participatory >= needed.participatory
            and self.multi_agency >= needed.multi_agency
        )


@frozen
class HoursCounted:
    """Hours in a rolling window.

    Attributes:
        until: the last day on which they are enough; None where they never were.
        needed: how much is needed.
        now: how much is in the window on the day asked about.
        leaves: the day on which the oldest of them is in the window for the last time.
    """

    until: date | None
    needed: Minutes
    now: Minutes
    leaves: date | None = None
    below: None = None


@frozen
class YearCounted:
    """Events of one year.

    Attributes:
        last: the last day of the year.
        counted: how many there were.
        included: how many of them were of the sort that must be among them.
    """

    last: date
    counted: int
    included: int
    enough: bool


@frozen
class EventsCounted:
    """Events by year, the earliest year first.

    Attributes:
        until: the last day of the year after the latest year that had enough.
        needed: how many a year needs.
        included: how many of those must be of a certain sort.
    """

    until: date | None
    needed: int
    included: int
    years: tuple[YearCounted, ...]
    below: None = None


Finding = Chain | HoursCounted | EventsCounted


@frozen
class MemberProof:
    """One competency of a rule: what each of its clocks found.

    Attributes:
        until: through which day all of them are held; None where one is not.
        below: through which day a lower level was held.
        considered: the records looked at, in the order of the evidence.
        certified: the temporary certificate that counts for it and lasts longest.
    """

    competency: str
    until: date | None
    below: date | None
    findings: tuple[Finding, ...]
    considered: tuple[Considered, ...] = ()
    certified: Decision | None = None

    @property
    def last(self) -> date | None:
        """Through which day it is held, by records or by the certificate."""
        given = None if self.certified is None else self.certified.end or FOREVER
        return max((day for day in (self.until, given) if day is not None), default=None)
