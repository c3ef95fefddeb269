"""What an import brings → the store, in the transaction of the connection given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.ids import next_id
from skillsmatrix.records.landing.compare import Verdict
from skillsmatrix.records.landing.created import Created
from skillsmatrix.records.landing.leavers import Leavers
from skillsmatrix.records.landing.resolve import Codes
from skillsmatrix.records.landing.stage import Stage

_AT_ONCE = 10_000
Rows = Sequence[Mapping[str, Any]]


def write_codes(connection: sa.Connection, table: sa.Table, codes: Codes, origin: int) -> None:
    """Add the catalogue's ids that records name for the first time."""
    rows = [{"id": code, "ref": ref, "created": origin} for ref, code in codes.new.items()]
    insert(connection, table, rows)


def write_created(connection: sa.Connection, created: Created, origin: int) -> None:
    """Add what the import creates on the way, in the order in which they point to each other."""
    for name in ("agencies", "settings", "teams", "people"):
        rows = [{**row, "created": origin} for row in getattr(created, name)]
        insert(connection, t.metadata.tables[name], rows)
    write_ids(connection, created.person_ids, origin)


def write_ids(connection: sa.Connection, ids: Rows, origin: int) -> None:
    """Add ids of people in other systems."""
    first = next_id(connection, t.person_ids)
    rows = [{**row, "id": first + at, "created": origin} for at, row in enumerate(ids)]
    insert(connection, t.person_ids, rows)


def write_new(connection: sa.Connection, stage: Stage, source: str, origin: int) -> None:
    """Add the staged rows that are new, in the order of the file.

    Args:
        connection: the store.
        stage: the rows, each with its verdict.
        source: the system that references are from.
        origin: the entry of the log for the first part of the file; others follow it.
    """
    staged, of = stage.table, stage.of
    number = sa.func.row_number().over(order_by=staged.c.id)
    entry = staged.c.part + origin
    taken: dict[str, Any] = {"id": number + (next_id(connection, of) - 1)}
    taken |= {name: staged.c[name] for name in dict.fromkeys((*stage.key, *stage.given))}
    if "superseded" in of.c:
        taken |= {"import": entry, "row": staged.c.line}
    else:
        taken["created"] = entry
    if "reference" in stage.given:
        taken["source"] = sa.case((staged.c.reference.is_not(None), source))
    new = sa.select(*taken.values()).where(staged.c.verdict.is_(None))
    connection.execute(of.insert().from_select(list(taken), new.order_by(staged.c.id)))


def write_changed(connection: sa.Connection, stage: Stage, origin: int) -> None:
    """Correct the records that staged rows have other values for."""
    staged = stage.table
    query = (
        sa.select(staged)
        .where(staged.c.verdict == int(Verdict.CHANGED), staged.c.id > sa.bindparam("after"))
        .order_by(staged.c.id)
        .limit(_AT_ONCE)
    )
    after = 0
    while rows := connection.execute(query, {"after": after}).all():
        by_part: dict[int, list[Correction]] = {}
        for row in rows:
            values = {name: row._mapping[name] for name in stage.given}
            by_part.setdefault(row.part, []).append(Correction(row.record, values, row.line))
        for part, corrections in by_part.items():
            correct(connection, stage.of, corrections, origin + part)
        after = rows[-1].id


def write_leavers(connection: sa.Connection, leavers: Leavers, origin: int) -> None:
    """End the assignments of those who left."""
    ends = [Correction(identity, {"end": leavers.last}) for identity in leavers.ended]
    correct(connection, t.assignments, ends, origin)


def insert(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """Add rows that all have the same columns."""
    if rows:
        connection.execute(table.insert(), list(rows))
