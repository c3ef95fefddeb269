"""The store: a SQLite file, or a PostgreSQL database, that several may read and write at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.address import Address, Server
from skillsmatrix.records.direct import translated
from skillsmatrix.records.identity import APPLICATION_ID, check_store, server_schema

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def create_store(address: Address) -> None:
    """Make an empty store: a file that only its owner can read, or tables in a database.

    Raises:
        SkillsError: there is one already, or it cannot be made.
    """
    if isinstance(address, Server):
        _create_on_server(address)
    else:
        _create_file(address)


def _create_on_server(server: Server) -> None:
    from skillsmatrix.records.migrate import upgrade_store  # slow import

    if server_schema(server) is not None:
        raise SkillsError(f"{server}: there is a store already. Name another, or use it as it is.")
    upgrade_store(server)


def _create_file(path: Path) -> None:
    from skillsmatrix.records.migrate import upgrade_store  # slow import

    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise SkillsError(f"{path}: the file exists. Name another, or use it as it is.") from error
    except OSError as error:
        raise SkillsError(
            f"{path}: the store cannot be made ({error.strerror}). Check the folder."
        ) from error
    try:
        with translated(path), closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        upgrade_store(path)
    except BaseException:
        for half in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))):
            half.unlink(missing_ok=True)  # half a store would only be in the way
        raise


def open_store(address: Address) -> Store:
    """Return the store at an address; cheap, as SQLAlchemy is loaded when the store is first used.

    Raises:
        SkillsError: there is none, it is not ours, or it has another schema.
    """
    check_store(address)
    return Store(address)


@frozen
class Store:
    """An open store.

    Attributes:
        address: where it is.
    """

    address: Address

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store, whatever others write meanwhile."""
        from skillsmatrix.records.engine import read_engine  # slow import

        with self._connected(read_engine(self.address)) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction of its own: kept at the end, or undone by an error.

        A transaction that was rolled back on the way stays undone.
        """
        from skillsmatrix.records.engine import write_engine  # slow import

        with self._connected(write_engine(self.address)) as connection:
            yield connection

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        with translated(self.address), engine.connect() as connection:
            transaction = connection.begin()
            yield connection
            if transaction.is_active:
                transaction.commit()
