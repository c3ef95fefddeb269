"""All layers of policy, read and checked in one go."""

from __future__ import annotations

from collections.abc import Sequence

from skillsmatrix.catalogue.layers import lay
from skillsmatrix.catalogue.locate import Layer
from skillsmatrix.catalogue.read import Table, read_layer
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.problems import Problem


def load_catalogue(layers: Sequence[Layer]) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Return the catalogue of the layers, and every problem found in any of their files.

    What has a problem of its own is left out of the catalogue, so that one run shows all that can
    be shown. A catalogue with problems is for telling them, not for working with.

    >>> from skillsmatrix.catalogue import shipped_layer
    >>> catalogue, problems = load_catalogue([shipped_layer()])
    >>> problems
    ()
    >>> catalogue.competencies["SGC-L1"].title
    'Safeguarding children level 1 (recognition)'
    """
    from skillsmatrix.catalogue.checks import CHECKS  # slow import
    from skillsmatrix.catalogue.structure import TABLES, structure  # slow import

    tables: list[Table] = []
    problems: list[Problem] = []
    for number, layer in enumerate(layers):
        read, unreadable = read_layer(layer, number)
        tables += read
        problems += unreadable
    entries, misplaced = lay(tables, TABLES)
    catalogue, mistakes = structure(entries, tuple(layer.name for layer in layers))
    problems += misplaced + mistakes
    ignored = {kind: frozenset(found) for kind, found in entries.items()}
    for check in CHECKS:
        problems += check(catalogue, ignored)
    return catalogue, tuple(sorted(problems, key=lambda p: (p.place.file, p.place.line or 0)))
