"""What can be said of one person, one agency and one competency on a day."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The answers, and how they count; the words are those people see."""

    MET = "met"
    EXPIRING = "expiring"
    EXEMPT = "exempt"
    PAUSED = "paused"
    NOT_YET_DUE = "not yet due"
    NOT_EVALUATED = "not evaluated"
    BELOW_LEVEL = "below level"
    EXPIRED = "expired"
    MISSING = "missing"

    @property
    def severity(self) -> int:
        """0 for met to 8 for missing: where several answers compete, the most severe stands."""
        return _SEVERITIES[self]

    @property
    def letter(self) -> str:
        """One letter for narrow tables: the first, except where two would share it."""
        return _LETTERS[self]


SEVERITY = tuple(Status)
"""All statuses, the least severe first; an engine's status code is the place in here."""

_SEVERITIES = {status: severity for severity, status in enumerate(SEVERITY)}

MEETING = (Status.MET, Status.EXPIRING)
"""Statuses that count as met."""

LEFT_OUT = (Status.EXEMPT, Status.PAUSED, Status.NOT_YET_DUE, Status.NOT_EVALUATED)
"""Statuses that a percentage as reported leaves out. All are more severe than those that are met:
an exemption added to one of two rules must not bring the other into the denominator."""

GAPS = (Status.BELOW_LEVEL, Status.EXPIRED, Status.MISSING)
"""Statuses that are gaps."""

_LETTERS = {
    Status.MET: "M",
    Status.EXPIRING: "E",
    Status.EXEMPT: "-",
    Status.PAUSED: "P",
    Status.NOT_YET_DUE: "N",
    Status.NOT_EVALUATED: "?",
    Status.BELOW_LEVEL: "B",
    Status.EXPIRED: "X",
    Status.MISSING: "O",
}
