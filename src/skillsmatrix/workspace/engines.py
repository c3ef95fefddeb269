"""The libraries that can hold the records, and how a small table is laid beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw

from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.frames import Lazy

Table = Mapping[str, list[Any]]
Lay = Callable[[Table], Lazy]


def lay_like(frame: Any) -> Lay:
    """Return what makes frames of the same library as a native one, and of the same connection.

    Raises:
        UsageError: the library is not one of those this works with, or too old.
    """
    given = nw.from_native(frame)
    if given.implementation.is_duckdb():
        return _beside_relation(frame)
    if given.implementation.is_spark_like():
        return _beside_spark(frame.sparkSession)
    if not (given.implementation.is_polars() or given.implementation.is_pandas_like()):
        raise UsageError(
            f"{given.implementation} is not supported. "
            "Hand in frames of Polars, pandas, DuckDB or Spark."
        )

    def lay(table: Table) -> Lazy:
        schema = nw.Schema({name: nw.Int64() for name in table}) if _empty(table) else None
        return nw.from_dict(dict(table), schema=schema, backend=given.implementation).lazy()

    return lay


def _empty(table: Table) -> bool:
    return not next(iter(table.values()))


def _beside_relation(relation: Any) -> Lay:
    """Lay tables in the connection of a DuckDB relation, without changing anything in it."""
    if not hasattr(relation, "materialize"):
        raise UsageError("DuckDB is too old to hold the records. Install 2.0 or later.")
    one = relation.aggregate("count(*)").materialize()

    def lay(table: Table) -> Lazy:
        laid = _arrow(table)  # noqa: F841  # DuckDB finds it by its name
        row = "unnest((select list(laid) from laid), recursive := true)"
        found: Lazy = nw.from_native(one.select(row).materialize())
        return found

    return lay


def _beside_spark(session: Any) -> Lay:
    """Lay tables in the session of a Spark frame."""

    def lay(table: Table) -> Lazy:
        found: Lazy = nw.from_native(session.createDataFrame(_arrow(table)))
        return found

    return lay


def _arrow(table: Table) -> Any:
    import pyarrow as pa  # type: ignore[import-untyped]  # the extras bring it

    types = pa.schema([(name, pa.int64()) for name in table]) if _empty(table) else None
    return pa.table(dict(table), schema=types)
