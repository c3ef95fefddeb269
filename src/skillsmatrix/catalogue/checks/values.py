"""Do periods, dated values and levels make sense?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from skillsmatrix.catalogue.checks.written import Written
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.competency import Competency
from skillsmatrix.model.course import Effect
from skillsmatrix.model.dated import Dated
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.problems import Place, Problem


def periods_run_forward(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report ends that lie before their starts."""
    spans: list[tuple[str, date | None, date | None, Place]] = []
    for competency in catalogue.competencies.values():
        who = f"competency {competency.id}"
        spans.append((who, competency.start, competency.end, competency.place))
    for course in catalogue.courses.values():
        spans.append((f"course {course.id}", course.start, course.end, course.place))
    for rule in catalogue.requirements.values():
        spans.append((f"requirement {rule.id}", rule.start, rule.end, rule.place))
        spans += [
            (f"requirement {rule.id}", value.start, value.end, value.place)
            for value in (*rule.within, *rule.grace, *rule.renewal)
        ]
    for link in catalogue.equivalences.values():
        who = f"equivalence {link.id}"
        spans.append((who, link.start, link.end, link.place))
        spans.append((who, link.completed_from, link.completed_until, link.place))
    for said in catalogue.recognitions.values():
        spans.append((f"recognition {said.id}", said.start, said.end, said.place))
    for given in catalogue.extensions.values():
        spans.append((f"extension {given.id}", given.start, given.end, given.place))
    return [
        Problem(
            "end-before-start",
            place,
            f"{who} ends before it starts ({start} to {end})",
            "Correct one of the two days.",
        )
        for who, start, end, place in spans
        if start and end and end < start
    ]


def values_do_not_compete(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report two values of one layer for one thing that start on the same day."""
    problems: list[Problem] = []
    for rule in catalogue.requirements.values():
        for values in (rule.within, rule.grace, rule.renewal):
            dated: Sequence[Dated] = values
            ordered = sorted(dated, key=lambda v: (v.layer, v.start or date.min))
            for first, second in pairwise(ordered):
                if (first.layer, first.start) == (second.layer, second.start):
                    problems.append(
                        Problem(
                            "two-values",
                            second.place,
                            f"requirement {rule.id} has two values from the same day"
                            f" ({second.start or 'always'}); the other is at {first.place}",
                            "Give the later one its own start, or remove one.",
                        )
                    )
    return problems


def requirements_are_whole(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report requirements with no renewal, or on a competency that is not there at the time."""
    problems: list[Problem] = []
    for rule in catalogue.requirements.values():
        if not rule.renewal:
            problems.append(
                Problem(
                    "no-renewal",
                    rule.place,
                    f"requirement {rule.id} does not say how it is renewed",
                    'Add [[requirement.renewal]]; kind = "once" if it never is.',
                )
            )
        for competency in _needed_throughout(rule, catalogue):
            problems += _not_in_force(rule, competency)
    return problems


def _needed_throughout(rule: Requirement, catalogue: Catalogue) -> Iterator[Competency]:
    """Yield what cannot be held otherwise: one of several that count may begin later, or end."""
    if rule.members_needed == len(rule.members):
        for name in rule.members:
            if (competency := catalogue.competencies.get(name)) is not None:
                yield competency


def _not_in_force(rule: Requirement, competency: Competency) -> Iterator[Problem]:
    place = rule.places.get("of" if rule.of else "competency", rule.place)
    if competency.start and (rule.start is None or rule.start < competency.start):
        yield Problem(
            "competency-not-begun",
            place,
            f"requirement {rule.id} stands before competency {competency.id} is in force"
            f" (it begins on {competency.start})",
            "Start the requirement on that day or later.",
        )
    if competency.end and (rule.end is None or rule.end > competency.end):
        yield Problem(
            "competency-ended",
            place,
            f"requirement {rule.id} stands when competency {competency.id} is known"
            f" but no longer in force (it ended on {competency.end})",
            "End the requirement by that day, or name the competency that replaced it.",
        )


def levels_exist(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report levels that a competency does not have, and levels left out where it has some."""
    problems: list[Problem] = []
    claims: list[tuple[str, str, int | None, Place]] = [
        (f"requirement {rule.id}", rule.competency, rule.level, rule.place)
        for rule in catalogue.requirements.values()
        if not rule.of
    ]
    claims += [
        (f"course {course.id}", award.competency, award.level, course.place)
        for course in catalogue.courses.values()
        for award in course.awards
    ]
    claims += [
        (f"equivalence {link.id}", name, link.level, link.place)
        for link in catalogue.equivalences.values()
        if link.effect is Effect.SATISFIES
        for name in link.competency
    ]
    claims += [
        (f"recognition {said.id}", name, said.level, said.place)
        for said in catalogue.recognitions.values()
        if said.level is not None
        for name in said.competencies
    ]
    for who, name, level, place in claims:
        competency = catalogue.competencies.get(name)
        if competency is None:
            continue
        count = len(competency.levels)
        if (level is None and count == 0) or (level is not None and 1 <= level <= count):
            continue
        numbered = [f"{n} {title}" for n, title in enumerate(competency.levels, start=1)]
        problems.append(
            Problem(
                "no-such-level",
                place,
                f"{who} needs a level of {name} that it does not have"
                f" ({'none given' if level is None else level})",
                f"Levels: {', '.join(numbered)}."
                if numbered
                else "It has no levels: leave it out.",
            )
        )
    return problems
