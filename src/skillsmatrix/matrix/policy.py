"""All that policy says on one day, resolved: plain values, no graph is needed any more."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from skillsmatrix.dates import Interval
from skillsmatrix.matrix.agreed import Away, Extended, Recognised
from skillsmatrix.matrix.spans import NextYear, Span
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.requirement import Clock, Per, Trigger
from skillsmatrix.model.source_expiry import SourceExpiry
from skillsmatrix.model.standing import Standing


@frozen
class Refusal:
    """Agencies that refuse a grant by name; both empty for all agencies."""

    agencies: tuple[str, ...]
    sectors: tuple[str, ...]


@frozen
class CompiledGrant:
    """An item that counts for a requirement, as :class:`skillsmatrix.graph.Grant` says it."""

    item: str
    level: int
    levelled: bool
    expiry_direct: bool
    expiry_included: bool
    award: AwardKind
    valid_for: Interval | None
    completed_from: date | None
    completed_until: date | None
    agencies: tuple[str, ...]
    sectors: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    def accepted_at(self, agency: str, sector: str) -> bool:
        """Say whether an agency of a sector lets it count."""
        if not (self.agencies or self.sectors or self.refusals):
            return True

        def covers(agencies: tuple[str, ...], sectors: tuple[str, ...]) -> bool:
            return (not agencies or agency in agencies) and (not sectors or sector in sectors)

        if not covers(self.agencies, self.sectors):
            return False
        return not any(covers(refusal.agencies, refusal.sectors) for refusal in self.refusals)


class Formula(StrEnum):
    """How records become a last valid day; ``evaluate`` has a module for each."""

    BEST = "best"
    """The record that is valid longest; what only renews counts from the first full one on."""
    CHAIN = "chain"
    """The same, where a renewal depends on how long the one before it was valid."""
    HOURS = "hours"
    """Hours in a rolling window."""
    EVENTS = "events"
    """So many in a year keep it through the next."""


@frozen(kw_only=True)
class Part:
    """What one competency and one clock of a requirement ask for.

    Attributes:
        member: which of the requirement's competencies; two clocks of one have the same number.
        competency: the competency asked for.
        every: how long a record counts; None for good; for hours the window.
        year: for events, the year that counts.
        count: for events, how many; for hours, how many minutes.
        participatory: minutes that must be participatory.
        multi_agency: minutes that must be with other agencies.
        including: items of which ``including_count`` events must be; empty for any.
        source_expiry: what a record's own expiry means; None for nothing.
    """

    formula: Formula
    member: int
    competency: str
    grants: tuple[CompiledGrant, ...]
    every: Interval | None = None
    early: Interval | None = None
    lapsed_within: Interval | None = None
    year: NextYear | None = None
    count: int = 0
    participatory: int = 0
    multi_agency: int = 0
    including: tuple[str, ...] = ()
    including_count: int = 0
    source_expiry: SourceExpiry | None = None


@frozen(kw_only=True)
class Scope:
    """Where and whom a rule binds, roles apart; what is empty does not limit.

    Attributes:
        hours_from: minutes a week.
        hours_below: minutes a week.
    """

    sectors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    setting_types: tuple[str, ...] = ()
    employments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hours_from: int | None = None
    hours_below: int | None = None


@frozen(kw_only=True)
class Rule:
    """A requirement in force on the day.

    Attributes:
        roles: every role bound, wider ones resolved into the narrower.
        min_level: the level needed, 1 for a competency without levels.
        renewal: the kind of renewal; why not, where the rule cannot be evaluated.
        parts: what is asked for; none where the rule cannot be evaluated.
        members_needed: how many of the members must be held.
        within: the first deadline; zero days where none is given.
        start: the first deadline counts from this day at the earliest; None where from any day.
        new_starters: binds only in the first so long of a post.
        grace_roles: every role that has ``grace``.
    """

    id: str
    competency: str
    title: str
    standing: Standing
    weight: int
    roles: tuple[str, ...]
    scope: Scope
    min_level: int
    renewal: str
    parts: tuple[Part, ...]
    members_needed: int
    within: Span
    trigger: Trigger
    start: date | None
    new_starters: Interval | None
    clock: Clock
    grace: Interval | None
    grace_roles: tuple[str, ...]

    @property
    def evaluated(self) -> bool:
        """Whether there is a formula for it."""
        return bool(self.parts)


@frozen(kw_only=True)
class Coverage:
    """A rule that places must have so many holders of.

    Attributes:
        rule: who can be a holder, and when one is: it binds by role alone.
        scope: which places.
        least: how many holders.
    """

    rule: Rule
    scope: Scope
    least: int
    per: Per


@frozen(kw_only=True)
class Item:
    """What a course or competency is like, beside what it counts for.

    Attributes:
        minutes: how long a course is; 0 where not known.
        aligned: frameworks it belongs, or is aligned, to.
    """

    minutes: int = 0
    participatory: bool = False
    multi_agency: bool = False
    aligned: tuple[str, ...] = ()


@frozen
class Policy:
    """Every rule in force on a day, and the names people see.

    Attributes:
        day: the day whose rules these are.
        digest: the digest of the catalogue they come from.
        role_titles: role id → title.
        no_course: competencies that a rule needs and no course in force gives.
        coverage: what places need.
        recognitions: whose training counts where.
        extensions: days that everybody was given.
        away: what absences do.
        items: what counts for something → what it is like.
        frameworks: competency → framework.
    """

    day: date
    digest: str
    rules: tuple[Rule, ...]
    role_titles: dict[str, str]
    no_course: tuple[str, ...]
    coverage: tuple[Coverage, ...] = ()
    recognitions: tuple[Recognised, ...] = ()
    extensions: tuple[Extended, ...] = ()
    away: tuple[Away, ...] = ()
    items: dict[str, Item] = field(factory=dict)
    frameworks: dict[str, str] = field(factory=dict)
