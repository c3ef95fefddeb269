"""A city as Parquet files of codes and day numbers: the snapshot ``read_columns`` reads.

Columns grow as arrays of machine numbers and go to disk a part at a time, so that a nation's
records need no more memory than a city's.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

import polars as pl
from people import Person
from places import Places
from training import COMPLETE
from write_csv import person_ref

from skillsmatrix.records.columns import SHAPES

_PART = 2_000_000
"""Rows of a part."""

_NONE = 0
"""What stands for nothing while numbers are gathered; nothing real has that code or day."""


class ParquetWriter:
    """Writes a folder of Parquet files; to be closed when everybody is written."""

    def __init__(
        self, folder: Path, places: Places, items: Sequence[str], roles: Sequence[str]
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._roles = {role: code for code, role in enumerate(roles, start=1)}
        self._people = _Table(folder, "people", text=("ref", "name", "email"))
        self._assignments = _Table(folder, "assignments")
        self._completions = _Table(folder, "completions")
        self._absences = _Table(folder, "absences", text=("kind",))
        self._lay("items", enumerate(items, start=1))
        self._lay("roles", enumerate(roles, start=1))
        self._lay("agencies", ((a.code, a.id, a.name, a.sector, a.area) for a in places.agencies))
        self._lay(
            "settings",
            ((s.code, s.id, s.name, s.agency.code, s.type, s.area) for s in places.settings),
        )
        self._lay(
            "teams",
            ((t.code, t.id, t.name, t.setting.agency.code, t.setting.code) for t in places.teams),
        )

    def _lay(self, name: str, rows: object) -> None:
        frame = pl.DataFrame(list(rows), schema=SHAPES[name], orient="row")  # type: ignore[call-overload]
        frame.write_parquet(self._folder / f"{name}.parquet")

    def write(self, person: Person) -> None:
        """Write somebody with all records."""
        number = person.number
        self._people.add(number, person_ref(number), person.name, person.email)
        for a in person.assignments:
            self._assignments.add(
                number,
                a.agency,
                self._roles[a.role],
                a.start,
                a.end,
                a.setting,
                a.team,
                a.manager,
                a.supervisor,
            )
        for absence in person.absences:
            self._absences.add(number, *absence)
        add = self._completions.add
        for item, outcome, day, expires, _ in person.completions:
            if outcome == COMPLETE:
                add(number, item, day, expires, _NONE)

    def close(self) -> None:
        """Finish all files."""
        for table in (self._people, self._assignments, self._completions, self._absences):
            table.close()


class _Table:
    """One growing table: whole numbers in arrays, texts in lists."""

    def __init__(self, folder: Path, name: str, text: tuple[str, ...] = ()) -> None:
        self._file = folder / f"{name}.parquet"
        self._parts = folder / f".{name}"
        self._shape = SHAPES[name]
        self._text = text
        self._count = 0
        self._clear()

    def _clear(self) -> None:
        self._columns: list[list[str] | array[int]] = [
            [] if name in self._text else array("i") for name in self._shape
        ]
        self._appends = tuple(column.append for column in self._columns)
        self._height = 0

    def add(self, *values: int | str) -> None:
        """Add a row."""
        for append, value in zip(self._appends, values, strict=True):
            append(value)  # type: ignore[arg-type]
        self._height += 1
        if self._height == _PART:
            self._flush()

    def _flush(self) -> None:
        self._parts.mkdir(exist_ok=True)
        self._frame().write_parquet(self._parts / f"{self._count:05}.parquet")
        self._count += 1
        self._clear()

    def _frame(self) -> pl.DataFrame:
        named = zip(self._shape, self._columns, strict=True)
        frame = pl.DataFrame(
            {
                name: pl.Series(values, dtype=pl.String if name in self._text else pl.Int32)
                for name, values in named
            }
        )
        numbers = [name for name in self._shape if name not in self._text]
        known = pl.when(pl.col(numbers) != _NONE).then(pl.col(numbers))
        return frame.with_columns(known).cast(dict(self._shape.items()))

    def close(self) -> None:
        """Put the parts together as one file."""
        if not self._count:
            self._frame().write_parquet(self._file)
            return
        if self._height:
            self._flush()
        pl.scan_parquet(self._parts / "*.parquet").sink_parquet(self._file)
        rmtree(self._parts)
