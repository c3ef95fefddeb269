"""The same world under other names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import evolve, fields, has
from tests.reference.world import World

from skillsmatrix.problems import Place

T = TypeVar("T")


def ids(world: World) -> set[str]:
    """Return every id in a world: of people, of places, and of all that is policy."""
    kinds = [
        getattr(world.catalogue, field.name)
        for field in fields(type(world.catalogue))
        if field.name != "layers"
    ]
    kinds += [world.people, world.agencies, world.settings, world.teams]
    return {name for kind in kinds for name in kind}


def renamed(thing: T, names: Mapping[str, str]) -> T:
    """Return a value with every id in it replaced, wherever it stands."""
    return cast(T, _renamed(thing, names))


def _renamed(thing: Any, names: Mapping[str, str]) -> Any:
    if type(thing) is str:
        return names.get(thing, thing)
    if isinstance(thing, tuple):
        return tuple(_renamed(item, names) for item in thing)
    if isinstance(thing, Mapping):
        return {_renamed(key, names): _renamed(item, names) for key, item in thing.items()}
    if has(type(thing)) and not isinstance(thing, Place):
        told = {f.name: _renamed(getattr(thing, f.name), names) for f in fields(type(thing))}
        return evolve(thing, **told)
    return thing
