"""How SQLAlchemy opens a store: one engine for readers, one for writers.

An engine holds no connection between uses, but the statements it has put into words: with a new one
each time, that is most of what a small import takes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records.address import Address, Server
from skillsmatrix.records.direct import connect_server
from skillsmatrix.records.identity import APPLICATION_ID

TIMEOUT = 30
"""Seconds to wait for another writer."""
_KEPT = 16


def read_engine(address: Address) -> sa.Engine:
    """Return an engine whose transactions see one state of the store and cannot change it."""
    return _reading(_wherever(address), TIMEOUT)


def write_engine(address: Address) -> sa.Engine:
    """Return an engine whose transactions hold the write lock from their beginning.

    On SQLite a plain BEGIN loses to another writer as soon as a transaction reads before it
    writes; BEGIN IMMEDIATE waits for its turn. On PostgreSQL an advisory lock does the same, so
    that entries of the log follow each other, each knowing the one before it.
    """
    return _writing(_wherever(address), TIMEOUT)


def _wherever(address: Address) -> Address:
    """Return an address that means the same whichever folder one goes to."""
    return address if isinstance(address, Server) else address.absolute()


@lru_cache(_KEPT)
def _reading(address: Address, timeout: int) -> sa.Engine:
    if isinstance(address, Server):
        return _server(address, isolation="REPEATABLE READ").execution_options(
            postgresql_readonly=True
        )
    return _file(address, "BEGIN", "PRAGMA query_only=ON", timeout)


@lru_cache(_KEPT)
def _writing(address: Address, timeout: int) -> sa.Engine:
    if not isinstance(address, Server):
        return _file(address, "BEGIN IMMEDIATE", "PRAGMA synchronous=FULL", timeout)
    engine = _server(address, isolation="READ COMMITTED")

    @sa.event.listens_for(engine, "begin")
    def take_turn(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{timeout}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")

    return engine


def _server(server: Server, isolation: Any) -> sa.Engine:
    return sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect_server(server),
        poolclass=sa.pool.NullPool,
        isolation_level=isolation,
    )


def _file(path: Path, begin: str, pragma: str, timeout: int) -> sa.Engine:
    address = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(
        address, connect_args={"timeout": timeout}, poolclass=sa.pool.NullPool
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy says when a transaction begins
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(pragma)

    @sa.event.listens_for(engine, "begin")
    def begin_transaction(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
