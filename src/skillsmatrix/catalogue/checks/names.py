"""Is everything that is named defined somewhere?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from skillsmatrix.catalogue.checks.written import Written
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Origin, Source
from skillsmatrix.model.renewal import RenewedBy, TwoClocks
from skillsmatrix.problems import Place, Problem, near


def names_are_known(catalogue: Catalogue, written: Written) -> list[Problem]:
    """Report every id that is used and defined nowhere."""
    items = written["competency"] | written["course"]
    problems: list[Problem] = []
    for where, kind, names, place in _uses(catalogue):
        known = items if kind == "item" else written[kind]
        problems += _unknown(kind.replace("_", "-"), names, known, where, place)
    return problems


def _uses(catalogue: Catalogue) -> Iterator[tuple[str, str, Sequence[str], Place]]:
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
        who = f"requirement {rule.id}"
        for key, kind, names in (
            ("competency", "competency", (rule.competency,)),
            ("roles", "role", rule.roles),
            ("sectors", "sector", rule.sectors),
            ("areas", "area", rule.areas),
            ("setting_types", "setting_type", rule.setting_types),
        ):
            yield who, kind, names, rule.places.get(key, rule.place)
        for renewal in rule.renewal:
            if isinstance(renewal, RenewedBy):
                yield who, "course", renewal.courses, renewal.place
            elif isinstance(renewal, TwoClocks):
                yield who, "course", renewal.updated_by, renewal.place
    for course in catalogue.courses.values():
        who = f"course {course.id}"
        awarded = [award.competency for award in course.awards]
        yield who, "competency", awarded, course.places.get("awards", course.place)
        yield who, "competency", course.requires, course.places.get("requires", course.place)
    for link in catalogue.equivalences.values():
        who = f"equivalence {link.id}"
        yield who, "item", (link.item,), link.places.get("item", link.place)
        yield who, "competency", link.competency, link.places.get("competency", link.place)
        yield who, "sector", link.sectors, link.places.get("sectors", link.place)


def sources_are_given(catalogue: Catalogue, written: Written) -> list[Problem]:
    """Report references that do not exist, and outside rules that name no document."""
    problems: list[Problem] = []
    for who, source in _sources(catalogue):
        if source.reference is not None:
            problems += _unknown(
                "reference", (source.reference,), written["reference"], who, source.place
            )
        elif source.origin is not Origin.DEFAULT:
            problems.append(
                Problem(
                    "no-reference",
                    source.place,
                    f"{who} is {source.origin} but names no document",
                    'Add reference = "…", or say origin = "default".',
                )
            )
    return problems


def _sources(catalogue: Catalogue) -> Iterator[tuple[str, Source]]:
    for kind, found in (
        ("framework", catalogue.frameworks),
        ("ladder", catalogue.ladders),
        ("grouping", catalogue.groupings),
        ("course", catalogue.courses),
        ("equivalence", catalogue.equivalences),
    ):
        for name, source in found.items():
            yield f"{kind} {name}", source
    for name, rule in catalogue.requirements.items():
        yield f"requirement {name}", rule
        for value in (*rule.within, *rule.renewal):
            yield f"requirement {name}", value


def items_have_one_name(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report ids that are a course and a competency at once: a record could mean either."""
    return [
        Problem(
            "two-things",
            course.place,
            f"A course has the id of a competency ({name})",
            "Rename the course: records must be able to tell the two apart.",
        )
        for name, course in catalogue.courses.items()
        if name in catalogue.competencies
    ]


def _unknown(
    kind: str, names: Iterable[str], known: Iterable[str], where: str, place: Place
) -> list[Problem]:
    known = set(known)
    return [
        Problem(
            f"unknown-{kind}",
            place,
            f"{where} names {_a(kind)} that is not in the catalogue ({name})",
            near(name, known),
        )
        for name in names
        if name not in known
    ]


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind.replace('-', ' ')}"
