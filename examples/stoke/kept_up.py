"""How people keep up what one record is not enough for: hours, pieces, events, a first course.

Most make up what they are short of, a few do not. Drawn from a stream of chances of its own, so
that all other records stay as they are.
"""

from __future__ import annotations

from bisect import bisect
from datetime import date
from itertools import accumulate
from random import Random

from counted import Bank, Counted, Gatherings, Origin, Pieces
from needs import Planner
from people import Absence, Person, away, stint
from places import Places
from training import COMPLETE, FOUR_YEARS, Completion

from skillsmatrix.dates import day_number, from_day_number

_TOPS_UP = 0.85
_REFLECTS = 0.9
_HAD_THE_FIRST = 0.9
_TELLS = 0.35
"""How often a record says in how many hours, where its course says so too."""

_HELD = list(accumulate((2, 2, 5, 9, 24, 32, 26)))
"""How often somebody is at none, one, two … of six events of a year."""

_HALF_HOUR = 30


class KeptUp:
    """Adds to people the records that keep up what they have begun."""

    def __init__(self, places: Places, planner: Planner, seed: int, as_at: int) -> None:
        self._places, self._planner, self._as_at = places, planner, as_at
        self._random = Random(f"kept up {seed}").random
        self._counted: dict[tuple[str, int], tuple[Counted, ...]] = {}
        self._years: dict[tuple[int, str], int] = {}

    def added(self, person: Person) -> Person:
        """Return a person with the records that keep up what the person has begun."""
        records, more = person.completions, list[Completion]()
        for assignment in person.assignments:
            key = assignment.role, assignment.setting
            if key not in self._counted:
                post = stint(self._places, assignment, self._as_at).post
                self._counted[key] = self._planner.plan(post).counted
            last = min(assignment.end or self._as_at, self._as_at)
            for counted in self._counted[key]:
                if isinstance(counted, Bank):
                    records = self._bank(counted, records, more, assignment.start, last)
                elif isinstance(counted, Pieces):
                    more += self._pieces(counted, records)
                elif isinstance(counted, Gatherings):
                    more += self._gatherings(counted, assignment.start, last)
                else:
                    more += self._origin(counted, records, assignment.start)
        if not more:
            return person if records is person.completions else person._replace(completions=records)
        return person._replace(completions=_together(records, more, person.absences))

    def _bank(
        self, bank: Bank, records: list[Completion], more: list[Completion], start: int, last: int
    ) -> list[Completion]:
        """Return records that say of how many hours they are, and add more where they are few."""
        random, length, found = self._random, bank.length, records
        newcomer = bank.newcomer if start >= self._as_at - FOUR_YEARS else 0
        for place, record in enumerate(records):
            item = record[0]
            if item not in length or record[1] != COMPLETE:
                continue
            day = record.day
            wanted = max(bank.each, newcomer)
            newcomer = 0
            minutes = record.minutes or length[item] or bank.each
            if item in bank.unsaid or (item not in bank.alone and random() < _TELLS):
                if found is records:
                    found = records.copy()
                found[place] = self._told(record, minutes, bank)
            short = wanted - minutes
            if short > 0 and day < last and random() < _TOPS_UP:
                extra = -(-short // _HALF_HOUR) * _HALF_HOUR + _HALF_HOUR * int(4 * random())
                when = day + 1 + int(min(200, last - day) * random())
                told = Completion(bank.competency, COMPLETE, min(when, last), 0, "")
                more.append(self._told(told, extra, bank))
        return found

    def _told(self, record: Completion, minutes: int, bank: Bank) -> Completion:
        """Return a record that says of how many hours it is, and of what sort they were."""
        participatory = self._share(minutes, max(bank.participatory, 0.4))
        multi_agency = min(participatory, self._share(minutes, bank.multi_agency))
        return record._replace(
            minutes=minutes, participatory=participatory, multi_agency=multi_agency
        )

    def _share(self, minutes: int, least: float) -> int:
        """Return a part of some time: mostly at least so much of it, for a few less."""
        draw = self._random()
        enough = draw < _TOPS_UP
        share = least + (1 - least) * draw if enough else least * (draw - _TOPS_UP) * 6
        return min(minutes, -(-int(minutes * share) // _HALF_HOUR) * _HALF_HOUR)

    def _pieces(self, pieces: Pieces, records: list[Completion]) -> list[Completion]:
        """Return the pieces that go with those that are there: of the other sort."""
        random, found = self._random, []
        for item, outcome, day, *_ in records:
            if item not in pieces.items or outcome != COMPLETE or random() >= _REFLECTS:
                continue
            other = pieces.others if item == pieces.including else pieces.including
            begun = self._year(day, pieces.first_day)
            for _ in range(pieces.needed - 1):
                when = max(begun, day - int(240 * random()))
                found.append(Completion(other, COMPLETE, when, 0, ""))
        return found

    def _gatherings(self, events: Gatherings, start: int, last: int) -> list[Completion]:
        """Return the events of each year at which somebody was."""
        random, found = self._random, []
        begun = self._year(max(start, self._as_at - FOUR_YEARS), events.first_day)
        while begun <= last:
            missed = events.held - bisect(_HELD, random() * _HELD[-1])
            for place in range(events.held):
                when = begun + 30 + int((place + 0.3 * random()) * 300 / events.held)
                if random() * (events.held - place) < missed:
                    missed -= 1
                elif start <= when <= last:
                    found.append(Completion(events.course, COMPLETE, when, 0, ""))
            begun = self._year(begun + 370, events.first_day)
        return found

    def _origin(self, origin: Origin, records: list[Completion], start: int) -> list[Completion]:
        """Return the first course of somebody of whom only later ones are recorded."""
        random, full, again, day = self._random, origin.full, origin.again, 0
        for record in records:
            item = record[0]
            if item in full and record[1] == COMPLETE:
                return []
            if not day and item in again and record[1] == COMPLETE:
                day = record.day
        if not day or not origin.first or random() >= _HAD_THE_FIRST:
            return []
        when = max(start, day - origin.interval + int(120 * random()))
        course = origin.first[int(random() * len(origin.first))]
        ran = self._planner.periods.get(course, (when, when))
        good = when < day and ran[0] <= when <= ran[1]
        return [Completion(course, COMPLETE, when, 0, "")] if good else []

    def _year(self, day: int, first_day: str) -> int:
        """Return the first day of the year that a day lies in."""
        key = day, first_day
        if key not in self._years:
            found = from_day_number(day)
            begins = date.fromisoformat(f"{found.year}-{first_day}")
            years_ago = 0 if begins <= found else 1
            self._years[key] = day_number(begins.replace(year=found.year - years_ago))
        return self._years[key]


def _together(
    records: list[Completion], more: list[Completion], absences: list[Absence]
) -> list[Completion]:
    """Return all records by day, those without a day last; nothing new is while somebody is away."""
    known = {record[:3] for record in records}
    found = list(records)
    for record in more:
        if record[:3] not in known and not away(absences, record.day):
            known.add(record[:3])
            found.append(record)
    found.sort(key=lambda record: record.day or 99_999)
    return found
