"""The pages of ``skills show``: one thing of the catalogue, with where each word comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from skillsmatrix.graph import (
    Edge,
    Kind,
    PolicyGraph,
    dependents_of_course,
    grants,
    needs_of_role,
    use_of_course,
)
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.dated import Dated, value_on
from skillsmatrix.model.renewal import Renewal
from skillsmatrix.model.requirement import Clock, Grace, Per, Requirement, Within
from skillsmatrix.report.scoped import (
    extension_words,
    grace_words,
    group_words,
    period_words,
    recognition_words,
    recognitions_of,
    renewal_words,
    scope_words,
    within_words,
)
from skillsmatrix.report.source import where_to_look

_UNSAID = (None, (), Clock.EMPLOYER, Per.SETTING)
"""What is not worth a line where nobody wrote it."""


def show_requirement(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield a requirement with every dated value, the file and line of each, and which stands."""
    catalogue = graph.catalogue
    rule = catalogue.requirements[name]
    yield f"Requirement {rule.id}: {catalogue.competencies[rule.competency].title}"
    for key in (
        "competency",
        "of",
        "at_least",
        "level",
        "standing",
        "weight",
        "roles",
        "sectors",
        "agencies",
        "areas",
        "setting_types",
        "employments",
        "tags",
        "needs",
        "hours_from",
        "hours_below",
        "new_starters",
        "coverage",
        "per",
        "clock",
        "start",
        "end",
    ):
        value = getattr(rule, key)
        if key in rule.places or value not in _UNSAID:
            shown = ", ".join(value) if isinstance(value, tuple) else _plain(value)
            place = rule.places.get(key, "by default")
            yield f"  {key}: {shown}  [{place}]"
    yield f"  source: {where_to_look(rule, graph.catalogue)}"
    yield from _values(graph, "first deadline", rule.within, day)
    yield from _values(graph, "grace after a lapse", rule.grace, day)
    yield from _values(graph, "renewal", rule.renewal, day)
    yield from _extensions(graph, rule.competency)
    yield f"  needed by: {', '.join(_bound(graph, name))}"


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _bound(graph: PolicyGraph, name: str) -> list[str]:
    roles = graph.catalogue.requirements[name].roles
    return sorted({narrow for role in roles for narrow in graph.narrower_roles(role)})


def _values(
    graph: PolicyGraph, title: str, values: tuple[Within | Grace | Renewal, ...], day: date
) -> Iterator[str]:
    if not values:
        return
    standing = value_on(values, day)
    yield f"  {title}:"
    for value in sorted(values, key=lambda v: (v.layer, v.start or date.min)):
        said = _said(value)
        mark = f"in force on {day}" if value is standing else _why_not(value, day)
        yield f"    {said} {period_words(value)}: {mark}"
        yield f"      {where_to_look(value, graph.catalogue)}"


def _said(value: Within | Grace | Renewal) -> str:
    if isinstance(value, Within):
        return within_words(value)
    return grace_words(value) if isinstance(value, Grace) else renewal_words(value)


def _renewed(rule: Requirement, day: date) -> str:
    renewal = rule.renewal_on(day)
    return renewal_words(renewal) if renewal else "nothing in force"


def _extensions(graph: PolicyGraph, competency: str) -> Iterator[str]:
    for given in graph.catalogue.extensions.values():
        if competency in given.competencies:
            yield f"  extended: {extension_words(given)}  [{given.id}]"
            yield f"    {where_to_look(given, graph.catalogue)}"


def _why_not(value: Dated, day: date) -> str:
    return "overridden" if value.in_force(day) else f"not in force on {day}"


