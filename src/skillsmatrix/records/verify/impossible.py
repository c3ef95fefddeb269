"""``impossible-date`` and ``early-record``: days that cannot be, or were recorded before they came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.dates import day_number, from_day_number
from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import column_texts, fetched
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding, one

CODE = "impossible-date"
_EARLIEST = date(1940, 1, 1)
_BORN = date(1900, 1, 1)
_YOUNGEST = 14
_PAIRS = (
    ("start", "end", "ends before it starts"),
    ("completed", "expires", "expires before it was completed"),
)


def say_day(value: Any) -> str:
    """Return a day number as people write days; what is none as it is.

    >>> say_day(0), say_day("x"), say_day(10**9)
    ('1970-01-01', 'x', '1000000000')
    """
    try:
        return str(from_day_number(value))
    except (TypeError, ValueError, OverflowError):
        return str(value)


def too_early(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield days before there were records."""
    for table in (t.people, *t.GROWING):
        days = [column.name for column in table.c if isinstance(column.type, Day)]
        for name, text in zip(days, column_texts(connection, table, days), strict=True):
            earliest = _BORN if name == "born" else _EARLIEST
            where = f"{text} < {day_number(earliest)}{_stands(table)}"
            for identity, day in _rows(connection, f"id, {text}", table, where):
                yield one(
                    CODE, table.name, identity, f"{name} is before {earliest} ({say_day(day)})"
                )


def ends_first(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield what ends before it starts, or expires before it was completed."""
    for table in t.GROWING:
        for start, end, said in _PAIRS:
            if start not in table.c or end not in table.c:
                continue
            first, last = column_texts(connection, table, [start, end])
            where = f"{last} < {first}{_stands(table)}"
            for identity, one_day, other in _rows(connection, f"id, {first}, {last}", table, where):
                what = f"it {said} on {say_day(one_day)} ({say_day(other)})"
                yield one(CODE, table.name, identity, what)


def as_a_child(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield what was completed before the person's 14th birthday."""
    completed, born = (
        column_texts(connection, table, [name])[0]
        for table, name in ((t.completions, "completed"), (t.people, "born"))
    )
    # Fourteen years have 5113 or 5114 days: what is near is looked at by the calendar.
    query = (
        f"SELECT c.id, c.completed, p.born FROM (SELECT id, person, {completed} AS completed"
        " FROM completions WHERE superseded IS NULL) AS c JOIN"
        f" (SELECT id, {born} AS born FROM people) AS p ON p.id = c.person"
        " WHERE c.completed < p.born + 5115 ORDER BY c.id"
    )
    for chunk in fetched(connection, query):
        for identity, day, birthday in chunk:
            if _before_birthday(day, birthday):
                said = f"completed before the person's {_YOUNGEST}th birthday ({say_day(day)})"
                yield one(CODE, "completions", identity, f"{said}, born {say_day(birthday)}")


def _before_birthday(day: Any, birthday: Any) -> bool:
    try:
        at, born = from_day_number(day), from_day_number(birthday)
    except (TypeError, ValueError, OverflowError):
        return True
    return (at.year - _YOUNGEST, at.month, at.day) < (born.year, born.month, born.day)


def before_it_was_recorded(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield what was completed after it was recorded: a day is let go, for the sake of time zones."""
    recorded = dict(_recorded(connection))
    if not recorded:
        return
    (completed,) = column_texts(connection, t.completions, ["completed"])
    where = f"{completed} > {min(recorded.values()) + 1}{_stands(t.completions)}"
    until = None if asked.as_at is None else day_number(asked.as_at)
    for identity, entry, day in _rows(
        connection, f'id, "import", {completed}', t.completions, where
    ):
        if entry not in recorded or (isinstance(day, int) and day <= recorded[entry] + 1):
            continue
        early = until is not None and isinstance(day, int) and day <= until
        said = "completed" if early else "completed in the future"
        what = f"{said}, when it was recorded on {say_day(recorded[entry])} ({say_day(day)})"
        yield one("early-record" if early else CODE, "completions", identity, what)


def _recorded(connection: sa.Connection) -> Iterator[tuple[int, int]]:
    """Yield when each entry was recorded, as far as it says so."""
    for identity, moment in connection.execute(sa.select(t.imports.c.id, t.imports.c.recorded_at)):
        try:
            yield identity, day_number(date.fromisoformat(moment[:10]))
        except (TypeError, ValueError):
            continue  # of before the log was kept; or else its seal is broken


def _stands(table: sa.Table) -> str:
    return " AND superseded IS NULL" if "superseded" in table.c else ""


def _rows(
    connection: sa.Connection, listed: str, table: sa.Table, where: str
) -> Iterator[tuple[Any, ...]]:
    query = f"SELECT {listed} FROM {table.name} WHERE {where} ORDER BY id"
    return (row for chunk in fetched(connection, query) for row in chunk)
