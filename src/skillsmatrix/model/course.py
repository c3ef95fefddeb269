"""What can be attended, and what attending it gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen, validators

from skillsmatrix.dates import Interval
from skillsmatrix.model.dated import Dated, Source
from skillsmatrix.problems import Place


class AwardKind(StrEnum):
    """What a course gives towards a competency."""

    FULL = "full"
    RENEWAL = "renewal"
    """Keeps the competency up but cannot be the first."""
    EVENT = "event"
    """One of the events that a renewal of kind ``events`` counts."""


@frozen(kw_only=True)
class Award:
    """A competency that a course gives, at a level for one that has levels."""

    competency: str
    level: int | None = None
    kind: AwardKind = AwardKind.FULL


@frozen(kw_only=True)
class Course(Source):
    """Something people can attend.

    Attributes:
        awards: what completing it gives; a course may give several competencies.
        requires: competency ids that must be held before.
        hours: length in hours, or None if not known.
        participatory: it is learnt with other people; None if not known, which counts as not.
        multi_agency: it is learnt with other agencies; None if not known, which counts as not.
        aligned: ids of frameworks it is aligned to.
        capacity: places in one session, or None if there is no limit.
        trainers: who delivers it, in words.
    """

    id: str
    title: str
    awards: tuple[Award, ...]
    requires: tuple[str, ...] = ()
    delivery: str = ""
    audience: str = ""
    trainers: str = ""
    hours: float | None = field(default=None, validator=validators.optional(validators.gt(0)))
    participatory: bool | None = None
    multi_agency: bool | None = None
    aligned: tuple[str, ...] = ()
    capacity: int | None = field(default=None, validator=validators.optional(validators.gt(0)))
    start: date | None = None
    end: date | None = None
    demonstration: bool = False
    places: Mapping[str, Place] = field(factory=dict, eq=False)


class Effect(StrEnum):
    """What an equivalence says."""

    SATISFIES = "satisfies"
    REFUSED = "refused"


@frozen(kw_only=True)
class Equivalence(Dated):
    """A one-way statement: holding ``item`` counts, or is refused, for ``competency``.

    Attributes:
        item: id of a competency or a course.
        competency: id of what it counts for; a refusal may be for one or many.
        level: the level it counts as, for a competency that has levels.
        valid_for: counts no longer than this after completion; None for as long as the
            requirement's own interval.
        completed_from: first day of completion that counts.
        completed_until: last day of completion that counts.
        sectors: only where the receiving agency is of one of these sectors; empty for all.
        agencies: only where the receiving agency is one of these; empty for all.
    """

    id: str
    item: str
    competency: tuple[str, ...]
    effect: Effect = Effect.SATISFIES
    level: int | None = None
    valid_for: Interval | None = None
    completed_from: date | None = None
    completed_until: date | None = None
    sectors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    places: Mapping[str, Place] = field(factory=dict, eq=False)
