"""A value from guidance: what it is, from which day, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from attrs import field, frozen

from skillsmatrix.dates import in_force
from skillsmatrix.problems import Place


class Origin(StrEnum):
    """Who decided a value."""

    NATIONAL = "national"
    LOCAL = "local"
    DEFAULT = "default"
    """Nobody outside this catalogue: a sensible start, to be confirmed locally."""


@frozen(kw_only=True)
class Source:
    """Where a value comes from; every dated value and every rule carries one.

    Attributes:
        origin: who decided it.
        reference: id of the document, or None for a default of ours.
        paragraph: where in the document, where known.
        unverified: the document was not seen to say so; confirm before relying on it.
        layer: number of the catalogue layer that gave it, the first being 0.
        place: the file and line that gave it.
    """

    origin: Origin
    reference: str | None = None
    paragraph: str = ""
    unverified: bool = False
    layer: int = field(default=0, eq=False)
    place: Place = field(default=Place("(built in code)"), eq=False)


@frozen(kw_only=True)
class Dated(Source):
    """A value in force from ``start`` through ``end``; None leaves that side open."""

    start: date | None = None
    end: date | None = None

    def in_force(self, day: date) -> bool:
        """Say whether the value is in force on ``day``."""
        return in_force(self.start, self.end, day)


D = TypeVar("D", bound=Dated)


def value_on(values: Iterable[D], day: date) -> D | None:
    """Return the value in force on ``day``: the latest layer's, and in it the latest to start.

    A partnership or an agency that gives a value of its own means it to stand until it ends,
    whatever earlier layers say later.
    """
    rivals = [value for value in values if value.in_force(day)]
    return max(rivals, key=lambda value: (value.layer, value.start or date.min), default=None)


@frozen(kw_only=True)
class Reference:
    """A document that values refer to.

    Attributes:
        address: a web address or a bibliographic one, as a person would look it up.
    """

    id: str
    document: str
    publisher: str = ""
    address: str = ""
    place: Place = field(default=Place("(built in code)"), eq=False)
