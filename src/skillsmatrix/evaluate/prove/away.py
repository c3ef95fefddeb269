"""What absences do to a rule's clock: those without a day between them are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.person import Absence
from skillsmatrix.model.requirement import Clock

Spell = list[tuple[Absence, AbsenceKind]]
"""Absences that pause one clock and follow each other without a day between them."""


@frozen
class Time:
    """Time that somebody has, or had, after an absence.

    Attributes:
        since: what falls due from then on has it.
        until: its last day.
        absence: the last of the spell.
    """

    since: date
    until: date
    absence: Absence


def spells(ground: Ground, clock: Clock, absences: Iterable[Absence]) -> Iterator[Spell]:
    """Yield the spells of absence begun by the day that pause a clock, or will if they go on."""
    spell: Spell = []
    for absence in sorted(absences, key=lambda a: (a.start, _end(a))):
        kind = ground.catalogue.absence_kinds.get(absence.kind)
        if kind is None or clock not in kind.pauses or absence.start > ground.day:
            continue
        if spell and not _goes_on(spell, absence):
            yield spell
            spell = []
        spell.append((absence, kind))
    if spell:
        yield spell


def pausing(ground: Ground, spell: Spell) -> Absence | None:
    """Return the absence of a spell that pauses the clock on the day, if one does."""
    found = (
        absence
        for absence, kind in _counting(ground, spell)
        if in_force(absence.start, absence.end, ground.day)
        and ground.day > _last_idle(ground, spell, kind)
    )
    return next(found, None)


def time_after(ground: Ground, found: Iterable[Spell], due: date) -> Time | None:
    """Return the time that what fell due on a day has, where that was in an absence, or just after."""
    given: Time | None = None
    for spell in found:
        time = _time(ground, spell)
        if time is None:
            continue
        falls = given.until if given else due
        if time.since <= falls <= time.until:
            # Who goes away again before it is over has the time after that.
            given = time
    return given


def _time(ground: Ground, spell: Spell) -> Time | None:
    last = max((absence for absence, _ in spell), key=_end)
    graces = [kind.grace for _, kind in _counting(ground, spell) if kind.grace is not None]
    if _end(last) >= ground.day or not graces:
        return None
    until = max(ground.end_after(_end(last), grace) for grace in graces)
    return Time(spell[0][0].start, until, last)


def _counting(ground: Ground, spell: Spell) -> Sequence[tuple[Absence, AbsenceKind]]:
    """Return the absences that go on for long enough, from the first day of the spell."""
    return [(a, kind) for a, kind in spell if _end(a) > _last_idle(ground, spell, kind)]


def _last_idle(ground: Ground, spell: Spell, kind: AbsenceKind) -> date:
    """Return the last day of a spell on which a kind of absence does not count yet."""
    start = spell[0][0].start
    return start - timedelta(days=1) if kind.after is None else ground.end(start, kind.after)


def _goes_on(spell: Spell, absence: Absence) -> bool:
    last = max(_end(one) for one, _ in spell)
    return last == FOREVER or absence.start <= last + timedelta(days=1)


def _end(absence: Absence) -> date:
    return absence.end or FOREVER
