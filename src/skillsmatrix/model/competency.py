"""What can be held: competencies, the frameworks they come from, and ladders between them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from skillsmatrix.model.dated import Source
from skillsmatrix.problems import Place


@frozen(kw_only=True)
class Framework(Source):
    """A published set of competencies."""

    id: str
    title: str
    places: Mapping[str, Place] = field(factory=dict, eq=False)


@frozen(kw_only=True)
class Competency:
    """Something a person can hold.

    Attributes:
        levels: names of its levels, the lowest first; empty where it is simply held or not.
        start: the first day on which it exists.
        end: the last day; None while it is in use.
        demonstration: made up to fill a hole in the source, not seen in any guidance.
    """

    id: str
    title: str
    framework: str
    summary: str = ""
    levels: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    demonstration: bool = False
    layer: int = field(default=0, eq=False)
    place: Place = field(default=Place("(built in code)"), eq=False)
    places: Mapping[str, Place] = field(factory=dict, eq=False)


@frozen(kw_only=True)
class Ladder(Source):
    """Competencies of which each includes those before it: only the highest needs updating.

    Attributes:
        rungs: competency ids, the lowest first.
    """

    id: str
    title: str
    rungs: tuple[str, ...]
    places: Mapping[str, Place] = field(factory=dict, eq=False)


@frozen(kw_only=True)
class Grouping(Source):
    """A published way to group needs or support, such as THRIVE: reference data, in order."""

    id: str
    title: str
    groups: tuple[str, ...]
    places: Mapping[str, Place] = field(factory=dict, eq=False)
