"""Does what the catalogue says agree with itself? One function per question.

Each takes the catalogue and the ids *written* per kind of table. An id that was written but did
not make it into the catalogue has a problem of its own already and is not reported as unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import AwardKind, Effect
from skillsmatrix.model.dated import Dated, Origin, Source
from skillsmatrix.model.renewal import Calendar, Hours, RenewedBy, TwoClocks
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.problems import Place, Problem, near

Written = Mapping[str, frozenset[str]]
Check = Callable[[Catalogue, Written], list[Problem]]


def _unknown(
    kind: str, names: Iterable[str], known: Iterable[str], where: str, place: Place
) -> list[Problem]:
    known = set(known)
    return [
        Problem(
            f"unknown-{kind}",
            place,
            f"{where} names a {kind.replace('-', ' ')} that is not in the catalogue ({name})",
            near(name, known),
        )
        for name in names
        if name not in known
    ]


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
        for value in _dated(rule):
            yield f"requirement {name}", value


def _dated(rule: Requirement) -> tuple[Dated, ...]:
    return (*rule.within, *rule.renewal)


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
            for value in _dated(rule)
        ]
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
        for values in (rule.within, rule.renewal):
            ordered = sorted(values, key=lambda v: (v.layer, v.start or date.min))
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
        competency = catalogue.competencies.get(rule.competency)
        if competency is None or competency.end is None:
            continue
        if rule.end is None or rule.end > competency.end:
            problems.append(
                Problem(
                    "competency-ended",
                    rule.places.get("competency", rule.place),
                    f"requirement {rule.id} stands when competency {competency.id} is known"
                    f" but no longer in force (it ended on {competency.end})",
                    "End the requirement by that day, or name the competency that replaced it.",
                )
            )
    return problems


def levels_exist(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report levels that a competency does not have, and levels left out where it has some."""
    problems: list[Problem] = []
    claims: list[tuple[str, str, int | None, Place]] = [
        (f"requirement {rule.id}", rule.competency, rule.level, rule.place)
        for rule in catalogue.requirements.values()
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
                f"Levels: {', '.join(numbered)}." if numbered else "It has no levels: leave it out.",
            )
        )
    return problems


def renewals_make_sense(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report shares outside 0 to 1, days that are no day of a year, courses of the wrong sort."""
    problems: list[Problem] = []
    for rule in catalogue.requirements.values():
        for renewal in rule.renewal:
            what = ""
            if isinstance(renewal, Hours):
                for share in (renewal.participatory, renewal.multi_agency):
                    if not 0 <= share <= 1:
                        what = f"a share must lie between 0 and 1 ({share:g})"
            elif isinstance(renewal, Calendar):
                try:
                    date.fromisoformat(f"2023-{renewal.due}")
                except ValueError:
                    what = f"due must be a day of the year like 11-30 ({renewal.due})"
            if what:
                problems.append(
                    Problem(
                        "bad-value",
                        renewal.place,
                        f"requirement {rule.id}: {what}",
                        "Correct the value.",
                    )
                )
    return problems


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


def equivalences_agree(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report a pair that counts and is refused at the same time for the same agencies."""
    problems: list[Problem] = []
    links = list(catalogue.equivalences.values())
    refusals = [link for link in links if link.effect is Effect.REFUSED]
    for link in links:
        if link.item in link.competency:
            problems.append(
                Problem(
                    "counts-for-itself",
                    link.place,
                    f"equivalence {link.id} is from a competency to itself ({link.item})",
                    "Remove it: holding a competency always counts for it.",
                )
            )
    for link in links:
        if link.effect is not Effect.SATISFIES:
            continue
        for refusal in refusals:
            both = sorted(set(link.competency) & set(refusal.competency))
            same_scope = (link.sectors, link.agencies) == (refusal.sectors, refusal.agencies)
            if link.item == refusal.item and both and same_scope and _overlap(link, refusal):
                problems.append(
                    Problem(
                        "contradiction",
                        refusal.place,
                        f"{link.item} is refused for {both[0]} here and counts for it at"
                        f" {link.place} ({refusal.id}, {link.id})",
                        "End one of the two, or limit the refusal to a sector or an agency.",
                    )
                )
    return problems


def _overlap(one: Dated, other: Dated) -> bool:
    last_start = max(one.start or date.min, other.start or date.min)
    return last_start <= min(one.end or date.max, other.end or date.max)


def awards_fit_renewals(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report courses that can only renew what no requirement says another course renews."""
    renewable = {
        rule.competency
        for rule in catalogue.requirements.values()
        for renewal in rule.renewal
        if isinstance(renewal, RenewedBy)
    }
    required = {rule.competency for rule in catalogue.requirements.values()}
    return [
        Problem(
            "renewal-unused",
            course.place,
            f"course {course.id} only renews {award.competency}, which no requirement renews by"
            " another course",
            'Give a requirement a renewal of kind "renewed-by", or award it in full.',
        )
        for course in catalogue.courses.values()
        for award in course.awards
        if award.kind is AwardKind.RENEWAL
        and award.competency in required
        and award.competency not in renewable
    ]


CHECKS: tuple[Check, ...] = (
    names_are_known,
    sources_are_given,
    periods_run_forward,
    values_do_not_compete,
    requirements_are_whole,
    levels_exist,
    renewals_make_sense,
    items_have_one_name,
    equivalences_agree,
    awards_fit_renewals,
)
"""Every check, in the order it runs."""
