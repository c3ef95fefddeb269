"""``broken-chain``: entries of the log whose seal does not fit what they say and wrote.

All of it is worked out anew, in one pass of each table. An entry is sealed with the seal before it as
it stands there, so each is judged by itself, and the first that is broken is where it began.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_made import changed_in_place
from skillsmatrix.records.chain import ENTRY, digests, sealed
from skillsmatrix.records.store import Store
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding

CODE = "broken-chain"


@frozen
class Link:
    """An entry of the log beside what it should be sealed with.

    Attributes:
        entry: what the log says of it.
        seal: its seal, as it stands there.
        before: the seal before it.
        previous: id of the entry before it; None for the first.
        parts: digests of what it wrote, by table.
    """

    entry: tuple[Any, ...]
    seal: str
    before: str
    previous: int | None
    parts: Mapping[str, str]

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.entry[0])

    @property
    def fits(self) -> bool:
        """Whether the seal is that of what it says and wrote."""
        return sealed(self.before, self.entry, self.parts) == self.seal


def links(connection: sa.Connection) -> Iterator[Link]:
    """Yield every entry of the log, the first one first."""
    found = digests(connection, t.metadata, first=changed_in_place(connection, t.metadata).made)
    by_entry: dict[int, dict[str, str]] = {}
    for name, its in found.items():
        for identity, digest in its.items():
            by_entry.setdefault(identity, {})[name] = digest
    log = t.imports.c
    query = sa.select(*(log[name] for name in ENTRY), log.chain).order_by(log.id)
    before, previous = "", None
    for *entry, seal in connection.execute(query):
        yield Link(tuple(entry), seal, before, previous, by_entry.get(entry[0], {}))
        before, previous = seal, entry[0]


def broken_seals(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield each entry that does not fit its seal, with what can be told of why."""
    first: int | None = None
    for link in links(connection):
        if link.fits:
            continue
        begun = "the chain is broken here first" if first is None else f"as is entry {first}"
        first = link.id if first is None else first
        yield Finding(
            code=CODE,
            table="imports",
            ids=(link.id,),
            what=f"entry {link.id} ({_name(link)}) does not fit its seal, {begun}:"
            f" {'; '.join(_why(connection, link))} (seal {link.seal or 'none'})",
        )


def noted_seal(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield that a seal is gone which somebody noted: the log was cut short, or sealed again."""
    if asked.seal:
        query = sa.select(t.imports.c.id).where(t.imports.c.chain == asked.seal)
        if connection.scalar(query) is None:
            what = f"the log has no entry with the seal that was noted ({asked.seal})"
            yield Finding(code=CODE, table="imports", what=what)


@frozen
class LastSeal:
    """The last entry of the log, and its seal: 0 and none for an empty log."""

    entry: int
    seal: str


def last_seal(store: Store) -> LastSeal:
    """Return what to note elsewhere: whoever has it can tell whether the log was cut short."""
    query = sa.select(t.imports.c.id, t.imports.c.chain).order_by(t.imports.c.id.desc()).limit(1)
    with store.reading() as connection:
        row = connection.execute(query).first()
    return LastSeal(row.id, row.chain) if row else LastSeal(0, "")


def _name(link: Link) -> str:
    said = dict(zip(ENTRY, link.entry, strict=True))
    words = (said["action"], said["kind"], said["file"], said["recorded_at"])
    return " ".join(str(word) for word in words if word)


def _why(connection: sa.Connection, link: Link) -> Iterator[str]:
    """Yield what can be told: of a seal itself only whether it fits."""
    if not link.seal:
        yield "it was never sealed"
        return
    if lost_before(link):
        yield f"{lost_before(link)} before it, so what it says cannot be checked"
        return
    added = [
        name
        for name in link.parts
        if sealed(link.before, link.entry, _without(link.parts, name)) == link.seal
    ]
    if added:
        yield f"without its rows of {added[0]} it would fit: they were added, or moved to it"
        return
    found = [*_counted(connection, link), *_gaps(connection, link)]
    yield from found
    if not found:
        where = ", ".join(name for name in link.parts if name in t.metadata.tables)
        wrote = f", or values of its rows of {where}, were" if where else " was"
        yield f"what the log says of it{wrote} changed, or rows that it wrote are gone"


def lost_before(link: Link) -> str:
    """Say which entries are missing before an entry; they are numbered without gaps."""
    expected = min(link.id, 1) if link.previous is None else link.previous + 1
    if expected >= link.id:
        return ""
    last = link.id - 1
    return (
        f"entry {last} is missing" if expected == last else f"entries {expected}–{last} are missing"
    )


def _without(parts: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: digest for other, digest in parts.items() if other != name}


def _counted(connection: sa.Connection, link: Link) -> Iterator[str]:
    """Say where the log counted other rows than there are."""
    said = dict(zip(ENTRY, link.entry, strict=True))
    table = t.metadata.tables.get(said["kind"])
    if table is None or table not in t.GROWING or said["action"] not in ("import", "add"):
        return
    ended = said["ended"] if said["kind"] == "assignments" else 0
    expected = said["new"] + said["changed"] + ended
    count = sa.select(sa.func.count()).where(table.c["import"] == link.id)
    there = connection.scalar(count.select_from(table))
    if there != expected:
        yield f"the log counted {expected} rows of {table.name}, the table has {there} of it"


def _gaps(connection: sa.Connection, link: Link) -> Iterator[str]:
    """Say which rows are missing just beside those of the entry.

    Only ids of records that grow have no gaps: what an import creates is numbered as it is read.
    """
    for name in link.parts:
        table = t.metadata.tables.get(name)
        if table is None or "superseded" not in table.c:
            continue
        by = table.c["import" if "import" in table.c else "created"]
        its = sa.select(table.c.id).where(sa.func.coalesce(by, 0) == link.id).subquery()
        span = sa.select(sa.func.min(its.c.id), sa.func.max(its.c.id), sa.func.count(its.c.id))
        low, high, _ = connection.execute(span).one()
        there = sa.select(sa.func.count()).where(table.c.id.between(low - 1, high + 1))
        count = connection.scalar(there.select_from(table)) or 0
        last = connection.scalar(sa.select(sa.func.max(table.c.id))) or 0
        missing = min(high + 1, last) - max(low - 1, 1) + 1 - count
        if missing > 0:
            yield f"{missing} rows of {name} are gone between ids {max(low - 1, 1)} and {high + 1}"
