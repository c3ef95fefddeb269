"""All records at once as Polars frames of codes and day numbers, for the engine.

Read without SQLAlchemy and without a Python object per cell: SQLite makes one JSON text of a column
and Polars reads it. Not through ADBC, which brings a SQLite of its own: two of them in one process
drop each other's locks on the file (sqlite.org/howtocorrupt.html, 2.2.1). Or from a folder of Parquet
files of the same names and columns, a snapshot.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from weakref import finalize

import polars as pl
from attrs import field, frozen
from polars.datatypes import DataTypeClass

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.identity import check_store, read_only_address

_CODE, _TEXT = pl.Int64, pl.String
_DAY = pl.Int32

SHAPES: dict[str, dict[str, DataTypeClass]] = {
    "people": {"id": _CODE, "ref": _TEXT, "name": _TEXT, "email": _TEXT},
    "agencies": {"id": _CODE, "ref": _TEXT, "name": _TEXT, "sector": _TEXT, "area": _TEXT},
    "settings": {
        "id": _CODE,
        "ref": _TEXT,
        "name": _TEXT,
        "agency": _CODE,
        "type": _TEXT,
        "area": _TEXT,
    },
    "teams": {"id": _CODE, "ref": _TEXT, "name": _TEXT, "agency": _CODE, "setting": _CODE},
    "roles": {"id": _CODE, "ref": _TEXT},
    "items": {"id": _CODE, "ref": _TEXT},
    "assignments": {
        "person": _CODE,
        "agency": _CODE,
        "role": _CODE,
        "start": _DAY,
        "end": _DAY,
        "setting": _CODE,
        "team": _CODE,
        "manager": _CODE,
        "supervisor": _CODE,
    },
    "completions": {
        "person": _CODE,
        "item": _CODE,
        "completed": _DAY,
        "expires": _DAY,
        "level": pl.Int32,
    },
    "absences": {"person": _CODE, "kind": _TEXT, "start": _DAY, "end": _DAY},
}
"""The frames there are, and the columns of each."""

_AND = {"completions": " AND outcome = 'complete' AND completed IS NOT NULL"}
_MAY_BE_MISSING = ("absences",)
_AT_ONCE = 1_000_000


@frozen(eq=False)
class Columns:
    """The frames of a store or a snapshot; each is read when it is first asked for.

    All frames of a store show the same state of it, the one when the first was read.
    """

    _read: Callable[[str], pl.DataFrame] = field(repr=False)

    @cached_property
    def people(self) -> pl.DataFrame:
        """Everyone, by code."""
        return self._read("people")

    @cached_property
    def agencies(self) -> pl.DataFrame:
        """Agencies, by code."""
        return self._read("agencies")

    @cached_property
    def settings(self) -> pl.DataFrame:
        """Settings, by code."""
        return self._read("settings")

    @cached_property
    def teams(self) -> pl.DataFrame:
        """Teams, by code."""
        return self._read("teams")

    @cached_property
    def roles(self) -> pl.DataFrame:
        """The codes of the catalogue's roles that records name."""
        return self._read("roles")

    @cached_property
    def items(self) -> pl.DataFrame:
        """The codes of the catalogue's courses and competencies that records name."""
        return self._read("items")

    @cached_property
    def assignments(self) -> pl.DataFrame:
        """Who works where as what, from when to when."""
        return self._read("assignments")

    @cached_property
    def completions(self) -> pl.DataFrame:
        """What was completed, and when; no other outcomes."""
        return self._read("completions")

    @cached_property
    def absences(self) -> pl.DataFrame:
        """Who is away, and when."""
        return self._read("absences")


def read_columns(path: Path) -> Columns:
    """Return the frames of a store's file, or of a folder of Parquet files.

    Raises:
        SkillsError: there is nothing at the path that could be read.
    """
    if path.is_dir():
        return Columns(lambda name: _from_folder(path, name))
    check_store(path)
    reader = _Reader(path)
    columns = Columns(reader)
    finalize(columns, reader.close)
    return columns


def write_snapshot(columns: Columns, folder: Path) -> None:
    """Write every frame as a Parquet file, to be read again by :func:`read_columns`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        getattr(columns, name).write_parquet(folder / f"{name}.parquet")


def _from_folder(folder: Path, name: str) -> pl.DataFrame:
    shape, file = SHAPES[name], folder / f"{name}.parquet"
    if not file.exists():
        if name in _MAY_BE_MISSING:
            return pl.DataFrame(schema=shape)
        raise SkillsError(f"{file}: there is no such file. A snapshot has {', '.join(SHAPES)}.")
    try:
        return pl.scan_parquet(file).select(pl.col(list(shape))).cast(dict(shape.items())).collect()
    except pl.exceptions.PolarsError as error:
        raise SkillsError(
            f"{file}: the file does not fit a snapshot ({error}). "
            f"Its columns are {', '.join(shape)}."
        ) from error


class _Reader:
    """Reads frames through one connection, in one transaction that lasts until it is closed."""

    def __init__(self, path: Path) -> None:
        self._address = read_only_address(path)
        self._opened: list[sqlite3.Connection] = []

    def __call__(self, name: str) -> pl.DataFrame:
        frames = [pl.DataFrame(schema=SHAPES[name]), *self._chunks(name)]
        return pl.concat(frames, rechunk=True)

    def _chunks(self, name: str) -> Iterator[pl.DataFrame]:
        """Yield frames of so many records each; every column comes as one JSON text."""
        shape = SHAPES[name]
        listed = ", ".join(f'json_group_array("{column}")' for column in shape)
        query = (
            f"SELECT count(*), {listed} FROM {name} WHERE id > ? AND id <= ?{_AND.get(name, '')}"
        )
        connection = self._connection()
        (last,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {name}").fetchone()
        for start in range(0, last, _AT_ONCE):
            count, *texts = connection.execute(query, (start, start + _AT_ONCE)).fetchone()
            if count:
                pairs = zip(shape.items(), texts, strict=True)
                yield pl.DataFrame([_series(column, sort, text) for (column, sort), text in pairs])

    def _connection(self) -> sqlite3.Connection:
        if not self._opened:
            connection = sqlite3.connect(
                self._address, uri=True, check_same_thread=False, isolation_level=None
            )
            self._opened.append(connection)
            connection.execute("BEGIN")
        return self._opened[0]

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()


def _series(name: str, sort: DataTypeClass, text: str) -> pl.Series:
    return pl.Series(name, [text]).str.json_decode(pl.List(sort)).explode()
