"""Gaps of a partner's own data frames: frames in, a frame of the same library out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER, Convention
from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coding import code_frames
from skillsmatrix.evaluate.evaluation import Settings, evaluate
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.status import Lazy
from skillsmatrix.graph import build_graph, check_graph
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.problems import near
from skillsmatrix.workspace.asked import check_names

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
    only: Only | None = None,
) -> Any:
    """Return the gaps of these records as a frame of the library they came in.

    Args:
        catalogue: policy without problems, as ``load_catalogue`` gives it.
        assignments: person, agency, role, start; may have end, setting, team, manager.
        completions: person, item, completed; may have expires, level, outcome. Without outcome
            all are taken as complete.
        people: person; may have name. Without it names are empty.
        agencies: agency; may have sector, area. Without it no rule for a sector or area binds.
        settings: setting; may have type, area.
        as_at: the day asked about.
        convention: how intervals end.
        soon: what ends within so many days is expiring.
        only: limits to the question.

    Returns:
        A row a gap, columns as in :class:`skillsmatrix.evaluate.gaps.Cell`; pandas, Polars or
        DuckDB as the assignments were. Ids are text, days are dates or text like 2026-09-30.

    Raises:
        UsageError: a frame lacks a column, or the frames are of different libraries.

    >>> import polars as pl
    >>> from skillsmatrix import Only, load_catalogue, shipped_layer
    >>> found = gaps(
    ...     load_catalogue([shipped_layer()])[0],
    ...     assignments=pl.DataFrame({"person": ["P1"], "agency": ["school"], "role": ["teacher"],
    ...                               "start": ["2020-09-01"]}),
    ...     completions=pl.DataFrame({"person": ["P1"], "item": ["C17"],
    ...                               "completed": ["2026-09-03"]}),
    ...     as_at=date(2026, 9, 30), only=Only(competencies=("SGC-EDU-UPD", "SGC-EDU-IND")))
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
    if isinstance(as_at, datetime) or not isinstance(as_at, date):
        raise UsageError(f"as_at must be a date ({as_at!r}). Write date(2026, 9, 30).")
    graph = build_graph(catalogue)
    circles = check_graph(graph)
    if circles:
        raise UsageError(f"The catalogue has problems: {circles[0]}")
    frames = code_frames(read, partial(_lay, assignments))
    evaluation = evaluate(frames, compile_policy(graph, as_at), Settings(convention, soon))
    only = only or Only()
    check_names(evaluation, only, lambda: catalogue)
    found = Gaps(evaluation, only).lazy
    return _like(found, assignments)


def _lazy(kind: str, frame: Any) -> Lazy:
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


_ABSENT = {"level": nw.lit(0), "end": nw.lit(FOREVER_NUMBER), "expires": nw.lit(FOREVER_NUMBER)}
"""What stands in a column that was not handed in: no level, no end, no expiry."""

_DAYS = ("start", "end", "completed", "expires")


def _typed(kind: str, lazy: Lazy, names: list[str]) -> Lazy:
    """Refuse ids that are no text, days that are none, and needed cells that are empty."""
    schema = lazy.collect_schema()
    if not _rows(lazy):
        # Columns without a single value may have any type: give them the one they should have.
        texts = [name for name in names if name not in (*_DAYS, "level")]
        days = [name for name in names if name in _DAYS]
        lazy = lazy.with_columns(
            *(nw.col(name).cast(nw.String) for name in texts),
            *(nw.col(name).cast(nw.String).cast(nw.Datetime) for name in days),
        )
        return lazy
    for name in names:
        if name in _DAYS:
            if schema[name] == nw.String:
                _check_days(kind, lazy, name)
            elif not schema[name].is_temporal():
                raise UsageError(f"{kind}.{name} must be dates or text ({schema[name]}).")
        elif name == "level":
            if not schema[name].is_numeric():
                raise UsageError(f"{kind}.level must be whole numbers ({schema[name]}).")
        elif schema[name] != nw.String:
            raise UsageError(f"{kind}.{name} must be text ({schema[name]}). Cast it first.")
        if name in _SHAPES[kind][0]:
            empty = (
                lazy.filter(nw.col(name).is_null()).select(nw.len().alias("n")).collect()["n"][0]
            )
            if empty:
                raise UsageError(
                    f"{kind}.{name} is empty (rows: {empty}). Fill it, or leave those rows out."
                )
    return lazy


def _rows(lazy: Lazy) -> int:
    return int(lazy.select(nw.len().alias("n")).collect()["n"][0])


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


def _lay(like: Any, values: Mapping[str, list[Any]]) -> Lazy:
    """Make a frame of the library of ``like``."""
    native = nw.from_native(like)
    if native.implementation.is_duckdb():
        import polars as pl  # slow import

        types = None if next(iter(values.values())) else {name: pl.Int64 for name in values}
        laid = pl.DataFrame(values, schema=types)  # noqa: F841  # DuckDB finds it by its name
        # Through the caller's relation, so that it belongs to the caller's connection.
        found: Lazy = nw.from_native(like.query("anything", "select * from laid"))
        return found
    empty = nw.Schema({name: nw.Int64() for name in values})
    schema = None if next(iter(values.values())) else empty
    return nw.from_dict(dict(values), schema=schema, backend=native.implementation).lazy()


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
