"""How long something is valid, and how intervals are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillsmatrix.dates import (
    FOREVER,
    FOREVER_NUMBER,
    Convention,
    Interval,
    day_number,
    from_day_number,
    in_force,
    last_valid_day,
    last_valid_day_number,
    shorter,
)
from skillsmatrix.matrix.calendar import STRIDE, first_start, tabulate_calendar

BULK = Convention.LAST_VALID_DAY
WEB = Convention.DAY_BEFORE
ANNIVERSARY = Convention.ANNIVERSARY
DAYS = Convention.DAYS

VECTORS = [
    ("2024-02-29", 12, "2025-02-27", "2025-02-28"),
    ("2024-02-29", 24, "2026-02-27", "2026-02-28"),
    ("2024-02-29", 36, "2027-02-27", "2027-02-28"),
    ("2023-03-31", 6, "2023-09-29", "2023-09-30"),
    ("2023-08-31", 6, "2024-02-28", "2024-02-29"),
    ("2023-03-01", 12, "2024-02-29", "2024-02-29"),
    ("2025-03-01", 36, "2028-02-29", "2028-02-29"),
    ("2025-01-15", 36, "2028-01-14", "2028-01-14"),
]
"""Completed, months, expiry of the bulk upload, expiry of the web form."""


@pytest.mark.parametrize(
    ("completed", "months", "bulk", "web"),
    VECTORS,
    ids=[f"{completed} plus {months} months" for completed, months, *_ in VECTORS],
)
def test_both_ways_of_the_national_product_are_kept(
    completed: str, months: int, bulk: str, web: str
) -> None:
    """The bulk upload and the web form differ at month ends (domain: ASC-WDS vectors)."""
    day, interval = date.fromisoformat(completed), Interval(months, "months")
    ends = (last_valid_day(day, interval, BULK), last_valid_day(day, interval, WEB))
    assert ends == (date.fromisoformat(bulk), date.fromisoformat(web))


@pytest.mark.parametrize(
    ("completed", "interval", "convention", "last"),
    [
        pytest.param("2023-02-12", "12 months", BULK, "2024-02-11", id="a year, to the day before"),
        pytest.param("2021-05-13", "1 year", ANNIVERSARY, "2022-05-13", id="a year, through it"),
        pytest.param("2025-12-02", "3 years", DAYS, "2028-11-30", id="the ESR export, days"),
        pytest.param("2025-12-02", "3 years", BULK, "2028-12-01", id="the ESR export, calendar"),
        pytest.param("2025-12-02", "36 months", DAYS, "2028-11-30", id="36 months are 3 x 365"),
        pytest.param("2025-01-01", "1 month", DAYS, "2025-01-30", id="a month of 30 days"),
        pytest.param("2024-02-29", "1 year", ANNIVERSARY, "2025-02-28", id="29 February, through"),
        pytest.param("2024-02-29", "4 years", ANNIVERSARY, "2028-02-29", id="29 February again"),
        pytest.param("2024-02-29", "4 years", BULK, "2028-02-28", id="29 February, four years"),
        pytest.param("2024-02-29", "1 year", DAYS, "2025-02-27", id="29 February, 365 days"),
        pytest.param("2025-01-31", "1 month", BULK, "2025-02-27", id="month end, clamped first"),
        pytest.param("2025-01-31", "1 month", WEB, "2025-02-28", id="month end, web"),
        pytest.param("2025-01-31", "1 month", ANNIVERSARY, "2025-02-28", id="month end, through"),
        pytest.param("2025-04-30", "1 month", BULK, "2025-05-29", id="30th stays the 30th"),
        pytest.param("2025-01-01", "1 month", WEB, "2025-01-31", id="from the 1st to month end"),
        pytest.param("2025-12-31", "2 months", BULK, "2026-02-27", id="over the year's end"),
        pytest.param("2025-12-01", "1 month", BULK, "2025-12-31", id="to the year's end"),
        pytest.param("2025-03-10", "4 weeks", BULK, "2025-04-06", id="weeks, first day counted"),
        pytest.param(
            "2025-03-10", "4 weeks", WEB, "2025-04-06", id="weeks are the same on the web"
        ),
        pytest.param("2025-03-10", "4 weeks", DAYS, "2025-04-06", id="weeks are the same in days"),
        pytest.param("2025-03-10", "4 weeks", ANNIVERSARY, "2025-04-07", id="weeks, through"),
        pytest.param("2025-03-10", "1 day", BULK, "2025-03-10", id="one day is the day itself"),
        pytest.param("2025-03-10", "0 days", BULK, "2025-03-09", id="no days is not even the day"),
        pytest.param("2025-03-10", "0 days", ANNIVERSARY, "2025-03-10", id="no days, through"),
        pytest.param("2025-03-10", "365 days", BULK, "2026-03-09", id="365 days in a plain year"),
        pytest.param("2024-01-10", "365 days", BULK, "2025-01-08", id="365 days in a leap year"),
    ],
)
def test_the_last_valid_day(
    completed: str, interval: str, convention: Convention, last: str
) -> None:
    """Valid through the day given (domain rule 3: expiry arithmetic)."""
    day = date.fromisoformat(completed)
    assert last_valid_day(day, Interval.parse(interval), convention).isoformat() == last


def test_the_convention_is_the_last_valid_day_unless_said() -> None:
    """Without a convention the bulk upload's rule applies (domain: ASC-WDS bulk upload)."""
    day, interval = date(2024, 2, 29), Interval(1, "years")
    assert last_valid_day(day, interval) == last_valid_day(day, interval, BULK)


