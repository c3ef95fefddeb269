"""How a competency is kept up, one class per kind; the kind is a word in the catalogue.

``evaluate`` has a formula for the kinds in :data:`EVALUATED`; the others are loaded and shown as
*not evaluated (kind)*, and never counted as met.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from skillsmatrix.dates import Interval
from skillsmatrix.model.dated import Dated
from skillsmatrix.model.source_expiry import SourceExpiry


@frozen(kw_only=True)
class Rolling(Dated):
    """Valid for an interval after each completion."""

    KIND: ClassVar[str] = "rolling"
    every: Interval
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
    """A number of learning hours in any window, with shares that must be of a certain sort.

    Attributes:
        participatory: share of the hours, 0 to 1, learnt with other people.
        multi_agency: share of the hours, 0 to 1, learnt with other agencies.
    """

    KIND: ClassVar[str] = "hours"
    hours: float
    window: Interval
    participatory: float = 0.0
    multi_agency: float = 0.0

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"{self.hours:g} hours in any {self.window}"


@frozen(kw_only=True)
class Events(Dated):
    """At least ``count`` of ``out_of`` events in each period."""

    KIND: ClassVar[str] = "events"
    count: int
    out_of: int
    period: str

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"{self.count} of {self.out_of} events each {self.period}"


@frozen(kw_only=True)
class Calendar(Dated):
    """Due on the same date each year (``MM-DD``), for the year that ends then."""

    KIND: ClassVar[str] = "calendar"
    due: str
    pieces: int = 1

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"by {self.due} each year"


@frozen(kw_only=True)
class TwoClocks(Dated):
    """Two intervals at once: the full training, and a shorter update between."""

    KIND: ClassVar[str] = "two-clocks"
    every: Interval
    update_every: Interval
    updated_by: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"every {self.every}, and an update every {self.update_every}"


@frozen(kw_only=True)
class RenewedBy(Dated):
    """Valid for an interval, renewed by other courses than the first; those cannot be the first."""

    KIND: ClassVar[str] = "renewed-by"
    every: Interval
    courses: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"every {self.every}, renewed by {', '.join(self.courses)}"


Renewal = Rolling | Once | Hours | Events | Calendar | TwoClocks | RenewedBy

KINDS: dict[str, type[Renewal]] = {
    kind.KIND: kind for kind in (Rolling, Once, Hours, Events, Calendar, TwoClocks, RenewedBy)
}
EVALUATED = (Rolling, Once)
