"""Plain JSON → frozen values, by the types of their attributes.

What cattrs does, for the few types a policy has: it is read on every run, and loading cattrs takes
longer than reading.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from attrs import fields, has

T = TypeVar("T")


def value_of(cls: type[T], kept: Any) -> T:
    """Return the value that ``attrs.asdict`` and JSON made ``kept`` of.

    Raises:
        ValueError, TypeError, KeyError: it is of another shape.
    """
    read: Any = _reader
    found: T = read(cls)(kept)
    return found


@cache
def _reader(sort: Any) -> Callable[[Any], Any]:
    origin, inner = get_origin(sort), get_args(sort)
    if origin is tuple:
        item = _reader(inner[0])
        return lambda kept: tuple([item(each) for each in kept])
    if origin is dict:
        item = _reader(inner[1])
        return lambda kept: {key: item(each) for key, each in kept.items()}
    if origin in (Union, UnionType):
        return _one_of(tuple(each for each in inner if each is not NoneType))
    if sort is date:
        return date.fromisoformat
    if has(sort):
        return _attributes(sort)
    if isinstance(sort, type) and issubclass(sort, StrEnum):
        return sort
    return lambda kept: kept


def _one_of(sorts: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Read a value or None; of several classes the one with just these attributes."""
    if len(sorts) == 1:
        only = _reader(sorts[0])
        return lambda kept: None if kept is None else only(kept)
    by_names = {frozenset(_names(sort)): _reader(sort) for sort in sorts}
    return lambda kept: None if kept is None else by_names[frozenset(kept)](kept)


def _names(sort: type[Any]) -> list[str]:
    return [attribute.name for attribute in fields(sort)]


def _attributes(sort: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(sort)
    readers = {name: _reader(hints[name]) for name in _names(sort)}
    return lambda kept: sort(**{name: read(kept[name]) for name, read in readers.items()})
