"""The policy of a workspace: its catalogue layers, read, linked and compiled when they are needed."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define

from skillsmatrix.catalogue.digest import digest
from skillsmatrix.catalogue.locate import FOLDERS, SHIPPED, Layer, shipped_layer
from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.problems import Problem
from skillsmatrix.workspace.settings import FILE, WorkspaceSettings

if TYPE_CHECKING:
    from skillsmatrix.graph import PolicyGraph
    from skillsmatrix.matrix import Policy
    from skillsmatrix.model.catalogue import Catalogue

_CACHE = ".skills"


@define(slots=False, eq=False)
class Governed:
    """A folder with policy; each part is read when it is first needed.

    Attributes:
        root: the folder.
        settings: what its ``skills.toml`` says.
    """

    root: Path
    settings: WorkspaceSettings

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The catalogue layers, the first the one that later ones override.

        Raises:
            UsageError: a layer is no folder, or holds no catalogue.
        """
        return tuple(self._layer(name) for name in self.settings.catalogues)

    def _layer(self, name: str) -> Layer:
        if name == SHIPPED:
            return shipped_layer()
        root = self.root / name
        if not any((root / folder).is_dir() for folder in FOLDERS):
            raise UsageError(
                f"{self.root / FILE}: a catalogue has no folder {' or '.join(FOLDERS)} ({name}). "
                "Make one, or take the catalogue off the list."
            )
        return Layer(name, root, shown=f"{name}/")

    @cached_property
    def digest(self) -> str:
        """The fingerprint of all layers."""
        return digest(self.layers)

    @cached_property
    def catalogue_and_problems(self) -> tuple[Catalogue, tuple[Problem, ...]]:
        """The catalogue, and everything that is wrong with it, cycles included."""
        from skillsmatrix.catalogue.load import load_catalogue  # slow import
        from skillsmatrix.graph import build_graph, check_graph  # slow import

        catalogue, problems = load_catalogue(self.layers)
        if not problems:
            problems = tuple(check_graph(build_graph(catalogue)))
        return catalogue, problems

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue.

        Raises:
            InputRefused: it has problems.
        """
        catalogue, problems = self.catalogue_and_problems
        if problems:
            raise InputRefused(problems)
        return catalogue

    @cached_property
    def graph(self) -> PolicyGraph:
        """The graph of the catalogue."""
        from skillsmatrix.graph import build_graph  # slow import

        return build_graph(self.catalogue)

    def policy(self, as_at: date) -> Policy:
        """Return the policy compiled for a day, kept between runs under the catalogue's digest."""
        from skillsmatrix.matrix.cache import cached_policy

        return cached_policy(self.root / _CACHE, self.digest, as_at, lambda: self._compile(as_at))

    def _compile(self, as_at: date) -> Policy:
        from skillsmatrix.matrix.compile import compile_policy  # slow import

        return compile_policy(self.graph, as_at, self.digest)
