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
from skillsmatrix.records.bulk import Reader
from skillsmatrix.records.identity import check_store
from skillsmatrix.records.shapes import OPTIONAL_COLUMNS, OPTIONAL_FRAMES, SHAPES

__all__ = ["SHAPES", "Columns", "read_columns", "write_snapshot"]


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


def read_columns(path: Path, known_at: datetime | None = None) -> Columns:
    """Return the frames of a store's file, or of a folder of Parquet files.

    Args:
        path: the file or the folder.
        known_at: leave out what was recorded after this moment, and show what it changed as it
            was before; None for everything as it is now.

    Raises:
        SkillsError: there is nothing at the path that could be read, or it cannot say what was
            known.
    """
    if path.is_dir():
        if known_at is not None:
            raise SkillsError(
                f"{path}: a snapshot does not say what was known at a moment ({known_at}). "
                "Ask the store it was made from."
            )
        return Columns(lambda name: _from_folder(path, name))
    check_store(path)
    reader = Reader(path, known_at)
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
        if name in OPTIONAL_FRAMES:
            return pl.DataFrame(schema=shape)
        raise SkillsError(f"{file}: there is no such file. A snapshot has {', '.join(SHAPES)}.")
    try:
        scanned = pl.scan_parquet(file)
        found = scanned.collect_schema().names()
        lacking = [column for column in OPTIONAL_COLUMNS.get(name, ()) if column not in found]
        filled = scanned.with_columns(pl.lit(None, shape[each]).alias(each) for each in lacking)
        return filled.select(pl.col(list(shape))).cast(dict(shape.items())).collect()
    except pl.exceptions.PolarsError as error:
        raise SkillsError(
            f"{file}: the file does not fit a snapshot ({error}). "
            f"Its columns are {', '.join(shape)}."
        ) from error