def show_competency(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield a competency, who needs it, and what counts for it on a day."""
    catalogue = graph.catalogue
    competency = catalogue.competencies[name]
    yield f"Competency {name}: {competency.title}  [{competency.place}]"
    yield f"  framework: {catalogue.frameworks[competency.framework].title}"
    if competency.summary:
        yield f"  {competency.summary}"
    if competency.levels:
        numbered = (f"{n} {title}" for n, title in enumerate(competency.levels, start=1))
        yield f"  levels: {', '.join(numbered)}"
    if competency.demonstration:
        yield "  made up for demonstration"
    yield "  required by:"
    rules = [
        rule for rule in catalogue.requirements.values() if name in (rule.competency, *rule.members)
    ]
    for rule in rules:
        renewal = _renewed(rule, day)
        group = f" as {group_words(rule)}" if rule.of else ""
        yield f"    {rule.id} ({rule.standing}){group}: {renewal}  [{rule.place}]"
    if not rules:
        yield "    nothing"
    yield f"  counts for it on {day}:"
    for grant in grants(graph, name, day, tuple(AwardKind)):
        if grant.via and grant.level > 0:
            refused = "".join(f" (refused: {r.id} [{r.place}])" for r in grant.refusals)
            limit = f", for {grant.valid_for}" if grant.valid_for else ""
            yield f"    {grant.item}: {'; '.join(grant.via)}{limit}{refused}"
    for (_, item), data in graph.predecessors((Kind.COMPETENCY, name), Edge.REFUSED_FOR):
        link = data["link"]
        scope = ", ".join((*link.sectors, *link.agencies)) or "everywhere"
        yield f"  refused for it: {item}, {scope}  [{link.id}, {link.place}]"
    for said in recognitions_of(catalogue, name):
        mark = f"in force on {day}" if said.in_force(day) else f"not in force on {day}"
        yield f"  provided elsewhere: {recognition_words(said)} {period_words(said)}: {mark}  [{said.id}]"
        yield f"    {where_to_look(said, catalogue)}"
    yield from _extensions(graph, name)


def show_course(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield a course, what it is good for, and who depends on it."""
    course = graph.catalogue.courses[name]
    yield f"Course {name}: {course.title}  [{course.place}]"
    for label, value in (
        ("delivery", course.delivery),
        ("audience", course.audience),
        ("trainers", course.trainers),
        ("hours", course.hours),
        ("with other people", _yes(course.participatory)),
        ("with other agencies", _yes(course.multi_agency)),
        ("aligned to", ", ".join(course.aligned)),
        ("places", course.capacity),
        ("requires", ", ".join(course.requires)),
    ):
        if value:
            shown = f"{value:g}" if isinstance(value, float) else value
            yield f"  {label}: {shown}"
    if course.demonstration:
        yield "  made up for demonstration"
    yield f"  source: {where_to_look(course, graph.catalogue)}"
    yield f"  good for, on {day}:"
    uses = use_of_course(graph, name, day)
    for competency, grant in uses.items():
        yield f"    {competency}: {'; '.join(grant.via)}"
    for award in course.awards:
        if award.competency not in uses:
            yield f"    {award.competency}: {award.kind} only"
    dependents = dependents_of_course(graph, name, day)
    yield f"  no other course serves: {', '.join(dependents) or 'nothing; all it serves has others'}"


def _yes(known: bool | None) -> str:
    return "" if known is None else "yes" if known else "no"


def show_role(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield a role and what it needs somewhere on a day."""
    role = graph.catalogue.roles[name]
    yield f"Role {name}: {role.title}  [{role.place}]"
    wider = graph.wider_roles(name)[1:]
    if wider:
        yield f"  is a kind of: {', '.join(wider)}"
    yield f"  needs, on {day}:"
    for rule in needs_of_role(graph, name, day):
        words = scope_words(rule)
        scope = f", {words}" if words else ""
        within = rule.within_on(day)
        first = f", first {within_words(within)}" if within else ""
        level = f" at level {rule.level}" if rule.level else ""
        yield (
            f"    {rule.standing:<10} {group_words(rule)}{level}: {_renewed(rule, day)}{first}{scope}"
            f"  [{rule.id}]"
        )


def show_list(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the id and title of each thing of one kind."""
    width = max(map(len, found), default=0)
    for name, thing in sorted(found.items()):
        title = getattr(thing, "title", "") or getattr(thing, "competency", "")
        yield f"{name:<{width}}  {title}".rstrip()
