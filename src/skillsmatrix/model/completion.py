"""A record that something was attended or achieved."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen


class Outcome(StrEnum):
    """What came of it; only ``complete`` earns anything."""

    COMPLETE = "complete"
    IN_PROGRESS = "in progress"
    FAILED = "failed"
    NOT_STARTED = "not started"


@frozen(kw_only=True)
class Completion:
    """One record of one person.

    Attributes:
        item: id of the course or competency it is about.
        completed: the day it was completed, if it was.
        expires: the source's own last valid day, kept as given.
        level: the level reached, for a competency that has levels.
        hours: hours of learning it was; None for the course's own.
        participatory_hours: how many of them with other people; None for as the course says.
        multi_agency_hours: how many of them with other agencies; None for as the course says.
        provider: id of the agency that provided it; empty where not known.
        source: the file and row it came from.
    """

    person: str
    item: str
    outcome: Outcome = Outcome.COMPLETE
    completed: date | None = None
    expires: date | None = None
    level: int | None = None
    hours: float | None = None
    participatory_hours: float | None = None
    multi_agency_hours: float | None = None
    provider: str = ""
    source: str = ""
