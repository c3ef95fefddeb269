"""Whether a store is one of ours, with the schema that this version works with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.address import Address, Server
from skillsmatrix.records.direct import open_directly, sound, translated
from skillsmatrix.records.trouble import trouble

APPLICATION_ID = 0x534B4D58
"""Marks a SQLite file as ours (the letters SKMX), and our writers' lock on a server."""

SCHEMA = "0003"
"""The newest migration: the schema this version of the library works with."""


def check_store(address: Address) -> None:
    """Raise unless there is a store that this version can work with.

    Raises:
        SkillsError: there is none, it is not ours, or it has another schema; says what to do.
    """
    found = schema_of(address)
    if found is None:
        raise SkillsError(
            f"{address}: this is not a store of skillsmatrix. "
            "Name another workspace, or make one with `skills init`."
        )
    if found > SCHEMA:
        raise SkillsError(
            f"{address}: the store was made by a newer skillsmatrix (schema {found}, this one "
            f"knows {SCHEMA}). Install the newer version."
        )
    if found < SCHEMA:
        raise SkillsError(
            f"{address}: the store was made by an older skillsmatrix (schema {found or 'none'}, "
            f"now {SCHEMA}). Bring it up, in one step or not at all: skills records upgrade."
        )


def schema_of(address: Address) -> str | None:
    """Return the schema of a store, "" if it has none yet; None if there is no store of ours.

    Raises:
        SkillsError: it cannot be read, or there is no file.
    """
    return server_schema(address) if isinstance(address, Server) else _file_schema(address)


def _file_schema(path: Path) -> str | None:
    """Return the schema of a store's file, "" if it is ours and has none; None if it is not ours."""
    try:
        path.stat()
    except FileNotFoundError:
        raise SkillsError(
            f"{path}: there is no store here. Make a workspace with `skills init`."
        ) from None
    except OSError as error:  # a folder that we may not look into
        raise trouble(path, error) from error
    try:
        with sound(path), translated(path), closing(open_directly(path)) as connection:
            (ours,) = connection.execute("PRAGMA application_id").fetchone()
            return _version(connection) if ours == APPLICATION_ID else None
    except SkillsError as error:
        if "not a database" in str(error):
            return None
        raise


def _version(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return ""
        raise
    return str(row[0]) if row else ""


def server_schema(server: Server) -> str | None:
    """Return the schema of the store in a database; None if there is none."""
    with translated(server), closing(open_directly(server)) as connection:
        query = "SELECT to_regclass('alembic_version'), to_regclass('person_ids')"
        if None in connection.execute(query).fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else ""
