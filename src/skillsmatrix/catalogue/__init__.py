"""From text to model: the catalogue's TOML files, layer by layer, with every problem at once.

``locate`` finds the folders, ``read`` turns files into tables that know their lines, ``layers``
lays later catalogues over earlier ones, ``structure`` makes model values of them, ``checks``
asks whether they agree, ``digest`` names what was read, and ``load`` is all of that in a row.

The other way, ``drawn_up`` makes entries of the rows of somebody's table (``wanted``), and ``written``
the text of a catalogue file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skillsmatrix.catalogue.digest import digest
from skillsmatrix.catalogue.locate import Layer, shipped_layer

if TYPE_CHECKING:
    from skillsmatrix.catalogue.load import load_catalogue

__all__ = ["Layer", "digest", "load_catalogue", "shipped_layer"]


def __getattr__(name: str) -> Any:
    """Load what is slow only when asked: a cached policy needs no catalogue."""
    if name == "load_catalogue":
        from skillsmatrix.catalogue.load import load_catalogue  # slow import

        return load_catalogue
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
