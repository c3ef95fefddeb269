"""A partner's frames of ids and dates as frames of codes and day numbers, in their own library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import narwhals as nw

from skillsmatrix.dates import day_number
from skillsmatrix.evaluate.frames import NOWHERE, Frames, PlaceNames
from skillsmatrix.evaluate.status import Lazy

c = nw.col

_YEARS = range(1900, 2300)


def code_frames(
    read: Mapping[str, Lazy | None], lay: Callable[[Mapping[str, list[Any]]], Lazy]
) -> Frames:
    """Turn ids into codes and days into numbers, in the frames' own library."""
    assignments, completions = read["assignments"], read["completions"]
    assert assignments is not None
    assert completions is not None
    everyone = [assignments.select("person"), completions.select("person")]
    codes = (
        nw.concat(everyone, how="vertical")
        .unique()
        .sort("person")
        .with_row_index("person_code", order_by="person")
        .with_columns(c("person_code").cast(nw.Int64))
    )
    names = read["people"]
    people = codes if names is None else codes.join(names.unique("person"), on="person", how="left")
    if names is None:
        people = people.with_columns(nw.lit("").alias("name"))
    roles = _numbered(assignments, "role")
    agencies = _numbered(assignments, "agency")
    settings = _numbered(assignments, "setting")
    teams = _numbered(assignments, "team")
    items = _numbered(completions, "item")
    managers = codes.select(c("person").alias("manager"), c("person_code").alias("manager_code"))
    coded = assignments.join(codes, on="person", how="inner").join(
        managers, on="manager", how="left"
    )
    for name, numbers in (
        ("role", roles),
        ("agency", agencies),
        ("setting", settings),
        ("team", teams),
    ):
        coded = coded.join(_lookup(lay, name, numbers), on=name, how="left")
    coded = _numbered_days(_numbered_days(coded, "start", lay), "end", lay)
    done = completions.join(codes, on="person", how="inner").join(
        _lookup(lay, "item", items), on="item", how="inner"
    )
    done = _numbered_days(_numbered_days(done, "completed", lay), "expires", lay)
    index = ("person_code", "agency_code", "role_code", "start_number", "setting_code")
    coded = coded.with_columns(c("setting_code").fill_null(NOWHERE)).with_row_index(
        "assignment", order_by=index
    )
    return Frames(
        people=people.select(
            c("person_code").alias("person"),
            c("person").alias("person_ref"),
            c("name").fill_null(""),
        ),
        assignments=coded.select(
            "assignment",
            c("start_number").alias("start"),
            c("end_number").alias("end"),
            *(
                c(f"{name}_code").alias(name)
                for name in ("person", "agency", "role", "setting", "team", "manager")
            ),
        ),
        completions=done.select(
            c("person_code").alias("person"),
            c("item_code").alias("item"),
            c("completed_number").alias("completed"),
            c("expires_number").alias("expires"),
            "level",
        ),
        lay=lay,
        agencies=_places(read["agencies"], "agency", agencies),
        settings=_places(read["settings"], "setting", settings),
        roles={code: ref for ref, code in roles.items()},
        teams={code: ref for ref, code in teams.items()},
        items=items,
        assignment_count=int(assignments.select(nw.len().alias("n")).collect()["n"][0]),
    )


def _numbered(frame: Lazy, name: str) -> dict[str, int]:
    found = frame.select(name).unique().collect()[name].to_list()
    return {ref: code for code, ref in enumerate(sorted(ref for ref in found if _given(ref)))}


def _given(value: Any) -> bool:
    """Say whether a cell holds text: pandas may hold None or a float that is no number."""
    return isinstance(value, str) and value != ""


def _lookup(lay: Any, name: str, numbers: Mapping[str, int]) -> Lazy:
    # One row at least, so that the columns have their types.
    refs, codes = list(numbers) or [""], list(numbers.values()) or [NOWHERE]
    laid: Lazy = lay({name: refs, f"{name}_code": codes})
    return laid


def _numbered_days(frame: Lazy, name: str, lay: Any) -> Lazy:
    """Add ``name_number``: a day's number, from a table of years, null where there is no day."""
    dtype = frame.collect_schema()[name]
    if dtype.is_integer():
        return frame.with_columns(c(name).alias(f"{name}_number"))
    day = c(name).str.to_date(format="%Y-%m-%d") if dtype == nw.String else c(name)
    years = lay(
        {
            "year": list(_YEARS),
            "before": [day_number(date(year, 1, 1)) - 1 for year in _YEARS],
        }
    )
    given = frame.with_columns(day.alias("day"))
    return (
        given.with_columns(
            c("day").dt.year().fill_null(0).cast(nw.Int64).alias("year"),
            c("day").dt.ordinal_day().fill_null(0).cast(nw.Int64).alias("in_year"),
        )
        .join(years, on="year", how="left")
        .with_columns((c("before") + c("in_year")).alias(f"{name}_number"))
        .drop("day", "year", "in_year", "before")
    )


def _places(frame: Lazy | None, name: str, numbers: Mapping[str, int]) -> dict[int, PlaceNames]:
    told: dict[str, Mapping[str, Any]] = {}
    if frame is not None:
        told = {row[name]: row for row in frame.collect().iter_rows(named=True)}

    def word(ref: str, key: str) -> str:
        value = told.get(ref, {}).get(key)
        return value if _given(value) else ""  # type: ignore[return-value]  # _given says so

    return {
        code: PlaceNames(ref, word(ref, "sector"), word(ref, "area"), word(ref, "type"))
        for ref, code in numbers.items()
    }
