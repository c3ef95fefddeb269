"""Records taken back by hand: they stand no more, and what they said is still told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.records.by_hand.find_record import check_reason, find_standing, revocations_of
from skillsmatrix.records.by_hand.in_words import Words, in_words, label
from skillsmatrix.records.door import find_kind
from skillsmatrix.records.kinds import Kind
from skillsmatrix.records.landing.stage import table_of
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.store import Store
from skillsmatrix.records.succession import Row

_INSTEAD = {
    "people": "end their assignments, skills records correct assignment NUMBER --end DAY",
    "agencies": "end the assignments there, skills records correct assignment NUMBER --end DAY",
    "settings": "end its needs and the assignments there, skills records correct need NUMBER --end DAY",
    "teams": "end the assignments there, skills records correct assignment NUMBER --end DAY",
}


@frozen(kw_only=True)
class Withdrawn:
    """What was withdrawn, or would be.

    Attributes:
        records: what each is called, and what it said in its fields.
        written: whether the store was changed.
        remarks: what a person should know.
    """

    records: tuple[tuple[str, Words], ...]
    written: bool
    remarks: tuple[str, ...] = ()


def withdraw_records(
    store: Store,
    kind: str,
    records: Sequence[str],
    *,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
    dry_run: bool = False,
) -> Withdrawn:
    """Take records back, all of them or none.

    To have one again, add it again; a file that brought it once does not bring it back.

    Args:
        store: where they are.
        kind: the kind of records, as for an import.
        records: their numbers.
        reason: why, in words; kept.
        recorded_at: now.
        recorded_by: who withdraws them.
        dry_run: say what would be done, and do nothing.

    Raises:
        InputRefused: there is no such record; nothing was changed.
        UsageError: records of the kind are not withdrawn, with what to do instead; or no reason.
    """
    found = find_kind(kind)
    if found.name in _INSTEAD:
        raise UsageError(
            f"{found.name.capitalize()} are not withdrawn, as other records name them. "
            f"Correct what is wrong, skills records correct {found.one}; or "
            f"{_INSTEAD[found.name]}."
        )
    check_reason(reason)
    with store.writing() as connection:
        rows = find_standing(connection, found, list(records))
        entry = Entry(
            action="withdraw",
            kind=found.name,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            reason=reason.strip(),
            counts={"ended": len(rows)},
        )
        with logged(connection, entry) as origin:
            end(connection, table_of(found), [row["id"] for row in rows], origin)
        told = tuple(
            (label(found, row), words)
            for row, words in zip(rows, in_words(connection, found, rows), strict=True)
        )
        remarks = _remarks(connection, found, rows)
        if dry_run:
            connection.rollback()
    return Withdrawn(records=told, written=not dry_run, remarks=remarks)


def end(connection: sa.Connection, table: sa.Table, records: Sequence[int], origin: int) -> None:
    """Supersede records without any in their place.

    Args:
        connection: the store.
        table: where they are.
        records: their ids.
        origin: id of the entry of the log that says so.
    """
    if records:
        gone = sa.update(table).where(table.c.id == sa.bindparam("record"))
        rows = [{"record": identity} for identity in records]
        connection.execute(gone.values(superseded=origin), rows)


def _remarks(connection: sa.Connection, kind: Kind, rows: Sequence[Row]) -> tuple[str, ...]:
    if kind.name != "completions":
        return ()
    return tuple(
        f"decision {number} revokes {label(kind, row)}, and is now about nothing: withdraw it as "
        f"well, skills records withdraw decision {number}."
        for row in rows
        for number in revocations_of(connection, row)
    )
