"""Who is away on a day, and who was: absences without a day between them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import FOREVER_NUMBER, Convention
from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.frames import Frames
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
        time: person, code of the clock, first and last day: what falls due between has time to
            the last. No two of a person and a clock overlap.
        day: the day asked about.
    """

    paused: frozenset[tuple[int, int]]
    time: tuple[tuple[int, int, int, int], ...]
    day: int

    @property
    def people(self) -> frozenset[int]:
        """Everybody for whom some answer of the day may be another."""
        there_is_time = (window for window in self.time if window[-1] >= self.day)
        return frozenset(person for person, *_ in (*self.paused, *there_is_time))

    @property
    def people_before(self) -> frozenset[int]:
        """Everybody else who had time once: since when a gap is one may be another day."""
        return frozenset(person for person, *_ in self.time) - self.people


@frozen
class _Absence:
    start: int
    end: int
    kind: Away


def absences_on(frames: Frames, policy: Policy, convention: Convention, day: int) -> Absences:
    """Return what absences do on a day.

    Few people are or were away for long: their absences are looked at one by one.
    """
    paused: set[tuple[int, int]] = set()
    time: list[tuple[int, int, int, int]] = []
    for (person, clock), absences in _by_clock(frames, policy, day).items():
        found = []
        for spell in _spells(absences):
            began, last = spell[0].start, max(one.end for one in spell)
            idle = {one: _last_idle(one.kind, began, convention) for one in spell}
            if any(one.end >= day > idle[one] for one in spell):
                paused.add((person, clock))
            graces = [one.kind.grace for one in spell if one.kind.grace and one.end > idle[one]]
            if last < day and graces:
                until = max(span_ending(grace, convention)(last + 1) for grace in graces)
                found.append((began, until))
        time += [(person, clock, *window) for window in _joined(found)]
    return Absences(frozenset(paused), tuple(time), day)


def _by_clock(frames: Frames, policy: Policy, day: int) -> dict[tuple[int, int], list[_Absence]]:
    """Return the absences that pause a clock, by person and clock, in the order they began."""
    kinds = {kind.kind: kind for kind in policy.away if kind.pauses}
    found: defaultdict[tuple[int, int], list[_Absence]] = defaultdict(list)
    if not kinds:
        return found
    begun = frames.absences.filter(c("start") <= day, c("kind").is_in(list(kinds))).select(
        "person", "kind", "start", c("end").fill_null(FOREVER_NUMBER).alias("end")
    )
    for person, word, start, end in values(begun, "person", "kind", "start", "end"):
        for clock in kinds[word].pauses:
            absence = _Absence(int(start), int(end), kinds[word])
            found[int(person), CLOCKS.index(clock)].append(absence)
    for absences in found.values():
        absences.sort(key=lambda one: (one.start, one.end))
    return found


def _spells(absences: Sequence[_Absence]) -> Iterator[list[_Absence]]:
    """Yield the absences that follow each other without a day between them."""
    spell: list[_Absence] = []
    for one in absences:
        if spell and one.start > max(before.end for before in spell) + 1:
            yield spell
            spell = []
        spell.append(one)
    if spell:
        yield spell


def _joined(windows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return windows with those in one that overlap: who is away again has time after that."""
    found: list[tuple[int, int]] = []
    for first, last in windows:
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _last_idle(kind: Away, start: int, convention: Convention) -> int:
    """Return the last day on which a spell that began then does not count yet, for a kind."""
    return start - 1 if kind.after is None else span_ending(kind.after, convention)(start)
