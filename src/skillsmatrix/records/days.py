"""Text → day, by a declared form and never by a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from skillsmatrix.records.faults import Wrong

ISO = "YYYY-MM-DD"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "MM": "(?P<month>[0-9]{2})",
    "Mon": f"(?P<name>{'|'.join(_MONTHS)})",
    "DD": "(?P<day>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "D": "(?P<day>[0-9]{1,2})",
    "hh": "[0-9]{2}",
    "mm": "[0-9]{2}",
    "ss": "[0-9]{2}",
}
_TOKEN = re.compile("YYYY|Mon|MM|DD|hh|mm|ss|M|D")
_UNDECLARED = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -](?:[0-9]{4}|[0-9]{2})")


@cache
def day_pattern(form: str) -> re.Pattern[str]:
    """Return what a declared form of dates matches.

    The parts are YYYY; MM, M or Mon (three letters, English); DD or D; and hh, mm, ss, which are
    read over.

    >>> bool(day_pattern("DD-Mon-YYYY").fullmatch("30-Nov-2028"))
    True

    Raises:
        ValueError: the form does not name a year, a month and a day, each once.
    """
    pattern, at = "", 0
    for token in _TOKEN.finditer(form):
        pattern += re.escape(form[at : token.start()]) + _PARTS[token[0]]
        at = token.end()
    rest = _TOKEN.sub("", form)
    found = sorted(part for part in ("year", "month", "name", "day") if f"<{part}>" in pattern)
    if any(letter.isalnum() for letter in rest) or found not in (
        ["day", "month", "year"],
        ["day", "name", "year"],
    ):
        raise ValueError(f"not a form of dates ({form})")
    try:
        return re.compile(pattern + re.escape(form[at:]), re.IGNORECASE)
    except re.error:  # a part that is named twice
        raise ValueError(f"not a form of dates ({form})") from None


def read_day(text: str, forms: Sequence[str]) -> date | Wrong:
    """Return the day that a text means by the declared forms, or why it means none.

    >>> read_day("02/12/2025", ["DD/MM/YYYY"])
    datetime.date(2025, 12, 2)
    >>> read_day("02/12/2025", ["YYYY-MM-DD"]).code
    'ambiguous-date'
    """
    matches = [match for form in forms if (match := day_pattern(form).fullmatch(text))]
    days = {day for match in matches if (day := _day(match)) is not None}
    if len(days) == 1:
        return days.pop()
    if days:
        return _ambiguous(text)
    if matches:
        return Wrong(
            "impossible-date", f"there is no such day ({text})", "Look it up and correct it."
        )
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
    texts = {
        "YYYY": f"{day.year:04}",
        "Mon": _MONTHS[day.month - 1].title(),
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "DD": f"{day.day:02}",
        "D": str(day.day),
    }
    return _TOKEN.sub(lambda token: texts.get(token[0], "00"), form)


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    name = parts.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _ambiguous(text: str) -> Wrong:
    return Wrong(
        "ambiguous-date",
        f"the order of day and month is not declared ({text})",
        f"Write it as {ISO}, or declare the order in a profile: "
        'dates = "DD/MM/YYYY" or dates = "MM/DD/YYYY".',
    )
