"""A file of ours that is there whole or not at all, and that only its owner can read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from skillsmatrix.errors import SkillsError

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is used, by the ending of the name."""


def left_beside(path: Path) -> list[Path]:
    """Return what there is of a file's changes that are not in the file yet."""
    named = [path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal")]
    # Whoever only reads leaves an empty one.
    return [found for found in named if found.exists() and found.stat().st_size]


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give an empty file beside a path, to be filled; at the end it takes the path as its name.

    Whoever is ended in the middle leaves a hidden file, which is in nobody's way.

    Raises:
        FileExistsError: there is a file of that name by then; it stays as it is.
        OSError: the file cannot be made.
    """
    with _filled(path) as temporary:
        yield temporary
        _sync(temporary)
        _name(temporary, path)
        _sync(path.parent)


@contextmanager
def new_version(path: Path) -> Iterator[Path]:
    """Give an empty file as :func:`whole_file`; at the end it takes the place of what is there."""
    with _filled(path) as temporary:
        yield temporary
        _sync(temporary)
        temporary.replace(path)
        _sync(path.parent)


def refuse_beside(path: Path) -> None:
    """Raise where changes of a store that had this name are left: SQLite would put them into ours.

    Raises:
        SkillsError: there are such files; says which.
    """
    if left := left_beside(path):
        raise SkillsError(
            f"{left[0]}: this belongs to a store that was here, or that is in use. "
            f"Move it away, together with its store if that is elsewhere ({path.name})."
        )


@contextmanager
def _filled(path: Path) -> Iterator[Path]:
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    os.close(number)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        for each in (temporary, *(temporary.with_name(temporary.name + end) for end in BESIDE)):
            with suppress(FileNotFoundError):
                each.unlink()


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name, unless there is one of that name."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # this kind of disk has no links
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        temporary.replace(path)


def _sync(path: Path) -> None:
    """Wait until the disk has it."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
