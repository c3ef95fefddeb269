"""The records of a store or a snapshot, on the engine that somebody asks for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
from attrs import evolve, frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy, frames_of_columns
from skillsmatrix.records.columns import SHAPES, Columns
from skillsmatrix.workspace.engines import lay_like

if TYPE_CHECKING:
    import polars as pl


@frozen
class _Engine:
    """A library that can hold the records.

    Attributes:
        put: makes one of its frames from one of Polars.
        read: makes one from a Parquet file, without going through this process where it can.
    """

    put: Callable[[pl.DataFrame], Any]
    read: Callable[[str], Any]


def frames_on(engine: str, columns: Columns, folder: Path | None = None) -> Frames:
    """Return the records on an engine.

    Args:
        engine: one of :data:`ENGINES`.
        columns: the records.
        folder: the snapshot that they are read from, if they are. Its completions, which are
            nearly all of it, are then read by the engine itself. The other frames are handed over:
            their order is part of the answer where two assignments answer alike.

    Raises:
        UsageError: there is no such engine, or it is not installed.
    """
    if engine == "polars":
        return frames_of_columns(columns)
    if engine not in ENGINES:
        raise UsageError(f"There is no engine {engine}. There are {', '.join(ENGINES)}.")
    try:
        found = ENGINES[engine]()
        import_module("pyarrow")  # frames are handed over in its format
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The engine {engine} needs {error.name}. Install skillsmatrix[{engine}]."
        ) from None
    frames = frames_of_columns(columns if folder is None else _without_completions(columns))

    def put(frame: Lazy) -> Any:
        return found.put(frame.collect().to_native())

    # Spark has no whole numbers without a sign.
    numbered = nw.col("assignment").cast(nw.Int64)
    assignments = put(frames.assignments.with_columns(numbered))
    if folder is None:
        completions = nw.from_native(put(frames.completions)).lazy()
    else:
        read = found.read(str((folder / "completions.parquet").resolve()))
        completions = _with_every_column(nw.from_native(read).lazy())
    return evolve(
        frames,
        assignments=nw.from_native(assignments).lazy(),
        completions=completions,
        people=nw.from_native(put(frames.people)).lazy(),
        absences=nw.from_native(put(frames.absences)).lazy(),
        decisions=nw.from_native(put(frames.decisions)).lazy(),
        tags=nw.from_native(put(frames.tags)).lazy(),
        lay=lay_like(assignments),
    )


def _without_completions(columns: Columns) -> Columns:
    import polars as pl  # slow import

    def read(name: str) -> pl.DataFrame:
        if name == "completions":
            return pl.DataFrame(schema=SHAPES[name])
        found: pl.DataFrame = getattr(columns, name)
        return found

    return Columns(read)


def _with_every_column(completions: Lazy) -> Lazy:
    """Add the columns that a snapshot may lack, as they are where nothing is known."""
    there = completions.collect_schema().names()
    lacking = [name for name in SHAPES["completions"] if name not in there]
    return completions.with_columns(nw.lit(NOWHERE).alias(name) for name in lacking)


def _duckdb() -> _Engine:
    import duckdb

    connection = duckdb.connect()
    return _Engine(lambda frame: connection.from_arrow(frame.to_arrow()), connection.read_parquet)


def _pandas() -> _Engine:
    import pandas as pd  # type: ignore[import-untyped]

    return _Engine(
        lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
        lambda path: pd.read_parquet(path, dtype_backend="pyarrow"),
    )


def _spark() -> _Engine:
    """Return the Spark that the environment describes: on this machine, a cluster or a server."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    if "SPARK_REMOTE" not in os.environ:
        if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
            raise UsageError(
                "Spark needs Java, of which there is none. Install Java 17 or later, such as "
                "Debian's default-jre-headless, or name a Spark Connect server in SPARK_REMOTE."
            )
        builder = builder.config("spark.ui.showConsoleProgress", "false")
        if not any(name in os.environ for name in _SETTLED_BY):
            # Spark's own default, 1 GB, is too little for a city, whose driver does all the work.
            builder = builder.config("spark.driver.memory", f"{_half_of_memory()}m")
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        told = str(error).splitlines()[0]
        raise UsageError(
            f"Spark does not start ({told}). It needs Java 17 or later, or a Spark Connect server "
            "in SPARK_REMOTE."
        ) from None
    return _Engine(
        lambda frame: session.createDataFrame(frame.to_arrow()),
        lambda path: session.read.parquet(path),
    )


_SETTLED_BY = ("PYSPARK_SUBMIT_ARGS", "SPARK_CONF_DIR", "SPARK_HOME", "SPARK_DRIVER_MEMORY")
"""Whoever sets one of these has settled how much memory Spark takes, or can."""


def _half_of_memory() -> int:
    """Return half of this machine's memory in megabytes; 4,096 where it does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**21
    except (AttributeError, ValueError):
        return 4096


ENGINES: dict[str, Callable[[], _Engine]] = {
    "polars": lambda: _Engine(lambda frame: frame, lambda path: path),
    "duckdb": _duckdb,
    "pandas": _pandas,
    "spark": _spark,
}
"""Name → what makes it ready."""
