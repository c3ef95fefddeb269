"""Dates by a declared form; never a guess."""

from __future__ import annotations

from datetime import date

import pytest

from skillsmatrix.records.days import day_pattern, read_day, write_day

ISO, UK, US = ("YYYY-MM-DD",), ("DD/MM/YYYY",), ("MM/DD/YYYY",)


@pytest.mark.parametrize(
    ("text", "forms", "day"),
    [
        ("2026-04-03", ISO, date(2026, 4, 3)),
        ("03/04/2026", UK, date(2026, 4, 3)),
        ("03/04/2026", US, date(2026, 3, 4)),
        ("30-Nov-2028", ("DD-Mon-YYYY",), date(2028, 11, 30)),
        ("30-NOV-2028", ("DD-Mon-YYYY",), date(2028, 11, 30)),
        ("2025/12/02 00:00:00", ("YYYY/MM/DD hh:mm:ss",), date(2025, 12, 2)),
        ("3.4.2026", ("D.M.YYYY",), date(2026, 4, 3)),
        ("29/02/2024", UK, date(2024, 2, 29)),
        ("05/05/2026", UK + US, date(2026, 5, 5)),
        ("25/05/2026", UK + US, date(2026, 5, 25)),
    ],
)
def test_a_date_of_the_declared_form_is_read(text: str, forms, day: date) -> None:
    assert read_day(text, forms) == day


@pytest.mark.parametrize(
    ("text", "forms", "code"),
    [
        ("03/04/2026", ISO, "ambiguous-date"),
        ("3.4.26", ISO, "ambiguous-date"),
        ("03/04/2026", UK + US, "ambiguous-date"),
        ("31/02/2026", UK, "impossible-date"),
        ("2026-13-01", ISO, "impossible-date"),
        ("29/02/2025", UK, "impossible-date"),
        ("00/01/2025", UK, "impossible-date"),
        ("2026-4-3", ISO, "date-form"),
        ("3/4/2026", UK, "date-form"),
        ("25/12/2025", ISO, "date-form"),
        ("03/04/26", UK, "date-form"),
        ("2026-04-03", UK, "date-form"),
        ("45000", ISO, "date-form"),
        ("soon", ISO, "date-form"),
        ("٢٠٢٦-٠٤-٠٣", ISO, "date-form"),
        ("30-Nox-2028", ("DD-Mon-YYYY",), "date-form"),
    ],
)
def test_any_other_date_is_wrong(text: str, forms, code: str) -> None:
    wrong = read_day(text, forms)
    assert (wrong.code, text in wrong.what) == (code, True)


@pytest.mark.parametrize(
    "form", ["DD/MM", "DD/MM/YY/YYYY", "MM/MM/YYYY", "DD.MM.YYYY Z", "", "DD/Mon/MM/YYYY"]
)
def test_what_is_no_form_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="not a form of dates"):
        day_pattern(form)


@pytest.mark.parametrize("form", ["DD/MM/YYYY", "D-Mon-YYYY", "YYYY/MM/DD hh:mm:ss", "M.D.YYYY"])
def test_what_is_written_can_be_read_again(form: str) -> None:
    assert read_day(write_day(date(2028, 11, 3), form), [form]) == date(2028, 11, 3)