@pytest.mark.parametrize("convention", Convention, ids=str)
@pytest.mark.parametrize("unit", ["days", "months", "years"])
def test_nothing_ends_after_forever(convention: Convention, unit: str) -> None:
    """An interval beyond the calendar ends where the calendar does, whatever the convention."""
    last = last_valid_day(date(2025, 1, 1), Interval(3_000_000, unit), convention)
    assert FOREVER - timedelta(days=1) <= last <= FOREVER


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        pytest.param("36 months", Interval(36, "months"), id="months"),
        pytest.param("1 year", Interval(1, "years"), id="one of a unit"),
        pytest.param("6 weeks", Interval(6, "weeks"), id="weeks"),
        pytest.param("0 days", Interval(0, "days"), id="at once"),
        pytest.param("  2 years ", Interval(2, "years"), id="with space around"),
    ],
)
def test_an_interval_is_read(text: str, interval: Interval) -> None:
    """A count, a space, a unit."""
    assert Interval.parse(text) == interval


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("36", id="no unit"),
        pytest.param("months", id="no count"),
        pytest.param("-1 months", id="below nothing"),
        pytest.param("1.5 years", id="a fraction"),
        pytest.param("3 Years", id="a capital"),
        pytest.param("36months", id="no space"),
        pytest.param("2 fortnights", id="another unit"),
        pytest.param("1 year 6 months", id="two units"),
        pytest.param("P3Y", id="a notation of machines"),
    ],
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    """The refusal repeats the text."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the whole message is compared
        Interval.parse(text)
    assert str(refused.value) == f"not an interval ({text})"


@pytest.mark.parametrize(("count", "unit"), [(-1, "days"), (1, "fortnights"), (1, "year")])
def test_an_interval_that_cannot_be_is_not_made(count: int, unit: str) -> None:
    """No negative count and no other unit, however the interval is made."""
    with pytest.raises(ValueError, match=r"count|unit"):
        Interval(count, unit)


units = st.sampled_from(["days", "weeks", "months", "years"])
intervals = st.builds(Interval, st.integers(0, 60), units)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
conventions = st.sampled_from(Convention)


@given(intervals)
def test_an_interval_is_written_as_it_is_read(interval: Interval) -> None:
    """Reading what was written gives the same interval."""
    assert Interval.parse(str(interval)) == interval


@given(days, intervals, conventions)
def test_validity_never_ends_before_the_day_before_completion(
    day: date, interval: Interval, convention: Convention
) -> None:
    """The emptiest interval takes one day off, never more."""
    assert last_valid_day(day, interval, convention) >= day - timedelta(days=1)


@given(days, st.integers(0, 800), intervals, conventions)
def test_who_completes_later_is_valid_as_long_at_least(
    day: date, further: int, interval: Interval, convention: Convention
) -> None:
    """The last valid day never moves back as the day of completion moves on."""
    earlier = last_valid_day(day, interval, convention)
    assert last_valid_day(day + timedelta(days=further), interval, convention) >= earlier


@pytest.mark.parametrize("convention", Convention, ids=str)
@pytest.mark.parametrize("months", [0, 1, 6, 12, 13, 24, 36, 48])
def test_the_last_valid_day_never_moves_back_through_eight_years(
    convention: Convention, months: int
) -> None:
    """Every day of two leap cycles, 29 February and all month ends included."""
    first = day_number(date(2020, 1, 1))
    interval = Interval(months, "months")
    ends = [last_valid_day_number(first + n, interval, convention) for n in range(8 * 366)]
    assert ends == sorted(ends)


@given(days, st.integers(0, 40), st.integers(0, 20), units, conventions)
def test_a_longer_interval_ends_no_earlier(
    day: date, count: int, more: int, unit: str, convention: Convention
) -> None:
    """Adding to an interval never takes validity away."""
    short, long = Interval(count, unit), Interval(count + more, unit)
    ends = last_valid_day(day, short, convention), last_valid_day(day, long, convention)
    assert ends[0] <= ends[1]


@given(st.dates())
def test_a_day_number_leads_back_to_its_day(day: date) -> None:
    """The two functions are each other's inverse, over all days there are."""
    assert from_day_number(day_number(day)) == day


