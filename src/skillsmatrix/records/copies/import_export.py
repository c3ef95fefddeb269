"""An export → a store in which nothing was recorded yet: the same rows, ids and seals again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Place, Problem
from skillsmatrix.records.address import Address
from skillsmatrix.records.copies.copy_tables import TABLES, indexed_at_the_end, write_rows
from skillsmatrix.records.copies.fill_empty import fill_empty
from skillsmatrix.records.copies.manifest import Manifest, path_of
from skillsmatrix.records.copies.plain_csv import rows
from skillsmatrix.records.copies.totals import Totals


def import_records(folder: Path, manifest: Manifest, address: Address) -> Totals:
    """Make a store of an export whose files were checked: all of it or nothing.

    Args:
        folder: the export.
        manifest: what it says that it holds.
        address: where the store is to be: nothing is there, or a store in which nothing was
            recorded.

    Raises:
        InputRefused: a file is not what an export writes.
        SkillsError: records are there already, or what landed is not what the export says.
    """

    def fill(connection: sa.Connection) -> Totals:
        with indexed_at_the_end(connection):
            for table in TABLES:
                write_rows(connection, table, _rows(folder / path_of(table.name), table))
        return manifest.totals

    return fill_empty(address, fill)


def _rows(path: Path, table: sa.Table) -> Iterator[Sequence[Any]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from rows(list(table.c), file)
    except ValueError as error:
        what = f"The file is not one that an export writes ({error})"
        remedy = "Take the export again, or use a backup."
        raise InputRefused([Problem("changed-file", Place(str(path)), what, remedy)]) from None
