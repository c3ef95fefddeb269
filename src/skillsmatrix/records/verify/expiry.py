"""``expiry-differs``: completions whose own last valid day is not what any rule gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import sqlalchemy as sa

from skillsmatrix.dates import (
    FOREVER,
    Convention,
    from_day_number,
    last_valid_day,
    last_valid_day_number,
)
from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import column_texts, fetched
from skillsmatrix.records.verify.asked import Asked, Lasting
from skillsmatrix.records.verify.finding import Finding, one
from skillsmatrix.records.verify.impossible import say_day


def other_expiries(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield completions with a last valid day of their own that none of the rules gives."""
    refs = {row.id: row.ref for row in connection.execute(sa.select(t.items.c.id, t.items.c.ref))}
    rules = {code: asked.lasting[ref] for code, ref in refs.items() if ref in asked.lasting}
    if not rules:
        return
    completed, expires = column_texts(connection, t.completions, ["completed", "expires"])
    query = (
        f"SELECT id, item, {completed}, {expires} FROM completions WHERE superseded IS NULL"
        " AND outcome = 'complete' AND expires IS NOT NULL AND completed IS NOT NULL ORDER BY id"
    )

    @cache
    def given(item: int, day: int) -> tuple[tuple[date, date], ...]:
        return tuple(_given(lasting, day, asked.convention) for lasting in rules[item])

    for chunk in fetched(connection, query):
        for identity, item, day, own in chunk:
            if item not in rules or not _is_day(day) or not _is_day(own):
                continue
            spans, end = given(item, day), from_day_number(own)
            if not any(first <= end <= last for first, last in spans):
                said = " or ".join(sorted({_said(first) for first, _ in spans}))
                what = f"its own last valid day is not {said}, as by rule for {refs[item]} ({end})"
                yield one("expiry-differs", "completions", identity, what)


def _given(lasting: Lasting, day: int, convention: Convention) -> tuple[date, date]:
    """Return the earliest and the latest day that a rule may give."""
    if lasting.every is None:
        return FOREVER, FOREVER
    last = from_day_number(last_valid_day_number(day, lasting.every, convention))
    if lasting.early is None:
        return last, last
    return last, last_valid_day(last, lasting.early, Convention.ANNIVERSARY)


def _said(day: date) -> str:
    return "without end" if day == FOREVER else str(day)


def _is_day(value: object) -> bool:
    """Say whether it is a day at all; what is none is told elsewhere."""
    return isinstance(value, int) and str(value) != say_day(value)
