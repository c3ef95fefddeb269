"""Whether enough people in each place hold something."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen
from tests.reference.bound import in_place
from tests.reference.decide import through_decisions
from tests.reference.recognise import Ask
from tests.reference.until import held
from tests.reference.world import World

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.requirement import Per, Requirement


@frozen
class Covered:
    """How a place stands.

    Attributes:
        have: how many available people hold it.
        breaks_after: the last day on which enough do as things stand; None where too few do.
        singles: those without any of whom there would be too few.
    """

    have: int
    breaks_after: date | None
    singles: tuple[str, ...]


def coverage(world: World) -> dict[tuple[str, str], Covered]:
    """Return how each place stands with each coverage requirement in force that is for it."""
    return {
        (rule.id, place): _covered(world, rule, place)
        for rule in world.catalogue.requirements.values()
        if rule.coverage is not None and in_force(rule.start, rule.end, world.day)
        for place in _places(world, rule)
    }


def _places(world: World, rule: Requirement) -> list[str]:
    if rule.per is Per.SETTING:
        sites = [(s.id, s.agency, s.id) for s in world.settings.values()]
    elif rule.per is Per.TEAM:
        sites = [(team.id, team.agency, team.setting) for team in world.teams.values()]
    else:
        sites = [(agency, agency, "") for agency in world.agencies]
    return [place for place, agency, site in sites if in_place(world, rule, agency, site)]


def _covered(world: World, rule: Requirement, place: str) -> Covered:
    assert rule.coverage is not None  # the caller has looked
    last: dict[str, date] = {}
    for person, records in world.people.items():
        if any(in_force(a.start, a.end, world.day) for a in records.absences):
            continue
        away = [a.start - timedelta(days=1) for a in records.absences if a.start > world.day]
        for post in records.assignments:
            ask = Ask(world=world, records=records, assignment=post, rule=rule)
            if _is_at(ask, place):
                until = through_decisions(ask, held(ask)[0])
                if until is not None and until >= world.day:
                    day = min([until, post.end or FOREVER, *away])
                    last[person] = max(day, last.get(person, day))
    enough = len(last) >= rule.coverage
    days = sorted(last.values(), reverse=True)
    return Covered(
        have=len(last),
        breaks_after=days[rule.coverage - 1] if enough else None,
        singles=tuple(sorted(last)) if len(last) == rule.coverage else (),
    )


def _is_at(ask: Ask, place: str) -> bool:
    """Say whether an assignment makes its person a candidate at a place."""
    post: Assignment = ask.assignment
    at = {Per.SETTING: post.setting, Per.TEAM: post.team, Per.AGENCY: post.agency}
    return (
        at[ask.rule.per] == place
        and in_force(post.start, post.end, ask.world.day)
        and bool(ask.world.wider_roles(post.role) & set(ask.rule.roles))
    )
