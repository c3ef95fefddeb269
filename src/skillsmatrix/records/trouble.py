"""What the database says went wrong → what a person is told, and can do about it."""

from __future__ import annotations

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.address import Address, Server

_REMEDIES = (
    (
        ("disk is full", "disk full", "No space left", "file size limit"),
        "Make room on the disk, then do it again: nothing of it was kept.",
    ),
    (
        ("readonly database", "read-only", "permission denied", "unable to open"),
        "Check who may write to it and to its folder, or ask its owner.",
    ),
    (
        ("malformed", "not a database", "corrupt", "invalid page", "disk I/O error"),
        "Do not write to it. Keep a copy, and restore the last backup: skills records restore FILE.",
    ),
    (
        ("database is locked", "lock timeout", "LockNotAvailable"),
        "Another program is writing to it: try again when it is done. Nothing was changed.",
    ),
    (
        ("password", "authentication", "no pg_hba.conf entry", "fe_sendauth"),
        "Give the password in PGPASSWORD or ~/.pgpass, never in skills.toml; check the user.",
    ),
    (
        ("closed", "terminat", "connection", "could not translate", "timeout expired"),
        "Check the server and the way to it, then do it again: nothing of it was kept.",
    ),
)
_ELSE = "If another program is writing to it, try again when it is done."


def trouble(address: Address, error: BaseException) -> SkillsError:
    """Return what to say of an error of the database, without any secret in it.

    >>> from pathlib import Path
    >>> print(trouble(Path("x.sqlite"), OSError("database or disk is full")))
    x.sqlite: the store could not be used (database or disk is full). Make room on the disk, then \
do it again: nothing of it was kept.
    """
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(address, Server) and address.password:
        said = said.replace(address.password, "…")
    remedy = next(
        (remedy for signs, remedy in _REMEDIES if any(sign in said for sign in signs)), _ELSE
    )
    return SkillsError(f"{address}: the store could not be used ({said}). {remedy}")
