"""The agencies, settings and teams of a city of so many people, before anybody is born.

Everybody has a number, from 1. A team takes the next numbers, its lead the first of them; so who
manages whom is known before any person is made, and people can be made one at a time.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import NamedTuple

from settings_shape import TeamShape
from shape import AGENCIES, AgencyShape

_WORDS = (
    "Acorn", "Biscuit", "Bluebell", "Canal", "Chimney", "Cobalt", "Creamware", "Fern", "Furnace",
    "Glaze", "Hawthorn", "Jasper", "Lockside", "Lustre", "Marl", "Minnow", "Oatcake", "Pigeon",
    "Porcelain", "Saggar", "Slipware", "Teapot", "Terracotta", "Willow",
)  # fmt: skip


class Agency(NamedTuple):
    """An agency; ``chief`` is the number of the person who leads it."""

    code: int
    id: str
    name: str
    sector: str
    area: str
    shape: AgencyShape
    chief: int


class Setting(NamedTuple):
    """A setting; ``area`` is empty where it is the agency's."""

    code: int
    id: str
    name: str
    agency: Agency
    type: str
    area: str
    head: int


class Team(NamedTuple):
    """A team, of the people numbered from ``lead``."""

    code: int
    id: str
    name: str
    setting: Setting
    shape: TeamShape
    lead: int
    size: int


class Places(NamedTuple):
    """All places of a city."""

    agencies: list[Agency]
    settings: list[Setting]
    teams: list[Team]


def lay_places(people: int, rng: Random) -> Places:
    """Return the places of a city of exactly so many people."""
    places = Places([], [], [])
    shares = accumulate(shape.share for shape in AGENCIES)
    whole = sum(shape.share for shape in AGENCIES)
    first = 1
    for shape, share in zip(AGENCIES, shares, strict=True):
        beyond = people * share // whole + 1
        count = max(shape.at_least, -(-(beyond - first) // shape.largest))
        for number in range(1, count + 1):
            size = (beyond - first) // (count - number + 1)
            if size:
                _lay_agency(places, shape, number, count, first, size, rng)
                first += size
    return places


def _lay_agency(
    places: Places, shape: AgencyShape, number: int, count: int, first: int, size: int, rng: Random
) -> None:
    known = number <= len(shape.names)
    agency = Agency(
        code=len(places.agencies) + 1,
        id=shape.id if number == 1 and shape.at_least == 1 else f"{shape.id}-{number}",
        name=shape.names[number - 1] if known else f"{shape.names[0]} {number}",
        sector=shape.sector,
        area=shape.areas[0],
        shape=shape,
        chief=first,
    )
    places.agencies.append(agency)
    beyond, made = first + size, 0
    while first < beyond:
        sort = shape.settings[made % len(shape.settings)]
        area = shape.areas[made % len(shape.areas)]
        made += 1
        setting = Setting(
            code=len(places.settings) + 1,
            id=f"{agency.id}-{sort.type}-{made}",
            name=f"{rng.choice(_WORDS)} {rng.choice(_WORDS)} {sort.word}",
            agency=agency,
            type=sort.type,
            area="" if area == agency.area else area,
            head=first,
        )
        places.settings.append(setting)
        for team in sort.teams:
            if first < beyond:
                wanted = rng.randint(team.smallest, team.largest)
                left = beyond - first
                taken = wanted if left - wanted >= 3 else left
                code = len(places.teams) + 1
                word = team.name.split()[0].lower()
                name = f"{team.name}, {setting.name}"
                places.teams.append(
                    Team(code, f"{setting.id}-{word}", name, setting, team, first, taken)
                )
                first += taken
