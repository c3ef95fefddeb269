"""The questions people ask of policy, answered from the graph."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import networkx as nx
from attrs import frozen

from skillsmatrix.dates import in_force
from skillsmatrix.graph.build import Edge, Kind, PolicyGraph
from skillsmatrix.graph.counts import Grant, grants
from skillsmatrix.model.course import AwardKind, Course
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
    reachable = nx.descendants(_counting_view(graph), (Kind.COURSE, course))
    found: dict[str, Grant] = {}
    for _, competency in sorted(reachable):
        for grant in grants(graph, competency, day):
            if grant.item == course and grant.level > 0 and not grant.refusals:
                found.setdefault(competency, grant)
    return found


def _counting_view(graph: PolicyGraph) -> nx.MultiDiGraph[tuple[Kind, str]]:
    """Return the graph with only the edges that lead from what is done to what is held."""
    leads = (Edge.AWARDS, Edge.INCLUDES, Edge.COUNTS_FOR)
    edges = graph.digraph.edges(keys=True, data=True)
    view: nx.MultiDiGraph[tuple[Kind, str]] = nx.MultiDiGraph()
    view.add_nodes_from(graph.digraph)
    view.add_edges_from((a, b, key) for a, b, key, data in edges if data["kind"] in leads)
    return view


@frozen
class Step:
    """One course of a chain, and what it is there for."""

    course: Course
    competencies: tuple[str, ...]


def chain_to_role(
    graph: PolicyGraph, held: Iterable[str], role: str, day: date
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Return the shortest chain of courses to all that a role needs, prerequisites first.

    Each course is chosen because it gives most of what is still needed; the shortest in hours
    among equals. Only courses that every receiving agency accepts are offered.

    Args:
        graph: the policy.
        held: ids of competencies and courses held now.
        role: the role to reach.
        day: the day whose rules apply.

    Returns:
        The steps in order, and the competencies for which no course is in force.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> from skillsmatrix.graph import build_graph
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> steps, without = chain_to_role(graph, ["OMMT-EL"], "care-worker", date(2026, 9, 30))
    >>> without
    ()
    """
    day_needs = needs_of_role(graph, role, day)
    needed = {rule.competency for rule in day_needs if rule.coverage is None}
    have = set(held)
    for item in tuple(have):
        have |= _given_by(graph, item, day)
    without: set[str] = set()
    wanted = needed - have
    gives = {course: set(use_of_course(graph, course, day)) for course in _courses(graph, day)}
    for competency in sorted(wanted):
        _want_prerequisites(graph, competency, gives, have, wanted, without, seen=set())
    steps: list[Step] = []
    while wanted - have - without:
        open_now = {
            name: given & (wanted - have)
            for name, given in gives.items()
            if set(graph.catalogue.courses[name].requires) <= have
        }
        best = min(
            (name for name, given in open_now.items() if given),
            key=lambda name: (
                -len(open_now[name]),
                graph.catalogue.courses[name].hours or 0,
                name,
            ),
            default=None,
        )
        if best is None:
            without |= wanted - have
            break
        steps.append(Step(graph.catalogue.courses[best], tuple(sorted(open_now[best]))))
        have |= gives[best]
    return tuple(steps), tuple(sorted(without))


def _given_by(graph: PolicyGraph, item: str, day: date) -> set[str]:
    kind = Kind.COURSE if item in graph.catalogue.courses else Kind.COMPETENCY
    if (kind, item) not in graph.digraph:
        return set()
    reachable = nx.descendants(_counting_view(graph), (kind, item))
    return {
        name
        for _, name in reachable
        if any(g.item == item and g.level > 0 for g in grants(graph, name, day))
    }


def _courses(graph: PolicyGraph, day: date) -> list[str]:
    return [
        course.id
        for course in graph.catalogue.courses.values()
        if in_force(course.start, course.end, day)
        and any(award.kind is AwardKind.FULL for award in course.awards)
    ]


def _want_prerequisites(
    graph: PolicyGraph,
    competency: str,
    gives: dict[str, set[str]],
    have: set[str],
    wanted: set[str],
    without: set[str],
    seen: set[str],
) -> None:
    """Add to ``wanted`` what must be held before any course for ``competency`` can be taken."""
    if competency in seen or competency in have:
        return
    seen.add(competency)
    offering = [
        graph.catalogue.courses[name] for name, given in gives.items() if competency in given
    ]
    if not offering:
        without.add(competency)
    elif all(course.requires for course in offering):
        easiest = min(offering, key=lambda course: (len(set(course.requires) - have), course.id))
        for earlier in easiest.requires:
            if earlier not in have:
                wanted.add(earlier)
                _want_prerequisites(graph, earlier, gives, have, wanted, without, seen)


def dependents_of_course(graph: PolicyGraph, course: str, day: date) -> tuple[str, ...]:
    """Return the requirements that only this course can serve on a day: who depends on it.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> from skillsmatrix.graph import build_graph
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> dependents_of_course(graph, "C37", date(2026, 9, 30))
    ('SENCO-NPQ.senco',)
    """
    alive = set(_courses(graph, day))
    served = use_of_course(graph, course, day)
    dependents = []
    for rule in graph.catalogue.requirements.values():
        if rule.competency in served and in_force(rule.start, rule.end, day):
            others = {
                grant.item
                for grant in grants(graph, rule.competency, day)
                if grant.level > 0 and grant.item in alive and not grant.refusals
            }
            if others <= {course}:
                dependents.append(rule.id)
    return tuple(sorted(dependents))
