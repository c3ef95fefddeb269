"""Competencies, multi-agency courses and staff records, as a graph.

>>> from skillsmatrix import open_workspace
>>> open_workspace("examples/stoke").name
"Stoke-on-Trent children's workforce (fictional people)"

The public names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skillsmatrix.catalogue import Layer, load_catalogue, shipped_layer
    from skillsmatrix.errors import InputRefused, SkillsError, UsageError
    from skillsmatrix.evaluate.only import Only
    from skillsmatrix.problems import Problem
    from skillsmatrix.workspace.create import create_workspace
    from skillsmatrix.workspace.frames_in import gaps
    from skillsmatrix.workspace.opened import Workspace, open_workspace

_HOMES = {
    "InputRefused": "errors",
    "Layer": "catalogue",
    "Only": "evaluate.only",
    "Problem": "problems",
    "SkillsError": "errors",
    "UsageError": "errors",
    "Workspace": "workspace.opened",
    "create_workspace": "workspace.create",
    "gaps": "workspace.frames_in",
    "load_catalogue": "catalogue",
    "open_workspace": "workspace.opened",
    "shipped_layer": "catalogue",
}

__all__ = [
    "InputRefused",
    "Layer",
    "Only",
    "Problem",
    "SkillsError",
    "UsageError",
    "Workspace",
    "create_workspace",
    "gaps",
    "load_catalogue",
    "open_workspace",
    "shipped_layer",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
