"""Small catalogues written to a folder, and the shipped one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skillsmatrix.catalogue import Layer, load_catalogue, shipped_layer
from skillsmatrix.model.catalogue import Catalogue


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """Load the shipped catalogue, once."""
    return load_catalogue([shipped_layer()])[0]


@pytest.fixture
def layer(tmp_path: Path) -> Callable[..., Layer]:
    """Write a layer: a name, and the text of each file by its path."""

    def write(name: str, files: dict[str, str]) -> Layer:
        root = tmp_path / name
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        return Layer(name, root, shown=f"{name}/")

    return write