def test_day_numbers_count_from_1970() -> None:
    """1 January 1970 is day 0, as data frames count; forever is the calendar's last day."""
    numbers = [day_number(date(1969, 12, 31)), day_number(date(1970, 1, 1)), FOREVER_NUMBER]
    assert numbers == [-1, 0, 2_932_896]


@given(days, intervals, conventions)
def test_the_first_start_is_the_one_that_trying_every_day_finds(
    day: date, within: Interval, convention: Convention
) -> None:
    """Halving finds the first day of starting whose deadline has not passed."""
    asked = day_number(day)
    found = first_start(within, asked, convention)
    around = range(found - 70, asked + 2)
    tried = (n for n in around if last_valid_day_number(n, within, convention) >= asked)
    assert found == next(tried)


@pytest.mark.parametrize("convention", Convention, ids=str)
@pytest.mark.parametrize("within", ["0 days", "1 day", "4 weeks", "1 month", "6 months", "3 years"])
@pytest.mark.parametrize(
    "day", ["2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-08-31"]
)
def test_the_first_start_at_the_ends_of_months(
    day: str, within: str, convention: Convention
) -> None:
    """Brute force over four years agrees, at the days where months differ."""
    asked, interval = day_number(date.fromisoformat(day)), Interval.parse(within)
    starts = range(asked - 4 * 366, asked + 2)
    tried = [n for n in starts if last_valid_day_number(n, interval, convention) >= asked]
    assert first_start(interval, asked, convention) == tried[0]


@given(st.lists(days, max_size=5), st.lists(intervals, max_size=5, unique=True), conventions)
def test_the_calendar_is_the_function_written_out(
    completed: list[date], every: list[Interval], convention: Convention
) -> None:
    """Each day with each interval is one key, and its value is what the function says."""
    numbered = dict(enumerate(every))
    columns = tabulate_calendar(map(day_number, completed), numbered, convention)
    assert dict(zip(columns["key"], columns["last"], strict=True)) == {
        day_number(day) * STRIDE + number: day_number(last_valid_day(day, interval, convention))
        for day in completed
        for number, interval in numbered.items()
    }
    assert len(columns["key"]) == len(set(completed)) * len(every)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        pytest.param("6 months", "1 year", "6 months", id="months before a year"),
        pytest.param("3 years", "36 months", "3 years", id="the first of two equals"),
        pytest.param("4 weeks", "1 month", "4 weeks", id="four weeks before a month"),
        pytest.param("31 days", "1 month", "1 month", id="a month before 31 days"),
        pytest.param(None, "1 year", "1 year", id="a year before no end"),
        pytest.param("1 year", None, "1 year", id="no end after a year"),
        pytest.param("0 days", None, "0 days", id="no days before no end"),
        pytest.param(None, None, None, id="no end at all"),
    ],
)
def test_the_shorter_of_two_intervals(
    one: str | None, other: str | None, least: str | None
) -> None:
    """None stands for no end, which is the longest of all."""
    given_two = [None if text is None else Interval.parse(text) for text in (one, other)]
    assert shorter(*given_two) == (None if least is None else Interval.parse(least))


@pytest.mark.parametrize(
    ("start", "end", "day", "holds"),
    [
        pytest.param("2025-09-01", None, "2025-08-31", False, id="the day before the start"),
        pytest.param("2025-09-01", None, "2025-09-01", True, id="the start itself"),
        pytest.param(None, "2025-08-31", "2025-08-31", True, id="the end itself"),
        pytest.param(None, "2025-08-31", "2025-09-01", False, id="the day after the end"),
        pytest.param(None, None, "1066-10-14", True, id="open on both sides"),
        pytest.param("2025-09-01", "2025-09-01", "2025-09-01", True, id="one day only"),
    ],
)
def test_a_value_is_in_force_from_its_start_through_its_end(
    start: str | None, end: str | None, day: str, holds: bool
) -> None:
    """Both ends count; a side left out is open."""
    first, last = (None if text is None else date.fromisoformat(text) for text in (start, end))
    assert in_force(first, last, date.fromisoformat(day)) is holds
