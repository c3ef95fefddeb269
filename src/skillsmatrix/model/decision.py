"""What somebody decided about a person's training, from when, until when, and why."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen


class DecisionKind(StrEnum):
    """The sorts of decisions."""

    EXEMPTION = "exemption"
    """Need not hold it from ``start`` through ``end``."""
    EXTENSION = "extension"
    """What would lapse or fall due from ``start`` through ``end`` holds through ``end``."""
    TEMPORARY = "temporary certification"
    """Counts as holding it from ``start`` through ``end``, whatever the records say."""
    REVOCATION = "revocation"
    """The record of ``subject`` completed on ``completed`` counts for nothing while this stands."""


@frozen(kw_only=True)
class Decision:
    """One decision about one person.

    Attributes:
        subject: id of a competency or a requirement; for a revocation of what the record names.
        reason: why, in words.
        decided_by: who decided.
        start: first day.
        end: last day; None while it stands. Extensions and temporary certifications have one.
        agency: only at this agency; empty for all.
        completed: for a revocation, the day the record says it was completed.
    """

    person: str
    kind: DecisionKind
    subject: str
    reason: str
    decided_by: str
    start: date
    end: date | None = None
    agency: str = ""
    completed: date | None = None
    source: str = ""
