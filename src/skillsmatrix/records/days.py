"""Text → day, by a declared form and never by a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from skillsmatrix.records.faults import Wrong

ISO = "YYYY-MM-DD"
EXCEL = "excel"
"""Days are numbers, counted as Excel does: 1 is 1900-01-01."""
EXCEL_1904 = "excel-1904"
"""Days are numbers, counted as Excel for Macintosh did: 0 is 1904-01-01."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "YY": "(?P<short>[0-9]{2})",
    "MM": "(?P<month>[0-9]{2})",
    "Mon": f"(?P<name>{'|'.join(_MONTHS)})",
    "DD": "(?P<day>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "D": "(?P<day>[0-9]{1,2})",
    "hh": "[0-9]{2}",
    "mm": "[0-9]{2}",
    "ss": "[0-9]{2}",
}
_TOKEN = re.compile("YYYY|YY|Mon|MM|DD|hh|mm|ss|M|D")
_SERIAL = r"(?P<{}>[0-9]{{1,6}})(?:\.[0-9]+)?"
_EPOCHS = {"excel": date(1899, 12, 30), "mac": date(1904, 1, 1)}
_YEARS = range(1900, 2101)
_YEAR = re.compile("[0-9]{4}")
_UNDECLARED = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -](?:[0-9]{4}|[0-9]{2})")


@cache
def day_pattern(form: str) -> re.Pattern[str]:
    """Return what a declared form of dates matches.

    The parts are YYYY or YY; MM, M or Mon (three letters, English); DD or D; and hh, mm, ss, which are
    read over. The forms :data:`EXCEL` and :data:`EXCEL_1904` are numbers of days.

    >>> bool(day_pattern("DD-Mon-YYYY").fullmatch("30-Nov-2028"))
    True

    Raises:
        ValueError: the form does not name a year, a month and a day, each once.
    """
    if form in (EXCEL, EXCEL_1904):
        return re.compile(_SERIAL.format("excel" if form == EXCEL else "mac"))
    pattern, at = "", 0
    for token in _TOKEN.finditer(form):
        pattern += re.escape(form[at : token.start()]) + _PARTS[token[0]]
        at = token.end()
    rest = _TOKEN.sub("", form)
    pattern_parts = ("year", "short", "month", "name", "day")
    found = {part for part in pattern_parts if f"<{part}>" in pattern}
    if any(letter.isalnum() for letter in rest) or not (
        "day" in found and len(found) == 3 and len(found & {"year", "short"}) == 1
    ):
        raise ValueError(f"not a form of dates ({form})")
    try:
        return re.compile(pattern + re.escape(form[at:]), re.IGNORECASE)
    except re.error:  # a part that is named twice
        raise ValueError(f"not a form of dates ({form})") from None


def read_day(text: str, forms: Sequence[str], century: range | None = None) -> date | Wrong:
    """Return the day that a text means by the declared forms, or why it means none.

    Years of two digits are those of the ``century``.

    >>> read_day("02/12/2025", ["DD/MM/YYYY"])
    datetime.date(2025, 12, 2)
    >>> read_day("02/12/2025", ["YYYY-MM-DD"]).code
    'ambiguous-date'
    """
    matches = [match for form in forms if (match := day_pattern(form).fullmatch(text))]
    days = {day for match in matches if (day := _day(match, century)) is not None}
    if len(days) == 1:
        return days.pop()
    if days:
        return _ambiguous(text)
    if matches:
        return Wrong(
            "impossible-date", f"there is no such day ({text})", "Look it up and correct it."
        )
    if _YEAR.fullmatch(text) and int(text) in _YEARS:
        return bare_year(text)
    order = _UNDECLARED.fullmatch(text)
    if order and not any(form[0] in "DM" for form in forms):
        first, second = int(order[1]), int(order[2])
        if 1 <= first <= 12 and 1 <= second <= 12 and first != second:
            return _ambiguous(text)
    return Wrong(
        "date-form",
        f"not a date of the declared form ({text})",
        f"Write it as {' or '.join(forms)}, or declare its form in a profile (dates = …).",
    )


def write_day(day: date, form: str) -> str:
    """Write a day in a declared form, so that it could be read again.

    >>> write_day(date(2028, 11, 30), "DD-Mon-YYYY")
    '30-Nov-2028'
    """
    if form in (EXCEL, EXCEL_1904):
        return str((day - _EPOCHS["excel" if form == EXCEL else "mac"]).days)
    texts = {
        "YY": f"{day.year % 100:02}",
        "YYYY": f"{day.year:04}",
        "Mon": _MONTHS[day.month - 1].title(),
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "DD": f"{day.day:02}",
        "D": str(day.day),
    }
    return _TOKEN.sub(lambda token: texts.get(token[0], "00"), form)


def year_alone(cell: str | date) -> int | None:
    """Return the year, if a cell holds no more than one.

    A year that is formatted as a date is shown as the day of that number: 2019 as 11 July 1905, in
    a workbook that counts from 1904 as 12 July 1909. Nobody trained then.

    >>> year_alone(date(1905, 7, 11))
    2019
    """
    if isinstance(cell, str):
        return int(cell) if _YEAR.fullmatch(cell) and int(cell) in _YEARS else None
    for epoch in _EPOCHS.values():
        if (number := (cell - epoch).days) in _YEARS:
            return number
    return None


def bare_year(text: str) -> Wrong:
    """Return what is wrong with a year alone."""
    return Wrong(
        "bare-year",
        f"there is only a year, no day ({text})",
        'Write the whole day, or say in a profile: bare_years = "first day", or "last day".',
    )


def _day(match: re.Match[str], century: range | None) -> date | None:
    parts = match.groupdict()
    for counted, epoch in _EPOCHS.items():
        if counted in parts:
            return _from_serial(int(parts[counted]), epoch)
    name = parts.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else int(parts["month"])
    try:
        return date(_year(parts, century), month, int(parts["day"]))
    except ValueError:
        return None


def _from_serial(number: int, epoch: date) -> date | None:
    """Return the day of a number; Excel thinks that 29 February 1900, its day 60, has been."""
    if epoch == _EPOCHS["excel"] and number <= 60:
        return epoch + timedelta(number + 1) if 0 < number < 60 else None
    try:
        return epoch + timedelta(number)
    except OverflowError:
        return None


def _year(parts: dict[str, str], century: range | None) -> int:
    if "year" in parts:
        return int(parts["year"])
    if century is None:
        raise ValueError("which hundred years is not declared")
    short = int(parts["short"])
    return next(year for year in century if year % 100 == short)


def _ambiguous(text: str) -> Wrong:
    return Wrong(
        "ambiguous-date",
        f"the order of day and month is not declared ({text})",
        f"Write it as {ISO}, or declare the order in a profile: "
        'dates = "DD/MM/YYYY" or dates = "MM/DD/YYYY".',
    )
