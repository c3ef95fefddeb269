"""Who says so: the source of a value, in words."""

from __future__ import annotations

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Source


def who_says(source: Source, catalogue: Catalogue) -> str:
    """Return who decided a value, in which document and where in it."""
    said = "our default" if source.origin == "default" else str(source.origin)
    if source.reference:
        said += f", {catalogue.references[source.reference].document}"
    if source.paragraph:
        said += f", {source.paragraph}"
    return f"{said} (unverified)" if source.unverified else said


def where_to_look(source: Source, catalogue: Catalogue) -> str:
    """Return :func:`who_says` with the document's address, the file and line, and the layer."""
    address = catalogue.references[source.reference].address if source.reference else ""
    said = who_says(source, catalogue) + (f" ({address})" if address else "")
    return f"{said}  [{source.place}, layer {catalogue.layers[source.layer]}]"
