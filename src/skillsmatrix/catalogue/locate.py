"""Where catalogues lie: the one that ships with the package, and the layers of a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from attrs import frozen

SHIPPED = "shipped"
FOLDERS = ("competencies", "courses")
_PACKAGED = "_catalogue"


@frozen
class Layer:
    """One catalogue: a name, and a folder with ``competencies/`` and ``courses/``, or one of them.

    Attributes:
        shown: what stands before a file's path when it is shown to a person.
    """

    name: str
    root: Traversable
    shown: str = ""

    def texts(self) -> Iterator[tuple[str, Traversable]]:
        """Yield each TOML file with the path shown to people, in a stable order."""
        for folder in FOLDERS:
            if self.root.joinpath(folder).is_dir():
                yield from _texts(self.root.joinpath(folder), f"{self.shown}{folder}/")


def _texts(folder: Traversable, shown: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _texts(entry, f"{shown}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield f"{shown}{entry.name}", entry


def shipped_layer() -> Layer:
    """Return the catalogue that comes with the package.

    A wheel carries it inside the package; an editable install reads the checkout, two folders
    above ``src/skillsmatrix``.
    """
    package = files("skillsmatrix")
    packaged = package / _PACKAGED
    root = packaged if packaged.is_dir() else Path(str(package)).parents[1]
    return Layer(SHIPPED, root)
