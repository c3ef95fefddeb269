"""What only the whole graph can show: cycles."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from skillsmatrix.graph.build import Edge, Kind, Node, PolicyGraph
from skillsmatrix.model.course import AwardKind
from skillsmatrix.problems import Place, Problem

_REMEDIES = {
    "role-cycle": "A role cannot be a kind of itself: remove one kind_of.",
    "counts-cycle": "Equivalence is one-way: remove one, or make the two a single competency.",
    "prerequisite-cycle": "Nobody could ever start: remove one prerequisite.",
}


def check_graph(graph: PolicyGraph) -> list[Problem]:
    """Return a problem for each cycle of roles, of equivalences and ladders, of prerequisites."""
    problems: list[Problem] = []
    for code, edges in (
        ("role-cycle", _edges(graph, Edge.KIND_OF)),
        ("counts-cycle", _edges(graph, Edge.INCLUDES, Edge.COUNTS_FOR)),
        ("prerequisite-cycle", _prerequisites(graph)),
    ):
        for cycle in _cycles(edges):
            names = " → ".join(name for _, name in (*cycle, cycle[0]))
            problems.append(
                Problem(code, _place(graph, cycle[0]), f"A circle ({names})", _REMEDIES[code])
            )
    return problems


def _edges(graph: PolicyGraph, *kinds: Edge) -> Iterator[tuple[Node, Node]]:
    for start, end, data in graph.digraph.edges(data=True):
        if data["kind"] in kinds:
            yield start, end


def _prerequisites(graph: PolicyGraph) -> Iterator[tuple[Node, Node]]:
    """Course → needed competency → the only course that awards it in full, if there is one."""
    for start, end, data in graph.digraph.edges(data=True):
        if data["kind"] is Edge.PREREQUISITE:
            yield start, end
            awarding = [
                course
                for course, carried in graph.predecessors(end, Edge.AWARDS)
                if carried["award"].kind is AwardKind.FULL
            ]
            if len(awarding) == 1:
                yield end, awarding[0]


def _cycles(edges: Iterator[tuple[Node, Node]]) -> list[list[Node]]:
    plain: nx.DiGraph[Node] = nx.DiGraph(list(edges))
    found = []
    for component in nx.strongly_connected_components(plain):
        first = min(component)
        if len(component) > 1 or plain.has_edge(first, first):
            cycle = nx.find_cycle(plain.subgraph(component), first)
            found.append([step[0] for step in cycle])
    return sorted(found)


def _place(graph: PolicyGraph, node: Node) -> Place:
    kind, name = node
    catalogue = graph.catalogue
    if kind is Kind.ROLE:
        return catalogue.roles[name].place
    if kind is Kind.COURSE:
        return catalogue.courses[name].place
    return catalogue.competencies[name].place
