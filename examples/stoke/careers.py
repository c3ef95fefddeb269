"""Where somebody works, has worked, and works besides."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from random import Random
from typing import NamedTuple

from places import Places, Team
from training import FOUR_YEARS

YEAR = 365.25

_ADULT = int(18.5 * YEAR)
_HOURS = (37.5, 37.5, 37.5, 37.0, 32.5, 30.0, 25.0, 22.5, 18.5, 15.0)


class Assignment(NamedTuple):
    """A person in a role somewhere; days and people are numbers, ``end`` and people may be 0."""

    agency: int
    role: str
    start: int
    end: int
    setting: int
    team: int
    manager: int
    supervisor: int
    hours: float
    employment: str = ""


class Careers:
    """Makes the assignments of people, each in the team that has a place for the person."""

    def __init__(self, places: Places, rng: Random, as_at: int) -> None:
        self._teams, self._rng, self._as_at = places.teams, rng, as_at
        self._roles: dict[str, tuple[list[str], list[int]]] = {}
        self._open_to_guests = {
            word: [team for team in places.teams if team.setting.agency.shape.guests == word]
            for word in ("governor", "nurse", "volunteer")
        }

    def role(self, team: Team, number: int) -> str:
        """Return the role of the person of a number: the first two of a team lead it."""
        place = number - team.lead
        return (team.shape.lead, team.shape.deputy)[place] if place < 2 else self._member(team)

    def main(self, team: Team, number: int, role: str, born: int) -> Assignment:
        """Return a person's assignment in the own team, which its leads do not leave."""
        start, end = self._tenure(born, stays=number < team.lead + 2)
        return self._assigned(team, number, role, start, end)

    def another(self, team: Team, number: int, main: Assignment, born: int) -> Assignment | None:
        """Return, for about one in ten, a second assignment: beside the main one, or before it."""
        draw = self._rng.random()
        if draw >= 0.115 or main.end:
            return None
        if draw < 0.05:
            return self._beside(team, number, main)
        if draw < 0.085:
            return self._as_guest(number, main, born)
        return self._former(number, main, born)

    def _member(self, team: Team) -> str:
        """Draw a role by how often it occurs in such a team."""
        key = team.shape.lead + team.shape.name
        if key not in self._roles:
            names = [role for role, _ in team.shape.members]
            self._roles[key] = names, list(accumulate(n for _, n in team.shape.members))
        names, sums = self._roles[key]
        return names[bisect(sums, int(self._rng.random() * sums[-1]))]

    def _tenure(self, born: int, stays: bool) -> tuple[int, int]:
        """Return the first day of an assignment, and its last or 0: new, leaving, left or neither."""
        rng, as_at = self._rng, self._as_at
        draw = rng.random()
        if draw < 0.07:
            return as_at - int(rng.random() * 200), 0
        start = max(as_at - 200 - int(rng.expovariate(1 / 2000)), born + _ADULT)
        if stays or draw <= 0.905:
            return start, 0
        if draw <= 0.91:
            return start, as_at + 30
        span = min(as_at - start - 30, FOUR_YEARS - 200)
        return start, as_at - 1 - int(rng.random() * max(1, span))

    def _assigned(self, team: Team, number: int, role: str, start: int, end: int) -> Assignment:
        head, chief = team.setting.head, team.setting.agency.chief
        above = (chief,) if number == head else (team.lead, head, chief)
        manager = next((boss for boss in above if boss != number), 0)
        deputy = team.lead + 1 if team.size > 1 else 0
        supervised = self._rng.random() < 0.4 and deputy not in (0, number, manager)
        return Assignment(
            agency=team.setting.agency.code,
            role=role,
            start=start,
            end=end,
            setting=team.setting.code,
            team=team.code,
            manager=manager,
            supervisor=deputy if supervised else 0,
            hours=_HOURS[int(self._rng.random() * len(_HOURS))],
        )

    def _beside(self, team: Team, number: int, main: Assignment) -> Assignment | None:
        """Return a second role in the same team, unless the one drawn is the first."""
        role = self._rng.choice(team.setting.agency.shape.beside)
        if role == main.role:
            return None
        start = main.start + int(self._rng.random() * (self._as_at - main.start))
        return self._assigned(team, number, role, start, 0)._replace(hours=0.0)

    def _as_guest(self, number: int, main: Assignment, born: int) -> Assignment | None:
        """Return a role in another agency: a nurse's bank shifts, a governor's or a volunteer's."""
        nurse = "nurse" in main.role or main.role == "health-visitor"
        word = "nurse" if nurse else self._rng.choice(("governor", "volunteer"))
        if not self._open_to_guests[word]:
            return None
        drawn = self._rng.choices(self._open_to_guests[word], k=4)
        teams = [team for team in drawn if team.setting.agency.code != main.agency]
        if not teams:
            return None
        start = max(main.start, self._as_at - int(self._rng.random() * 1200), born + _ADULT)
        guest = self._assigned(teams[0], number, main.role if nurse else word, start, 0)
        return guest._replace(hours=7.5 if nurse else 0.0)

    def _former(self, number: int, main: Assignment, born: int) -> Assignment | None:
        """Return what a person did before, elsewhere, and left the day before."""
        start = max(main.start - 200 - int(self._rng.random() * 1300), born + _ADULT)
        if start > main.start - 100:
            return None
        team = self._rng.choice(self._teams)
        return self._assigned(team, number, self._member(team), start, main.start - 1)
