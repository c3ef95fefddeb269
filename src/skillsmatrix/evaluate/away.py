"""Who is away on a day, and who is back but was given time."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw
from attrs import field, frozen

from skillsmatrix.dates import FOREVER_NUMBER, Convention
from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.frames import Frames, Lazy
from skillsmatrix.matrix.agreed import Away
from skillsmatrix.matrix.policy import Policy
from skillsmatrix.matrix.spans import span_ending
from skillsmatrix.model.requirement import Clock

c = nw.col

CLOCKS = tuple(Clock)
"""Clocks by code."""


@frozen
class Absences:
    """What the absences of a day do.

    Attributes:
        paused: person and code of the clock.
        back: person and code of the clock → since when, and until when there is time.
    """

    paused: frozenset[tuple[int, int]] = frozenset()
    back: dict[tuple[int, int], tuple[int, int]] = field(factory=dict)

    @property
    def people(self) -> frozenset[int]:
        """Everybody concerned."""
        return frozenset(person for person, _ in (*self.paused, *self.back))


def absences_on(frames: Frames, policy: Policy, convention: Convention, day: int) -> Absences:
    """Return what absences do on a day.

    Few people are away, or just back: their absences are looked at one by one.
    """
    kinds = {kind.kind: kind for kind in policy.away if kind.pauses}
    if not kinds:
        return Absences()
    begun = frames.absences.filter(c("start") <= day, c("kind").is_in(list(kinds)))
    paused: set[tuple[int, int]] = set()
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for person, word, start, end in _told(begun):
        kind = kinds[word]
        counts_after = _last(kind, start, convention)
        keys = [(person, CLOCKS.index(clock)) for clock in kind.pauses]
        if end >= day:
            if day > counts_after:
                paused.update(keys)
        elif kind.grace is not None and end > counts_after:
            until = span_ending(kind.grace, convention)(end + 1)
            if until >= day:
                for key in keys:
                    first, last = back.get(key, (start, until))
                    back[key] = min(first, start), max(last, until)
    return Absences(frozenset(paused), back)


def _told(begun: Lazy) -> Iterator[tuple[int, str, int, int]]:
    selected = begun.select(
        "person", "kind", "start", c("end").fill_null(FOREVER_NUMBER).alias("end")
    )
    for person, word, start, end in values(selected, "person", "kind", "start", "end"):
        yield int(person), word, int(start), int(end)


def _last(kind: Away, start: int, convention: Convention) -> int:
    """Return the last day on which an absence that began then does not count yet."""
    return start - 1 if kind.after is None else span_ending(kind.after, convention)(start)
