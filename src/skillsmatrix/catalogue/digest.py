"""A fingerprint of everything a catalogue says."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from skillsmatrix.catalogue.locate import Layer


def digest(layers: Iterable[Layer]) -> str:
    """Return the SHA-256 of all files of all layers, in their order, as hexadecimal digits.

    Two catalogues with the same digest say the same; a figure names the digest it was made with.
    """
    total = sha256()
    for layer in layers:
        total.update(f"layer {layer.name}\0".encode())
        for shown, entry in layer.texts():
            content = entry.read_bytes()
            total.update(f"{shown}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()
