"""The store: a SQLite file, or a PostgreSQL database, that several may read and write at once."""

from __future__ import annotations

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
from skillsmatrix.records.whole_file import refuse_beside, whole_file

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

    with new_store_file(path) as made:
        upgrade_store(made)


@contextmanager
def new_store_file(path: Path) -> Iterator[Path]:
    """Give a file marked as ours, without tables yet; at the end it is the store at a path.

    Raises:
        SkillsError: there is a file, or none can be made.
    """
    if path.exists():
        raise _taken(path)
    refuse_beside(path)
    try:
        with whole_file(path) as made:
            with translated(path), closing(sqlite3.connect(made)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            yield made
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise SkillsError(
            f"{path}: the store cannot be made ({error.strerror}). Check the folder."
        ) from error


def _taken(path: Path) -> SkillsError:
    return SkillsError(f"{path}: the file exists. Name another, or use it as it is.")


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
