"""How SQLAlchemy opens the store's file: one engine for readers, one for writers."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

import sqlalchemy as sa

TIMEOUT = 30
"""Seconds to wait for another writer."""


def read_engine(path: Path) -> sa.Engine:
    """Return an engine whose transactions see one state of the store and cannot change it."""
    return _engine(path, "BEGIN", "PRAGMA query_only=ON")


def write_engine(path: Path) -> sa.Engine:
    """Return an engine whose transactions hold the write lock from their beginning.

    A plain BEGIN loses to another writer as soon as a transaction reads before it writes;
    BEGIN IMMEDIATE waits for its turn.
    """
    return _engine(path, "BEGIN IMMEDIATE", "PRAGMA synchronous=FULL")


def _engine(path: Path, begin: str, pragma: str) -> sa.Engine:
    address = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(
        address, connect_args={"timeout": TIMEOUT}, poolclass=sa.pool.NullPool
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
