"""A sheet → the store, in one transaction: every row lands, or none."""

from __future__ import annotations

import sqlalchemy as sa

from skillsmatrix.errors import InputRefused
from skillsmatrix.records import tables as t
from skillsmatrix.records.check import INTERNED, check
from skillsmatrix.records.headers import map_columns
from skillsmatrix.records.leavers import check_missing
from skillsmatrix.records.moment import kept
from skillsmatrix.records.order import Order
from skillsmatrix.records.plan import Plan, make_plan
from skillsmatrix.records.rejects import write_rejects
from skillsmatrix.records.result import ImportResult
from skillsmatrix.records.sheet import Sheet
from skillsmatrix.records.store import Store
from skillsmatrix.records.stored import table_of
from skillsmatrix.records.tell import find_rejects, tell
from skillsmatrix.records.write import (
    insert,
    write_changes,
    write_codes,
    write_created,
    write_import,
    write_leavers,
)


def land(store: Store, sheet: Sheet, order: Order) -> ImportResult:
    """Take a sheet through all steps.

    Raises:
        InputRefused: something is wrong with it, and neither a part of it nor a dry run was asked
            for; nothing was changed.
    """
    check_missing(order.kind, order.missing, partial=order.partial)
    mapped = map_columns(sheet, order.kind, order.profile, order.person)
    order.progress(30)
    with store.reading() if order.dry_run else store.writing() as connection:
        checked = check(connection, sheet, mapped, order)
        rejects = find_rejects(sheet, checked)
        if rejects and not (order.partial or order.dry_run):
            raise InputRefused(problem for reject in rejects for problem in reject.problems)
        order.progress(50)
        plan = make_plan(connection, order, checked)
        order.progress(60)
        result = tell(sheet, mapped, order, plan, rejects)
        if result.written:
            _write(connection, sheet, order, plan, result)
        if order.rejects is not None and rejects and not order.dry_run:
            write_rejects(order.rejects, sheet, order.profile, rejects)
    order.progress(100)
    return result


def _write(
    connection: sa.Connection, sheet: Sheet, order: Order, plan: Plan, result: ImportResult
) -> None:
    checked, changes = plan.checked, plan.changes
    values = {
        "kind": order.kind.name,
        "file": sheet.file,
        "source": order.profile.source,
        "sha256": sheet.sha256,
        "recorded_at": kept(order.recorded_at),
        "recorded_by": order.recorded_by,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "ended": result.ended,
        "rejected": result.rejected,
    }
    origin = write_import(connection, values)
    for name, codes in checked.interned.items():
        write_codes(connection, INTERNED[name], codes)
    write_created(connection, plan.created, origin)
    codes = checked.people.codes
    if order.kind.name == "people":
        for _, person in changes.new:
            person["id"] = codes.intern(person["ref"])
    total = max(len(changes.new), 1)
    write_changes(
        connection,
        table_of(order.kind),
        changes,
        sheet.lines,
        origin,
        lambda count: order.progress(60 + 40 * count // total),
    )
    ids = [
        {**added, "person": codes.get(checked.values["id"][row])}
        for row, added in checked.new_ids.added.items()
    ]
    insert(connection, t.person_ids, ids)
    write_leavers(connection, plan.leavers, origin)
