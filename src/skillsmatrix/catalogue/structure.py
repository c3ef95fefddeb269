"""Tables → model values, with every mistake at its line.

Strict on purpose: an unknown key, a number where text belongs, a date in quotes are all refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar, get_args, get_origin

import cattrs
from attrs import evolve, fields_dict, has
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from skillsmatrix.catalogue.layers import Entries
from skillsmatrix.catalogue.read import Table
from skillsmatrix.dates import Interval
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.competency import Competency, Framework, Grouping, Ladder
from skillsmatrix.model.course import Course, Equivalence
from skillsmatrix.model.dated import Reference
from skillsmatrix.model.recognition import Extension, Recognition
from skillsmatrix.model.renewal import KINDS, Renewal
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.role import Role, Term
from skillsmatrix.problems import Place, Problem, near

TABLES: dict[str, tuple[str, type[Any]]] = {
    "reference": ("references", Reference),
    "framework": ("frameworks", Framework),
    "ladder": ("ladders", Ladder),
    "grouping": ("groupings", Grouping),
    "sector": ("sectors", Term),
    "area": ("areas", Term),
    "setting_type": ("setting_types", Term),
    "employment": ("employments", Term),
    "tag": ("tags", Term),
    "need": ("needs", Term),
    "absence_kind": ("absence_kinds", AbsenceKind),
    "role": ("roles", Role),
    "competency": ("competencies", Competency),
    "requirement": ("requirements", Requirement),
    "course": ("courses", Course),
    "equivalence": ("equivalences", Equivalence),
    "recognition": ("recognitions", Recognition),
    "extension": ("extensions", Extension),
}
"""The tables a catalogue file may hold: the field of the catalogue and the class of each."""

_FROM_READER = ("place", "places", "layer")
"""Fields that the reader fills; a file cannot."""

_LIMIT = re.compile(r"'(\w+)' must be (.+): (.+)")
"""How attrs words a value outside its limits."""

T = TypeVar("T")


def structure(entries: Entries, layers: tuple[str, ...]) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue of all entries that are sound, and a problem for each mistake."""
    converter = _converter()
    problems: list[Problem] = []
    gathered: dict[str, dict[str, Any]] = {}
    for kind, (name, cls) in TABLES.items():
        gathered[name] = {}
        for key, table in entries[kind].items():
            try:
                gathered[name][key] = converter.structure(table, cls)
            except ClassValidationError as error:
                problems += _problems(error, table, cls, kind)
    return Catalogue(layers=layers, **gathered), problems


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for cls, words in (
        (str, "text in quotes"),
        (bool, "true or false"),
        (int, "a whole number"),
        (float, "a number"),
        (date, "a date without quotes, like 2025-09-01"),
    ):
        converter.register_structure_hook(cls, _exactly(cls, words))
    converter.register_structure_hook_func(_is_tuple, partial(_list, converter))
    converter.register_structure_hook(Interval, _interval)
    converter.register_structure_hook(
        Renewal, lambda table, _: converter.structure(*_kind_of_renewal(table))
    )
    converter.register_structure_hook_factory(has, lambda cls: _from_table(converter, cls))
    return converter


def _exactly(cls: type[T], words: str) -> Callable[[Any, Any], T]:
    allowed = (int, float) if cls is float else (cls,)

    def hook(value: Any, to: Any) -> T:
        # cattrs sends every StrEnum here as well, being text.
        if issubclass(to, StrEnum):
            return _word(value, to)  # type: ignore[return-value]  # it is text
        wrong_sort = isinstance(value, bool) and cls is not bool
        if not isinstance(value, allowed) or wrong_sort or isinstance(value, datetime):
            raise ValueError(f"must be {words} ({value})")
        return value  # type: ignore[return-value]  # checked on the line above

    return hook


def _is_tuple(cls: Any) -> bool:
    origin: Any = get_origin(cls)
    return origin is tuple


