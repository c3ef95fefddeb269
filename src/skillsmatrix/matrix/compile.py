"""Graph, day → policy: the one time the graph is asked what counts for what."""

from __future__ import annotations

from datetime import date

from skillsmatrix.dates import Interval, in_force
from skillsmatrix.graph import Grant, PolicyGraph, grants
from skillsmatrix.matrix.policy import CompiledGrant, Policy, Refusal, Rule
from skillsmatrix.model.renewal import Once, Rolling
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.source_expiry import SourceExpiry


def compile_policy(graph: PolicyGraph, day: date, digest: str = "") -> Policy:
    """Return what the graph says on a day, resolved into plain values."""
    catalogue = graph.catalogue
    memo: dict[str, tuple[Grant, ...]] = {}
    rules = []
    for requirement in catalogue.requirements.values():
        if in_force(requirement.start, requirement.end, day):
            name = requirement.competency
            if name not in memo:
                memo[name] = grants(graph, name, day)
            rules.append(_rule(graph, requirement, memo[name], day))
    courses = {
        course.id
        for course in catalogue.courses.values()
        if in_force(course.start, course.end, day)
    }
    no_course = {
        rule.competency
        for rule in rules
        if not any(grant.level > 0 and grant.item in courses for grant in rule.grants)
    }
    return Policy(
        day=day,
        digest=digest,
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        role_titles={role.id: role.title for role in catalogue.roles.values()},
        no_course=tuple(sorted(no_course)),
    )


def _rule(
    graph: PolicyGraph, requirement: Requirement, found: tuple[Grant, ...], day: date
) -> Rule:
    renewal = requirement.renewal_on(day)
    within = requirement.within_on(day)
    unevaluated = requirement.not_evaluated(day)
    roles = {narrower for role in requirement.roles for narrower in graph.narrower_roles(role)}
    return Rule(
        id=requirement.id,
        competency=requirement.competency,
        title=graph.catalogue.competencies[requirement.competency].title,
        standing=requirement.standing,
        weight=requirement.weight,
        roles=tuple(sorted(roles)),
        sectors=requirement.sectors,
        agencies=requirement.agencies,
        areas=requirement.areas,
        setting_types=requirement.setting_types,
        min_level=requirement.level or 1,
        renewal=unevaluated or (renewal.KIND if renewal else ""),
        evaluated=unevaluated is None,
        every=renewal.every if isinstance(renewal, Rolling) else None,
        source_expiry=(
            renewal.source_expiry if isinstance(renewal, Rolling | Once) else SourceExpiry.WINS
        ),
        within=within.value if within else Interval(0, "days"),
        start=requirement.start,
        grants=tuple(_compiled(grant) for grant in found),
    )


def _compiled(grant: Grant) -> CompiledGrant:
    return CompiledGrant(
        item=grant.item,
        level=grant.level,
        levelled=grant.levelled,
        expiry_direct=grant.direct,
        expiry_included=grant.included,
        valid_for=grant.valid_for,
        completed_from=grant.completed_from,
        completed_until=grant.completed_until,
        agencies=grant.agencies,
        sectors=grant.sectors,
        refusals=tuple(Refusal(link.agencies, link.sectors) for link in grant.refusals),
    )
