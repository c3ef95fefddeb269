"""Who names what: every id that one part of a catalogue uses of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.renewal import Calendar, Events, Renewal, RenewedBy, TwoClocks
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.problems import Place

Use = tuple[str, str, Sequence[str], Place]
"""Who names, what kind of thing (``item``: a course or a competency), by which ids, and where."""


def uses(catalogue: Catalogue) -> Iterator[Use]:
    """Yield who names what kind of thing, by which ids, and where."""
    for competency in catalogue.competencies.values():
        place = competency.places.get("framework", competency.place)
        yield f"competency {competency.id}", "framework", (competency.framework,), place
    for ladder in catalogue.ladders.values():
        place = ladder.places.get("rungs", ladder.place)
        yield f"ladder {ladder.id}", "competency", ladder.rungs, place
    for role in catalogue.roles.values():
        yield f"role {role.id}", "role", role.kind_of, role.places.get("kind_of", role.place)
    for rule in catalogue.requirements.values():
        yield from _of_requirement(rule)
    yield from _of_courses(catalogue)
    yield from _of_agreements(catalogue)


def _of_requirement(rule: Requirement) -> Iterator[Use]:
    who = f"requirement {rule.id}"
    for key, kind, names in (
        ("competency", "competency", (rule.competency,)),
        ("of", "competency", rule.of),
        ("roles", "role", rule.roles),
        ("sectors", "sector", rule.sectors),
        ("areas", "area", rule.areas),
        ("setting_types", "setting_type", rule.setting_types),
        ("employments", "employment", rule.employments),
        ("tags", "tag", rule.tags),
        ("needs", "need", rule.needs),
    ):
        yield who, kind, names, rule.places.get(key, rule.place)
    for grace in rule.grace:
        yield who, "role", grace.roles, grace.place
    for renewal in rule.renewal:
        yield from _of_renewal(who, renewal)


def _of_renewal(who: str, renewal: Renewal) -> Iterator[Use]:
    if isinstance(renewal, RenewedBy):
        yield who, "course", renewal.courses, renewal.place
    elif isinstance(renewal, TwoClocks):
        yield who, "item", renewal.updated_by, renewal.place
    elif isinstance(renewal, Events | Calendar):
        yield who, "item", renewal.including, renewal.place


def _of_courses(catalogue: Catalogue) -> Iterator[Use]:
    for course in catalogue.courses.values():
        who = f"course {course.id}"
        awarded = [award.competency for award in course.awards]
        yield who, "competency", awarded, course.places.get("awards", course.place)
        yield who, "competency", course.requires, course.places.get("requires", course.place)
        yield who, "framework", course.aligned, course.places.get("aligned", course.place)
    for link in catalogue.equivalences.values():
        who = f"equivalence {link.id}"
        yield who, "item", (link.item,), link.places.get("item", link.place)
        yield who, "competency", link.competency, link.places.get("competency", link.place)
        yield who, "sector", link.sectors, link.places.get("sectors", link.place)


def _of_agreements(catalogue: Catalogue) -> Iterator[Use]:
    """Yield what recognitions and extensions name; agencies are records, not policy."""
    for said in catalogue.recognitions.values():
        who = f"recognition {said.id}"
        for key, kind, names in (
            ("sectors", "sector", said.sectors),
            ("from_sectors", "sector", said.from_sectors),
            ("competencies", "competency", said.competencies),
            ("frameworks", "framework", said.frameworks),
            ("aligned", "framework", (said.aligned,) if said.aligned else ()),
        ):
            yield who, kind, names, said.places.get(key, said.place)
    for given in catalogue.extensions.values():
        who = f"extension {given.id}"
        place = given.places.get("competencies", given.place)
        yield who, "competency", given.competencies, place
        yield who, "sector", given.sectors, given.places.get("sectors", given.place)
