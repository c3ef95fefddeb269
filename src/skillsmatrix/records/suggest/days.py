"""Cells → the forms of dates that they are written in, or what must be asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import field, frozen

from skillsmatrix.records.days import EXCEL, year_alone
from skillsmatrix.records.sheets.sheet import Cell

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_TIME = r"(?P<time>[ ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<gap>[-/. ])(?P<a>[0-9]{1,2})(?P=gap)(?P<b>[0-9]{1,2})" + _TIME
)
_YEAR_LAST = re.compile(
    r"(?P<a>[0-9]{1,2})(?P<gap>[-/. ])(?P<b>[0-9]{1,2})(?P=gap)(?P<year>[0-9]{4}|[0-9]{2})" + _TIME
)
_NAMED = re.compile(
    rf"(?P<a>[0-9]{{1,2}})(?P<gap>[-/. ])(?P<b>{_MONTHS})(?P=gap)(?P<year>[0-9]{{4}}|[0-9]{{2}})"
    + _TIME,
    re.IGNORECASE,
)
_SERIAL = re.compile("[0-9]{5}")
_SERIALS = range(20_000, 60_000)


@frozen(kw_only=True)
class DayForms:
    """What a column of days holds.

    Attributes:
        forms: the forms, each with how many cells are of it.
        dates: how many cells are dates already, as a workbook has them.
        proof: how many cells can only be read so, by form: a day above 12 has told.
        either: the two forms that cells could be of, with their number, where nothing tells.
        mixed: forms that contradict each other, if some cells can only be one, others another.
        short: the years of two digits that were seen.
        years: how many cells are a year alone.
        others: cells that are no days, with their number.
    """

    forms: Counter[str] = field(factory=Counter)
    dates: int = 0
    proof: Counter[str] = field(factory=Counter)
    either: tuple[tuple[str, str, int], ...] = ()
    mixed: tuple[str, ...] = ()
    short: frozenset[int] = frozenset()
    years: int = 0
    others: Counter[str] = field(factory=Counter)

    @property
    def days(self) -> int:
        """How many cells are days, or could be."""
        return self.dates + self.forms.total() + sum(each[2] for each in self.either) + self.years

    @property
    def count(self) -> int:
        """How many cells were looked at."""
        return self.days + self.others.total()

    @property
    def mostly(self) -> bool:
        """Say whether this is a column of days."""
        return self.days > 0 and 2 * self.days >= self.count


@frozen
class _Written:
    """How a text writes a day, apart from which part is the day and which the month."""

    gap: str
    year: str
    time: str
    named: bool


def day_forms(cells: Iterable[Cell]) -> DayForms:
    """Return the forms of dates in cells; empty ones do not count.

    >>> found = day_forms(["02/12/2025", "30/11/2025"])
    >>> dict(found.forms), dict(found.proof)
    ({'DD/MM/YYYY': 2}, {'DD/MM/YYYY': 1})
    >>> day_forms(["02/12/2025"]).either
    (('DD/MM/YYYY', 'MM/DD/YYYY', 1),)
    """
    dates = years = 0
    short: set[int] = set()
    forms: Counter[str] = Counter()
    others: Counter[str] = Counter()
    unordered: dict[_Written, list[tuple[str, str]]] = {}
    for cell in cells:
        if isinstance(cell, date):
            alone = year_alone(cell) is not None
            dates, years = dates + (not alone), years + alone
        elif not cell:
            continue
        elif (match := _YEAR_FIRST.fullmatch(cell)) and int(match["a"]) <= 12:
            forms[_form(_written(match), match["b"], match["a"], "YMD")] += 1
        elif match := _NAMED.fullmatch(cell) or _YEAR_LAST.fullmatch(cell):
            if len(match["year"]) == 2:
                short.add(int(match["year"]))
            unordered.setdefault(_written(match), []).append((match["a"], match["b"]))
        elif year_alone(cell) is not None:
            years += 1
        elif _SERIAL.fullmatch(cell) and int(cell) in _SERIALS:
            forms[EXCEL] += 1
        else:
            others[cell] += 1
    read = [_ordered(written, pairs) for written, pairs in unordered.items()]
    for each in read:
        forms.update(each.forms)
    return DayForms(
        forms=_widest(forms),
        dates=dates,
        proof=sum((each.proof for each in read), Counter()),
        either=tuple(told for each in read for told in each.either),
        mixed=tuple(form for each in read for form in each.mixed),
        short=frozenset(short),
        years=years,
        others=others,
    )


def _written(match: re.Match[str]) -> _Written:
    time = {0: "", 6: " hh:mm", 9: " hh:mm:ss"}[len(match["time"] or "")]
    return _Written(match["gap"], "Y" * len(match["year"]), time, match["b"].isalpha())


def _ordered(written: _Written, pairs: Sequence[tuple[str, str]]) -> DayForms:
    """Tell the order of day and month of texts that are written alike, if anything does."""
    first, second = (min(parts, key=len) for parts in zip(*pairs, strict=True))
    day_first, month_first = (
        _form(written, first, second, "DMY"),
        _form(written, second, first, "MDY"),
    )
    if written.named:
        return DayForms(forms=Counter({day_first: len(pairs)}))
    over = [sum(int(part) > 12 for part in parts) for parts in zip(*pairs, strict=True)]
    either = ((day_first, month_first, len(pairs)),)
    if all(over):
        return DayForms(either=either, mixed=(day_first, month_first))
    if not any(over):
        return DayForms(either=either)
    told = day_first if over[0] else month_first
    return DayForms(forms=Counter({told: len(pairs)}), proof=Counter({told: sum(over)}))


def _form(written: _Written, day: str, month: str, order: str) -> str:
    parts = {
        "Y": written.year,
        "M": "Mon" if written.named else "M" * len(month),
        "D": "D" * len(day),
    }
    return written.gap.join(parts[letter] for letter in order) + written.time


def _widest(forms: Counter[str]) -> Counter[str]:
    """Put forms together that differ only in leading zeros: ``D`` reads what ``DD`` does."""
    found: Counter[str] = Counter()
    for form, count in forms.items():
        loose = form.replace("DD", "D").replace("MM", "M")
        found[loose if loose in forms else form] += count
    return found
