"""``skills records backup``: a copy of a store, as a SQLite file, while others use the store.

The copy is a store itself, of the same schema and with the same ids and seals, wherever its records
were: every command can read it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.address import Address, Server
from skillsmatrix.records.copies.copy_tables import copy_tables
from skillsmatrix.records.copies.totals import Totals, check_same, totals
from skillsmatrix.records.direct import read_only_address, translated
from skillsmatrix.records.identity import APPLICATION_ID, SCHEMA, check_store, schema_of
from skillsmatrix.records.migrate import connected, upgrade
from skillsmatrix.records.store import Store
from skillsmatrix.records.whole_file import left_beside, new_version, whole_file

_PAGES = 4096
"""How many pages are copied at a time: others may use the disk in between."""


def backup_store(address: Address, file: Path) -> Totals:
    """Copy a store into a new file that only its owner can read, and say what is in the copy.

    Raises:
        UsageError: there is a file already.
        SkillsError: the store or the file cannot be used, or the copy is not what it should be.
    """
    if file.exists():
        raise _taken(file)
    _refuse(address, file)
    try:
        with whole_file(file) as made:
            return _copied(address, made)
    except FileExistsError as error:
        raise _taken(file) from error
    except OSError as error:
        raise _unwritable(file, error) from error


def replace_backup(address: Address, file: Path) -> Totals:
    """Copy a store as :func:`backup_store`; the copy takes the place of an earlier one, at the end.

    Raises:
        UsageError: what is there is the store itself, or is in use.
        SkillsError: as there; the earlier file stays.
    """
    _refuse(address, file)
    try:
        with new_version(file) as made:
            return _copied(address, made)
    except OSError as error:
        raise _unwritable(file, error) from error


def copy_file(path: Path, to: Path) -> Totals:
    """Copy a SQLite store into an empty file, page by page, and say what should be in it.

    It is one state of the store, whatever others write meanwhile: a transaction of ours that reads
    holds on to it, else every change of theirs would begin the copy anew.
    """
    with (
        Store(path).reading() as connection,
        translated(to),
        closing(sqlite3.connect(to, isolation_level=None)) as made,
    ):
        expected = totals(connection)
        source: Any = connection.connection.driver_connection
        source.backup(made, pages=_PAGES, sleep=0)
        made.execute("PRAGMA journal_mode=DELETE")  # one file, that a read-only disk can hold
    return expected


def check_file(path: Path) -> None:
    """Raise unless SQLite finds a file in order.

    Raises:
        SkillsError: it does not; says what it found first.
    """
    with (
        translated(path),
        closing(sqlite3.connect(read_only_address(path), uri=True)) as connection,
    ):
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        told = " ".join(str(found).split())
        raise SkillsError(f"{path}: the file is damaged ({told}). Use an earlier backup.")


def _copied(address: Address, made: Path) -> Totals:
    if isinstance(address, Server):
        expected = _copy_server(address, made)
    else:
        expected = copy_file(address, made)
    check_file(made)
    with Store(made).reading() as connection:
        check_same(made, totals(connection), expected)
    return expected


def _copy_server(server: Server, made: Path) -> Totals:
    with closing(sqlite3.connect(made)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with Store(server).reading() as source, connected(made) as to:
        upgrade(to)
        copy_tables(source, to)
        return totals(source)


def _refuse(address: Address, file: Path) -> None:
    if isinstance(address, Server):
        check_store(address)
    elif (found := schema_of(address)) is None or found > SCHEMA:
        check_store(address)  # an older one is copied as it is
    if isinstance(address, Path) and file.exists() and file.samefile(address):
        raise UsageError(f"{file}: this is the store itself. Name another file.")
    if file.is_dir():
        raise UsageError(f"{file}: this is a folder. Name a file.")
    if left := left_beside(file):
        raise UsageError(f"{file}: this file is a store in use ({left[0].name}). Name another.")


def _taken(file: Path) -> UsageError:
    return UsageError(f"{file}: the file exists. Name another, or replace it with --force.")


def _unwritable(file: Path, error: OSError) -> SkillsError:
    return SkillsError(
        f"{file}: the backup cannot be written ({error.strerror}). Check the folder and its disk."
    )
