"""A city as Parquet files of codes and day numbers: the snapshot ``read_columns`` reads.

Numbers grow in one array per table, row after row, and go to disk a part at a time, so that a
nation's records need no more memory than a city's.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import rmtree

import polars as pl
from besides import Need
from people import Person
from places import Places
from training import COMPLETE
from write_csv import person_ref

from skillsmatrix.records.columns import SHAPES

_PART = 2_000_000
"""Rows of a part."""


class ParquetWriter:
    """Writes a folder of Parquet files; to be closed when everybody is written."""

    def __init__(
        self,
        folder: Path,
        places: Places,
        items: Sequence[str],
        roles: Sequence[str],
        needs: Sequence[Need],
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._roles = {role: code for code, role in enumerate(roles, start=1)}
        self._people = _Table(folder, "people", text=("ref", "name", "email"))
        self._assignments = _Table(folder, "assignments", text=("employment",))
        self._completions = _Table(folder, "completions")
        self._absences = _Table(folder, "absences", text=("kind",))
        self._decisions = _Table(folder, "decisions", text=("kind",))
        self._tags = _Table(folder, "tags", text=("tag",))
        self._lay("needs", ((n.setting, n.need, n.start, n.end or None) for n in needs))
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

    def _lay(self, name: str, rows: Iterable[tuple[int | str | None, ...]]) -> None:
        frame = pl.DataFrame(list(rows), schema=SHAPES[name], orient="row")
        frame.write_parquet(self._folder / f"{name}.parquet")

    def write(self, person: Person) -> None:
        """Write somebody with all records."""
        number = person.number
        self._people.add((number,), person_ref(number), person.name, person.email)
        for agency, role, start, end, *rest, hours, employment in person.assignments:
            codes = (number, agency, self._roles[role], start, end, *rest, round(hours * 60))
            self._assignments.add(codes, employment)
        for kind, start, end in person.absences:
            self._absences.add((number, start, end), kind)
        add = self._completions.add
        for item, outcome, day, expires, _, minutes, with_others, multi, by in person.completions:
            if outcome == COMPLETE:
                add((number, item, day, expires, 0, minutes, with_others, multi, by))
        for d in person.decisions:
            codes = (number, d.subject, d.agency, d.completed, d.start, d.end)
            self._decisions.add(codes, d.kind)
        for tag, start, end in person.tags:
            self._tags.add((number, start, end), tag)

    def close(self) -> None:
        """Finish all files."""
        for table in (
            self._people,
            self._assignments,
            self._completions,
            self._absences,
            self._decisions,
            self._tags,
        ):
            table.close()


class _Table:
    """One growing table; 0 stands for no value, for nothing real has that code or day."""

    def __init__(self, folder: Path, name: str, text: tuple[str, ...] = ()) -> None:
        self._file = folder / f"{name}.parquet"
        self._parts = folder / f".{name}"
        self._shape = SHAPES[name]
        self._text = text
        self._numbers = [column for column in self._shape if column not in text]
        self._full = _PART * len(self._numbers)
        self._count = 0
        self._cells = array("i")
        self._texts: list[tuple[str, ...]] = []

    def add(self, numbers: tuple[int, ...], *texts: str) -> None:
        """Add a row: its numbers, then its texts, both in the order of the columns."""
        self._cells.extend(numbers)
        if texts:
            self._texts.append(texts)
        if len(self._cells) == self._full:
            self._flush()

    def _flush(self) -> None:
        self._parts.mkdir(exist_ok=True)
        self._frame().write_parquet(self._parts / f"{self._count:05}.parquet")
        self._count += 1
        self._cells, self._texts = array("i"), []

    def _frame(self) -> pl.DataFrame:
        width = len(self._numbers)
        numbers = pl.DataFrame(
            {
                column: pl.Series(self._cells[place::width], dtype=pl.Int32)
                for place, column in enumerate(self._numbers)
            }
        )
        known = numbers.select(pl.when(pl.all() != 0).then(pl.all()))
        texts = pl.DataFrame(self._texts, schema=dict.fromkeys(self._text, pl.String), orient="row")
        frame = pl.concat([known, texts], how="horizontal") if self._text else known
        return frame.select(list(self._shape)).cast(pl.Schema(self._shape))

    def close(self) -> None:
        """Put the parts together as one file."""
        if not self._count:
            self._frame().write_parquet(self._file)
            return
        if self._cells:
            self._flush()
        pl.scan_parquet(self._parts / "*.parquet").sink_parquet(self._file)
        rmtree(self._parts)
