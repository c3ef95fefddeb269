"""Days of a partner's frames as numbers, without casting dates: engines differ in that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import narwhals as nw

from skillsmatrix.dates import day_number
from skillsmatrix.evaluate.frames import Lazy

c = nw.col

_YEARS = range(1900, 2300)


def with_numbers(frame: Lazy, lay: Callable[[Mapping[str, list[Any]]], Lazy], *names: str) -> Lazy:
    """Return a frame with days as numbers instead, null where there is no day."""
    for name in names:
        frame = _numbered(frame, name, lay)
    return frame


def _numbered(frame: Lazy, name: str, lay: Callable[[Mapping[str, list[Any]]], Lazy]) -> Lazy:
    dtype = frame.collect_schema()[name]
    if dtype.is_integer():
        return frame
    day = c(name).str.to_date(format="%Y-%m-%d") if dtype == nw.String else c(name)
    years = lay(
        {
            "year": list(_YEARS),
            "before": [day_number(date(year, 1, 1)) - 1 for year in _YEARS],
        }
    )
    return (
        frame.with_columns(day.alias("day"))
        .with_columns(
            c("day").dt.year().fill_null(0).cast(nw.Int64).alias("year"),
            c("day").dt.ordinal_day().fill_null(0).cast(nw.Int64).alias("in_year"),
        )
        .join(years, on="year", how="left")
        .drop(name)
        .with_columns((c("before") + c("in_year")).alias(name))
        .drop("day", "year", "in_year", "before")
    )
