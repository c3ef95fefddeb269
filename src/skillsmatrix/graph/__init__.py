"""Policy as one graph: what leads to what, on which day, and why.

Nodes are ``(kind, id)`` pairs, edges carry what the catalogue says; this is the only package that
imports networkx. ``build`` makes the graph, ``check`` finds cycles, ``counts`` says what counts
for a competency, ``queries`` answers people's questions, ``chain`` the longest of them.
"""

from skillsmatrix.graph.build import Edge, Kind, PolicyGraph, build_graph
from skillsmatrix.graph.chain import chain_to_role
from skillsmatrix.graph.check import check_graph
from skillsmatrix.graph.counts import Grant, grants
from skillsmatrix.graph.queries import (
    dependents_of_course,
    needs_of_role,
    use_of_course,
)

__all__ = [
    "Edge",
    "Grant",
    "Kind",
    "PolicyGraph",
    "build_graph",
    "chain_to_role",
    "check_graph",
    "dependents_of_course",
    "grants",
    "needs_of_role",
    "use_of_course",
]
