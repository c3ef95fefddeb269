"""The cells of a matrix → what each text in them means, or that it must be asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from skillsmatrix.records.fold import folded
from skillsmatrix.records.sheets.sheet import Cell
from skillsmatrix.records.suggest.columns import Column
from skillsmatrix.records.suggest.days import DayForms, day_forms
from skillsmatrix.records.suggest.suggestion import Line, Question, cells
from skillsmatrix.records.suggest.words import senses_of, word

_EXPIRES = re.compile(r"(exp(?:ires|iry)?\.?:? )(\S+)", re.IGNORECASE)
_BOTH = re.compile(r"(\S+) (exp(?:ires|iry)?\.? )(\S+)", re.IGNORECASE)
_LEVEL = re.compile(r"(?:l|lvl|level)\.? ?([1-9])", re.IGNORECASE)
_BARE_LEVEL = re.compile("[0-9]")
_MOST_ASKED = 12


@frozen(kw_only=True)
class Marks:
    """What the cells of a matrix hold."""

    columns: tuple[Column, ...]
    days: DayForms
    said: tuple[Line | Question, ...]
    ticks: int = 0
    levels: int = 0


def mark_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns of a matrix: their cells are mostly days, ticks, levels or such words.

    Those between them that are empty belong to it too; nobody may have been trained so far. If most
    columns that have no meaning are none of it, there is no matrix: codes look like levels.
    """
    unknown = [column for column in columns if not column.sense and column.filled]
    marks = [column for column in unknown if _mostly_marks(column)]
    if len(marks) < 2 or 2 * len(marks) < len(unknown):
        return ()
    if part := _part_of_days(marks):  # what is due, too, is no second training
        return tuple(column for column in columns if column.header.endswith(f" / {part}"))
    first, last = marks[0].at, marks[-1].at
    return tuple(
        column
        for column in columns
        if column in marks or (not column.sense and not column.filled and first < column.at < last)
    )


def _part_of_days(columns: Sequence[Column]) -> str:
    """Return the lower header that means the day of completion, where each course has several."""
    parts = [column.header.rpartition(" / ") for column in columns]
    if not all(course for course, _, _ in parts):
        return ""
    return next((part for _, _, part in parts if "completed" in senses_of(part)), "")


def text_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns that have no meaning, and a text of its own in nearly each cell."""
    return tuple(
        column
        for column in columns
        if not column.may
        and column.count > 2
        and len(column.texts) > 0.8 * column.count
        and sum(map(len, column.texts)) > 20 * len(column.texts)
    )


def _mostly_marks(column: Column) -> bool:
    known = column.days.days + sum(
        count for cell, count in column.days.others.items() if _is_mark(cell)
    )
    return 2 * known > column.count


def _is_mark(text: str) -> bool:
    return bool(
        word("cells", text)
        or word("outcomes", text)
        or word("standings", text)
        or _LEVEL.fullmatch(text)
        or _BARE_LEVEL.fullmatch(text)
        or _EXPIRES.fullmatch(text)
        or _BOTH.fullmatch(text)
    )


def marks_of(columns: Sequence[Column], *, policy: bool) -> Marks:
    """Return what the cells of columns hold.

    Args:
        columns: those of the matrix.
        policy: it says who must, not who did.
    """
    found: Counter[Cell] = Counter()
    for column in columns:
        found.update(column.filled)
    said: list[Line | Question] = []
    patterns: dict[str, list[str]] = {}
    ticks = levels = asked = 0
    days: list[Cell] = list(_days_only(found))
    for text, count in day_forms(found.elements()).others.items():
        seen = f"{cells(count)}"
        meaning = word("cells", text)
        if policy and (meaning in ("ticks", "crosses") or word("standings", text)):
            standing = word("standings", text)
            ticks += count
            if standing:
                said.append(_cell(text, {"standing": standing}, seen))
            else:
                said.append(_ask_standing(text, count))
        elif meaning == "ticks":
            ticks += count
            said.append(
                _cell(text, {"outcome": "complete"}, f"{seen}; a tick: somebody is trained")
            )
        elif meaning == "nothing":
            said.append(_cell(text, "", f"{seen}; nothing is meant"))
        elif level := _LEVEL.fullmatch(text):
            levels += count
            said.append(_cell(text, {"level": level[1]}, seen))
        elif _BARE_LEVEL.fullmatch(text):
            levels += count
            if text == "0":
                said.append(_ask(text, count, ("", "0 is no level")))
            else:
                said.append(_cell(text, {"level": text}, f"{seen}; a number from 1 to 9: a level"))
        elif (outcome := word("outcomes", text)) and not policy:
            said.append(_cell(text, {"outcome": outcome}, seen))
        elif match := _BOTH.fullmatch(text):
            patterns.setdefault(r"(?P<completed>\S+) exp\w*\.? (?P<expires>\S+)", []).append(text)
            days += [match[1], match[3]]
        elif (match := _EXPIRES.fullmatch(text)) and day_forms([match[2]]).days:
            patterns.setdefault(r"exp\w*\.?:? (?P<expires>\S+)", []).append(text)
            days.append(match[2])
        elif asked < _MOST_ASKED:
            asked += 1
            said.append(_asked(text, count, "booked" if policy else meaning))
    if patterns:
        shown = ", ".join(texts[0] for texts in patterns.values())
        said.insert(0, Line("patterns", tuple(patterns), f"cells like {shown}", "matrix"))
    return Marks(
        columns=tuple(columns), days=day_forms(days), said=tuple(said), ticks=ticks, levels=levels
    )


def _days_only(found: Counter[Cell]) -> list[Cell]:
    others = day_forms(found).others
    return [cell for cell in found.elements() if cell not in others]


def _cell(text: str, gives: dict[str, str] | str, because: str) -> Line:
    return Line(folded(text), gives, because, "matrix.cells")


def _ask(text: str, count: int, *offers: tuple[dict[str, str] | str, str]) -> Question:
    return Question(
        f"What does a cell say that has {text}? ({cells(count)})",
        tuple(_cell(text, gives, because) for gives, because in offers),
        table="matrix.cells",
    )


def _asked(text: str, count: int, meaning: str) -> Question:
    if meaning == "crosses":
        return _ask(
            text, count, ({"outcome": "complete"}, "if it is a tick"), ("", "if it is none")
        )
    if meaning == "booked" or word("cells", text.split()[0]) == "booked":
        return _ask(text, count, ("", "if it only says what is to come"))
    if match := _EXPIRES.fullmatch(text):
        return _ask(text, count, ({"expires": "…"}, f"the whole last day that {match[2]} means"))
    return _ask(text, count, ("", "if it means nothing"), ({"outcome": "not started"}, "if so"))


def _ask_standing(text: str, count: int) -> Question:
    offers = [({"standing": each}, "") for each in ("mandatory", "essential", "desirable")]
    return Question(
        f"How binding is what is marked {text}? ({cells(count)})",
        tuple(_cell(text, gives, because) for gives, because in offers),
        table="matrix.cells",
    )
