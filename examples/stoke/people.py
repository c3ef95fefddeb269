"""The people of a city, one at a time: who they are, where they work, when they are away.

Everybody is made up; the names come from two short lists and mean nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from careers import YEAR, Assignment, Careers
from needs import Planner, Post
from places import Places, Team
from training import Completion, Stint, Studies, Trait

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

_ABSENCES = (("maternity", 180, 365), ("sick", 10, 150), ("career-break", 120, 365))


class Absence(NamedTuple):
    """A stretch away; ``end`` is 0 while it lasts."""

    kind: str
    start: int
    end: int


class Tag(NamedTuple):
    """A word that holds of somebody; ``end`` is 0 while it does."""

    tag: str
    start: int
    end: int


class Decision(NamedTuple):
    """What somebody decided; subject and agency are codes, 0 where there is none."""

    kind: str
    subject: int
    reason: str
    decided_by: str
    start: int
    end: int
    agency: int
    completed: int


class Person(NamedTuple):
    """Somebody with all records."""

    number: int
    name: str
    email: str
    born: int
    assignments: list[Assignment]
    absences: list[Absence]
    completions: list[Completion]
    decisions: tuple[Decision, ...] = ()
    tags: tuple[Tag, ...] = ()


def make_people(places: Places, planner: Planner, rng: Random, as_at: int) -> Iterator[Person]:
    """Yield everybody, in the order of their numbers."""
    careers = Careers(places, rng, as_at)
    studies = Studies(planner, as_at, rng)
    agency, standard = 0, 1.0
    for team in places.teams:
        if team.setting.agency.code != agency:
            agency, standard = team.setting.agency.code, 0.7 + 0.6 * rng.random()
        for number in range(team.lead, team.lead + team.size):
            role = careers.role(team, number)
            born = _born(leads=number < team.lead + 2, rng=rng, as_at=as_at)
            main = careers.main(team, number, role, born)
            other = careers.another(team, number, main, born)
            assignments = [main, other] if other else [main]
            since = other.start if other and other.end else main.start
            absences = _absences(since, main.end, rng, as_at)
            stints = [stint(places, assignment, as_at) for assignment in assignments]
            stints[0] = stints[0]._replace(start=since)
            completions = studies.learn(stints, Trait.draw(rng, standard))
            if absences:
                completions = [c for c in completions if not away(absences, c.day)]
            name, email = _called(team, number, rng)
            yield Person(number, name, email, born, assignments, absences, completions)


def _born(leads: bool, rng: Random, as_at: int) -> int:
    age = (26 if leads else 20) + int(40 * (rng.random() + rng.random()) / 2)
    return as_at - int((age + rng.random()) * YEAR) or 1


def _called(team: Team, number: int, rng: Random) -> tuple[str, str]:
    """Return a name and a work e-mail address."""
    first, last = FIRST[int(rng.random() * len(FIRST))], LAST[int(rng.random() * len(LAST))]
    email = f"{first}.{last}.{number}@{team.setting.agency.id}.example.org"
    return f"{first} {last}", email.lower()


def _absences(start: int, end: int, rng: Random, as_at: int) -> list[Absence]:
    """Return, for one in twenty, a stretch away in the last years."""
    if rng.random() >= 0.05:
        return []
    kind, least, most = rng.choices(_ABSENCES, (5, 6, 1))[0]
    first = max(start, as_at - 1000) + int(rng.random() * 1000)
    if first > min(as_at, end or as_at):
        return []
    last = first + rng.randint(least, most)
    if end:
        last = min(last, end)
    return [Absence(kind, first, 0 if last > as_at and rng.random() < 0.5 else last)]


def away(absences: list[Absence], day: int) -> bool:
    """Say whether a day lies in a stretch away."""
    return any(a.start <= day and (not a.end or day <= a.end) for a in absences)


def stint(places: Places, assignment: Assignment, as_at: int) -> Stint:
    """Return the post of an assignment, and the days it was held as far as we look."""
    setting = places.settings[assignment.setting - 1]
    agency = setting.agency
    area = setting.area or agency.area
    post = Post(assignment.role, agency.id, agency.sector, area, setting.type)
    return Stint(post, assignment.start, min(assignment.end or as_at, as_at))
