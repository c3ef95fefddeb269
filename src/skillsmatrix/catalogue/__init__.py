"""From text to model: the catalogue's TOML files, layer by layer, with every problem at once.

``locate`` finds the folders, ``read`` turns files into tables that know their lines, ``layers``
lays later catalogues over earlier ones, ``structure`` makes model values of them, ``checks``
asks whether they agree, ``digest`` names what was read, and ``load`` is all of that in a row.
"""

from skillsmatrix.catalogue.digest import digest
from skillsmatrix.catalogue.load import load_catalogue
from skillsmatrix.catalogue.locate import Layer, shipped_layer

__all__ = ["Layer", "digest", "load_catalogue", "shipped_layer"]
