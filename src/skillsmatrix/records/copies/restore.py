"""``skills records restore``: a backup → a store in which nothing was recorded yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.address import Address
from skillsmatrix.records.copies.backup import check_file, copy_file
from skillsmatrix.records.copies.copy_tables import copy_tables
from skillsmatrix.records.copies.fill_empty import fill_empty, refuse_taken
from skillsmatrix.records.copies.totals import Totals, check_same, totals
from skillsmatrix.records.direct import translated
from skillsmatrix.records.identity import SCHEMA, check_store, schema_of
from skillsmatrix.records.migrate import connected, upgrade, upgrade_store
from skillsmatrix.records.store import Store, new_store_file


@frozen
class Restored:
    """What was restored.

    Attributes:
        totals: what the store holds now.
        schema: the schema that the backup has; if it is older, the store was brought up from it.
    """

    totals: Totals
    schema: str


def restore_store(file: Path, address: Address) -> Restored:
    """Make a store of a backup, of either kind: all of it or nothing.

    Args:
        file: the backup; it stays as it is.
        address: where the store is to be: nothing is there, or a store in which nothing was
            recorded.

    Raises:
        UsageError: there is no backup.
        SkillsError: the backup is damaged, newer or no store; or records are there already.
    """
    if not file.is_file():
        raise UsageError(
            f"{file}: there is no backup here. Name a file that skills records backup has made."
        )
    schema = schema_of(file)
    if schema is None:
        raise SkillsError(
            f"{file}: this is no backup of skillsmatrix. "
            "Name a file that skills records backup has made."
        )
    if schema > SCHEMA:
        check_store(file)
    check_file(file)
    refuse_taken(address)
    if isinstance(address, Path) and not address.exists():
        return Restored(_as_new_file(file, address), schema)
    with _of_this_schema(file, schema) as backup, Store(backup).reading() as source:

        def fill(to: sa.Connection) -> Totals:
            copy_tables(source, to)
            return totals(source)

        return Restored(fill_empty(address, fill), schema)


def _as_new_file(file: Path, path: Path) -> Totals:
    """Make a store that is the backup, page by page, brought up if it is older."""
    with new_store_file(path) as made:
        expected = copy_file(file, made)
        with translated(path), connected(made) as connection:
            check_same(path, totals(connection), expected)
            upgrade(connection)
            found = totals(connection)
        check_file(made)
        with closing(sqlite3.connect(made)) as ready:
            ready.execute("PRAGMA journal_mode=WAL")
    return found


@contextmanager
def _of_this_schema(file: Path, schema: str) -> Iterator[Path]:
    """Give a backup as this version would have made it; an older one as a copy brought up."""
    if schema == SCHEMA:
        yield file
        return
    with TemporaryDirectory(prefix="skills-", ignore_cleanup_errors=True) as folder:
        brought_up = Path(folder) / file.name
        copy_file(file, brought_up)
        upgrade_store(brought_up)
        yield brought_up