def _list(converter: cattrs.Converter, value: Any, cls: Any) -> tuple[Any, ...]:
    """Structure each item of a list; text is no list of letters."""
    if not isinstance(value, list):
        raise ValueError(f"must be a list in square brackets ({value})")  # noqa: TRY004  # for people
    found, errors = [], []
    for index, item in enumerate(value):
        try:
            found.append(converter.structure(item, get_args(cls)[0]))
        except (ValueError, KeyError, TypeError, BaseValidationError) as error:
            error.__notes__ = [IterableValidationNote("", index, cls)]
            errors.append(error)
    if errors:
        raise IterableValidationError("items", errors, cls)
    return tuple(found)


def _interval(value: Any, _: Any) -> Interval:
    try:
        return Interval.parse(value)
    except (ValueError, TypeError, AttributeError):
        raise ValueError(f"must be an interval, like 36 months or 2 weeks ({value})") from None


def _word(value: Any, cls: type[StrEnum]) -> StrEnum:
    try:
        return cls(value)
    except ValueError:
        words = [member.value for member in cls]
        raise ValueError(f"must be one of {', '.join(words)} ({value})") from None


def _kind_of_renewal(table: Any) -> tuple[Table, type[Any]]:
    kind = table.get("kind") if isinstance(table, Table) else None
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)} ({kind})")
    rest = {key: value for key, value in table.items() if key != "kind"}
    return Table(rest, table.place, table.places, table.layer), KINDS[kind]


def _from_table(converter: cattrs.Converter, cls: type[Any]) -> Callable[[Any, Any], Any]:
    """Structure a class from a table, and tell the value where it came from."""
    filled = [name for name in _FROM_READER if name in fields_dict(cls)]
    omitted: dict[str, Any] = {name: override(omit=True) for name in filled}
    plain = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **omitted)

    def hook(table: Any, to: Any) -> Any:
        if not isinstance(table, Table):
            raise ValueError(f"must be a table with keys ({table})")  # noqa: TRY004  # told to people
        return evolve(plain(table, to), **{name: getattr(table, name) for name in filled})

    return hook


def _problems(
    error: ClassValidationError, table: Table, cls: type[Any], kind: str
) -> list[Problem]:
    name = table.get("id", "?")
    return [
        Problem(
            code,
            place,
            f"{kind} {name}: {what}",
            remedy,
        )
        for code, place, what, remedy in _told(error, table, table.place, cls, "")
    ]


def _told(
    error: BaseException, value: Any, place: Place, cls: Any, key: str
) -> Iterator[tuple[str, Place, str, str]]:
    """Yield code, place, what and remedy for each leaf of an error."""
    if isinstance(error, ClassValidationError):
        inner = error.cl
        for cause in error.exceptions:
            step = _step(cause)
            if step is None:
                yield from _told(cause, value, place, inner, key)
            else:
                at = _line_of(step, value, place)
                yield from _told(cause, _item(value, step), at, inner, str(step))
    elif isinstance(error, IterableValidationError):
        for cause in error.exceptions:
            step = _step(cause)
            item = _item(value, step)
            at = item.place if isinstance(item, Table) else place
            yield from _told(cause, item, at, cls, key)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [name for name in fields_dict(error.cl) if name not in _FROM_READER]
        for extra in sorted(error.extra_fields):
            at = value.places.get(extra, place) if isinstance(value, Table) else place
            yield "unknown-key", at, f"there is no such key ({extra})", near(extra, known)
    elif isinstance(error, KeyError):
        yield "missing-key", place, f"{error.args[0]} is missing", f"Add {error.args[0]} = …."
    elif limit := _LIMIT.fullmatch(str(error)):
        at = _line_of(limit[1], value, place)
        yield "bad-value", at, f"{limit[1]} must be {limit[2]} ({limit[3]})", "Correct the value."
    else:
        what = f"{key} {error}" if key else str(error)
        if "(" not in what:
            what = f"{what} ({value})"
        yield "bad-value", place, what, "Correct the value."


def _line_of(step: str | int, value: Any, place: Place) -> Place:
    if isinstance(value, Table) and isinstance(step, str):
        return value.places.get(step, value.place)
    return place


def _step(cause: BaseException) -> str | int | None:
    """Return the name or number of the part that a cause belongs to."""
    for note in getattr(cause, "__notes__", ()):
        if (name := getattr(note, "name", None)) is not None:
            return str(name)
        if (index := getattr(note, "index", None)) is not None:
            return int(index)
    return None


def _item(value: Any, step: str | int | None) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
