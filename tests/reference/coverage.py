"""Whether enough people in each place hold something."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve, frozen
from tests.reference.bound import in_place
from tests.reference.decide import through_decisions
from tests.reference.recognise import Ask
from tests.reference.until import held
from tests.reference.world import World, day_after

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
        (rule.id, place): _covered(world, rule, place, agency)
        for rule in world.catalogue.requirements.values()
        if rule.coverage is not None and in_force(rule.start, rule.end, world.day)
        for place, agency in _places(world, rule)
    }


def _places(world: World, rule: Requirement) -> list[tuple[str, str]]:
    """Return the places a rule is for, each with its agency."""
    if rule.per is Per.SETTING:
        sites = [(s.id, s.agency, s.id) for s in world.settings.values()]
    elif rule.per is Per.TEAM:
        sites = [(team.id, team.agency, team.setting) for team in world.teams.values()]
    else:
        sites = [(agency, agency, "") for agency in world.agencies]
    return [(place, agency) for place, agency, site in sites if in_place(world, rule, agency, site)]


def _covered(world: World, rule: Requirement, place: str, agency: str) -> Covered:
    assert rule.coverage is not None  # the caller has looked
    last: dict[str, date] = {}
    for person, records in world.people.items():
        if any(in_force(a.start, a.end, world.day) for a in records.absences):
            continue
        away = [a.start - timedelta(days=1) for a in records.absences if a.start > world.day]
        for post in records.assignments:
            if _is_at(world, rule, post, place):
                # Whoever employs them, the place's own agency says what counts there.
                received = evolve(post, agency=agency)
                ask = Ask(world=world, records=records, assignment=received, rule=rule)
                until = through_decisions(ask, held(ask)[0])
                if until is not None and until >= world.day:
                    day = min([until, _leaves(post, records.assignments), *away])
                    last[person] = max(day, last.get(person, day))
    enough = len(last) >= rule.coverage
    days = sorted(last.values(), reverse=True)
    return Covered(
        have=len(last),
        breaks_after=days[rule.coverage - 1] if enough else None,
        singles=tuple(sorted(last)) if len(last) == rule.coverage else (),
    )


def _leaves(post: Assignment, posts: tuple[Assignment, ...]) -> date:
    """Return the last day somebody stands there, by whatever contracts follow each other."""
    end = post.end or FOREVER
    like = (post.agency, post.role, post.setting, post.team)
    following = [
        other
        for other in posts
        if (other.agency, other.role, other.setting, other.team) == like
        and (other.end or FOREVER) > end
        and other.start <= day_after(end)
    ]
    return max((_leaves(other, posts) for other in following), default=end)


def _is_at(world: World, rule: Requirement, post: Assignment, place: str) -> bool:
    """Say whether an assignment makes its person a candidate at a place."""
    at = {Per.SETTING: post.setting, Per.TEAM: post.team, Per.AGENCY: post.agency}
    return (
        at[rule.per] == place
        and in_force(post.start, post.end, world.day)
        and bool(world.wider_roles(post.role) & set(rule.roles))
    )
