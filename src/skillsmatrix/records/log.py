"""Entries of the log: begun before anything is written for them, sealed when all of it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from attrs import field, frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import marks, seal
from skillsmatrix.records.ids import next_id
from skillsmatrix.records.moment import kept

_COUNTS = ("new", "changed", "unchanged", "ended", "rejected")


@frozen(kw_only=True)
class Entry:
    """What the log says of an entry.

    Attributes:
        action: import, add, correct, withdraw, map, repair …
        kind: the kind of records, if it is about one.
        recorded_at: now.
        recorded_by: who does it.
        reason: why, in words; an import needs none.
        file: the file that records come from.
        source: the system that references of records are from.
        sha256: of the file.
        counts: of records, by what became of them.
    """

    action: str
    kind: str
    recorded_at: datetime
    recorded_by: str
    reason: str = ""
    file: str = ""
    source: str = ""
    sha256: str = ""
    counts: Mapping[str, int] = field(factory=dict)


@contextmanager
def logged(connection: sa.Connection, *entries: Entry) -> Iterator[int]:
    """Add entries to the log, and seal them with what is written until the end.

    Gives the id of the first; the others follow it. An entry is never recorded before the one that
    it follows, whatever a clock says: what was known at a moment is what the entries up to some
    number had brought.
    """
    before, first = marks(connection), next_id(connection, t.imports)
    latest = connection.scalar(sa.select(sa.func.max(t.imports.c.recorded_at))) or ""
    rows = [_row(first + at, entry, latest) for at, entry in enumerate(entries)]
    connection.execute(t.imports.insert(), rows)
    yield first
    seal(connection, t.metadata, before, first - 1)


def _row(identity: int, entry: Entry, latest: str) -> dict[str, Any]:
    return {
        "id": identity,
        "action": entry.action,
        "kind": entry.kind,
        "file": entry.file,
        "source": entry.source,
        "sha256": entry.sha256,
        "recorded_at": max(kept(entry.recorded_at), latest),
        "recorded_by": entry.recorded_by,
        "reason": entry.reason,
        **{name: entry.counts.get(name, 0) for name in _COUNTS},
    }
