"""A store's tables → Polars frames, without SQLAlchemy and without a Python object per cell.

SQLite makes one JSON text of a column and Polars reads it. Not through ADBC, which brings a SQLite
of its own: two of them in one process drop each other's locks on the file
(sqlite.org/howtocorrupt.html, 2.2.1).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import polars as pl
from polars.datatypes import DataTypeClass

from skillsmatrix.records.identity import read_only_address
from skillsmatrix.records.moment import kept
from skillsmatrix.records.shapes import DETAILS, GROWING, SHAPES

_AT_ONCE = 1_000_000
_AND = {"completions": " AND outcome = 'complete' AND completed IS NOT NULL"}
_REFERENCES = ("people", "agencies", "settings", "teams")
_DETAILED = " OR ".join(f"{column} IS NOT NULL" for column in DETAILS)
"""As the index says, word for word, so that SQLite sees that it fits."""
_MINUTES_OF = {"weekly": "hours"}
"""Columns in minutes that the store keeps in hours."""


class Reader:
    """Reads frames through one connection, in one transaction that lasts until it is closed.

    Args:
        path: the store.
        known_at: the moment up to which records were known; None for all of them.
    """

    def __init__(self, path: Path, known_at: datetime | None) -> None:
        self._address = read_only_address(path)
        self._known_at = None if known_at is None else kept(known_at)
        self._opened: list[sqlite3.Connection] = []
        self._last: int | None = None

    def __call__(self, name: str) -> pl.DataFrame:
        """Return a frame."""
        connection, shape = self._connection(), SHAPES[name]
        condition = _AND.get(name, "") + self._condition(name)
        if name == "completions":
            frames = list(_completions(connection, condition))
        else:
            frames = list(_chunks(connection, name, shape, condition))
        frame = pl.concat([pl.DataFrame(schema=shape), *frames], rechunk=True)
        if self._last is not None and name in _REFERENCES:
            return _as_it_was(connection, name, frame, self._last)
        return frame

    def _condition(self, name: str) -> str:
        last = self._last
        if name in GROWING:
            if last is None:
                return " AND superseded IS NULL"
            return (
                f" AND (import IS NULL OR import <= {last})"
                f" AND (superseded IS NULL OR superseded > {last})"
            )
        if name in _REFERENCES and last is not None:
            return f" AND (created IS NULL OR created <= {last})"
        return ""

    def _connection(self) -> sqlite3.Connection:
        if not self._opened:
            connection = sqlite3.connect(
                self._address, uri=True, check_same_thread=False, isolation_level=None
            )
            self._opened.append(connection)
            connection.execute("BEGIN")
            if self._known_at is not None:
                query = "SELECT coalesce(max(id), 0) FROM imports WHERE recorded_at <= ?"
                (self._last,) = connection.execute(query, (self._known_at,)).fetchone()
        return self._opened[0]

    def close(self) -> None:
        """End the transaction."""
        while self._opened:
            self._opened.pop().close()


def _completions(connection: sqlite3.Connection, condition: str) -> Iterator[pl.DataFrame]:
    """Yield completions: few have details, and for the others those columns need not be read."""
    shape = SHAPES["completions"]
    found = f" AND ({_DETAILED}){condition}"
    detailed = list(_chunks(connection, "completions", shape, found, "ix_completions_details"))
    if detailed:
        condition += "".join(f" AND {column} IS NULL" for column in DETAILS)
    core = {column: sort for column, sort in shape.items() if column not in DETAILS}
    nothing = [pl.lit(None, shape[column]).alias(column) for column in DETAILS]
    for frame in _chunks(connection, "completions", core, condition):
        yield frame.with_columns(nothing)
    yield from detailed


def _chunks(
    connection: sqlite3.Connection,
    name: str,
    shape: Mapping[str, DataTypeClass],
    condition: str,
    index: str = "",
) -> Iterator[pl.DataFrame]:
    """Yield frames of so many records each; every column comes as one JSON text."""
    listed = ", ".join(f'json_group_array("{_MINUTES_OF.get(column, column)}")' for column in shape)
    source = f"{name} INDEXED BY {index}" if index else name
    query = f"SELECT count(*), {listed} FROM {source} WHERE id > ? AND id <= ?{condition}"
    (last,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {name}").fetchone()
    for start in range(0, last, _AT_ONCE):
        count, *texts = connection.execute(query, (start, start + _AT_ONCE)).fetchone()
        if count:
            pairs = zip(shape.items(), texts, strict=True)
            yield pl.DataFrame([_series(column, sort, text) for (column, sort), text in pairs])


def _series(name: str, sort: DataTypeClass, text: str) -> pl.Series:
    if name in _MINUTES_OF:
        return (_decoded(name, pl.Float64, text) * 60).round().cast(sort)
    return _decoded(name, sort, text)


def _decoded(name: str, sort: DataTypeClass, text: str) -> pl.Series:
    return pl.Series(name, [text]).str.json_decode(pl.List(sort)).explode()


def _as_it_was(
    connection: sqlite3.Connection, name: str, frame: pl.DataFrame, last: int
) -> pl.DataFrame:
    """Put back what later imports changed in place: the first change after the last known one."""
    query = (
        "SELECT field, record, before FROM changes WHERE kind = ? AND import > ? "
        "ORDER BY import DESC, id DESC"
    )
    before: dict[str, dict[int, str | None]] = {}
    for column, record, value in connection.execute(query, (name, last)):
        before.setdefault(column, {})[record] = value
    for column, values in before.items():
        if column in frame.columns:
            was = pl.Series(column, list(values.values()), pl.String).cast(frame.schema[column])
            key = pl.Series("id", list(values), pl.Int64)
            frame = frame.update(pl.DataFrame([key, was]), on="id", include_nulls=True)
    return frame
