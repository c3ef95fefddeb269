"""The smallest part of a world in which something still goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import evolve, fields, has
from tests.reference.world import World

from skillsmatrix.dates import Interval

_POLICY = ("requirements", "equivalences", "recognitions", "extensions", "ladders")


def smallest(world: World, fails: Callable[[World], bool]) -> World:
    """Return a world from which nothing more can be taken away without losing the failure."""
    while True:
        for less in _less(world):
            if fails(less):
                world = less
                break
        else:
            return world


def _less(world: World) -> Iterator[World]:
    """Yield the world without one thing: a person, a rule, a record."""
    for person in world.people if len(world.people) > 1 else ():
        others = {name: found for name, found in world.people.items() if name != person}
        yield evolve(world, people=others)
    for kind in _POLICY:
        things = getattr(world.catalogue, kind)
        for name in things:
            rest = {other: thing for other, thing in things.items() if other != name}
            if rest or kind != "requirements":
                told: dict[str, Any] = {kind: rest}
                yield evolve(world, catalogue=evolve(world.catalogue, **told))
    for person, records in world.people.items():
        for field in fields(type(records)):
            found = getattr(records, field.name)
            for index in range(len(found)):
                fewer = evolve(records, **{field.name: found[:index] + found[index + 1 :]})
                yield evolve(world, people={**world.people, person: fewer})


def shown(world: World) -> str:
    """Say what is in a world, one thing a line."""
    catalogue, lines = world.catalogue, [f"on {world.day}, {world.convention}"]
    for kind in (*_POLICY, "courses", "competencies", "absence_kinds"):
        lines += [_brief(thing) for thing in getattr(catalogue, kind).values()]
    lines += [_brief(need) for need in world.needs]
    for records in world.people.values():
        for field in fields(type(records)):
            lines += [_brief(record) for record in getattr(records, field.name)]
    return "\n".join(lines)


_UNSAID = ("title", "origin", "reason", "decided_by", "place", "places", "framework")


def _brief(thing: Any) -> str:
    """Say what a value is, without what is usual."""
    if isinstance(thing, tuple):
        return f"[{', '.join(map(_brief, thing))}]"
    if isinstance(thing, date | str | Interval) or not has(type(thing)):
        return str(thing)
    told = [
        f"{field.name}={_brief(getattr(thing, field.name))}"
        for field in fields(type(thing))
        if field.name not in _UNSAID and getattr(thing, field.name) != field.default
    ]
    return f"{type(thing).__name__}({', '.join(told)})"
