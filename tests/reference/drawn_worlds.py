"""Random worlds: a policy with places, and people whose records are drawn one by one."""

from __future__ import annotations

from attrs import evolve
from tests.reference.dice import DAYS, Dice
from tests.reference.drawn_people import draw_person, ground
from tests.reference.drawn_policy import NEEDS, draw_policy
from tests.reference.world import World

from skillsmatrix.dates import Convention
from skillsmatrix.model.agency import Agency, Need, Setting, Team

PLACES = {
    "council": Agency(id="council", name="Council", sector="la", area="stoke"),
    "trust": Agency(id="trust", name="Trust", sector="nhs", area="stoke"),
    "county": Agency(id="county", name="County", sector="la", area="staffs"),
}
SETTINGS = {
    "s1": Setting(id="s1", name="Nursery", agency="council", type="nursery"),
    "s2": Setting(id="s2", name="Over the edge", agency="council", area="staffs"),
    "s3": Setting(id="s3", name="Ward", agency="trust", type="ward"),
}
TEAMS = {
    "t1": Team(id="t1", name="Out and about", agency="county"),
    "t2": Team(id="t2", name="In the nursery", agency="council", setting="s1"),
}


def draw_world(seed: int, people: int, *, covered: bool = False) -> World:
    """Return the world of a seed: one policy, one day, one convention, so many people.

    Args:
        seed: the same gives the same.
        people: how many; each is drawn on their own.
        covered: every rule is one of coverage.
    """
    dice = Dice(seed)
    day, convention = dice.choice(DAYS), dice.choice(list(Convention))
    catalogue = draw_policy(dice, day, covered=covered)
    needs = tuple(
        Need(
            setting=setting,
            need=dice.choice(NEEDS),
            start=day.replace(year=day.year - 1, day=1),
            end=dice.choice([None, None, day]),
        )
        for setting in SETTINGS
        if dice.chance(0.7)
    )
    world = World(
        catalogue=catalogue,
        agencies=PLACES,
        settings=SETTINGS,
        teams=TEAMS,
        needs=needs,
        day=day,
        convention=convention,
    )
    on = ground(catalogue, SETTINGS, TEAMS, day, convention)
    names = [f"P{number:02}" for number in range(people)]
    # Each person has a seed of their own: one more changes nobody else.
    return evolve(
        world, people={name: draw_person(Dice(f"{seed} {name}"), on, name) for name in names}
    )
