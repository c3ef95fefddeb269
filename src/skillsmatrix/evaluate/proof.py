"""What a proof says: rule, records, answer; for one person, one agency, one competency."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.finding import Considered, MemberProof
from skillsmatrix.model.decision import Decision
from skillsmatrix.model.person import Absence, Assignment
from skillsmatrix.model.recognition import Extension
from skillsmatrix.model.requirement import Grace, Requirement, Trigger
from skillsmatrix.model.status import Status


@frozen
class FirstDeadline:
    """By when a competency must first be held.

    Attributes:
        last: the last day.
        since: the day it runs from.
        trigger: what that day is; the start of the rule, where that came later, if None.
    """

    last: date
    since: date
    trigger: Trigger | None


@frozen
class Moved:
    """A last day that somebody's word put off.

    Attributes:
        before: the day as it was; None where nothing was held.
        by: the extension for all, the personal one, or the temporary certification.
        of_deadline: it is the first deadline that moved.
    """

    before: date | None
    after: date
    by: Extension | Decision
    of_deadline: bool = False


@frozen(kw_only=True)
class RuleProof:
    """What one rule says of one assignment.

    Attributes:
        first: the first deadline as the rule gives it.
        deadline: its last day after all extensions.
        until: the last day it is held, after all extensions; None where it never was.
        due: the day by which it must, or had to, be held; None where it never ends.
        members: what they amount to, for each competency of the rule.
        earned: the last day by the records alone.
        below: the last day on which a lower level was held.
        moved: what put off the last day or the deadline.
        exemption: who decided that it need not be held.
        away: the absences of that day, whatever they do.
        pause: the one of them that stops the rule's clock.
        returned: the absence after which there is time until ``allowed``.
        grace: what follows the lapse, until ``allowed``.
        allowed: the last day of the time after a return or a lapse.
        courses: ids of courses in force that would cure a gap, or help to.
    """

    requirement: Requirement
    assignment: Assignment
    status: Status
    first: FirstDeadline
    deadline: date
    until: date | None
    due: date | None
    members: tuple[MemberProof, ...] = ()
    earned: date | None = None
    below: date | None = None
    moved: tuple[Moved, ...] = ()
    exemption: Decision | None = None
    away: tuple[Absence, ...] = ()
    pause: Absence | None = None
    returned: Absence | None = None
    grace: Grace | None = None
    allowed: date | None = None
    courses: tuple[str, ...] = ()

    @property
    def considered(self) -> tuple[Considered, ...]:
        """The records looked at, for one competency after another."""
        return tuple(told for member in self.members for told in member.considered)

    @property
    def order(self) -> tuple[int, date, int, str]:
        """The smaller, the stricter; among equals the post that began first."""
        return (
            -self.status.severity,
            self.due or FOREVER,
            self.requirement.standing.rank,
            self.requirement.id,
        )


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
