"""What a proof says: rule, records, answer; for one person, one agency, one competency."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from skillsmatrix.dates import FOREVER
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.status import Status


@frozen
class Considered:
    """A record and what became of it.

    Attributes:
        until: the last valid day it gives; None where it does not count.
        why: why it counts, or why it does not, in words.
        differs: the day the rule would give, where the source's own expiry stands instead.
    """

    completion: Completion
    until: date | None
    why: str
    below: bool = False
    differs: date | None = None


@frozen
class RuleProof:
    """What one rule says of one assignment.

    Attributes:
        deadline: the last day of the first deadline.
        until: the last valid day of the best record, None where none counts.
        courses: ids of courses in force that would cure a gap.
    """

    requirement: Requirement
    assignment: Assignment
    status: Status
    deadline: date
    until: date | None
    considered: tuple[Considered, ...]
    courses: tuple[str, ...] = ()

    @property
    def due(self) -> date | None:
        """The day by which it must, or had to, be held; None where it never ends."""
        if self.until == FOREVER:
            return None
        return max(self.deadline, self.until or date.min)

    @property
    def order(self) -> tuple[int, date, int, str]:
        """The smaller, the stricter."""
        time = self.until or self.deadline
        return -self.status.severity, time, self.requirement.standing.rank, self.requirement.id


@frozen
class CellProof:
    """The answer for an agency and a competency: the strictest of all rules that bind.

    Attributes:
        deciding: the rule whose answer stands.
        others: the rules that lost, the strictest first.
    """

    agency: str
    competency: str
    deciding: RuleProof
    others: tuple[RuleProof, ...] = ()

    @property
    def status(self) -> Status:
        """The answer."""
        return self.deciding.status
