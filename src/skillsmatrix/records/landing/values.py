"""Cells → values, for whatever can be told without asking the store.

A column is converted at once, and each different cell only once: a file of 300,000 rows has a few
thousand different days and a few dozen courses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import frozen

from skillsmatrix.model.completion import Outcome
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.problems import near
from skillsmatrix.records.days import bare_year, read_day, year_alone
from skillsmatrix.records.faults import Fault, Wrong
from skillsmatrix.records.kinds import Field, Sort
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.terms import Converter, item, kept_item, listed, subject, term
from skillsmatrix.records.numbers import hours, learnt, level, months
from skillsmatrix.records.profiles.patterns import matched
from skillsmatrix.records.profiles.profile import BareYears, Profile
from skillsmatrix.records.sheets.odd_cells import odd_text
from skillsmatrix.records.sheets.sheet import Cell

_EARLIEST = {"born": date(1900, 1, 1)}
_NO_RECORDS_BEFORE = date(1940, 1, 1)
_NOT_IN_FUTURE = ("completed", "born")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


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
    for cell in dict.fromkeys(cells):  # in the order of the file, for the codes that it hands out
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
    if isinstance(cell, str) and not mapped and (odd := odd_text(cell)) is not None:
        return odd
    if isinstance(cell, date):
        if field.sort is Sort.DAY:
            return _known_day(cell, reading)
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
        profile = reading.profile
        day = read_day(cell, profile.forms(field.name), profile.century)
        if isinstance(day, Wrong) and day.code == "bare-year" and profile.bare_years:
            return _of_year(int(cell), reading)
        return day if isinstance(day, Wrong) else _known_day(day, reading)
    if field.sort is Sort.ITEM and not mapped and reading.profile.item_pattern:
        match = matched(re.compile(reading.profile.item_pattern), cell)
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


def _known_day(day: date, reading: Reading) -> date | Wrong:
    """Return a day that was read, unless it is a year that only looks like one."""
    year = year_alone(day)
    if year is None:
        return _within_bounds(day, reading)
    return _of_year(year, reading)


def _of_year(year: int, reading: Reading) -> date | Wrong:
    if reading.profile.bare_years is BareYears.NONE:
        return bare_year(str(year))
    first = reading.profile.bare_years is BareYears.FIRST_DAY
    return _within_bounds(date(year, 1, 1) if first else date(year, 12, 31), reading)


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


def converters(known: Known, keep: bool = False) -> dict[Sort, Converter]:
    """Return how each sort of field is read that the store need not be asked about.

    With ``keep``, a title that the catalogue does not know is taken for an item as it stands.
    """
    return {
        Sort.ID: str,
        Sort.TEXT: str,
        Sort.EMAIL: _email,
        Sort.DAY: str,
        Sort.HOURS: hours,
        Sort.LEARNT: learnt,
        Sort.LEVEL: level,
        Sort.MONTHS: months,
        Sort.OUTCOME: _outcome,
        Sort.ITEM: kept_item(known) if keep else item(known),
        Sort.ROLE: term("role", known.roles),
        Sort.SECTOR: term("sector", known.sectors),
        Sort.AREA: term("area", known.areas),
        Sort.SETTING_TYPE: term("setting type", known.setting_types),
        Sort.EMPLOYMENT: listed("kind of employment", known.employments),
        Sort.ABSENCE_KIND: listed("kind of absence", known.absence_kinds),
        Sort.TAG: listed("tag", known.tags),
        Sort.NEED: listed("need", known.needs),
        Sort.DECISION_KIND: _decision_kind,
        Sort.SUBJECT: subject(known),
    }


def _email(text: str) -> str | Wrong:
    if _EMAIL.fullmatch(text):
        return text
    return Wrong("bad-email", f"not an e-mail address ({text})", "Correct it or leave it empty.")


def _outcome(text: str) -> str | Wrong:
    if text.casefold() in list(Outcome):
        return text.casefold()
    return Wrong(
        "unknown-outcome",
        f"no such outcome ({text})",
        f"{near(text, Outcome)} Or give its meaning in a profile, under [values.outcome].",
    )


def _decision_kind(text: str) -> str | Wrong:
    if text.casefold() in list(DecisionKind):
        return text.casefold()
    return Wrong(
        "unknown-kind-of-decision",
        f"no such kind of decision ({text})",
        f"{near(text, DecisionKind)} Or give its meaning in a profile, under [values.kind].",
    )
