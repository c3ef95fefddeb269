"""The store: one SQLite file that several processes may read and write at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.identity import APPLICATION_ID, check_store

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def create_store(path: Path) -> None:
    """Make an empty store that only its owner can read.

    Raises:
        SkillsError: the file exists, or cannot be made.
    """
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
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        upgrade_store(path)
    except BaseException:
        path.unlink()  # half a store would only be in the way
        raise


def open_store(path: Path) -> Store:
    """Return the store in a file; cheap, as SQLAlchemy is loaded when the store is first used.

    Raises:
        SkillsError: there is no file, it is not ours, or it has another schema.
    """
    check_store(path)
    return Store(path)


@frozen
class Store:
    """An open store.

    Attributes:
        path: its file.
    """

    path: Path

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store, whatever others write meanwhile."""
        from skillsmatrix.records.engine import read_engine  # slow import

        with self._connected(read_engine(self.path)) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction of its own: kept at the end, or undone by an error."""
        from skillsmatrix.records.engine import write_engine  # slow import

        with self._connected(write_engine(self.path)) as connection:
            yield connection

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        from sqlalchemy.exc import OperationalError  # slow import

        try:
            with engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise SkillsError(
                f"{self.path}: the store could not be used ({error.orig}). "
                "If another program is writing to it, try again when it is done."
            ) from error
