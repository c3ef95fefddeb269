"""Graph, day → policy: the one time the graph is asked what counts for what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from skillsmatrix.dates import Interval, in_force
from skillsmatrix.graph import PolicyGraph, grants
from skillsmatrix.matrix.agreed import Away, Extended, Recognised
from skillsmatrix.matrix.parts import parts_of
from skillsmatrix.matrix.policy import (
    Coverage,
    Item,
    Policy,
    Rule,
    Scope,
)
from skillsmatrix.matrix.spans import Span, WholeYear
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.renewal import Calendar, Events, Renewal
from skillsmatrix.model.requirement import Requirement

_AT_ONCE = Interval(0, "days")


def compile_policy(graph: PolicyGraph, day: date, digest: str = "") -> Policy:
    """Return what the graph says on a day, resolved into plain values."""
    catalogue = graph.catalogue
    standing = [
        requirement
        for requirement in catalogue.requirements.values()
        if in_force(requirement.start, requirement.end, day)
    ]
    rules, coverage = [], []
    for requirement in standing:
        rule = _rule(graph, requirement, day)
        if requirement.coverage is None:
            rules.append(rule)
        else:
            anywhere, least = evolve(rule, scope=Scope()), requirement.coverage
            coverage.append(
                Coverage(rule=anywhere, scope=rule.scope, least=least, per=requirement.per)
            )
    of_coverage = [needed.rule for needed in coverage]
    return Policy(
        day=day,
        digest=digest,
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        coverage=tuple(sorted(coverage, key=lambda needed: needed.rule.id)),
        role_titles={role.id: role.title for role in catalogue.roles.values()},
        no_course=_no_course(graph, standing, day),
        recognitions=_recognitions(catalogue, day),
        extensions=tuple(
            Extended(
                competencies=found.competencies,
                start=found.start,
                end=found.end,
                agencies=found.agencies,
                sectors=found.sectors,
            )
            for found in catalogue.extensions.values()
        ),
        away=tuple(
            Away(kind=kind.id, pauses=kind.pauses, after=kind.after, grace=kind.grace)
            for kind in catalogue.absence_kinds.values()
        ),
        items=_items(catalogue, [*rules, *of_coverage]),
        frameworks={found.id: found.framework for found in catalogue.competencies.values()},
    )


def _rule(graph: PolicyGraph, requirement: Requirement, day: date) -> Rule:
    renewal = requirement.renewal_on(day)
    within = requirement.within_on(day)
    grace = requirement.grace_on(day)
    return Rule(
        id=requirement.id,
        competency=requirement.competency,
        title=graph.catalogue.competencies[requirement.competency].title,
        standing=requirement.standing,
        weight=requirement.weight,
        roles=_narrower(graph, requirement.roles),
        scope=Scope(
            sectors=requirement.sectors,
            agencies=requirement.agencies,
            areas=requirement.areas,
            setting_types=requirement.setting_types,
            employments=requirement.employments,
            tags=requirement.tags,
            needs=requirement.needs,
            hours_from=_minutes(requirement.hours_from),
            hours_below=_minutes(requirement.hours_below),
        ),
        min_level=requirement.level or 1,
        renewal=renewal.KIND if renewal else "no renewal in force",
        parts=parts_of(graph, requirement, renewal, day) if renewal else (),
        members_needed=requirement.members_needed,
        within=within.value if within else _first_deadline(renewal),
        trigger=requirement.trigger_on(day),
        start=None if within and within.backdated else requirement.start,
        new_starters=requirement.new_starters,
        clock=requirement.clock,
        grace=grace.value if grace else None,
        grace_roles=_narrower(graph, grace.roles or requirement.roles) if grace else (),
    )


def _first_deadline(renewal: Renewal | None) -> Span:
    """Return the deadline where none is given: at once, or the end of the first whole year."""
    return WholeYear(renewal.first_day) if isinstance(renewal, Events | Calendar) else _AT_ONCE


def _narrower(graph: PolicyGraph, roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for role in roles for name in graph.narrower_roles(role)}))


def _minutes(hours: float | None) -> int | None:
    return None if hours is None else round(hours * 60)


def _no_course(
    graph: PolicyGraph, requirements: Iterable[Requirement], day: date
) -> tuple[str, ...]:
    """Return the competencies that a requirement needs and no course in force gives."""
    courses = {
        course.id
        for course in graph.catalogue.courses.values()
        if in_force(course.start, course.end, day)
    }
    needed = {name for requirement in requirements for name in requirement.members}
    awards = (AwardKind.FULL, AwardKind.EVENT)
    return tuple(
        name
        for name in sorted(needed)
        if not any(g.level > 0 and g.item in courses for g in grants(graph, name, day, awards))
    )


def _recognitions(catalogue: Catalogue, day: date) -> tuple[Recognised, ...]:
    return tuple(
        Recognised(
            id=found.id,
            agencies=found.agencies,
            sectors=found.sectors,
            from_agencies=found.from_agencies,
            from_sectors=found.from_sectors,
            competencies=found.competencies,
            frameworks=found.frameworks,
            acceptance=found.acceptance,
            level=found.level,
            not_older_than=found.not_older_than,
            aligned=found.aligned,
            layer=found.layer,
            start=found.start,
        )
        for found in catalogue.recognitions.values()
        if found.in_force(day)
    )


def _items(catalogue: Catalogue, rules: Iterable[Rule]) -> dict[str, Item]:
    """Return what each item that counts for something is like."""
    names = {grant.item for rule in rules for part in rule.parts for grant in part.grants}
    found = {}
    for name in sorted(names):
        course = catalogue.courses.get(name)
        if course is None:
            found[name] = Item(aligned=(catalogue.competencies[name].framework,))
        else:
            found[name] = Item(
                minutes=_minutes(course.hours) or 0,
                participatory=course.participatory is True,
                multi_agency=course.multi_agency is True,
                aligned=course.aligned,
            )
    return found
