"""Every way in which something that a record can name counts for a competency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen
from tests.reference.world import World, named

from skillsmatrix.dates import Interval, shorter
from skillsmatrix.model.course import AwardKind, Effect, Equivalence


@frozen(kw_only=True)
class Route:
    """One way from an item to a competency.

    Attributes:
        names: everything on the way, the item first and the competency last.
        links: the equivalences on the way.
        valid_for: the shortest of what they say.
    """

    item: str
    level: int = 1
    levelled: bool = False
    direct: bool = False
    included: bool = False
    award: AwardKind = AwardKind.FULL
    names: tuple[str, ...] = ()
    links: tuple[Equivalence, ...] = ()
    valid_for: Interval | None = None

    def lets(self, completed: date) -> bool:
        """Say whether every equivalence on the way takes a record of that day."""
        return all(
            (link.completed_from is None or link.completed_from <= completed)
            and (link.completed_until is None or completed <= link.completed_until)
            for link in self.links
        )


def routes(world: World, competency: str) -> list[Route]:
    """Return every route to a competency, wherever it is accepted."""
    levelled = bool(world.catalogue.competencies[competency].levels)
    target = Route(item=competency, levelled=levelled, direct=True, names=(competency,))
    return [*_from(world, target), *_lower(world, competency)]


def accepted(world: World, route: Route, agency: str) -> bool:
    """Say whether the receiving agency takes a route: in scope all along, refused nowhere."""
    in_scope = all(_in_scope(world, link, agency) for link in route.links)
    return in_scope and not any(refused(world, n, route.names[-1], agency) for n in route.names)


def refused(world: World, item: str, competency: str, agency: str) -> bool:
    """Say whether an item is refused by name for a competency at the receiving agency."""
    return any(
        link.item == item and competency in link.competency and _in_scope(world, link, agency)
        for link in _links(world, Effect.REFUSED)
    )


def _in_scope(world: World, link: Equivalence, agency: str) -> bool:
    return named(agency, link.agencies) and named(world.sector(agency), link.sectors)


def _links(world: World, effect: Effect) -> list[Equivalence]:
    links = world.catalogue.equivalences.values()
    return [link for link in links if link.effect is effect and link.in_force(world.day)]


def _from(world: World, step: Route) -> Iterator[Route]:
    """Yield the step, what awards it, and whatever leads to it further down the path."""
    yield step
    if step.item not in world.catalogue.competencies:
        return
    yield from _awarding(world, step)
    for ladder in world.catalogue.ladders.values():
        for lower, higher in zip(ladder.rungs, ladder.rungs[1:], strict=False):
            if lower == step.item:
                yield from _from(
                    world,
                    evolve(
                        step,
                        item=higher,
                        levelled=False,
                        direct=False,
                        included=step.direct or step.included,
                        names=(higher, *step.names),
                    ),
                )
    for link in _links(world, Effect.SATISFIES):
        if step.item in link.competency:
            yield from _from(
                world,
                evolve(
                    step,
                    item=link.item,
                    level=link.level or step.level,
                    levelled=False,
                    direct=False,
                    included=False,
                    names=(link.item, *step.names),
                    links=(*step.links, link),
                    valid_for=shorter(step.valid_for, link.valid_for),
                ),
            )


def _awarding(world: World, step: Route) -> Iterator[Route]:
    for course in world.catalogue.courses.values():
        for award in course.awards:
            event = award.kind is AwardKind.EVENT
            if award.competency == step.item and (step.direct or not event):
                level = award.level if step.levelled and award.level else step.level
                names = (course.id, *step.names)
                yield evolve(step, item=course.id, level=level, award=award.kind, names=names)


def _lower(world: World, competency: str) -> Iterator[Route]:
    """Yield the lower rungs and the courses that award them in full: they only lead here."""
    for rung in _below(world, competency):
        step = Route(item=rung, level=0, names=(rung, competency))
        yield step
        for route in _awarding(world, step):
            if route.award is AwardKind.FULL:
                yield route


def _below(world: World, competency: str) -> set[str]:
    found: set[str] = set()
    for ladder in world.catalogue.ladders.values():
        if competency in ladder.rungs:
            for lower in ladder.rungs[: ladder.rungs.index(competency)]:
                found |= {lower} | _below(world, lower)
    return found
