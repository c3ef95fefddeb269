"""A world of one rule and one person, for tables of cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reference.world import Records, World

from skillsmatrix.dates import Convention, Interval
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.agency import Agency, Setting
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.competency import Competency
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.course import Award, Course, Equivalence
from skillsmatrix.model.dated import Origin
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Assignment, Tag
from skillsmatrix.model.requirement import Clock, Requirement
from skillsmatrix.model.role import Role
from skillsmatrix.model.standing import Standing

DAY = date(2026, 9, 30)
OLD = date(2015, 1, 1)
D = Origin.DEFAULT
P = "P"

_MONTH = Interval(1, "months")
_LEAVE = AbsenceKind(
    id="leave", title="Leave", pauses=(Clock.EMPLOYER,), after=_MONTH, grace=_MONTH, origin=D
)
_WORLD = ("ladders", "courses", "links", "extensions", "recognitions", "wanted", "convention")
_PERSON = ("posts", "held", "away", "decisions", "tagged")
AGENCIES = {
    "council": Agency(id="council", name="Council", sector="la", area="stoke"),
    "trust": Agency(id="trust", name="Trust", sector="nhs"),
}
SETTINGS = {
    "nursery": Setting(
        id="nursery", name="Nursery", agency="council", type="nursery", area="staffs"
    )
}


def small(**given: Any) -> World:
    """Return a world of one rule, ``rule``, about ``A`` of the council's nurse, unless told else.

    Args:
        given: what is in the world and what is recorded of the person, by the names above; the
            renewal of the rule; anything else is said by the rule.
    """
    told = {name: value for name, value in given.items() if name not in (*_WORLD, *_PERSON)}
    rule = Requirement(
        **{
            "id": "rule",
            "competency": "A",
            "standing": Standing.MANDATORY,
            "roles": ("staff",),
            "origin": D,
            **told,
            "renewal": (given["renewal"],),
            "within": tuple(given.get("within", ())),
            "grace": tuple(given.get("grace", ())),
        }
    )
    return World(
        catalogue=_catalogue(rule, given),
        agencies=AGENCIES,
        settings=SETTINGS,
        needs=tuple(given.get("wanted", ())),
        people={P: records(**{name: given[name] for name in _PERSON if name in given})},
        day=DAY,
        convention=given.get("convention", Convention.LAST_VALID_DAY),
    )


def _catalogue(rule: Requirement, given: dict[str, Any]) -> Catalogue:
    def by_id(name: str) -> dict[str, Any]:
        return {thing.id: thing for thing in given.get(name, ())}

    things = [Competency(id=name, title=name, framework="f") for name in "ABCD"]
    things.append(Competency(id="L", title="L", framework="f", levels=("some", "more")))
    return Catalogue(
        competencies={thing.id: thing for thing in things},
        roles={
            "staff": Role(id="staff", title="Staff"),
            "nurse": Role(id="nurse", title="Nurse", kind_of=("staff",)),
            "lead": Role(id="lead", title="Lead"),
        },
        absence_kinds={"leave": _LEAVE},
        requirements={rule.id: rule},
        ladders=by_id("ladders"),
        courses=by_id("courses"),
        equivalences=by_id("links"),
        recognitions=by_id("recognitions"),
        extensions=by_id("extensions"),
    )


def records(
    posts: list[Assignment] | None = None,
    held: list[Completion] | None = None,
    away: list[Absence] | None = None,
    decisions: list[Decision] | None = None,
    tagged: list[Tag] | None = None,
) -> Records:
    """Return what is recorded of a person, in post for long unless told else."""
    return Records(
        assignments=tuple(posts or [post(OLD)]),
        completions=tuple(held or ()),
        absences=tuple(away or ()),
        decisions=tuple(decisions or ()),
        tags=tuple(tagged or ()),
    )


def on(day: str | date) -> date:
    """Return a day written as text, or as it is."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def post(start: str | date, end: str | date | None = None, **more: Any) -> Assignment:
    told = {"person": P, "agency": "council", "role": "nurse", **more}
    return Assignment(start=on(start), end=on(end) if end else None, **told)


def done(day: str | date, item: str = "A", expires: str = "", **more: Any) -> Completion:
    own = on(expires) if expires else None
    return Completion(person=P, item=item, completed=on(day), expires=own, **more)


def says(kind: DecisionKind, start: str | date, end: str | date | None, **more: Any) -> Decision:
    told = {"person": P, "subject": "A", "reason": "-", "decided_by": "-", **more}
    return Decision(kind=kind, start=on(start), end=on(end) if end else None, **told)


def course(name: str, *awards: Award, **more: Any) -> Course:
    return Course(id=name, title=name, awards=awards, origin=D, **more)


def equal(item: str, competency: str = "A", **more: Any) -> Equivalence:
    told = {"origin": D, **more}
    name = f"{item}-{competency}-{told.get('effect', '')}"
    return Equivalence(id=name, item=item, competency=(competency,), **told)
