"""What few records say besides: kinds of employment, decisions, tags, hours, providers, needs.

Drawn from a stream of chances of its own, so that all other records stay as they are.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from careers import Assignment
from needs import Planner
from people import Absence, Decision, Person, Tag, stint
from places import Places
from training import COMPLETE, Completion

_EMPLOYMENTS = ("permanent", "fixed-term", "bank", "agency", "apprentice")
_OFTEN = (90, 4, 3, 2, 1)
_UNPAID = ("governor", "volunteer")
_REASONS = {
    "exemption": "Holds an older award that covers it, seen by the board",
    "extension": "The provider called the course off",
    "temporary certification": "Observed at work and found safe, until a place is free",
    "revocation": "The provider withdrew the certificate",
}
_DECISIONS = (6, 5, 2, 1)
_BY = ("Head of service", "Training lead", "Registered manager", "Workforce board")
_NEEDS = ("rescue-medication", "adrenaline-pen", "moving-and-handling", "tube-feeding")
_LONG = 28
"""Days after which sick leave is long-term."""


class Need(NamedTuple):
    """What a setting has for a time; ``setting`` is a code, ``end`` 0 while it lasts."""

    setting: int
    need: str
    start: int
    end: int


class Besides:
    """Adds to people what few records say."""

    def __init__(self, places: Places, planner: Planner, seed: int, as_at: int) -> None:
        self._places, self._planner, self._as_at = places, planner, as_at
        self._rng = Random(f"besides {seed}")

    def needs(self) -> list[Need]:
        """Return what about one school or nursery in five has for its children."""
        rng, found = self._rng, []
        for setting in self._places.settings:
            young = setting.agency.sector in ("education", "early-years")
            if not young or rng.random() >= 0.2:
                continue
            need = rng.choices(_NEEDS, (5, 3, 2, 1))[0]
            start = self._as_at - int(900 * rng.random())
            end = start + 200 + int(600 * rng.random()) if rng.random() < 0.3 else 0
            found.append(Need(setting.code, need, start, end))
        return found

    def added(self, person: Person) -> Person:
        """Return a person with what the person's records say besides."""
        main = person.assignments[0]
        return person._replace(
            assignments=[self._employed(assignment) for assignment in person.assignments],
            absences=[self._away(absence) for absence in person.absences],
            completions=[self._detailed(completion) for completion in person.completions],
            decisions=tuple(self._decisions(person)),
            tags=tuple(self._tags(main)),
        )

    def _employed(self, assignment: Assignment) -> Assignment:
        draw = self._rng.choices(_EMPLOYMENTS, _OFTEN)[0]
        if assignment.role in _UNPAID:
            return assignment._replace(employment="volunteer")
        guest = assignment.hours == 7.5
        return assignment._replace(employment="bank" if guest else draw)

    def _away(self, absence: Absence) -> Absence:
        draw, kind = self._rng.random(), absence.kind
        if kind == "maternity":
            kind = "adoption" if draw < 0.05 else "shared-parental" if draw < 0.15 else kind
        elif kind == "sick" and (absence.end or self._as_at) - absence.start > _LONG:
            kind = "long-term-sick"
        elif kind == "career-break" and draw < 0.3:
            kind = "secondment"
        return absence._replace(kind=kind)

    def _detailed(self, completion: Completion) -> Completion:
        """Say for a few who gave the training, and how long it was."""
        rng, draw = self._rng, self._rng.random()
        if completion.outcome != COMPLETE:
            return completion
        if draw < (0.1 if completion.item in self._planner.shared else 0.01):
            provider = 1 + int(len(self._places.agencies) * rng.random())
            return completion._replace(provider=provider)
        if draw > 0.997:
            return completion._replace(minutes=rng.choice((60, 90, 120, 180, 360)))
        return completion

    def _decisions(self, person: Person) -> list[Decision]:
        rng, as_at = self._rng, self._as_at
        if rng.random() >= 0.01:
            return []
        main = person.assignments[0]
        kind = rng.choices(tuple(_REASONS), _DECISIONS)[0]
        records = [c for c in person.completions if c.outcome == COMPLETE]
        steps = self._planner.plan(stint(self._places, main, as_at).post).steps
        if not (records if kind == "revocation" else steps):
            return []
        start = max(as_at - int(300 * rng.random()), main.start)
        length = 90 + int(275 * rng.random())
        agency = main.agency if rng.random() < 0.5 else 0
        subject, completed = rng.choice(steps).competency if steps else 0, 0
        if kind == "revocation":
            record = rng.choice(records)
            subject, completed, start = record.item, record.day, max(start, record.day)
        forever = kind == "revocation" or (kind == "exemption" and rng.random() < 0.3)
        end = 0 if forever else start + length
        by = rng.choice(_BY)
        return [Decision(kind, subject, _REASONS[kind], by, start, end, agency, completed)]

    def _tags(self, main: Assignment) -> list[Tag]:
        sector = self._places.agencies[main.agency - 1].sector
        if sector != "early-years" or self._rng.random() >= 0.6:
            return []
        return [Tag("in-ratio", main.start, main.end)]
