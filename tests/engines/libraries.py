"""One frame in every library, and the answer of every library as plain rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import polars as pl
from tests.evaluate.world import frames_of
from tests.reference.world import World

import skillsmatrix
from skillsmatrix.model.status import Status

Make = Callable[[pl.DataFrame], Any]
Row = tuple[Any, ...]


def in_duckdb() -> Make:
    """Return what makes relations of one connection of its own."""
    connection = duckdb.connect()

    def make(frame: pl.DataFrame) -> Any:
        name = f"t{len(connection.execute('show tables').fetchall())}"
        connection.execute(f"create table {name} as select * from frame")
        return connection.table(name)

    return make


def with_arrow(frame: pl.DataFrame) -> Any:
    """Return a frame of pandas whose columns are all Arrow's."""
    return frame.to_pandas(use_pyarrow_extension_array=True)


def with_numpy(frame: pl.DataFrame) -> Any:
    """Return a frame of pandas as it always was: floats for numbers with gaps, objects for text."""
    text = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.to_pandas().astype(dict.fromkeys(text, object))


MADE_BY: dict[str, Callable[[], Make]] = {
    "Polars": lambda: lambda frame: frame,
    "Polars, lazy": lambda: lambda frame: frame.lazy(),
    "DuckDB": in_duckdb,
    "pandas": lambda: lambda frame: frame.to_pandas(),
    "pandas on NumPy": lambda: with_numpy,
    "pandas on Arrow": lambda: with_arrow,
}
"""Library → what begins making frames of it."""


def answer(world: World, make: Make) -> list[Row]:
    """Return every cell of a world, asked of the frames of some library."""
    given: Mapping[str, Any] = {name: make(frame) for name, frame in frames_of(world).items()}
    found = skillsmatrix.gaps(
        world.catalogue,
        **given,
        as_at=world.day,
        convention=world.convention,
        soon=world.soon,
        only=skillsmatrix.Only(statuses=tuple(Status)),
    )
    return as_rows(found)


def as_rows(found: Any) -> list[Row]:
    """Return a native frame's rows with days as dates and nothing as None."""
    if isinstance(found, pd.DataFrame):
        records = found.itertuples(index=False, name=None)
    elif isinstance(found, duckdb.DuckDBPyRelation):
        records = iter(found.fetchall())
    elif isinstance(found, pl.DataFrame | pl.LazyFrame):
        records = found.lazy().collect().iter_rows()
    else:
        records = (tuple(row) for row in found.collect())
    return [tuple(_plain(value) for value in row) for row in records]


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, date | str):
        return value
    return int(value)
