"""``skills records upgrade``: a store of an older skillsmatrix → one of this version's schema."""

from __future__ import annotations

from pathlib import Path

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.address import Address
from skillsmatrix.records.copies.backup import check_file, copy_file
from skillsmatrix.records.direct import translated
from skillsmatrix.records.identity import SCHEMA, check_store, schema_of
from skillsmatrix.records.migrate import connected, upgrade
from skillsmatrix.records.whole_file import whole_file


def older_schema(address: Address) -> str | None:
    """Return the schema that a store is to be brought up from; None if it has the newest.

    Raises:
        SkillsError: there is none of ours, or it is of a newer skillsmatrix.
    """
    found = schema_of(address)
    if found is None or found > SCHEMA:
        check_store(address)
    return None if found == SCHEMA else found


def backup_name(path: Path, schema: str) -> Path:
    """Return where the backup of a file goes that is made before it is brought up.

    >>> print(backup_name(Path("city/records.sqlite"), "0002"))
    city/records.sqlite.0002.backup
    """
    return path.with_name(f"{path.name}.{schema or 'none'}.backup")


def bring_up(address: Address) -> None:
    """Bring a store to this version's schema: as a whole or not at all.

    Raises:
        SkillsError: it cannot be used.
    """
    with translated(address), connected(address) as connection:
        upgrade(connection)


def bring_up_file(path: Path, backup: Path) -> None:
    """Bring a SQLite store to this version's schema, once a backup of it is there.

    Nobody can write between the backup and the upgrade. If the upgrade fails the store is what it
    was, and the backup goes.

    Raises:
        UsageError: there is a file where the backup is to go.
        SkillsError: the store cannot be used, or the backup cannot be made.
    """
    with translated(path), connected(path) as connection:
        try:
            with whole_file(backup) as made:
                copy_file(path, made)
                check_file(made)
        except FileExistsError as error:
            raise UsageError(
                f"{backup}: the backup would go here, and the file exists. Move it away, "
                "or go on without a backup: --no-backup."
            ) from error
        except OSError as error:
            raise SkillsError(
                f"{backup}: the backup cannot be written ({error.strerror}). "
                "Check the folder and its disk. Nothing was changed."
            ) from error
        try:
            upgrade(connection)
        except BaseException:
            backup.unlink()
            raise
