"""The people of a city, one at a time: who they are, where they work, when they are away.

Everybody is made up; the names come from two short lists and mean nobody.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from random import Random
from typing import NamedTuple

from needs import Planner, Post
from places import Places, Team
from training import FOUR_YEARS, Completion, Stint, Studies, Trait

FIRST = (
    "Amber", "Basil", "Bramble", "Clover", "Coral", "Dill", "Fennel", "Fern", "Flint", "Heather",
    "Iris", "Jade", "Juniper", "Laurel", "Maple", "Marigold", "Olive", "Opal", "Poppy", "Rowan",
    "Saffron", "Sorrel", "Tansy", "Willow",
)  # fmt: skip
LAST = (
    "Ashglaze", "Biscuitware", "Bonechina", "Bottleoven", "Claypit", "Cobalt", "Creamware",
    "Fettler", "Firebrick", "Jiggerer", "Kilnhand", "Lustreware", "Marlhole", "Mouldmaker",
    "Oatcake", "Pugmill", "Saggar", "Shardruck", "Slipcaster", "Stoneware", "Teapot", "Throwing",
    "Transferware", "Underglaze",
)  # fmt: skip

_HOURS = (37.5, 37.5, 37.5, 37.0, 32.5, 30.0, 25.0, 22.5, 18.5, 15.0)
_ABSENCES = (("maternity", 180, 365), ("illness", 10, 150), ("career break", 120, 365))
_YEAR = 365.25


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


class Absence(NamedTuple):
    """A stretch away; ``end`` is 0 while it lasts."""

    kind: str
    start: int
    end: int


class Person(NamedTuple):
    """Somebody with all records."""

    number: int
    name: str
    email: str
    born: int
    assignments: list[Assignment]
    absences: list[Absence]
    completions: list[Completion]


class _Roles:
    """Draws the members of teams by how often each role occurs."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[list[str], list[int]]] = {}

    def draw(self, team: Team, rng: Random) -> str:
        key = team.shape.lead + team.shape.name
        if key not in self._sums:
            roles = [role for role, _ in team.shape.members]
            self._sums[key] = roles, list(accumulate(n for _, n in team.shape.members))
        roles, sums = self._sums[key]
        return roles[bisect(sums, int(rng.random() * sums[-1]))]


def make_people(places: Places, planner: Planner, rng: Random, as_at: int) -> Iterator[Person]:
    """Yield everybody, in the order of their numbers."""
    roles = _Roles()
    studies = Studies(planner, as_at, rng)
    guesting = {
        word: [team for team in places.teams if team.setting.agency.shape.guests == word]
        for word in ("governor", "nurse", "volunteer")
    }
    agency, standard = 0, 1.0
    for team in places.teams:
        if team.setting.agency.code != agency:
            agency, standard = team.setting.agency.code, 0.7 + 0.6 * rng.random()
        for place in range(team.size):
            yield _person(team, place, standard, places, guesting, roles, studies, rng, as_at)


def _person(
    team: Team,
    place: int,
    standard: float,
    places: Places,
    guesting: dict[str, list[Team]],
    roles: _Roles,
    studies: Studies,
    rng: Random,
    as_at: int,
) -> Person:
    random = rng.random
    number = team.lead + place
    leads = place < 2
    role = (team.shape.lead, team.shape.deputy)[place] if leads else roles.draw(team, rng)
    age = (26 if leads else 20) + int(40 * (random() + random()) / 2)
    born = as_at - int((age + random()) * _YEAR) or 1
    start, end = _tenure(born, leads, rng, as_at)
    main = _assigned(team, number, role, start, end, rng)
    assignments = [main]
    since = start
    draw = random()
    if draw < 0.115 and not end:
        if draw < 0.05:
            other = _beside(team, number, main, rng, as_at)
        elif draw < 0.085:
            other = _guest(guesting, number, main, born, rng, as_at)
        else:
            other = _former(places.teams, number, main, born, roles, rng)
            since = other.start if other else since
        if other is not None:
            assignments.append(other)
    absences = _absences(since, end, rng, as_at) if random() < 0.05 else []
    trait = Trait.draw(rng, standard)
    stints = [_stint(places, a, as_at) for a in assignments]
    stints[0] = stints[0]._replace(start=since)
    completions = studies.learn(stints, trait)
    if absences:
        completions = [c for c in completions if not _away(absences, c.day)]
    first, last = FIRST[int(random() * len(FIRST))], LAST[int(random() * len(LAST))]
    domain = f"{team.setting.agency.id}.example.org"
    email = f"{first}.{last}.{number}@{domain}".lower()
    return Person(number, f"{first} {last}", email, born, assignments, absences, completions)


