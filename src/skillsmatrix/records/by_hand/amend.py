"""A record put right by hand: the fields that were wrong, checked as an import checks them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from attrs import evolve, frozen

from skillsmatrix.records.by_hand.corrected_values import changed_values, check_clash, check_fields
from skillsmatrix.records.by_hand.find_record import check_reason, find_standing, revocations_of
from skillsmatrix.records.by_hand.in_words import Difference, differences, in_words, label
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.door import find_kind
from skillsmatrix.records.ids import next_id
from skillsmatrix.records.kinds import Kind
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.check import INTERNED, Checker
from skillsmatrix.records.landing.order import Order
from skillsmatrix.records.landing.stage import table_of
from skillsmatrix.records.landing.write import write_codes
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.mapped import read_mapped
from skillsmatrix.records.profiles.profile import UnknownItems, own_profile
from skillsmatrix.records.store import Store
from skillsmatrix.records.succession import Row


@frozen(kw_only=True)
class Corrected:
    """What a correction did, or would do.

    Attributes:
        record: what was corrected, as ``completion 412``.
        now: what stands in its place; the same, for what is changed in place.
        changed: the fields that differ; none, if it said so already.
        written: whether the store was changed.
        remarks: what a person should know.
    """

    record: str
    now: str
    changed: tuple[Difference, ...]
    written: bool
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in one line."""
        if not self.changed:
            return f"{self.record}: it says so already."
        became = f", now {self.now}" if self.now != self.record else ""
        return f"{self.record} corrected{became}: {'; '.join(map(str, self.changed))}"


def correct_record(
    store: Store,
    kind: str,
    record: str,
    values: Mapping[str, str],
    *,
    reason: str,
    known: Known,
    as_at: date,
    recorded_at: datetime,
    recorded_by: str,
    dry_run: bool = False,
) -> Corrected:
    """Give a record other values in some fields; the others, its source and reference stay.

    Args:
        store: where it is.
        kind: the kind of records, as for an import.
        record: its number, or its id where records of the kind have one.
        values: text by field; "" empties it.
        reason: why, in words; kept.
        known: what the catalogue knows.
        as_at: the day asked about; no completion may lie after it.
        recorded_at: now.
        recorded_by: who corrects it.
        dry_run: say what would be done, and do nothing.

    Raises:
        InputRefused: there is no such record, or it would not be right; nothing was changed.
        UsageError: there is no such kind or field, or no reason.
    """
    found = find_kind(kind)
    check_reason(reason)
    check_fields(found, values)
    with store.writing() as connection:
        (before,) = find_standing(connection, found, [record])
        order = Order(
            kind=found,
            profile=evolve(own_profile(found), unknown_items=UnknownItems.REFUSE),
            known=evolve(known, mapped=read_mapped(connection)),
            as_at=as_at,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
        )
        checker = Checker(connection, order)
        changed = changed_values(connection, checker, found, before, values)
        if not changed:
            connection.rollback()
            same = label(found, before)
            return Corrected(record=same, now=same, changed=(), written=False)
        check_clash(connection, found, before, changed)
        remarks = _remarks(connection, found, before, changed)
        entry = Entry(
            action="correct",
            kind=found.name,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            reason=reason.strip(),
            counts={"changed": 1},
        )
        table = table_of(found)
        number = next_id(connection, table) if "superseded" in table.c else before["id"]
        with logged(connection, entry) as origin:
            for name, codes in checker.interned.items():
                write_codes(connection, INTERNED[name], codes, origin)
            correct(connection, table, [Correction(before["id"], changed)], origin)
        query = sa.select(table).where(table.c.id == number)
        after = connection.execute(query).mappings().one()
        told = differences(*in_words(connection, found, [before, after]))
        if dry_run:
            connection.rollback()
    name = label(found, before)
    return Corrected(
        record=name,
        now=name if dry_run else label(found, after),
        changed=told,
        written=not dry_run,
        remarks=remarks,
    )


def _remarks(
    connection: sa.Connection, kind: Kind, before: Row, changed: Mapping[str, Any]
) -> tuple[str, ...]:
    if kind.name != "completions" or not {"person", "item", "completed"} & set(changed):
        return ()
    return tuple(
        f"decision {number} revokes {label(kind, before)} as it was, and not what stands now: "
        f"correct it as well, skills records correct decision {number}."
        for number in revocations_of(connection, before)
    )
