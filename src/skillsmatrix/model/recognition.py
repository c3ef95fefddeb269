"""Whose training an agency accepts, and days that everybody was given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen, validators

from skillsmatrix.dates import Interval
from skillsmatrix.model.dated import Dated, Source
from skillsmatrix.problems import Place


class Acceptance(StrEnum):
    """What a recognition says."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


@frozen(kw_only=True)
class Recognition(Dated):
    """A directed statement: some agencies accept, or refuse, training that others provided.

    Where several speak of a record, the one that names the receiving agency goes before one for its
    sector, that before one for all; then the same for the provider; then one that names the
    competency before one for its framework, that before one for all; then the later layer, then the
    latest to start. Where none speaks, training is accepted; an agency's own always is.

    Attributes:
        agencies: the receiving agencies; with ``sectors`` empty too, all.
        sectors: sectors of receiving agencies.
        from_agencies: the providers; with ``from_sectors`` empty too, all.
        from_sectors: sectors of providers.
        competencies: of which competencies; with ``frameworks`` empty too, all.
        frameworks: competencies of these frameworks.
        acceptance: accepted, perhaps within the limits below, or refused.
        level: counts as no higher a level than this.
        not_older_than: counts no longer than this after completion.
        aligned: only if the course, or the competency recorded, belongs or is aligned to this
            framework; other records are refused.
    """

    id: str
    agencies: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    from_agencies: tuple[str, ...] = ()
    from_sectors: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    acceptance: Acceptance = Acceptance.ACCEPTED
    level: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    not_older_than: Interval | None = None
    aligned: str | None = None
    places: Mapping[str, Place] = field(factory=dict, eq=False)


@frozen(kw_only=True)
class Extension(Source):
    """Days that everybody was given: what would lapse or fall due in a stretch holds to its end.

    Such as the extension of paediatric first aid certificates in 2020 and 2021.

    Attributes:
        competencies: of which competencies.
        start: first day of the stretch.
        end: its last day, through which all of it holds.
        agencies: only at these agencies; empty for all.
        sectors: only at agencies of these sectors; empty for all.
    """

    id: str
    competencies: tuple[str, ...]
    start: date
    end: date
    agencies: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    places: Mapping[str, Place] = field(factory=dict, eq=False)
