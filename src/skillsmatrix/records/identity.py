"""Is this file a store of ours, and of which schema; asked without loading SQLAlchemy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from skillsmatrix.errors import SkillsError

APPLICATION_ID = 0x534B4D58
"""Marks a SQLite file as ours (the letters SKMX)."""

SCHEMA = "0002"
"""The newest migration: the schema this version of the library works with."""


def read_only_address(path: Path) -> str:
    """Return the address that opens a SQLite file for reading only.

    >>> read_only_address(Path("/tmp/50% done?.db"))
    'file:/tmp/50%25%20done%3F.db?mode=ro'
    """
    return f"file:{quote(str(path))}?mode=ro"


def check_store(path: Path) -> None:
    """Raise unless the file is a store that this version can work with.

    Raises:
        SkillsError: there is no file, it is not ours, or it has another schema; says what to do.
    """
    if not path.exists():
        raise SkillsError(f"{path}: there is no store here. Make a workspace with `skills init`.")
    try:
        with closing(sqlite3.connect(read_only_address(path), uri=True)) as connection:
            (ours,) = connection.execute("PRAGMA application_id").fetchone()
            found = _version(connection) if ours == APPLICATION_ID else ""
    except sqlite3.DatabaseError as error:
        if "not a database" not in str(error):
            raise SkillsError(
                f"{path}: the store cannot be read ({error}). "
                "Check the file, its permissions and its folder's."
            ) from error
        ours = 0
    if ours != APPLICATION_ID:
        raise SkillsError(
            f"{path}: this is not a store of skillsmatrix. "
            "Name another workspace, or make one with `skills init`."
        )
    if found > SCHEMA:
        raise SkillsError(
            f"{path}: the store was made by a newer skillsmatrix (schema {found}, this one knows "
            f"{SCHEMA}). Install the newer version."
        )
    if found < SCHEMA:
        raise SkillsError(
            f"{path}: the store was made by an older skillsmatrix (schema {found or 'none'}, now "
            f"{SCHEMA}). Copy the file, then run `python -m skillsmatrix.records.migrate {path}`."
        )


def _version(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return ""
        raise
    return str(row[0]) if row else ""
