"""Catalogue → graph: typed nodes, typed edges."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import networkx as nx
from attrs import frozen

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import Effect

Node = tuple["Kind", str]

if TYPE_CHECKING:
    Digraph = nx.MultiDiGraph[Node]


class Kind(StrEnum):
    """What a node is."""

    FRAMEWORK = "framework"
    COMPETENCY = "competency"
    ROLE = "role"
    REQUIREMENT = "requirement"
    COURSE = "course"
    AGENCY = "agency"
    SECTOR = "sector"
    AREA = "area"
    SETTING_TYPE = "setting type"
    EMPLOYMENT = "employment"
    TAG = "tag"
    NEED = "need"


class Edge(StrEnum):
    """What an edge says of its two ends."""

    BELONGS_TO = "belongs to"
    """competency → framework"""
    KIND_OF = "is a kind of"
    """role → wider role"""
    BINDS = "binds"
    """requirement → role"""
    ONLY_IN = "only in"
    """requirement → agency, sector, area, setting type, employment, tag or need"""
    NEEDS = "needs"
    """requirement → competency, or each of those that count for it, with ``level``"""
    AWARDS = "awards"
    """course → competency, with the ``award``"""
    PREREQUISITE = "has the prerequisite"
    """course → competency"""
    INCLUDES = "includes"
    """higher rung → next lower rung, with the ``ladder``"""
    COUNTS_FOR = "counts for"
    """course or competency → competency, with the ``link``"""
    REFUSED_FOR = "is refused for"
    """course or competency → competency, with the ``link``"""


@frozen(eq=False)
class PolicyGraph:
    """A catalogue and its graph.

    Attributes:
        digraph: a networkx ``MultiDiGraph``; nodes are ``(Kind, id)``, edges have ``kind``.
    """

    catalogue: Catalogue
    digraph: Digraph

    def successors(self, node: Node, kind: Edge) -> list[tuple[Node, dict[str, Any]]]:
        """Return where edges of a kind lead from a node, with what they carry."""
        if node not in self.digraph:
            return []
        edges = self.digraph.out_edges(node, data=True)
        return [(end, data) for _, end, data in edges if data["kind"] is kind]

    def predecessors(self, node: Node, kind: Edge) -> list[tuple[Node, dict[str, Any]]]:
        """Return where edges of a kind come from to a node, with what they carry."""
        if node not in self.digraph:
            return []
        edges = self.digraph.in_edges(node, data=True)
        return [(start, data) for start, _, data in edges if data["kind"] is kind]

    def wider_roles(self, role: str) -> list[str]:
        """Return the role and every wider role it is a kind of, itself first."""
        found = [role]
        for name in found:
            for (_, wider), _ in self.successors((Kind.ROLE, name), Edge.KIND_OF):
                if wider not in found:
                    found.append(wider)
        return found

    def narrower_roles(self, role: str) -> list[str]:
        """Return the role and every role that is a kind of it, itself first."""
        found = [role]
        for name in found:
            for (_, narrower), _ in self.predecessors((Kind.ROLE, name), Edge.KIND_OF):
                if narrower not in found:
                    found.append(narrower)
        return found


def build_graph(catalogue: Catalogue) -> PolicyGraph:
    """Return the graph of a catalogue that has no problems.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> graph.wider_roles("teacher")[:2]
    ['teacher', 'pupil-facing-staff']
    """
    digraph: Digraph = nx.MultiDiGraph()
    for kind, names in (
        (Kind.FRAMEWORK, catalogue.frameworks),
        (Kind.COMPETENCY, catalogue.competencies),
        (Kind.ROLE, catalogue.roles),
        (Kind.REQUIREMENT, catalogue.requirements),
        (Kind.COURSE, catalogue.courses),
        (Kind.SECTOR, catalogue.sectors),
        (Kind.AREA, catalogue.areas),
        (Kind.SETTING_TYPE, catalogue.setting_types),
        (Kind.EMPLOYMENT, catalogue.employments),
        (Kind.TAG, catalogue.tags),
        (Kind.NEED, catalogue.needs),
    ):
        digraph.add_nodes_from((kind, name) for name in names)
    _add_roles_and_competencies(digraph, catalogue)
    _add_requirements(digraph, catalogue)
    _add_courses(digraph, catalogue)
    _add_links(digraph, catalogue)
    return PolicyGraph(catalogue, digraph)


def _add_roles_and_competencies(digraph: Digraph, catalogue: Catalogue) -> None:
    for competency in catalogue.competencies.values():
        digraph.add_edge(
            (Kind.COMPETENCY, competency.id),
            (Kind.FRAMEWORK, competency.framework),
            kind=Edge.BELONGS_TO,
        )
    for role in catalogue.roles.values():
        for wider in role.kind_of:
            digraph.add_edge((Kind.ROLE, role.id), (Kind.ROLE, wider), kind=Edge.KIND_OF)


def _add_requirements(digraph: Digraph, catalogue: Catalogue) -> None:
    for rule in catalogue.requirements.values():
        node = (Kind.REQUIREMENT, rule.id)
        for name in rule.members:
            digraph.add_edge(node, (Kind.COMPETENCY, name), kind=Edge.NEEDS, level=rule.level)
        for role in rule.roles:
            digraph.add_edge(node, (Kind.ROLE, role), kind=Edge.BINDS)
        for kind, names in (
            (Kind.AGENCY, rule.agencies),
            (Kind.SECTOR, rule.sectors),
            (Kind.AREA, rule.areas),
            (Kind.SETTING_TYPE, rule.setting_types),
            (Kind.EMPLOYMENT, rule.employments),
            (Kind.TAG, rule.tags),
            (Kind.NEED, rule.needs),
        ):
            for name in names:
                digraph.add_edge(node, (kind, name), kind=Edge.ONLY_IN)


def _add_courses(digraph: Digraph, catalogue: Catalogue) -> None:
    for course in catalogue.courses.values():
        node = (Kind.COURSE, course.id)
        for award in course.awards:
            digraph.add_edge(
                node, (Kind.COMPETENCY, award.competency), kind=Edge.AWARDS, award=award
            )
        for competency in course.requires:
            digraph.add_edge(node, (Kind.COMPETENCY, competency), kind=Edge.PREREQUISITE)


def _add_links(digraph: Digraph, catalogue: Catalogue) -> None:
    for ladder in catalogue.ladders.values():
        for lower, higher in zip(ladder.rungs, ladder.rungs[1:], strict=False):
            digraph.add_edge(
                (Kind.COMPETENCY, higher),
                (Kind.COMPETENCY, lower),
                kind=Edge.INCLUDES,
                ladder=ladder,
            )
    for link in catalogue.equivalences.values():
        kind = Edge.COUNTS_FOR if link.effect is Effect.SATISFIES else Edge.REFUSED_FOR
        item = Kind.COURSE if link.item in catalogue.courses else Kind.COMPETENCY
        for competency in link.competency:
            digraph.add_edge((item, link.item), (Kind.COMPETENCY, competency), kind=kind, link=link)
