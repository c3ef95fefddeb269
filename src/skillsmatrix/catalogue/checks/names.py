"""Is everything that is named defined somewhere?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skillsmatrix.catalogue.checks.uses import uses
from skillsmatrix.catalogue.checks.written import Written
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Origin, Source
from skillsmatrix.problems import Place, Problem, near


def names_are_known(catalogue: Catalogue, written: Written) -> list[Problem]:
    """Report every id that is used and defined nowhere."""
    items = written["competency"] | written["course"]
    problems: list[Problem] = []
    for where, kind, names, place in uses(catalogue):
        known = items if kind == "item" else written[kind]
        problems += _unknown(kind.replace("_", "-"), names, known, where, place)
    return problems


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
        ("absence kind", catalogue.absence_kinds),
        ("recognition", catalogue.recognitions),
        ("extension", catalogue.extensions),
    ):
        for name, source in found.items():
            yield f"{kind} {name}", source
    for name, rule in catalogue.requirements.items():
        yield f"requirement {name}", rule
        for value in (*rule.within, *rule.grace, *rule.renewal):
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
