"""Profiles as TOML files: reading them, and finding the ones there are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import cattrs
from attrs import evolve, fields_dict
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.problems import Place, Problem, near
from skillsmatrix.records.faults import refused
from skillsmatrix.records.profiles.layout_checks import Found
from skillsmatrix.records.profiles.profile import (
    FIND,
    BareYears,
    Ids,
    Meaning,
    Merged,
    PersonBy,
    Profile,
    Ragged,
    UnknownColumns,
    UnknownItems,
)
from skillsmatrix.records.profiles.profile_checks import mistakes

_FILLED = ("name", "column_dates")
_MOST_BYTES = 1 << 20


def find_profile(name: str, folders: Sequence[Path] = ()) -> Profile:
    """Return a profile: a file, or one by name from the folders or from those that are shipped.

    Raises:
        UsageError: there is no such profile.
        InputRefused: there is something wrong with it.
    """
    if name.endswith(".toml") or "/" in name:
        path = Path(name)
        if not path.is_file():
            raise UsageError(f"There is no such profile ({name}). Give the name of a TOML file.")
        return read_profile(path)
    known = {entry.name.removesuffix(".toml"): entry for entry in profile_entries(folders)}
    if name not in known:
        raise UsageError(f"There is no such profile ({name}). {near(name, known)}")
    return read_profile(known[name])


def all_profiles(folders: Sequence[Path] = ()) -> list[Profile]:
    """Return the profiles of the folders and those that are shipped, by name."""
    known = {entry.name: entry for entry in profile_entries(folders)}
    return [read_profile(known[name]) for name in sorted(known)]


def profile_entries(folders: Sequence[Path]) -> Iterator[Path | Traversable]:
    """Yield profile files, the shipped ones first, so that a workspace's own win."""
    shipped = files("skillsmatrix.records") / "profiles"
    for folder in (shipped, *reversed(folders)):
        if folder.is_dir():
            yield from (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))


def read_profile(entry: Path | Traversable) -> Profile:
    """Return the profile in a TOML file.

    Raises:
        InputRefused: with everything wrong with it, each at its line.
    """
    try:
        text = _text_of(entry)
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise refused(
            entry.name, "not-utf8", "The profile is not UTF-8", "Save it as UTF-8."
        ) from error
    except OSError as error:
        raise refused(
            entry.name, "unreadable-file", f"It cannot be read ({error.strerror})", "Check it."
        ) from error
    except (ValueError, RecursionError) as error:  # of numbers and of brackets without end, too
        line = re.search(r"at line (\d+)", str(error))
        raise InputRefused(
            [
                Problem(
                    "not-toml",
                    Place(entry.name, int(line[1]) if line else None),
                    f"The profile is not TOML ({error})",
                    "Mend the line; text wants quotes.",
                )
            ]
        ) from error
    profile, found = _structure(table)
    if profile is not None:
        profile = evolve(profile, name=entry.name.removesuffix(".toml"))
        found = list(mistakes(profile))
    if found or profile is None:
        raise InputRefused(
            Problem("bad-profile", Place(entry.name, _line(text, key)), what, remedy)
            for key, what, remedy in found
        )
    return profile


def _text_of(entry: Path | Traversable) -> str:
    with entry.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise refused(
            entry.name,
            "not-toml",
            f"The profile is too large (more than {_MOST_BYTES >> 20} MB)",
            "Give the profile, not the file that it is for.",
        )
    return content.decode("utf-8")


def _structure(table: dict[str, Any]) -> tuple[Profile | None, list[Found]]:
    dates = table.get("dates")
    if isinstance(dates, dict):  # forms for single fields; the rest as it would be anyway
        table = {key: value for key, value in table.items() if key != "dates"}
    try:
        known = {name for name in fields_dict(Profile) if name not in _FILLED}
        if wrong := [key for key in table if key not in known]:
            return None, [(key, f"there is no such key ({key})", near(key, known)) for key in wrong]
        converter = _converter()
        profile = converter.structure(table, Profile)
        if isinstance(dates, dict):
            forms = {name: _texts(form, None) for name, form in dates.items()}
            profile = evolve(profile, column_dates=forms)
        return profile, []
    except ClassValidationError as error:
        return None, list(_told(error, ""))
    except ValueError as error:
        return None, [("dates", f"dates {error}", "Correct the value.")]


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook_func(lambda cls: cls == tuple[str, ...], _texts)
    converter.register_structure_hook_func(lambda cls: cls == int | str, _header)
    converter.register_structure_hook_func(lambda cls: cls == tuple[Ids, ...], _ids)
    converter.register_structure_hook(int, _count)
    converter.register_structure_hook(Meaning, _meaning)
    for words in (PersonBy, UnknownColumns, UnknownItems, Merged, Ragged, BareYears):
        converter.register_structure_hook(words, _word(words))
    return converter


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"must be text in quotes ({value})")
    return value


def _texts(value: Any, _: Any) -> tuple[str, ...]:
    """Take one text or a list of them."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise ValueError(f"must be text in quotes, or a list of texts ({value})")


def _count(value: Any, _: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"must be a whole number from 1 ({value})")
    return value


def _header(value: Any, _: Any) -> int | str:
    """Take the number of a row, or the word for finding it."""
    if value == FIND or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value  # type: ignore[no-any-return]
    raise ValueError(f'must be the number of a row, or "{FIND}" ({value})')


def _ids(value: Any, _: Any) -> tuple[Ids, ...]:
    return tuple(_word(Ids)(word, None) for word in _texts(value, None))


def _meaning(value: Any, _: Any) -> Meaning:
    """Take the value of a cell, nothing, or a table of fields."""
    if isinstance(value, str):
        return Meaning(fields={"": value} if value else {})
    if isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
        return Meaning(fields=dict(value))
    raise ValueError(f'must be text in quotes, or fields like {{level = "2"}} ({value})')


def _word(words: type[StrEnum]) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> StrEnum:
        try:
            return words(value)
        except ValueError:
            raise ValueError(f"must be one of {', '.join(filter(None, words))} ({value})") from None

    return hook


def _told(error: BaseException, key: str) -> Iterator[Found]:
    if isinstance(error, ForbiddenExtraKeysError):
        for extra in sorted(error.extra_fields):
            yield (
                key,
                f"there is no such key in {key} ({extra})",
                near(extra, fields_dict(error.cl)),
            )
    elif isinstance(error, BaseExceptionGroup):
        for cause in error.exceptions:
            notes = getattr(cause, "__notes__", ())
            step = next(
                (note.name for note in notes if isinstance(getattr(note, "name", 0), str)), ""
            )
            yield from _told(cause, key or step)
    elif isinstance(error, KeyError):
        yield "", f"{error.args[0]} is missing", f"Add {error.args[0]} = …."
    else:
        what = (
            str(error)
            if isinstance(error, (ValueError, TypeError)) and "must be" in str(error)
            else "must be a table with keys"
        )
        yield key, f"{key} {what}", "Correct the value."


def _line(text: str, key: str) -> int | None:
    """Return the line of a key or of the table of that name; tomllib does not tell."""
    if not key:
        return None
    pattern = re.compile(rf"\s*(\[\s*{re.escape(key)}\b|{re.escape(key)}\s*[=.])")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if pattern.match(line)), None)
