"""Who is away on a day, and who was: absences without a day between them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

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
        people: everybody for whom some answer of the day may be another.
        before: everybody else who had time once, with the first and the last day of it all: since
            when a gap is one may be another day.
    """

    paused: frozenset[tuple[int, int]]
    time: tuple[tuple[int, int, int, int], ...]
    people: frozenset[int]
    before: Mapping[int, tuple[int, int]]


Absence = tuple[int, int, Away]
"""Start, end, kind."""


def absences_on(frames: Frames, policy: Policy, convention: Convention, day: int) -> Absences:
    """Return what absences do on a day.

    Few people are or were away for long: their absences are looked at one by one.
    """
    paused: set[tuple[int, int]] = set()
    time: list[tuple[int, int, int, int]] = []
    for (person, clock), absences in _by_clock(frames, policy, day).items():
        found = []
        for spell in _spells(absences):
            began, last = spell[0][0], max(end for _, end, _ in spell)
            idle = [_last_idle(kind, began, convention) for *_, kind in spell]
            beside = list(zip(spell, idle, strict=True))
            if any(end >= day > last_idle for (_, end, _), last_idle in beside):
                paused.add((person, clock))
            elif last < day:
                graces = [kind.grace for (_, end, kind), last_idle in beside if end > last_idle]
                until = [span_ending(grace, convention)(last + 1) for grace in graces if grace]
                found += [(began, max(until))] if until else []
        time += [(person, clock, *window) for window in _joined(found)]
    people = {person for person, _ in paused} | {w[0] for w in time if w[-1] >= day}
    before: dict[int, tuple[int, int]] = {}
    for person, _, first, last in time:
        if person not in people:
            since, ends = before.get(person, (first, last))
            before[person] = min(since, first), max(ends, last)
    return Absences(frozenset(paused), tuple(time), frozenset(people), before)


def _by_clock(frames: Frames, policy: Policy, day: int) -> dict[tuple[int, int], list[Absence]]:
    """Return the absences that pause a clock, by person and clock, in the order they began."""
    kinds = {kind.kind: kind for kind in policy.away if kind.pauses}
    found: defaultdict[tuple[int, int], list[Absence]] = defaultdict(list)
    if not kinds:
        return found
    begun = frames.absences.filter(c("start") <= day, c("kind").is_in(list(kinds))).select(
        "person", "kind", "start", c("end").fill_null(FOREVER_NUMBER).alias("end")
    )
    for person, word, start, end in values(begun, "person", "kind", "start", "end"):
        for clock in kinds[word].pauses:
            found[int(person), CLOCKS.index(clock)].append((int(start), int(end), kinds[word]))
    for absences in found.values():
        absences.sort(key=lambda one: one[:2])
    return found


def _spells(absences: Sequence[Absence]) -> Iterator[list[Absence]]:
    """Yield the absences that follow each other without a day between them."""
    spell: list[Absence] = []
    for one in absences:
        if spell and one[0] > max(end for _, end, _ in spell) + 1:
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
