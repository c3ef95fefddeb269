"""Every case of every rule in one world: one policy, and people with ids of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve
from tests.engines.case import DAY, LONG_AGO, Case, D, Maker, off
from tests.engines.cases_amounts import AMOUNTS
from tests.engines.cases_counting import COUNTING
from tests.engines.cases_people import PEOPLE
from tests.engines.cases_recognised import RECOGNISED
from tests.engines.cases_renewals import RENEWALS
from tests.engines.cases_scopes import SCOPES
from tests.reference.world import Records, World

from skillsmatrix.dates import Convention, Interval
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.agency import Agency, Need, Setting
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.competency import Competency, Framework
from skillsmatrix.model.requirement import Clock
from skillsmatrix.model.role import Role, Term

EVERY = {**RENEWALS, **AMOUNTS, **SCOPES, **COUNTING, **RECOGNISED, **PEOPLE}
"""Id → case."""

_AGENCIES = (
    Agency(id="council", name="Council", sector="local-authority", area="stoke"),
    Agency(id="trust", name="Trust", sector="nhs", area="stoke"),
    Agency(id="county", name="County", sector="local-authority", area="staffs"),
)
_SETTINGS = (
    Setting(id="nursery", name="Nursery", agency="council", type="nursery"),
    Setting(id="edge", name="Over the edge", agency="council", area="staffs"),
    Setting(id="ward", name="Ward", agency="trust", type="ward"),
)
_NEEDS = (
    Need(setting="nursery", need="epilepsy", start=LONG_AGO),
    Need(setting="edge", need="epilepsy", start=LONG_AGO, end=off(DAY, -1)),
    Need(setting="ward", need="epilepsy", start=off(DAY, 1)),
    Need(setting="ward", need="asthma", start=LONG_AGO),
)
_MONTH = Interval(1, "months")
_ABSENCES = (
    AbsenceKind(
        id="leave", title="Leave", pauses=(Clock.EMPLOYER,), after=_MONTH, grace=_MONTH, origin=D
    ),
    AbsenceKind(id="sick", title="Sick", pauses=(Clock.EMPLOYER, Clock.REGISTRATION), origin=D),
)
_ROLES = (
    Role(id="staff", title="Staff"),
    Role(id="lead", title="Lead", kind_of=("staff",)),
    Role(id="head", title="Head", kind_of=("lead",)),
)
_WORDS = {
    "sectors": ("local-authority", "nhs"),
    "areas": ("stoke", "staffs"),
    "setting_types": ("nursery", "ward", "school"),
    "employments": ("bank", "permanent"),
    "tags": ("ratio", "lone", "driver"),
    "needs": ("epilepsy", "asthma"),
}


def every_case(convention: Convention) -> World:
    """Return the world of all cases; each person's id begins with that of their case."""
    cases = [make(Maker(name, convention)) for name, make in EVERY.items()]
    return World(
        catalogue=_catalogue(cases),
        agencies=_by_id(_AGENCIES),
        settings=_by_id(_SETTINGS),
        needs=_NEEDS,
        people={
            f"{case.id}/{number:02}": _named(records, f"{case.id}/{number:02}")
            for case in cases
            for number, records in enumerate(case.people)
        },
        day=DAY,
        convention=convention,
    )


def _catalogue(cases: list[Case]) -> Catalogue:
    words = {kind: {w: Term(id=w, title=w) for w in found} for kind, found in _WORDS.items()}
    roles = [*_ROLES, *(Role(id=case.id, title=case.id) for case in cases)]
    return Catalogue(
        layers=("world",),
        frameworks={name: Framework(id=name, title=name, origin=D) for name in "fg"},
        absence_kinds=_by_id(_ABSENCES),
        roles=_by_id(roles),
        competencies=_by_id(one for case in cases for one in _competencies(case)),
        requirements=_by_id(rule for case in cases for rule in case.rules),
        courses=_by_id(course for case in cases for course in case.courses),
        equivalences=_by_id(link for case in cases for link in case.links),
        ladders=_by_id(ladder for case in cases for ladder in case.ladders),
        recognitions=_by_id(one for case in cases for one in case.recognitions),
        extensions=_by_id(one for case in cases for one in case.extensions),
        **words,
    )


def _competencies(case: Case) -> Iterator[Competency]:
    """Yield the competencies of a case: those it describes, and those it only names."""
    yield from case.competencies
    described = {one.id for one in case.competencies}
    courses = {course.id for course in case.courses}
    named = {case.id}
    named |= {name for rule in case.rules for name in rule.members}
    named |= {award.competency for course in case.courses for award in course.awards}
    named |= {link.item for link in case.links}
    named |= {
        name
        for rule in case.rules
        for renewal in rule.renewal
        for name in getattr(renewal, "updated_by", ())
    }
    for name in sorted(named - described - courses):
        yield Competency(id=name, title=name, framework="f")


def _by_id(things: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for thing in things:
        assert thing.id not in found
        found[thing.id] = thing
    return found


def _named(records: Records, person: str) -> Records:
    """Return records with the person in each, assignments in the order that codes are given."""
    kinds = ("assignments", "absences", "completions", "decisions", "tags")
    named = {
        kind: tuple(evolve(record, person=person) for record in getattr(records, kind))
        for kind in kinds
    }
    named["assignments"] = tuple(
        sorted(named["assignments"], key=lambda a: (a.agency, a.role, a.start, a.setting))
    )
    return Records(**named)
