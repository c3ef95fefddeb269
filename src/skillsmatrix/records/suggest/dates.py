"""What columns of days hold → the lines of a profile that say how to read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skillsmatrix.records.days import EXCEL, ISO
from skillsmatrix.records.suggest.days import DayForms
from skillsmatrix.records.suggest.suggestion import Line, Question


def dates_said(
    found: Mapping[str, tuple[str, DayForms]], *, sampled: bool
) -> Iterator[Line | Question]:
    """Yield the forms of each field's days, with the reasons.

    Args:
        found: the header and what stands under it, by field.
        sampled: there are rows that were not looked at.
    """
    for field, (header, days) in found.items():
        yield from _forms(field, header, days, sampled)
    short = {year for _, days in found.values() for year in days.short}
    if short:
        yield from _century(short, "born" in found and bool(found["born"][1].short))
    if years := sum(days.years for _, days in found.values()):
        yield Question(
            f"Which day is meant where there is only a year? ({years} cells)",
            (
                Line("bare_years", "last day", "the last of it"),
                Line("bare_years", "first day", "or the first of it"),
            ),
        )


def _forms(field: str, header: str, days: DayForms, sampled: bool) -> Iterator[Line | Question]:
    forms = [form for form, _ in days.forms.most_common()]
    if not days.count:
        yield Question(
            f"In which form are days written under {header}? No cell of it is filled.",
            (Line(field, "DD/MM/YYYY", "for example", "dates"),),
            table="dates",
        )
        return
    known = forms + [form for each in days.either for form in each[:1]]
    for one, other, count in days.either:
        if days.mixed:
            text = (
                f"mixed: under {header} some of {count} cells can only be {one}, others only {other}. "
                "Whoever wrote them must say which is which; until then they cannot be read."
            )
            yield Question(text, (), table="dates")
        else:
            offers = tuple(
                Line(field, tuple(dict.fromkeys([*forms, form])), "", "dates")
                for form in (one, other)
            )
            text = (
                f"ambiguous: under {header} day and month could be either way in all {count} cells"
            )
            yield Question(f"{text}: say which.", offers, table="dates")
    if forms and not days.either and known != [ISO]:
        reasons = [_reason(form, days) for form in forms]
        if sampled:
            reasons.append("of the first 2,000 rows")
        yield Line(field, tuple(forms), "; ".join(reasons), "dates")


def _reason(form: str, days: DayForms) -> str:
    text = f"{days.forms[form]} of {days.count} cells are {form}"
    if form == EXCEL:
        text = f"{days.forms[form]} of {days.count} cells are numbers like Excel's for days"
        text += " (excel-1904, if the workbook was made on an old Macintosh: four years later)"
    if proof := days.proof[form]:
        text += f", {proof} can only be read so (day > 12)"
    return text


def _century(short: set[int], born: bool) -> Iterator[Line | Question]:
    shown = ", ".join(f"{year:02}" for year in sorted(short)[:6])
    line = Line("two_digit_years", "1950-2049", f"years are written {shown}")
    if born or any(50 <= year < 70 for year in short):  # 1955, or 2055?
        yield Question(f"Which hundred years are years of two digits of? ({shown})", (line,))
    else:
        yield line
