"""A partner's own data frames, as narwhals sees them: every column there may be, each of its sort."""

from __future__ import annotations

import re
from typing import Any

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.frames import NOWHERE, Lazy
from skillsmatrix.problems import near

_SHAPES = {
    "people": (("person",), ("name",)),
    "assignments": (
        ("person", "agency", "role", "start"),
        ("end", "setting", "team", "manager", "employment", "hours"),
    ),
    "completions": (
        ("person", "item", "completed"),
        ("expires", "level", "hours", "participatory_hours", "multi_agency_hours", "provider"),
    ),
    "agencies": (("agency",), ("sector", "area")),
    "settings": (("setting",), ("type", "area")),
    "absences": (("person", "kind", "start"), ("end",)),
    "decisions": (("person", "kind", "subject", "start"), ("end", "agency", "completed")),
    "tags": (("person", "tag", "start"), ("end",)),
    "needs": (("setting", "need", "start"), ("end",)),
}
"""Frame → the columns it must have, and those it may have."""


def given_frame(kind: str, frame: Any) -> Lazy:
    """Return a frame as narwhals sees it: every column there may be, each of its sort."""
    must, may = _SHAPES[kind]
    try:
        given = nw.from_native(frame)
    except TypeError:
        raise UsageError(f"{kind} is no data frame ({type(frame).__name__}).") from None
    names = given.collect_schema().names()
    for name in must:
        if name not in names:
            raise UsageError(f"{kind} has no column {name}. {near(name, names)}")
    lazy: Lazy = _with_real_days(given).lazy()
    if kind == "completions" and "outcome" in names:
        lazy = lazy.filter(nw.col("outcome") == "complete")
    lazy = _typed(kind, lazy, [name for name in (*must, *may) if name in names])
    absent = [_ABSENT.get(name, nw.lit("")).alias(name) for name in may if name not in names]
    selected: Lazy = lazy.select(*(name for name in (*must, *may) if name in names), *absent)
    return selected


_NUMBERS = ("level", "hours", "participatory_hours", "multi_agency_hours")

_ABSENT = {
    "level": nw.lit(0),
    "end": nw.lit(FOREVER_NUMBER),
    "expires": nw.lit(FOREVER_NUMBER),
    "completed": nw.lit(NOWHERE),
    "hours": nw.lit(-1.0),
    "participatory_hours": nw.lit(-1.0),
    "multi_agency_hours": nw.lit(-1.0),
}
"""What stands in a column that was not handed in: no level, no end, no expiry, no hours."""

_DAYS = ("start", "end", "completed", "expires")


def _typed(kind: str, lazy: Lazy, names: list[str]) -> Lazy:
    """Refuse ids that are no text, days that are none, and needed cells that are empty."""
    schema = lazy.collect_schema()
    needed = [name for name in names if name in _SHAPES[kind][0]]
    filled = (nw.col(name).count().alias(name) for name in needed)
    counted = lazy.select(nw.len().alias("rows in all"), *filled).collect()
    rows = int(counted["rows in all"][0])
    if not rows:
        return _of_any_type(lazy, names)
    for name in names:
        if name in _DAYS:
            if schema[name] == nw.String:
                _check_days(kind, lazy, name)
            elif not schema[name].is_temporal():
                raise UsageError(f"{kind}.{name} must be dates or text ({schema[name]}).")
        elif name in _NUMBERS:
            if not schema[name].is_numeric():
                whole = "whole numbers" if name == "level" else "numbers"
                raise UsageError(f"{kind}.{name} must be {whole} ({schema[name]}).")
        elif schema[name] != nw.String:
            raise UsageError(f"{kind}.{name} must be text ({schema[name]}). Cast it first.")
    for name in needed:
        empty = rows - int(counted[name][0])
        if empty:
            raise UsageError(
                f"{kind}.{name} is empty (rows: {empty}). Fill it, or leave those rows out."
            )
    return lazy


def _of_any_type(lazy: Lazy, names: list[str]) -> Lazy:
    """Give columns without a single value, which may have any type, the one they should have."""
    texts = [name for name in names if name not in (*_DAYS, *_NUMBERS)]
    days = [name for name in names if name in _DAYS]
    return lazy.with_columns(
        *(nw.col(name).cast(nw.String) for name in texts),
        *(nw.col(name).cast(nw.String).cast(nw.Datetime) for name in days),
    )


def _check_days(kind: str, lazy: Lazy, name: str) -> None:
    for text in lazy.select(name).unique().collect()[name].to_list():
        if isinstance(text, str) and not _ISO.fullmatch(text):
            raise UsageError(
                f"{kind}.{name} must be dates, or text like 2026-09-30 ({text}). Convert it first."
            )


_ISO = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _with_real_days(frame: Any) -> Any:
    """Give pandas columns that hold Python dates, or text, a type for days."""
    if not frame.implementation.is_pandas():
        return frame
    import pandas as pd  # type: ignore[import-untyped]  # the caller has it

    native = frame.to_native()
    schema = frame.collect_schema()
    days = [name for name in _DAYS if schema.get(name) in (nw.Object, nw.String, nw.Unknown)]
    try:
        real = {name: pd.to_datetime(native[name], format="%Y-%m-%d") for name in days}
    except ValueError as error:
        raise UsageError(f"Days must be dates, or text like 2026-09-30 ({error}).") from None
    return nw.from_native(native.assign(**real))
