"""Roles that people hold, and the words that scope a requirement."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from skillsmatrix.problems import Place


@frozen(kw_only=True)
class Role:
    """A role, or a wider group of roles that requirements can name.

    Attributes:
        kind_of: the wider roles it belongs to; what they must hold, it must hold.
    """

    id: str
    title: str
    kind_of: tuple[str, ...] = ()
    demonstration: bool = False
    layer: int = field(default=0, eq=False)
    place: Place = field(default=Place("(built in code)"), eq=False)
    places: Mapping[str, Place] = field(factory=dict, eq=False)


@frozen(kw_only=True)
class Term:
    """A word of a closed list: a sector, an area, a type of setting, a kind of employment, a tag."""

    id: str
    title: str
    layer: int = field(default=0, eq=False)
    place: Place = field(default=Place("(built in code)"), eq=False)
    places: Mapping[str, Place] = field(factory=dict, eq=False)
