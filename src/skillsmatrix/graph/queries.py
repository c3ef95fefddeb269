"""The questions people ask of policy, answered from the graph."""

from __future__ import annotations

from datetime import date

import networkx as nx

from skillsmatrix.dates import in_force
from skillsmatrix.graph.build import Edge, Kind, PolicyGraph
from skillsmatrix.graph.counts import Grant, grants
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.requirement import Requirement


def needs_of_role(graph: PolicyGraph, role: str, day: date) -> tuple[Requirement, ...]:
    """Return the requirements that bind a role on a day somewhere, the most binding first.

    A requirement may be limited to sectors, agencies, areas or types of setting besides.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> from skillsmatrix.graph import build_graph
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> [rule.competency for rule in needs_of_role(graph, "senco", date(2026, 9, 30))
    ...  if rule.competency.startswith("SENCO")]
    ['SENCO-NPQ']
    >>> [rule.competency for rule in needs_of_role(graph, "senco", date(2024, 8, 31))
    ...  if "SEN" in rule.competency and rule.competency != "SEND-COP"]
    ['NASENCO']
    """
    names = [
        name
        for wider in graph.wider_roles(role)
        for (_, name), _ in graph.predecessors((Kind.ROLE, wider), Edge.BINDS)
    ]
    rules = [graph.catalogue.requirements[name] for name in dict.fromkeys(names)]
    bound = [rule for rule in rules if in_force(rule.start, rule.end, day)]
    return tuple(sorted(bound, key=lambda r: (r.standing.rank, -r.weight, r.competency, r.id)))


def use_of_course(graph: PolicyGraph, course: str, day: date) -> dict[str, Grant]:
    """Return what completing a course counts for on a day: competency → how.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> from skillsmatrix.graph import build_graph
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> sorted(use_of_course(graph, "C24", date(2026, 9, 30)))
    ['OMMT-T1', 'OMMT-T2']
    """
    reachable = nx.descendants(counting_view(graph), (Kind.COURSE, course))
    found: dict[str, Grant] = {}
    for _, competency in sorted(reachable):
        for grant in grants(graph, competency, day):
            if grant.item == course and grant.level > 0 and not grant.refusals:
                found.setdefault(competency, grant)
    return found


def counting_view(graph: PolicyGraph) -> nx.MultiDiGraph[tuple[Kind, str]]:
    """Return the graph with only the edges that lead from what is done to what is held."""
    leads = (Edge.AWARDS, Edge.INCLUDES, Edge.COUNTS_FOR)
    edges = graph.digraph.edges(keys=True, data=True)
    view: nx.MultiDiGraph[tuple[Kind, str]] = nx.MultiDiGraph()
    view.add_nodes_from(graph.digraph)
    view.add_edges_from((a, b, key) for a, b, key, data in edges if data["kind"] in leads)
    return view


def courses_in_force(graph: PolicyGraph, day: date) -> list[str]:
    """Return the courses in force on a day that give something in full."""
    return [
        course.id
        for course in graph.catalogue.courses.values()
        if in_force(course.start, course.end, day)
        and any(award.kind is AwardKind.FULL for award in course.awards)
    ]


def dependents_of_course(graph: PolicyGraph, course: str, day: date) -> tuple[str, ...]:
    """Return the requirements that nobody could meet without this course: who depends on it.

    One that asks for some of several competencies depends on it if too few others have a course.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> from skillsmatrix.graph import build_graph
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> dependents_of_course(graph, "C37", date(2026, 9, 30))
    ('SENCO-NPQ.senco',)
    """
    alive = set(courses_in_force(graph, day))
    served = use_of_course(graph, course, day)
    dependents = []
    for rule in graph.catalogue.requirements.values():
        if not served.keys().isdisjoint(rule.members) and in_force(rule.start, rule.end, day):
            without = [m for m in rule.members if _served(graph, m, day, alive - {course})]
            if len(without) < rule.members_needed:
                dependents.append(rule.id)
    return tuple(sorted(dependents))


def _served(graph: PolicyGraph, competency: str, day: date, courses: set[str]) -> bool:
    """Say whether one of the courses gives a competency wherever it is needed."""
    return any(
        grant.level > 0 and grant.item in courses and not grant.refusals
        for grant in grants(graph, competency, day)
    )
