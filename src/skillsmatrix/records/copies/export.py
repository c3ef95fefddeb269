"""All records of a store → a folder of plain CSV, with all history; the same store, the same bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import sqlalchemy as sa

from skillsmatrix.records.copies.copy_tables import TABLES, all_rows
from skillsmatrix.records.copies.manifest import Manifest, path_of
from skillsmatrix.records.copies.plain_csv import header, lines
from skillsmatrix.records.copies.totals import totals
from skillsmatrix.records.store import Store

_AT_ONCE = 5_000


def export_records(store: Store, folder: Path) -> Manifest:
    """Write each table to a file that only its owner can read, from one state of the store.

    Args:
        store: the records.
        folder: an empty folder.
    """
    (folder / "records").mkdir(mode=0o700)
    with store.reading() as connection:
        digests = {
            table.name: _write(connection, table, folder / path_of(table.name)) for table in TABLES
        }
        return Manifest(totals=totals(connection), digests=digests)


def write_own(path: Path, content: bytes) -> str:
    """Write a file that only its owner can read; return the SHA-256 of it."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
    return hashlib.sha256(content).hexdigest()


def _write(connection: sa.Connection, table: sa.Table, path: Path) -> str:
    columns, digest = list(table.c), hashlib.sha256()
    text = chain([header(columns)], lines(columns, all_rows(connection, table)))
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        for part in _together(text):
            file.write(part)
            digest.update(part)
    return digest.hexdigest()


def _together(text: Iterator[str]) -> Iterator[bytes]:
    while part := "".join(islice(text, _AT_ONCE)):
        yield part.encode()
