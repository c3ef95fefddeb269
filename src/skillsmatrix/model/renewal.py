"""How a competency is kept up, one class per kind; the kind is a word in the catalogue.

Each says through which day a person's records keep a requirement met; ``matrix.parts`` resolves the
kinds into the few formulas of ``evaluate``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from attrs import field, frozen, validators

from skillsmatrix.dates import Interval
from skillsmatrix.model.dated import Dated
from skillsmatrix.model.source_expiry import SourceExpiry

_share = field(default=0.0, validator=[validators.ge(0), validators.le(1)])
_count = field(default=1, validator=validators.ge(1))


@frozen(kw_only=True)
class Rolling(Dated):
    """Valid for an interval after each completion.

    Attributes:
        every: how long.
        early: a renewal so long before the last valid day, or less, is dated from that day and
            loses nothing; None where every completion counts from its own day (first aid at work
            since 2013).
        lapsed_within: what can only renew does so until so long after a lapse; None for however
            long. Zero days: only while still valid.
        source_expiry: what an expiry that came with the record means.
    """

    KIND: ClassVar[str] = "rolling"
    every: Interval
    early: Interval | None = None
    lapsed_within: Interval | None = None
    source_expiry: SourceExpiry = SourceExpiry.WINS

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"every {self.every}"


@frozen(kw_only=True)
class Once(Dated):
    """Held for good once achieved."""

    KIND: ClassVar[str] = "once"
    source_expiry: SourceExpiry = SourceExpiry.WINS

    def __str__(self) -> str:
        """Say it in a few words."""
        return "once"


@frozen(kw_only=True)
class Hours(Dated):
    """A number of learning hours in any window, of which some must be of a certain sort.

    Attributes:
        hours: how many in the window.
        participatory: share of ``hours``, 0 to 1, learnt with other people.
        multi_agency: share of ``hours``, 0 to 1, learnt with other agencies.
        participatory_hours: the same as hours, where the source gives it so; the more of the two.
        multi_agency_hours: the same.
    """

    KIND: ClassVar[str] = "hours"
    hours: float = field(validator=validators.gt(0))
    window: Interval
    participatory: float = _share
    multi_agency: float = _share
    participatory_hours: float = field(default=0.0, validator=validators.ge(0))
    multi_agency_hours: float = field(default=0.0, validator=validators.ge(0))

    @property
    def participatory_needed(self) -> float:
        """The hours that must be participatory."""
        return max(self.participatory * self.hours, self.participatory_hours)

    @property
    def multi_agency_needed(self) -> float:
        """The hours that must be with other agencies."""
        return max(self.multi_agency * self.hours, self.multi_agency_hours)

    def __str__(self) -> str:
        """Say it in a few words."""
        sorts = [
            f"{hours:g} {sort}"
            for hours, sort in (
                (self.participatory_needed, "participatory"),
                (self.multi_agency_needed, "multi-agency"),
            )
            if hours
        ]
        of_which = f" ({', '.join(sorts)})" if sorts else ""
        return f"{self.hours:g} hours{of_which} in any {self.window}"


@frozen(kw_only=True)
class Events(Dated):
    """At least ``count`` of ``out_of`` events in each year; enough in one keep it through the next.

    Attributes:
        period: which year, by name or by its first day (``MM-DD``): see :data:`YEARS`.
        including: so many of them, ``including_count``, must be of these courses or competencies.
    """

    KIND: ClassVar[str] = "events"
    count: int = field(validator=validators.ge(1))
    out_of: int
    period: str
    including: tuple[str, ...] = ()
    including_count: int = _count

    @property
    def first_day(self) -> str:
        """The first day of the year, as ``MM-DD``."""
        return YEARS.get(self.period, self.period)

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"{self.count} of {self.out_of} events each {self.period}"


@frozen(kw_only=True)
class Calendar(Dated):
    """Due on the same date each year (``MM-DD``), for the year that ends then.

    Attributes:
        pieces: how many completions the year needs.
        including: so many of them, ``including_count``, must be of these courses or competencies.
    """

    KIND: ClassVar[str] = "calendar"
    due: str
    pieces: int = _count
    including: tuple[str, ...] = ()
    including_count: int = _count

    @property
    def first_day(self) -> str:
        """The first day of the year, as ``MM-DD``: the day after it is due."""
        after = date.fromisoformat(f"2023-{self.due}") + timedelta(days=1)
        return f"{after:%m-%d}"

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"by {self.due} each year"


@frozen(kw_only=True)
class TwoClocks(Dated):
    """Two intervals at once: the full training, and a shorter update between.

    Attributes:
        updated_by: courses, or competencies and all that counts for them, that are an update;
            the full training is one too.
    """

    KIND: ClassVar[str] = "two-clocks"
    every: Interval
    update_every: Interval
    updated_by: tuple[str, ...] = ()
    source_expiry: SourceExpiry = SourceExpiry.WINS

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"every {self.every}, and an update every {self.update_every}"


@frozen(kw_only=True)
class RenewedBy(Dated):
    """Valid for an interval, renewed by other courses than the first; those cannot be the first.

    Attributes:
        courses: those that only renew, besides any whose award says so.
        early: as for :class:`Rolling`.
        lapsed_within: as for :class:`Rolling`.
    """

    KIND: ClassVar[str] = "renewed-by"
    every: Interval
    courses: tuple[str, ...]
    early: Interval | None = None
    lapsed_within: Interval | None = None
    source_expiry: SourceExpiry = SourceExpiry.WINS

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"every {self.every}, renewed by {', '.join(self.courses)}"


Renewal = Rolling | Once | Hours | Events | Calendar | TwoClocks | RenewedBy

KINDS: dict[str, type[Renewal]] = {
    kind.KIND: kind for kind in (Rolling, Once, Hours, Events, Calendar, TwoClocks, RenewedBy)
}

YEARS = {
    "academic year": "09-01",
    "financial year": "04-01",
    "calendar year": "01-01",
    "registration year": "12-01",
}
"""Years that people name, by their first day; a registration year is Social Work England's."""
