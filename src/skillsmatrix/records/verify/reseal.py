"""A broken chain, put on record for ever: an entry says where it was broken, then it holds again.

Nothing is made as if it had never been: the entry names every entry that did not fit, with the seal
that it had, and the last seal of the log. What an entry of the log said that is gone cannot be
brought back; only a backup can.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from skillsmatrix.dates import from_day_number
from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import written
from skillsmatrix.records.chain import BEFORE, SEALED, sealed
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.ids import next_id
from skillsmatrix.records.landing.write import insert
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.verify.entries import changed_silently, written_by
from skillsmatrix.records.verify.seals import Link, links, lost_before

REASON_NEEDED = "A chain is not sealed again without a word: give --reason, who found what was done to the store."
LOST = "lost"
"""The action of an entry that stands where the log lost one."""


def breaks(connection: sa.Connection) -> Iterator[tuple[int, str]]:
    """Yield what is put on record, by the entry of the log that it is about."""
    for identity in _lost(connection):
        yield identity, "its place in the log is taken by an entry that says that it is lost"
    for link in links(connection):
        if not link.fits:
            yield link.id, f"sealed again; its seal was {link.seal or 'none'}"
    for name, identity, column, was, now in changed_silently(connection):
        said = f"the change of {column} of {identity} in {name} is recorded, {was!r} to {now!r}"
        yield next_id(connection, t.imports), said


def reseal(
    connection: sa.Connection, *, recorded_at: datetime, recorded_by: str, reason: str
) -> None:
    """Say in the log where it was broken, and seal it again from there."""
    log = t.imports
    broken = [link for link in links(connection) if not link.fits]
    last = connection.scalar(sa.select(log.c.chain).order_by(log.c.id.desc()).limit(1)) or ""
    lost, silent = _lost(connection), list(changed_silently(connection))
    insert(connection, log, [_lost_entry(connection, identity) for identity in lost])
    told = _told(lost, broken, len(silent), last)
    entry = Entry(
        action="repair",
        kind="",
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        reason=f"broken-chain: {told} {reason.strip()}",
    )
    with logged(connection, entry) as origin:
        first = next_id(connection, t.changes)
        changes = [
            {
                "id": first + at,
                "import": origin,
                "kind": name,
                "record": identity,
                "field": column,
                "before": _text(name, column, was),
                "after": _text(name, column, now),
            }
            for at, (name, identity, column, was, now) in enumerate(silent)
        ]
        insert(connection, t.changes, changes)
        begin = min([*lost, *(link.id for link in broken)], default=origin)
        _seal_from(connection, begin, origin)


def _seal_from(connection: sa.Connection, begin: int, end: int) -> None:
    """Seal anew the entries from one on, and before another."""
    log = t.imports
    seals: list[dict[str, Any]] = []
    before = ""
    for link in links(connection):
        before = link.seal if link.id < begin else sealed(before, link.entry, link.parts)
        if begin <= link.id < end:
            seals.append({"entry": link.id, "seal": before})
    if seals:
        which = sa.update(log).where(log.c.id == sa.bindparam("entry"))
        connection.execute(which.values(chain=sa.bindparam("seal")), seals)


def _told(lost: list[int], broken: list[Link], silent: int, last: str) -> str:
    parts = [
        "rows named no entry" if identity == BEFORE else f"entry {identity} was lost"
        for identity in lost
    ]
    for link in broken:
        gone = lost_before(link)
        parts += [f"{gone} before {link.id}"] if gone else []
        parts.append(f"entry {link.id} did not fit its seal {link.seal or '(none)'}")
    if silent:
        parts.append(f"{silent} values had been changed without an entry")
    return f"{'; '.join(parts)}; the last seal was {last or '(none)'}."


def _lost(connection: sa.Connection) -> list[int]:
    """Return the entries that rows name and the log does not have."""
    there = set(connection.scalars(sa.select(t.imports.c.id)))
    missing: set[int] = set()
    for name in SEALED:
        table = t.metadata.tables[name]
        by = sa.func.coalesce(table.c[written_by(table)], BEFORE)
        named = set(connection.scalars(sa.select(by).distinct()))
        if "superseded" in table.c:
            named |= set(connection.scalars(sa.select(table.c.superseded).distinct()))
        missing |= named - there
    return sorted(missing - {None})


def _lost_entry(connection: sa.Connection, identity: int) -> dict[str, Any]:
    """Return what stands where an entry is lost: known no earlier than what comes after it."""
    log = t.imports.c
    after = sa.select(log.recorded_at).where(log.id > identity).order_by(log.id).limit(1)
    before = sa.select(sa.func.max(log.recorded_at))
    moment = connection.scalar(after) or connection.scalar(before) or ""
    said = "The log had lost this entry when it was repaired; what it said is not known."
    texts = {name: "" for name in ("kind", "file", "source", "sha256", "recorded_by", "chain")}
    counts = dict.fromkeys(("new", "changed", "unchanged", "ended", "rejected"), 0)
    at = "" if identity == BEFORE else moment
    return {"id": identity, "action": LOST, "reason": said, "recorded_at": at, **texts, **counts}


def _text(table: str, column: str, value: Any) -> str | None:
    """Return a value of the driver's as ``changes`` keeps it."""
    if isinstance(t.metadata.tables[table].c[column].type, Day) and isinstance(value, int):
        day: date = from_day_number(value)
        return written(day)
    return written(value)
