"""A store's tables → Polars frames, without SQLAlchemy and without a Python object per cell.

SQLite makes one JSON text of a column and Polars reads it. Not through ADBC, which brings a SQLite
of its own: two of them in one process drop each other's locks on the file
(sqlite.org/howtocorrupt.html, 2.2.1).
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import polars as pl
from polars.datatypes import DataTypeClass

from skillsmatrix.records.address import Address
from skillsmatrix.records.direct import open_directly, sound, translated
from skillsmatrix.records.moment import kept
from skillsmatrix.records.shapes import DETAILS, GROWING, SHAPES

_AT_ONCE = 1_000_000
_AND = {"completions": " AND outcome = 'complete' AND completed IS NOT NULL"}
_REFERENCES = ("people", "agencies", "settings", "teams")
_DETAILED = " OR ".join(f"{column} IS NOT NULL" for column in DETAILS)
"""As the index says, word for word, so that SQLite sees that it fits."""
_DAYS = ("start", "end", "completed", "expires")
_MINUTES_OF = {"weekly": "hours"}
"""Columns in minutes that the store keeps in hours."""


class Reader:
    """Reads frames through one connection, in one transaction that lasts until it is closed.

    Args:
        address: the store.
        known_at: the moment up to which records were known; None for all of them.
    """

    def __init__(self, address: Address, known_at: datetime | None) -> None:
        self._address = address
        self._known_at = None if known_at is None else kept(known_at)
        self._opened: list[Any] = []
        self._last: int | None = None

    def __call__(self, name: str) -> pl.DataFrame:
        """Return a frame.

        Raises:
            SkillsError: the store cannot be read.
        """
        with translated(self._address), sound(self._address):
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
                f' AND ("import" IS NULL OR "import" <= {last})'
                f" AND (superseded IS NULL OR superseded > {last})"
            )
        if name in _REFERENCES and last is not None:
            return f" AND (created IS NULL OR created <= {last})"
        return ""

    def _connection(self) -> Any:
        if not self._opened:
            connection = open_directly(self._address)
            self._opened.append(connection)
            if self._known_at is not None:
                # A moment as the store keeps it has no character that SQL would mind.
                query = f"SELECT coalesce(max(id), 0) FROM imports WHERE recorded_at <= '{self._known_at}'"
                (self._last,) = connection.execute(query).fetchone()
        return self._opened[0]

    def close(self) -> None:
        """End the transaction."""
        while self._opened:
            self._opened.pop().close()


def _completions(connection: Any, condition: str) -> Iterator[pl.DataFrame]:
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
    connection: Any,
    name: str,
    shape: Mapping[str, DataTypeClass],
    condition: str,
    index: str = "",
) -> Iterator[pl.DataFrame]:
    """Yield frames of so many records each."""
    (last,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {name}").fetchone()
    read = _from_file if isinstance(connection, sqlite3.Connection) else _from_server
    for start in range(0, last, _AT_ONCE):
        where = f"id > {start} AND id <= {start + _AT_ONCE}{condition}"
        frame = read(connection, name, shape, where, index)
        if frame is not None:
            yield frame


def _from_file(
    connection: sqlite3.Connection,
    name: str,
    shape: Mapping[str, DataTypeClass],
    where: str,
    index: str,
) -> pl.DataFrame | None:
    """Read from SQLite: every column comes as one JSON text."""
    listed = ", ".join(f'json_group_array("{_MINUTES_OF.get(column, column)}")' for column in shape)
    source = f"{name} INDEXED BY {index}" if index else name
    query = f"SELECT count(*), {listed} FROM {source} WHERE {where}"
    count, *texts = connection.execute(query).fetchone()
    if not count:
        return None
    pairs = zip(shape.items(), texts, strict=True)
    return pl.DataFrame([_series(column, sort, text) for (column, sort), text in pairs])


def _series(name: str, sort: DataTypeClass, text: str) -> pl.Series:
    if name in _MINUTES_OF:
        hours = _decoded(name, pl.Float64, text)
        return hours.to_frame().select(_minutes(pl.col(name)).cast(sort)).to_series()
    return _decoded(name, sort, text)


def _decoded(name: str, sort: DataTypeClass, text: str) -> pl.Series:
    return pl.Series(name, [text]).str.json_decode(pl.List(sort)).explode()


def _from_server(
    connection: Any, name: str, shape: Mapping[str, DataTypeClass], where: str, index: str
) -> pl.DataFrame | None:
    """Read from PostgreSQL: the rows come as CSV, which the server writes faster than anything."""
    listed = ", ".join(
        f"\"{column}\" - DATE '1970-01-01'"
        if column in _DAYS
        else f'"{_MINUTES_OF.get(column, column)}"'
        for column in shape
    )
    query = f"COPY (SELECT {listed} FROM {name} WHERE {where} ORDER BY id) TO STDOUT (FORMAT csv)"
    content = io.BytesIO()
    with connection.cursor().copy(query) as copy:
        for block in copy:
            content.write(block)
    if not content.tell():
        return None
    content.seek(0)
    texts = {
        column: pl.Float64 if column in _MINUTES_OF else sort for column, sort in shape.items()
    }
    frame = pl.read_csv(content, has_header=False, new_columns=list(shape), schema=texts)
    minutes = [
        _minutes(pl.col(column)).cast(shape[column]) for column in _MINUTES_OF if column in shape
    ]
    # What is empty in CSV is nothing to Polars; texts are never nothing in the store.
    return frame.with_columns(pl.col(pl.String).fill_null(""), *minutes)


def _minutes(hours: pl.Expr) -> pl.Expr:
    return (hours * 60).round()


def _as_it_was(connection: Any, name: str, frame: pl.DataFrame, last: int) -> pl.DataFrame:
    """Put back what later entries changed in place: the first change after the last known one."""
    query = (
        f"SELECT field, record, before FROM changes WHERE kind = '{name}' AND \"import\" > {last} "
        'ORDER BY "import" DESC, id DESC'
    )
    before: dict[str, dict[int, str | None]] = {}
    for column, record, value in connection.execute(query):
        before.setdefault(column, {})[record] = value
    for column, values in before.items():
        if column in frame.columns:
            was = pl.Series(column, list(values.values()), pl.String).cast(frame.schema[column])
            key = pl.Series("id", list(values), pl.Int64)
            frame = frame.update(pl.DataFrame([key, was]), on="id", include_nulls=True)
    return frame
