"""Gaps of a partner's own data frames: frames in, a frame of the same library out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER, Convention, day_number
from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.evaluation import Settings, evaluate
from skillsmatrix.evaluate.frames import NOWHERE, Frames, PlaceNames
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.status import Lazy
from skillsmatrix.graph import build_graph, check_graph
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.problems import near

c = nw.col

_YEARS = range(1900, 2300)
_SHAPES = {
    "people": (("person",), ("name",)),
    "assignments": (
        ("person", "agency", "role", "start"),
        ("end", "setting", "team", "manager"),
    ),
    "completions": (("person", "item", "completed"), ("expires", "level")),
    "agencies": (("agency",), ("sector", "area")),
    "settings": (("setting",), ("type", "area")),
}
"""Frame → the columns it must have, and those it may have."""


def gaps(
    catalogue: Catalogue,
    *,
    assignments: Any,
    completions: Any,
    people: Any = None,
    agencies: Any = None,
    settings: Any = None,
    as_at: date,
    convention: Convention = Convention.LAST_VALID_DAY,
    soon: int = 90,
    **limits: Any,
) -> Any:
    """Return the gaps of these records as a frame of the library they came in.

    Args:
        catalogue: policy without problems, as ``load_catalogue`` gives it.
        assignments: person, agency, role, start; may have end, setting, team, manager.
        completions: person, item, completed; may have expires, level. Complete ones only.
        people: person; may have name. Without it names are empty.
        agencies: agency; may have sector, area. Without it no rule for a sector or area binds.
        settings: setting; may have type, area.
        as_at: the day asked about.
        convention: how intervals end.
        soon: what ends within so many days is expiring.
        **limits: as for ``Workspace.gaps``.

    Returns:
        A row a gap, columns as in :class:`skillsmatrix.evaluate.gaps.Cell`; pandas, Polars or
        DuckDB as the assignments were. Ids are text, days are dates or text like 2026-09-30.

    Raises:
        UsageError: a frame lacks a column, or the frames are of different libraries.

    >>> import polars as pl
    >>> from skillsmatrix import load_catalogue, shipped_layer
    >>> found = gaps(
    ...     load_catalogue([shipped_layer()])[0],
    ...     assignments=pl.DataFrame({"person": ["P1"], "agency": ["school"], "role": ["teacher"],
    ...                               "start": ["2020-09-01"]}),
    ...     completions=pl.DataFrame({"person": ["P1"], "item": ["C17"],
    ...                               "completed": ["2026-09-03"]}),
    ...     as_at=date(2026, 9, 30), competencies=("SGC-EDU-UPD", "SGC-EDU-IND"))
    >>> found.select("competency", "status").rows()
    [('SGC-EDU-IND', 'missing')]
    """
    read = {
        "assignments": _lazy("assignments", assignments),
        "completions": _lazy("completions", completions),
        "people": None if people is None else _lazy("people", people),
        "agencies": None if agencies is None else _lazy("agencies", agencies),
        "settings": None if settings is None else _lazy("settings", settings),
    }
    kinds = {frame.implementation for frame in read.values() if frame is not None}
    if len(kinds) > 1:
        names = " and ".join(sorted(str(kind) for kind in kinds))
        raise UsageError(f"The frames are of different libraries ({names}). Hand in one kind.")
    graph = build_graph(catalogue)
    circles = check_graph(graph)
    if circles:
        raise UsageError(f"The catalogue has problems: {circles[0]}")
    frames = _coded(read, partial(_lay, assignments))
    evaluation = evaluate(frames, compile_policy(graph, as_at), Settings(convention, soon))
    found = Gaps(evaluation, Only(**limits)).lazy
    return _like(found, assignments)


def _lazy(kind: str, frame: Any) -> Lazy:
    """Return a frame as narwhals sees it, with every column that there may be."""
    must, may = _SHAPES[kind]
    try:
        lazy = _with_real_days(nw.from_native(frame)).lazy()
    except TypeError:
        raise UsageError(f"{kind} is no data frame ({type(frame).__name__}).") from None
    names = lazy.collect_schema().names()
    for name in must:
        if name not in names:
            raise UsageError(f"{kind} has no column {name}. {near(name, names)}")
    missing = [name for name in may if name not in names]
    empty = [_ABSENT.get(name, nw.lit("")).alias(name) for name in missing]
    return lazy.select(*(name for name in (*must, *may) if name in names), *empty)


_ABSENT = {"level": nw.lit(0), "end": nw.lit(FOREVER_NUMBER), "expires": nw.lit(FOREVER_NUMBER)}
"""What stands in a column that was not handed in: no level, no end, no expiry."""


def _with_real_days(frame: Any) -> Any:
    """Give pandas columns that hold Python dates a type for days."""
    if not frame.implementation.is_pandas():
        return frame
    schema = frame.collect_schema()
    days = [name for name in _DAYS if schema.get(name) == nw.Object]
    import pandas as pd  # the caller has it

    native = frame.to_native()
    return nw.from_native(native.assign(**{name: pd.to_datetime(native[name]) for name in days}))


_DAYS = ("start", "end", "completed", "expires")


def _lay(like: Any, values: Mapping[str, list[Any]]) -> Lazy:
    """Make a frame of the library of ``like``."""
    native = nw.from_native(like)
    if native.implementation.is_duckdb():
        import polars as pl  # slow import

        schema = None if next(iter(values.values())) else {name: pl.Int64 for name in values}
        laid = pl.DataFrame(values, schema=schema)  # noqa: F841  # DuckDB finds it by its name
        # Through the caller's relation, so that it belongs to the caller's connection.
        return nw.from_native(like.query("anything", "select * from laid"))
    schema = None if next(iter(values.values())) else {name: nw.Int64() for name in values}
    return nw.from_dict(dict(values), schema=schema, backend=native.implementation).lazy()


def _coded(read: Mapping[str, Lazy | None], lay: Callable[[Mapping[str, list[Any]]], Lazy]) -> Frames:
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
        ("role", roles), ("agency", agencies), ("setting", settings), ("team", teams),
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
            c("person_code").alias("person"), c("person").alias("person_ref"), c("name").fill_null("")
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


def _like(found: Lazy, asked: Any) -> Any:
    native = found.to_native()
    if nw.from_native(asked).implementation.is_pandas():
        return native.reset_index(drop=True)
    if nw.from_native(asked).implementation.is_polars() and not _is_lazy(asked):
        return found.collect().to_native()
    return native


def _is_lazy(frame: Any) -> bool:
    return isinstance(nw.from_native(frame), nw.LazyFrame)


__all__ = ["gaps"]
