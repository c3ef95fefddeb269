"""The pages of ``skills show``: one thing of the catalogue, with where each word comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from skillsmatrix.graph import (
    Edge,
    Kind,
    PolicyGraph,
    chain_to_role,
    dependents_of_course,
    grants,
    needs_of_role,
    use_of_course,
)
from skillsmatrix.model.dated import Dated, value_on
from skillsmatrix.model.renewal import Renewal
from skillsmatrix.model.requirement import Within
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.source import where_to_look


def show_requirement(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield a requirement with every dated value, the file and line of each, and which stands."""
    catalogue = graph.catalogue
    rule = catalogue.requirements[name]
    yield f"Requirement {rule.id}: {catalogue.competencies[rule.competency].title}"
    for key in (
        "competency",
        "level",
        "standing",
        "weight",
        "roles",
        "sectors",
        "agencies",
        "areas",
        "setting_types",
        "coverage",
        "start",
        "end",
    ):
        value = getattr(rule, key)
        if value not in (None, ()):
            shown = ", ".join(value) if isinstance(value, tuple) else value
            place = rule.places.get(key, "by default")
            yield f"  {key}: {shown}  [{place}]"
    yield f"  source: {where_to_look(rule, graph.catalogue)}"
    yield from _values(graph, "first deadline", rule.within, day)
    yield from _values(graph, "renewal", rule.renewal, day)
    yield f"  needed by: {', '.join(_bound(graph, name))}"


def _bound(graph: PolicyGraph, name: str) -> list[str]:
    roles = graph.catalogue.requirements[name].roles
    return sorted({narrow for role in roles for narrow in graph.narrower_roles(role)})


def _values(
    graph: PolicyGraph, title: str, values: tuple[Within | Renewal, ...], day: date
) -> Iterator[str]:
    if not values:
        return
    standing = value_on(values, day)
    yield f"  {title}:"
    for value in sorted(values, key=lambda v: (v.layer, v.start or date.min)):
        said = f"within {value.value}" if isinstance(value, Within) else str(value)
        mark = f"in force on {day}" if value is standing else _why_not(value, day)
        yield f"    {said} {_period(value)}: {mark}"
        yield f"      {where_to_look(value, graph.catalogue)}"


def _why_not(value: Dated, day: date) -> str:
    return "overridden" if value.in_force(day) else f"not in force on {day}"


def _period(value: Dated) -> str:
    if value.start and value.end:
        return f"from {value.start} to {value.end}"
    if value.start:
        return f"from {value.start}"
    return f"until {value.end}" if value.end else "always"


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
    rules = [rule for rule in catalogue.requirements.values() if rule.competency == name]
    for rule in rules:
        renewal = rule.renewal_on(day)
        yield f"    {rule.id} ({rule.standing}): {renewal or 'nothing in force'}  [{rule.place}]"
    if not rules:
        yield "    nothing"
    yield f"  counts for it on {day}:"
    for grant in grants(graph, name, day):
        if grant.via and grant.level > 0:
            refused = "".join(f" (refused: {r.id} [{r.place}])" for r in grant.refusals)
            limit = f", for {grant.valid_for}" if grant.valid_for else ""
            yield f"    {grant.item}: {'; '.join(grant.via)}{limit}{refused}"
    for (_, item), data in graph.predecessors((Kind.COMPETENCY, name), Edge.REFUSED_FOR):
        link = data["link"]
        scope = ", ".join((*link.sectors, *link.agencies)) or "everywhere"
        yield f"  refused for it: {item}, {scope}  [{link.id}, {link.place}]"


def show_course(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield a course, what it is good for, and who depends on it."""
    course = graph.catalogue.courses[name]
    yield f"Course {name}: {course.title}  [{course.place}]"
    for label, value in (
        ("delivery", course.delivery),
        ("audience", course.audience),
        ("trainers", course.trainers),
        ("hours", course.hours),
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


def show_role(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield a role and what it needs somewhere on a day."""
    role = graph.catalogue.roles[name]
    yield f"Role {name}: {role.title}  [{role.place}]"
    wider = graph.wider_roles(name)[1:]
    if wider:
        yield f"  is a kind of: {', '.join(wider)}"
    yield f"  needs, on {day}:"
    for rule in needs_of_role(graph, name, day):
        only = [*rule.sectors, *rule.agencies, *rule.areas, *rule.setting_types]
        scope = f", only in {', '.join(only)}" if only else ""
        within = rule.within_on(day)
        first = f", first within {within.value}" if within else ""
        level = f" at level {rule.level}" if rule.level else ""
        yield (
            f"    {rule.standing:<10} {rule.competency}{level}: {rule.renewal_on(day)}{first}{scope}"
            f"  [{rule.id}]"
        )


def show_chain(graph: PolicyGraph, records: PersonRecords, role: str, day: date) -> Iterator[str]:
    """Yield the shortest chain of courses from what a person holds to what a role needs."""
    held = {
        completion.item
        for completion in records.completions
        if completion.completed and completion.outcome == "complete"
    }
    steps, without = chain_to_role(graph, held, role, day)
    yield f"From what {records.person.id} has ever completed to {role}: {len(steps)} courses"
    for number, step in enumerate(steps, start=1):
        hours = f", {step.course.hours:g} h" if step.course.hours else ""
        yield f"  {number}. {step.course.id} {step.course.title}{hours}: {', '.join(step.competencies)}"
    if without:
        yield f"  no course in force gives: {', '.join(without)}"


def show_list(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the id and title of each thing of one kind."""
    width = max(map(len, found), default=0)
    for name, thing in sorted(found.items()):
        title = getattr(thing, "title", "") or getattr(thing, "competency", "")
        yield f"{name:<{width}}  {title}".rstrip()


def show_person(records: PersonRecords) -> Iterator[str]:
    """Yield what is recorded about a person."""
    person = records.person
    yield f"Person {person.id}: {person.name or '(no name)'} {person.email}".rstrip()
    yield "  assignments:"
    for a in records.assignments:
        at = " ".join(part for part in (a.agency, a.setting, a.team) if part)
        manager = f", manager {a.manager}" if a.manager else ""
        supervisor = f", supervisor {a.supervisor}" if a.supervisor else ""
        yield f"    {a.role} at {at}, {a.start} to {a.end or 'now'}{manager}{supervisor}"
    if records.absences:
        yield "  absences:"
        for absence in records.absences:
            yield f"    {absence.kind}, {absence.start} to {absence.end or 'now'}"
    yield "  completions:"
    for c in records.completions:
        expires = f", expires {c.expires}" if c.expires else ""
        source = f"  [{c.source}]" if c.source else ""
        yield f"    {c.completed or '(no day)'} {c.item}: {c.outcome}{expires}{source}"
