"""Who must hold which competency, from which day, by when, renewed how, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen, validators

from skillsmatrix.dates import Interval
from skillsmatrix.model.dated import Dated, Source, value_on
from skillsmatrix.model.renewal import Renewal
from skillsmatrix.model.standing import Standing
from skillsmatrix.problems import Place


class Trigger(StrEnum):
    """From when a first deadline runs."""

    POST = "post"
    """The start of the post: of the first assignment of an unbroken run in one role at one place."""
    AGENCY = "agency"
    """The start of the person's unbroken service at the agency, by whatever posts there."""
    ROLE = "role"
    """The person's earliest start, anywhere and ever, in a role the requirement binds."""
    TAG = "tag"
    """The day a tag the requirement names was given, such as counting in ratio."""


class Clock(StrEnum):
    """Whose clock a requirement runs by: an absence pauses some and not others."""

    EMPLOYER = "employer"
    REGISTRATION = "registration"
    SUPERVISION = "supervision"


class Per(StrEnum):
    """What each must have enough holders, for a coverage requirement."""

    SETTING = "setting"
    TEAM = "team"
    AGENCY = "agency"


@frozen(kw_only=True)
class Within(Dated):
    """The first deadline: how long after a trigger the competency must first be held.

    Attributes:
        backdated: runs from the trigger even where that lies before the requirement took force; else
            whoever was there already has the same time from that day on.
    """

    value: Interval
    trigger: Trigger = Trigger.POST
    backdated: bool = False


@frozen(kw_only=True)
class Grace(Dated):
    """How long after a lapse some may go on, within limits, before it counts as a gap.

    Attributes:
        roles: only those in these roles, or any kind of them; empty for all who are bound.
        allows: what they may do meanwhile, in words.
    """

    value: Interval
    roles: tuple[str, ...] = ()
    allows: str = ""


@frozen(kw_only=True)
class Requirement(Source):
    """One rule of one body about one competency.

    It binds an assignment when every scope that is not empty holds the assignment's own value:
    ``roles`` (or any kind of such a role), ``sectors``, ``agencies``, ``areas``,
    ``setting_types``, ``employments``, ``tags`` (one of the person's), ``needs`` (one of the
    setting's), and the hours a week; hours that are not known bind.

    Attributes:
        competency: id of what must be held; of the heading, where ``of`` lists what counts.
        of: ids of competencies of which ``at_least`` must be held, instead of ``competency``.
        at_least: how many of ``of``; None for all.
        level: the level of the competency needed, counted from 1, for one that has levels.
        weight: how much a gap matters beside others of the same standing, from 1 to 10.
        hours_from: only those contracted for so many hours a week or more.
        hours_below: only those contracted for fewer hours a week.
        new_starters: only in the first so long after the start of a post; None for always.
        coverage: at least so many holders in each place, instead of every person bound. Roles
            then say who can be a holder, and the other scopes which places.
        per: which places, for coverage: settings, teams or agencies.
        clock: whose clock it is, for absences. A professional register's belongs to the person:
            where no first deadline says otherwise it runs from first taking up such a role, not
            from a post.
        start: the day the requirement takes force; None when it always was.
        end: its last day; None while it stands.
        within: the first deadline, as dated values.
        grace: what follows a lapse, as dated values.
        renewal: how it is kept up, as dated values.
    """

    id: str
    competency: str
    standing: Standing
    roles: tuple[str, ...]
    title: str = ""
    of: tuple[str, ...] = ()
    at_least: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    level: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    weight: int = field(default=1, validator=[validators.ge(1), validators.le(10)])
    sectors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    setting_types: tuple[str, ...] = ()
    employments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hours_from: float | None = field(default=None, validator=validators.optional(validators.gt(0)))
    hours_below: float | None = field(default=None, validator=validators.optional(validators.gt(0)))
    new_starters: Interval | None = None
    coverage: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    per: Per = Per.SETTING
    clock: Clock = Clock.EMPLOYER
    start: date | None = None
    end: date | None = None
    within: tuple[Within, ...] = ()
    grace: tuple[Grace, ...] = ()
    renewal: tuple[Renewal, ...] = ()
    demonstration: bool = False
    places: Mapping[str, Place] = field(factory=dict, eq=False)

    @property
    def members(self) -> tuple[str, ...]:
        """The competencies that are looked at: ``of``, or the one."""
        return self.of or (self.competency,)

    @property
    def members_needed(self) -> int:
        """How many of them must be held."""
        return self.at_least or len(self.members)

    def trigger_on(self, day: date) -> Trigger:
        """Return from when the first deadline runs, by what is in force on a day."""
        within = self.within_on(day)
        if within is not None:
            return within.trigger
        return Trigger.ROLE if self.clock is Clock.REGISTRATION else Trigger.POST

    def renewal_on(self, day: date) -> Renewal | None:
        """Return how the competency is kept up on ``day``, or None if nothing is in force."""
        return value_on(self.renewal, day)

    def within_on(self, day: date) -> Within | None:
        """Return the first deadline in force on ``day``, or None for at once."""
        return value_on(self.within, day)

    def grace_on(self, day: date) -> Grace | None:
        """Return what follows a lapse on ``day``, or None for nothing."""
        return value_on(self.grace, day)
