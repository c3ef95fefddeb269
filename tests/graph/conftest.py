"""A small catalogue as a graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skillsmatrix.catalogue import Layer, load_catalogue
from skillsmatrix.graph import PolicyGraph, build_graph, check_graph

FRAMEWORK = '[[framework]]\nid = "f"\ntitle = "F"\norigin = "default"\n\n'


@pytest.fixture
def graph_of(tmp_path: Path) -> Callable[..., PolicyGraph]:
    """Make the graph of a text, with a competency for each id in ``competencies`` besides."""

    def make(text: str, competencies: str = "") -> PolicyGraph:
        (tmp_path / "competencies").mkdir(exist_ok=True)
        made = "".join(
            f'[[competency]]\nid = "{name}"\ntitle = "{name}"\nframework = "f"\n\n'
            for name in competencies.split()
        )
        (tmp_path / "competencies" / "input.toml").write_text(FRAMEWORK + made + text, "utf-8")
        catalogue, problems = load_catalogue([Layer("small", tmp_path)])
        graph = build_graph(catalogue)
        assert problems == ()
        assert check_graph(graph) == []
        return graph

    return make
