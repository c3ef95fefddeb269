"""A store read through its driver alone, without loading SQLAlchemy."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from skillsmatrix.errors import UsageError
from skillsmatrix.records.address import Address, Server
from skillsmatrix.records.trouble import trouble

CONNECT_WITHIN = 10
"""Seconds to wait for a server to answer."""


def read_only_address(path: Path) -> str:
    """Return the address that opens a SQLite file for reading only.

    >>> read_only_address(Path("/tmp/50% done?.db"))
    'file:/tmp/50%25%20done%3F.db?mode=ro'
    """
    return f"file:{quote(str(path))}?mode=ro"


def connect_server(server: Server) -> Any:
    """Return a psycopg connection to a server.

    Raises:
        UsageError: psycopg is not installed.
    """
    try:
        import psycopg  # slow import, and an extra
    except ModuleNotFoundError:
        raise UsageError(
            "A store on PostgreSQL needs psycopg. Install skillsmatrix[postgres]."
        ) from None
    # What it logs of a lost connection is told by our own error; others may still listen to it.
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
    own: dict[str, Any] = {"connect_timeout": CONNECT_WITHIN, "application_name": "skillsmatrix"}
    if server.password:
        own["password"] = server.password
    return psycopg.connect(server.uri, **own)


def open_directly(address: Address) -> Any:
    """Return a connection in a transaction that sees one state of the store and cannot change it.

    Raises:
        SkillsError: the store cannot be opened.
    """
    with translated(address):
        if isinstance(address, Server):
            connection = connect_server(address)
            begin = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        else:
            connection = sqlite3.connect(
                read_only_address(address), uri=True, check_same_thread=False, isolation_level=None
            )
            begin = "BEGIN"
        try:
            connection.execute(begin)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Turn errors of the database into what a person is told."""
    try:
        yield
    except Exception as error:  # SQLAlchemy wraps the driver's; all others go on as they are
        if (found := _of_database(error)) is None:
            raise
        raise trouble(address, found) from error


@contextmanager
def sound(address: Address) -> Iterator[None]:
    """Tell of values that cannot be read as what they are, as in a damaged file, not saying them."""
    try:
        yield
    except Exception as error:  # polars has many of its own; what is neither goes on
        unfit = isinstance(error, (LookupError, ValueError, OverflowError))
        if not unfit and not type(error).__module__.startswith("polars"):
            raise
        found = ValueError(f"malformed: a value that no store of ours has, {type(error).__name__}")
        raise trouble(address, found) from error


def _of_database(error: BaseException | None) -> BaseException | None:
    """Return the error of the driver that an error is, or that SQLAlchemy has wrapped."""
    if error is None:
        return None
    if isinstance(error, sqlite3.Error) or type(error).__module__.startswith("psycopg"):
        return error
    return _of_database(getattr(error, "orig", None))


def first_recorded(address: Address) -> datetime | None:
    """Return the moment of the first entry of a store's log; None if there is none."""
    connection = open_directly(address)
    try:
        with translated(address):
            query = "SELECT min(recorded_at) FROM imports WHERE recorded_at <> ''"
            (text,) = connection.execute(query).fetchone()
    finally:
        connection.close()
    return None if text is None else datetime.fromisoformat(text)
