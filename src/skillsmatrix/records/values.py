"""Cells → values, for whatever can be told without asking the store.

A column is converted at once, and each different cell only once: a file of 300,000 rows has a few
thousand different days and a few dozen courses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from skillsmatrix.model.completion import Outcome
from skillsmatrix.problems import near
from skillsmatrix.records.days import read_day
from skillsmatrix.records.faults import Fault, Wrong
from skillsmatrix.records.kinds import Field, Sort
from skillsmatrix.records.known import Known, NearNames
from skillsmatrix.records.profile import Profile
from skillsmatrix.records.sheet import Cell

Converter = Callable[[str], Any]
"""Text that is not empty → its value, or what is wrong with it."""

_EARLIEST = {"born": date(1900, 1, 1)}
_NO_RECORDS_BEFORE = date(1940, 1, 1)
_NOT_IN_FUTURE = ("completed", "born")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]{1,3}")
_HOURS_OF_A_WEEK = 168
NO_END = 0
"""The months of what the source says is valid for good."""


@frozen(kw_only=True)
class Reading:
    """How to read the cells of one field.

    Attributes:
        label: what the file calls it.
    """

    field: Field
    label: str
    profile: Profile
    as_at: date


def convert(
    cells: Sequence[Cell], reading: Reading, converter: Converter
) -> tuple[list[Any], list[Fault]]:
    """Return the value of each cell, None where there is none, and what is wrong with cells."""
    meanings = {
        text.casefold(): meaning
        for text, meaning in reading.profile.values.get(reading.field.name, {}).items()
    }
    seen: dict[Cell, Any] = {}
    for cell in set(cells):
        known = isinstance(cell, str) and cell.casefold() in meanings
        seen[cell] = _value(
            meanings[str(cell).casefold()] if known else cell, reading, converter, mapped=known
        )
    wrong = {
        cell: Wrong(value.code, f"{reading.label}: {value.what}", value.remedy)
        for cell, value in seen.items()
        if isinstance(value, Wrong)
    }
    faults = (
        [Fault(row, wrong[cell]) for row, cell in enumerate(cells) if cell in wrong]
        if wrong
        else []
    )
    seen |= dict.fromkeys(wrong)
    return [seen[cell] for cell in cells], faults


def _value(cell: Cell, reading: Reading, converter: Converter, *, mapped: bool) -> Any:
    field = reading.field
    if isinstance(cell, date):
        if field.sort is Sort.DAY:
            return _within_bounds(cell, reading)
        return Wrong(
            "date-as-text",
            f"the cell is a date, not text ({cell})",
            "Spreadsheets turn text like 1-2 into dates: format the cell as text, type it again.",
        )
    if not cell:
        if field.required:
            return Wrong("missing-value", f"it must not be empty (no {field.name})", "Fill it in.")
        return None
    if field.sort is Sort.DAY:
        day = read_day(cell, reading.profile.forms(field.name))
        return day if isinstance(day, Wrong) else _within_bounds(day, reading)
    if field.sort is Sort.ITEM and not mapped and reading.profile.item_pattern:
        match = re.fullmatch(reading.profile.item_pattern, cell)
        if match is None:
            return Wrong(
                "item-form",
                f"not of the form that the profile expects ({cell})",
                "Correct it, or give its meaning in a profile, under [values.item].",
            )
        inner = match[1].strip()
        meaning = reading.profile.values.get(field.name, {}).get(inner)
        return converter(meaning or reading.profile.item_as.replace("{}", inner))
    return converter(cell)


def _within_bounds(day: date, reading: Reading) -> date | Wrong:
    name = reading.field.name
    if day < _EARLIEST.get(name, _NO_RECORDS_BEFORE):
        return Wrong(
            "too-early",
            f"the year {day.year} is too long ago ({day})",
            "Look for a typing error in the year.",
        )
    if name in _NOT_IN_FUTURE and day > reading.as_at:
        return Wrong(
            "in-future",
            f"the day is after {reading.as_at}, the day asked about ({day})",
            "Correct the day, or import it when it has come.",
        )
    return day


def converters(known: Known) -> dict[Sort, Converter]:
    """Return how each sort of field is read that the store need not be asked about."""
    return {
        Sort.ID: str,
        Sort.TEXT: str,
        Sort.EMAIL: _email,
        Sort.DAY: str,
        Sort.HOURS: _hours,
        Sort.LEVEL: _level,
        Sort.MONTHS: _months,
        Sort.OUTCOME: _outcome,
        Sort.ITEM: _item(known),
        Sort.ROLE: _term("role", known.roles),
        Sort.SECTOR: _term("sector", known.sectors),
        Sort.AREA: _term("area", known.areas),
        Sort.SETTING_TYPE: _term("setting type", known.setting_types),
    }


def _term(what: str, ids: frozenset[str]) -> Converter:
    nearest = NearNames(ids)

    def convert_term(text: str) -> str | Wrong:
        if text in ids:
            return text
        return Wrong(
            f"unknown-{what.replace(' ', '-')}",
            f"the catalogue has no such {what} ({text})",
            f"{nearest(text)} Or give its meaning in a profile.".strip(),
        )

    return convert_term


def _item(known: Known) -> Converter:
    unknown = _term("course or competency", known.items)

    def convert_item(text: str) -> str | Wrong:
        if text in known.items:
            return text
        by_title = known.titles.get(text.casefold())
        return by_title if by_title is not None else unknown(text)

    return convert_item


def _email(text: str) -> str | Wrong:
    if _EMAIL.fullmatch(text):
        return text
    return Wrong("bad-email", f"not an e-mail address ({text})", "Correct it or leave it empty.")


def _hours(text: str) -> float | Wrong:
    if _NUMBER.fullmatch(text) and 0 < float(text) <= _HOURS_OF_A_WEEK:
        return float(text)
    return Wrong("bad-number", f"not hours a week ({text})", "Write a number like 37.5.")


def _level(text: str) -> int | Wrong:
    if _WHOLE.fullmatch(text) and int(text) > 0:
        return int(text)
    return Wrong(
        "bad-number",
        f"not a level ({text})",
        "Write a whole number from 1, or give its meaning in a profile, under [values.level].",
    )


def _months(text: str) -> int | Wrong:
    if text.casefold() == "none":
        return NO_END
    if _WHOLE.fullmatch(text) and int(text) > 0:
        return int(text)
    return Wrong("bad-number", f"not months ({text})", "Write 1 to 999, or none.")


def _outcome(text: str) -> str | Wrong:
    if text.casefold() in list(Outcome):
        return text.casefold()
    return Wrong(
        "unknown-outcome",
        f"no such outcome ({text})",
        f"{near(text, Outcome)} Or give its meaning in a profile, under [values.outcome].",
    )
