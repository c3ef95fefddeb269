"""All records at once as Polars frames of codes and day numbers, for the engine.

Read from a store, or from a folder of Parquet files of the same names and columns, a snapshot.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from weakref import finalize

import polars as pl
from attrs import field, frozen

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.address import Address
from skillsmatrix.records.bulk import Reader
from skillsmatrix.records.identity import check_store
from skillsmatrix.records.shapes import OPTIONAL_COLUMNS, OPTIONAL_FRAMES, SHAPES

__all__ = ["SHAPES", "Columns", "read_columns", "write_snapshot"]


@frozen(eq=False)
class Columns:
    """The frames of a store or a snapshot; each is read when it is first asked for.

    All frames of a store show the same state of it, the one when the first was read.

    Attributes:
        scan: gives the completions without reading them, where they lie in a snapshot: so many at a
            time fit into less memory than all of them.
    """

    _read: Callable[[str], pl.DataFrame] = field(repr=False)
    scan: Callable[[], pl.LazyFrame] | None = field(default=None, repr=False)

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

    @cached_property
    def decisions(self) -> pl.DataFrame:
        """Exemptions, extensions, temporary certifications and revocations."""
        return self._read("decisions")

    @cached_property
    def tags(self) -> pl.DataFrame:
        """Words that hold of people, and when."""
        return self._read("tags")

    @cached_property
    def needs(self) -> pl.DataFrame:
        """What settings have, and when."""
        return self._read("needs")


def read_columns(address: Address, known_at: datetime | None = None) -> Columns:
    """Return the frames of a store, or of a folder of Parquet files.

    Args:
        address: the store or the folder.
        known_at: leave out what was recorded after this moment, and show what it changed as it
            was before; None for everything as it is now.

    Raises:
        SkillsError: there is nothing at the address that could be read, or it cannot say what was
            known.
    """
    if isinstance(address, Path) and address.is_dir():
        folder = address
        if known_at is not None:
            raise SkillsError(
                f"{folder}: a snapshot does not say what was known at a moment ({known_at}). "
                "Ask the store it was made from."
            )
        return Columns(
            lambda name: _from_folder(folder, name), lambda: _scanned(folder, "completions")
        )
    check_store(address)
    reader = Reader(address, known_at)
    columns = Columns(reader)
    finalize(columns, reader.close)
    return columns


def write_snapshot(columns: Columns, folder: Path) -> None:
    """Write every frame as a Parquet file, to be read again by :func:`read_columns`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        getattr(columns, name).write_parquet(folder / f"{name}.parquet")


def _from_folder(folder: Path, name: str) -> pl.DataFrame:
    file = folder / f"{name}.parquet"
    if name in OPTIONAL_FRAMES and not file.exists():
        return pl.DataFrame(schema=SHAPES[name])
    try:
        return _scanned(folder, name).collect()
    except pl.exceptions.PolarsError as error:
        raise _unfit(file, name, str(error)) from error


def _scanned(folder: Path, name: str) -> pl.LazyFrame:
    """Return a frame of a snapshot, not read yet, with every column and of its type."""
    shape, file = SHAPES[name], folder / f"{name}.parquet"
    if not file.exists():
        raise SkillsError(f"{file}: there is no such file. A snapshot has {', '.join(SHAPES)}.")
    try:
        scanned = pl.scan_parquet(file)
        found = scanned.collect_schema()
    except pl.exceptions.PolarsError as error:
        raise _unfit(file, name, str(error)) from error
    for column, sort in shape.items():
        held = found.get(column, sort())
        # Dates are day numbers to Polars. What only looks like numbers would fail much later.
        if sort.is_integer() and not (held.is_numeric() or held.is_temporal() or held == pl.Null):
            raise _unfit(file, name, f"{column} holds {held}, not whole numbers or days")
    lacking = [column for column in OPTIONAL_COLUMNS.get(name, ()) if column not in found]
    missing = [column for column in shape if column not in (*found, *lacking)]
    if missing:
        raise _unfit(file, name, f"there is no column {', '.join(missing)}")
    filled = scanned.with_columns(pl.lit(None, shape[each]).alias(each) for each in lacking)
    return filled.select(pl.col(list(shape))).cast(dict(shape.items()))


def _unfit(file: Path, name: str, why: str) -> SkillsError:
    return SkillsError(
        f"{file}: the file does not fit a snapshot ({why}). Its columns are"
        f" {', '.join(SHAPES[name])}."
    )