def _tenure(born: int, leads: bool, rng: Random, as_at: int) -> tuple[int, int]:
    """Return the first day of an assignment, and its last or 0."""
    draw = rng.random()
    if draw < 0.07:
        return as_at - int(rng.random() * 200), 0
    start = as_at - 200 - int(rng.expovariate(1 / 2000))
    start = max(start, born + int(18.5 * _YEAR))
    if draw > 0.91 and not leads:
        span = min(as_at - start - 30, FOUR_YEARS - 200)
        return start, as_at - 1 - int(rng.random() * max(1, span))
    return start, as_at + 30 if draw > 0.905 and not leads else 0


def _assigned(team: Team, number: int, role: str, start: int, end: int, rng: Random) -> Assignment:
    head, chief = team.setting.head, team.setting.agency.chief
    manager = next((boss for boss in (team.lead, head, chief) if boss != number), 0)
    if number == head:
        manager = chief if number != chief else 0
    deputy = team.lead + 1 if team.size > 1 else 0
    supervised = rng.random() < 0.4 and deputy not in (0, number, manager)
    hours = _HOURS[int(rng.random() * len(_HOURS))]
    return Assignment(
        team.setting.agency.code,
        role,
        start,
        end,
        team.setting.code,
        team.code,
        manager,
        deputy if supervised else 0,
        hours,
    )


def _beside(
    team: Team, number: int, main: Assignment, rng: Random, as_at: int
) -> Assignment | None:
    """Return a second role in the same team, if there is one that is not the first."""
    role = rng.choice(team.setting.agency.shape.beside)
    if role == main.role:
        return None
    start = main.start + int(rng.random() * (as_at - main.start))
    return _assigned(team, number, role, start, 0, rng)._replace(hours=0.0)


def _guest(
    guesting: dict[str, list[Team]],
    number: int,
    main: Assignment,
    born: int,
    rng: Random,
    as_at: int,
) -> Assignment | None:
    """Return a role in another agency beside the main one."""
    nurse = "nurse" in main.role or main.role == "health-visitor"
    word = "nurse" if nurse else rng.choice(("governor", "volunteer"))
    if not guesting[word]:
        return None
    drawn = rng.choices(guesting[word], k=4)
    teams = [team for team in drawn if team.setting.agency.code != main.agency]
    if not teams:
        return None
    role = main.role if nurse else word
    start = max(main.start, as_at - int(rng.random() * 1200), born + int(18.5 * _YEAR))
    guest = _assigned(teams[0], number, role, start, 0, rng)
    return guest._replace(hours=7.5 if nurse else 0.0)


def _former(
    teams: list[Team], number: int, main: Assignment, born: int, roles: _Roles, rng: Random
) -> Assignment | None:
    """Return what a person did before, elsewhere, and left the day before."""
    start = max(main.start - 200 - int(rng.random() * 1300), born + int(18.5 * _YEAR))
    if start > main.start - 100:
        return None
    team = rng.choice(teams)
    return _assigned(team, number, roles.draw(team, rng), start, main.start - 1, rng)


def _absences(start: int, end: int, rng: Random, as_at: int) -> list[Absence]:
    kind, least, most = rng.choices(_ABSENCES, (5, 6, 1))[0]
    first = max(start, as_at - 1000) + int(rng.random() * 1000)
    if first > min(as_at, end or as_at):
        return []
    last = first + rng.randint(least, most)
    if end:
        last = min(last, end)
    return [Absence(kind, first, 0 if last > as_at and rng.random() < 0.5 else last)]


def _away(absences: list[Absence], day: int) -> bool:
    return any(a.start <= day and (not a.end or day <= a.end) for a in absences)


def _stint(places: Places, assignment: Assignment, as_at: int) -> Stint:
    setting = places.settings[assignment.setting - 1]
    agency = setting.agency
    area = setting.area or agency.area
    post = Post(assignment.role, agency.id, agency.sector, area, setting.type)
    return Stint(post, assignment.start, min(assignment.end or as_at, as_at))
