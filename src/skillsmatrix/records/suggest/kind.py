"""What columns mean → which kinds of records a table holds, and which field each column gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import frozen

from skillsmatrix.records.suggest.columns import Column
from skillsmatrix.records.suggest.words import foreign

_WHO = {"person", "email", "name", "part_of_name"}
_LEARNT = {"completed", "expires", "outcome", "learnt", "reference"}

FIELDS: dict[str, dict[str, str]] = {
    "completions": {
        "person": "person",
        "name": "person_name",
        "email": "person_email",
        "item": "item",
        "completed": "completed",
        "expires": "expires",
        "level": "level",
        "outcome": "outcome",
        "reference": "reference",
        "learnt": "hours",
        "validity": "validity",
    },
    "people": {"person": "id", "name": "name", "email": "email", "born": "born"},
    "assignments": {
        "person": "person",
        "role": "role",
        "team": "team",
        "setting": "setting",
        "agency": "agency",
        "start": "start",
        "end": "end",
        "manager": "manager",
        "contracted": "hours",
        "employment": "employment",
    },
    "absences": {"person": "person", "absence": "kind", "start": "start", "end": "end"},
    "settings": {"place": "id", "place_name": "name", "agency": "agency"},
    "requirements": {
        "role": "role",
        "grade": "grade",
        "item_title": "course",
        "item": "course",
        "competency": "competency",
        "level": "level",
        "description": "description",
        "area": "area",
        "standing": "standing",
        "provider": "provider",
    },
}
"""The field that a meaning goes to, by kind."""

NEEDED = {
    "completions": ("item", "completed"),
    "people": ("name",),
    "assignments": ("agency", "role", "start"),
    "absences": ("kind", "start"),
    "settings": ("name", "agency"),
    "requirements": ("role_bound", "standing"),
}
"""The fields that a table must give, beside who it is."""


@frozen
class Taken:
    """What a table was taken for; no kinds, if it holds none of our records."""

    kinds: tuple[str, ...]
    because: str


def kinds_of(
    columns: Sequence[Column], joined: Collection[str] = (), *, marks: int = 0, texts: int = 0
) -> Taken:
    """Return what a table holds.

    Args:
        columns: its columns, as far as they are not of a matrix.
        joined: the headers that make up a source id together.
        marks: how many columns are of a matrix, with days, ticks or levels.
        texts: how many columns have a text of its own in each cell, and no meaning.
    """
    if what := foreign(column.header for column in columns):
        return Taken((), f"It looks like {what}: a framework or catalogue, no records.")
    has = {column.sense for column in columns} - {"", "nothing"}
    who = has & _WHO or joined
    shown = _shown(columns)
    if marks and who:
        return Taken(("completions",), f"people down, {marks} courses or competencies across")
    if "item" in has and has & _LEARNT and who:
        return Taken(("completions",), f"{shown}: who did what, and when or with what result")
    if "absence" in has and who:
        return Taken(("absences",), f"{shown}: who was away, and why")
    if who and "role" in has and "start" in has:
        kinds = ("people", "assignments") if has & {"name", "born"} else ("assignments",)
        return Taken(kinds, f"{shown}: who works as what, and since when")
    if "item" in has and who:
        return Taken(("completions",), f"{shown}: who did what")
    if who and has & {"born", "email", "role", "team", "start"}:
        return Taken(("people",), f"{shown}: who there is")
    if "place" in has and "place_name" in has:
        return Taken(("settings",), f"{shown}: places and their names")
    if marks:
        return Taken(("requirements",), f"{marks} columns of marks, and nobody's name")
    if "role" in has and has & {"item", "competency"}:
        return Taken(("requirements",), f"{shown}: what each role must have, and nobody's name")
    if "competency" in has and texts > 1:
        return Taken(("requirements",), f"{shown}: competencies, described in {texts} columns")
    if "item" in has and has & {"standing", "provider", "area"}:
        return Taken(("requirements",), f"{shown}: a list of courses, and nobody's name")
    some = ", ".join(column.header[:30] for column in columns[:6]) or "none"
    if columns and columns[0].header.startswith(("{", "[", '"')):
        return Taken((), "It looks like JSON: no table of rows and columns.")
    return Taken(
        (), f"It is not known what this is: its headers ({some}) are no records that we know."
    )


def _shown(columns: Sequence[Column]) -> str:
    known = [column.header for column in columns if column.sense not in ("", "nothing")]
    return ", ".join(known[:6])
