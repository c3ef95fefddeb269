"""Who must hold which competency, from which day, by when, renewed how, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen, validators

from skillsmatrix.dates import Interval
from skillsmatrix.model.dated import Dated, Source, value_on
from skillsmatrix.model.renewal import EVALUATED, Renewal
from skillsmatrix.model.standing import Standing
from skillsmatrix.problems import Place


@frozen(kw_only=True)
class Within(Dated):
    """The first deadline: how long after starting the competency must first be held."""

    value: Interval


@frozen(kw_only=True)
class Requirement(Source):
    """One rule of one body about one competency.

    It binds an assignment when every scope that is not empty holds the assignment's own value:
    ``roles`` (or any kind of such a role), and ``sectors``, ``agencies``, ``areas``,
    ``setting_types``.

    Attributes:
        competency: id of what must be held.
        level: the level of the competency needed, counted from 1, for one that has levels.
        weight: how much a gap matters beside others of the same standing, from 1 to 10.
        coverage: at least so many holders in each setting, instead of every person bound.
        start: the day the requirement takes force; None when it always was.
        end: its last day; None while it stands.
        within: the first deadline, as dated values.
        renewal: how it is kept up, as dated values.
    """

    id: str
    competency: str
    standing: Standing
    roles: tuple[str, ...]
    title: str = ""
    level: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    weight: int = field(default=1, validator=[validators.ge(1), validators.le(10)])
    sectors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    setting_types: tuple[str, ...] = ()
    coverage: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    start: date | None = None
    end: date | None = None
    within: tuple[Within, ...] = ()
    renewal: tuple[Renewal, ...] = ()
    demonstration: bool = False
    places: Mapping[str, Place] = field(factory=dict, eq=False)

    def renewal_on(self, day: date) -> Renewal | None:
        """Return how the competency is kept up on ``day``, or None if nothing is in force."""
        return value_on(self.renewal, day)

    def within_on(self, day: date) -> Within | None:
        """Return the first deadline in force on ``day``, or None for at once."""
        return value_on(self.within, day)

    def not_evaluated(self, day: date) -> str | None:
        """Return the kind of rule that cannot be evaluated yet, or None if it can."""
        if self.coverage is not None:
            return "coverage"
        renewal = self.renewal_on(day)
        if renewal is None:
            return "no renewal in force"
        return None if isinstance(renewal, EVALUATED) else renewal.KIND
