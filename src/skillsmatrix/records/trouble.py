"""What the database says went wrong → what a person is told, and can do about it."""

from __future__ import annotations

from urllib.parse import quote

from attrs import frozen

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.address import Address, Server


@frozen
class _Remedy:
    """What to do, where the database gives one of these codes, or says one of these words.

    Codes are SQLite's names and PostgreSQL's states, by how they begin; a server may speak any
    language, but it gives none to whoever is not connected yet.
    """

    codes: tuple[str, ...]
    words: tuple[str, ...]
    what: str


_REMEDIES = (
    _Remedy(
        ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "53100"),
        ("disk is full", "No space left"),
        "Make room on the disk and where temporary files go, or ask for a larger quota; then do it "
        "again: nothing of it was kept.",
    ),
    _Remedy(
        ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR_ACCESS"),
        ("readonly database", "unable to open", "Permission denied"),
        "Check who may read and write it and its folder, or ask its owner.",
    ),
    _Remedy(
        ("42501", "25006"),
        ("permission denied", "read-only"),
        "Check what the database lets this user do, or ask its owner.",
    ),
    _Remedy(
        ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "XX001", "XX002"),
        ("malformed", "not a database", "Could not decode"),
        "Do not write to it. Keep a copy, and restore the last backup: skills records restore FILE.",
    ),
    _Remedy(
        ("42P01",),
        ("no such table",),
        "It is no store of ours, or no more. Keep a copy, and restore the last backup: "
        "skills records restore FILE.",
    ),
    _Remedy(
        ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03"),
        ("database is locked",),
        "Another program is writing to it: try again when it is done. Nothing was changed.",
    ),
    _Remedy(
        ("53300",),
        ("too many", "connection slots"),
        "The server has no connection left: try again in a while, or ask for more of them.",
    ),
    _Remedy(
        ("3D000",),
        ('FATAL: database "',),
        "Check the name of the database, or make it: createdb NAME.",
    ),
    _Remedy(
        ("28",),
        ("password", "authentication", "no pg_hba.conf entry", "fe_sendauth", "role "),
        "Give the password in PGPASSWORD or ~/.pgpass, never in skills.toml; check the user.",
    ),
    _Remedy(
        (),
        ("invalid ",),
        "Correct the address: postgresql://USER@HOST:PORT/DATABASE.",
    ),
    _Remedy(
        ("08", "57P"),
        ("closed", "terminat", "connection", "resolve host", "timeout expired"),
        "Check the server and the way to it, then do it again: it was kept as a whole or not at "
        "all, and nothing is kept twice.",
    ),
)
_ELSE = "If another program is writing to it, try again when it is done."


def trouble(address: Address, error: BaseException) -> SkillsError:
    """Return what to say of an error of the database, without any secret in it.

    >>> from pathlib import Path
    >>> print(trouble(Path("x.sqlite"), OSError("database is locked")))
    x.sqlite: the store could not be used (database is locked). Another program is writing to it: \
try again when it is done. Nothing was changed.
    """
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(address, Server) and address.password:
        for secret in (address.password, quote(address.password, safe="")):
            said = said.replace(secret, "…")
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or ""
    fitting = (
        remedy.what
        for remedy in _REMEDIES
        if code.startswith(remedy.codes or ("?",))
        or (code in ("", "SQLITE_ERROR") and any(word in said for word in remedy.words))
    )
    return SkillsError(f"{address}: the store could not be used ({said}). {next(fitting, _ELSE)}")
