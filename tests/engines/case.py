"""What a case is made of: policy of its own, and people on both sides of an edge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import frozen
from tests.reference.world import Records

from skillsmatrix.dates import Convention, Interval, last_valid_day
from skillsmatrix.model.competency import Competency, Ladder
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.course import Award, AwardKind, Course, Equivalence
from skillsmatrix.model.dated import Origin
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Assignment, Tag
from skillsmatrix.model.recognition import Extension, Recognition
from skillsmatrix.model.renewal import Once, Renewal
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.standing import Standing

DAY = date(2026, 9, 30)
LONG_AGO = date(2015, 1, 1)
D = Origin.DEFAULT


@frozen(kw_only=True)
class Case:
    """One thing that policy can say, and people it is said of; ids begin with the case's own.

    Attributes:
        id: also the competency asked for, and the role that its people are in.
    """

    id: str
    rules: tuple[Requirement, ...]
    people: tuple[Records, ...]
    competencies: tuple[Competency, ...] = ()
    courses: tuple[Course, ...] = ()
    links: tuple[Equivalence, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    extensions: tuple[Extension, ...] = ()


@frozen
class Maker:
    """Makes the parts of one case.

    Attributes:
        id: of the case.
        convention: how intervals end in its world.
    """

    id: str
    convention: Convention

    def name(self, part: str = "") -> str:
        """Return an id of this case: its competency, or something else of it."""
        return f"{self.id}-{part}" if part else self.id

    def rule(self, *renewal: Renewal, part: str = "rule", **more: Any) -> Requirement:
        """Return a rule for the role of the case; held once, unless told else."""
        told: dict[str, Any] = {
            "competency": self.id,
            "standing": Standing.MANDATORY,
            "roles": (self.id,),
            "renewal": renewal or (Once(origin=D),),
        }
        return Requirement(id=self.name(part), origin=D, **{**told, **more})

    def with_levels(self) -> Competency:
        """Return the competency of the case, with three levels."""
        levels = ("some", "more", "most")
        return Competency(id=self.id, title=self.id, framework="f", levels=levels)

    def course(self, part: str, *awards: tuple[str, Any], **more: Any) -> Course:
        """Return a course that gives competencies of the case, each as a kind or at a level."""
        given = tuple(
            Award(competency=self.name(of), kind=how)
            if isinstance(how, AwardKind)
            else Award(competency=self.name(of), level=how)
            for of, how in awards
        )
        return Course(id=self.name(part), title=part, awards=given, origin=D, **more)

    def link(self, part: str, item: str, *, to: str = "", **more: Any) -> Equivalence:
        """Return a statement that one item of the case counts for another."""
        told = {"item": self.name(item), "competency": (self.name(to),)}
        return Equivalence(id=self.name(part), origin=D, **told, **more)

    def who(self, *completions: Completion, **more: Any) -> Records:
        """Return somebody long in the role of the case, unless told else."""
        posts = more.pop("posts", (self.post(),))
        return Records(assignments=posts, completions=completions, **more)

    def post(self, start: date = LONG_AGO, **more: Any) -> Assignment:
        """Return an assignment in the role of the case."""
        told = {"agency": "council", "role": self.id}
        return Assignment(person="", start=start, **{**told, **more})

    def done(self, completed: date, part: str = "", **more: Any) -> Completion:
        """Return a record of the competency of the case, or of another item of it."""
        return Completion(person="", item=self.name(part), completed=completed, **more)

    def decided(self, kind: DecisionKind, start: date, end: date | None, **more: Any) -> Decision:
        """Return a decision about the competency of the case."""
        told = {"subject": self.id, "reason": "as asked", "decided_by": "lead"}
        return Decision(person="", kind=kind, start=start, end=end, **{**told, **more})

    def end(self, start: date, interval: str) -> date:
        """Return the last valid day."""
        return last_valid_day(start, Interval.parse(interval), self.convention)

    def first(self, interval: str, day: date = DAY) -> date:
        """Return the first day from which an interval lasts through a day."""
        start = day
        while self.end(start - timedelta(days=1), interval) >= day:
            start -= timedelta(days=1)
        return start

    def edge(self, interval: str, day: date = DAY) -> Iterator[date]:
        """Yield the last day from which it does not last so long, and the first from which it does."""
        yield self.first(interval, day) - timedelta(days=1)
        yield self.first(interval, day)


def off(day: date, days: int) -> date:
    """Return a day so many days away."""
    return day + timedelta(days=days)


def away(kind: str, start: date, end: date | None = None) -> Absence:
    """Return an absence."""
    return Absence(person="", kind=kind, start=start, end=end)


def tagged(tag: str, start: date = LONG_AGO, end: date | None = None) -> Tag:
    """Return a tag."""
    return Tag(person="", tag=tag, start=start, end=end)
