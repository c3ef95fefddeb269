"""A file → the store: read, checked, compared and written, as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import sqlalchemy as sa
from attrs import evolve

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.records import tables as t
from skillsmatrix.records.landing.check import INTERNED
from skillsmatrix.records.landing.compare import Existing, Verdict, judge, undone
from skillsmatrix.records.landing.created import find_named
from skillsmatrix.records.landing.gather import Gathered, gather, told_clashes
from skillsmatrix.records.landing.leavers import (
    Leavers,
    Missing,
    check_missing,
    count_ended,
    find_leavers,
)
from skillsmatrix.records.landing.order import Order
from skillsmatrix.records.landing.rejects import read_rejects, write_rejects
from skillsmatrix.records.landing.repeats import take_repeats
from skillsmatrix.records.landing.result import ImportResult
from skillsmatrix.records.landing.tell import Outcome, counts, first_problems, tell
from skillsmatrix.records.landing.write import (
    write_changed,
    write_codes,
    write_created,
    write_ids,
    write_leavers,
    write_new,
)
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.mapped import read_mapped
from skillsmatrix.records.sheets.sheet import Sheet
from skillsmatrix.records.store import Store
from skillsmatrix.records.succession import rows_where, stands_now


def land(store: Store, sheets: Callable[[], Iterable[Sheet]], order: Order) -> ImportResult:
    """Take a file through all steps.

    Args:
        store: where it goes.
        sheets: opens the file; again, where refused rows are to be written.
        order: what decides, besides the two.

    Raises:
        InputRefused: something is wrong with it, and neither a part of it nor a dry run was asked
            for; nothing was changed.
    """
    keep = order.existing is Existing.KEEP
    check_missing(order.kind, order.missing, partial=order.partial, keep=keep)
    with store.writing() as connection:
        known = evolve(order.known, mapped={**order.known.mapped, **read_mapped(connection)})
        order = evolve(order, known=known)
        gathered = gather(connection, sheets(), order)
        outcome = _weigh(connection, gathered, order)
        if gathered.rejects and not (order.partial or order.dry_run):
            raise InputRefused(first_problems(gathered))
        result = tell(gathered, outcome, order)
        if result.written:
            _write(connection, gathered, outcome, order)
        else:
            connection.rollback()
        if order.rejects is not None and gathered.rejects and not order.dry_run:
            sheet, rejects = read_rejects(sheets(), gathered.rejects, gathered.sha256)
            write_rejects(order.rejects, sheet, order.profile, rejects)
    order.progress(100)
    return result


def _weigh(connection: sa.Connection, gathered: Gathered, order: Order) -> Outcome:
    """Compare what is staged, within itself and with the store; take out what is refused."""
    stage = gathered.stage
    repeated, clashes = take_repeats(connection, stage)
    repeated -= _bringing_ids(connection, gathered)
    order.progress(75)
    # Who adds a record by hand means it, whatever was withdrawn before.
    settle = order.action != "add"
    conflicts = judge(connection, stage, order.profile.source, order.existing, settle=settle)
    order.progress(80)
    clashing = [*clashes, *conflicts]
    for clash, wrong in told_clashes(clashing):
        gathered.reject(clash.place, wrong)
    if clashing:
        out = [{"row": clash.row} for clash in clashing]
        connection.execute(
            sa.delete(stage.table).where(stage.table.c.id == sa.bindparam("row")), out
        )
        for clash in clashing:
            gathered.new_ids.pop(clash.place, None)
        gathered.created.keep(find_named(connection, stage.table))
        _forget_refused(connection, gathered)
    by_part = counts(connection, stage.table)
    with_new_id = _with_new_id(connection, gathered)
    leavers = _leavers(connection, gathered, order)
    return Outcome(
        by_part=by_part,
        repeated=repeated,
        with_new_id=with_new_id,
        leavers=leavers,
        undone=undone(connection, stage) if settle else (),
    )


def _forget_refused(connection: sa.Connection, gathered: Gathered) -> None:
    """Forget the catalogue's ids and the titles that only refused rows name."""
    staged = gathered.stage.table
    for name, codes in gathered.checker.interned.items():
        counted = sa.select(staged.c[name], sa.func.count()).group_by(staged.c[name])
        named = {code: count for code, count in connection.execute(counted)}
        codes.new = {ref: code for ref, code in codes.new.items() if code in named}
        if name == "item" and gathered.kept:
            refs = {code: ref for ref, code in codes.pairs()}
            rows = {refs[code]: count for code, count in named.items()}
            gathered.kept = Counter({ref: rows[ref] for ref in gathered.kept if ref in rows})


def _bringing_ids(connection: sa.Connection, gathered: Gathered) -> int:
    """Return how many rows that were taken out as repeats bring an id in another system."""
    if not gathered.new_ids:
        return 0
    staged = gathered.stage.table.c
    left = {
        tuple(row) for row in connection.execute(sa.select(staged.part, staged.line, staged.under))
    }
    return sum(place not in left for place in gathered.new_ids)


def _with_new_id(connection: sa.Connection, gathered: Gathered) -> Counter[int]:
    """Return how many people of each part are as they were, but for ids in other systems."""
    if not gathered.new_ids:
        return Counter()
    staged, people = gathered.stage.table, {ids["person"] for ids in gathered.new_ids.values()}
    unchanged = sa.select(staged.c.part, staged.c.ref).where(
        staged.c.verdict == int(Verdict.UNCHANGED)
    )
    return Counter(row.part for row in connection.execute(unchanged) if row.ref in people)


def _leavers(connection: sa.Connection, gathered: Gathered, order: Order) -> Leavers:
    staged = gathered.stage.table
    leavers = Leavers(order.as_at - timedelta(days=1))
    ended_unsaid = order.kind.name == "assignments" and "end" not in gathered.stage.given
    if order.missing is Missing.KEEP and not ended_unsaid:
        return leavers
    present = set(connection.scalars(sa.select(staged.c.record))) - {None}
    present |= _in_their_place(connection, gathered)
    if order.missing is not Missing.KEEP:
        if not gathered.agencies:
            raise UsageError(
                "--missing end needs to know whose staff list this is: name the agency in a "
                'profile, [constants] agency = "…", or import assignments.'
            )
        leavers = find_leavers(connection, order.kind, gathered.agencies, present, order.as_at)
    if ended_unsaid:
        leavers = evolve(leavers, returned=count_ended(connection, present, order.as_at))
    return leavers


def _in_their_place(connection: sa.Connection, gathered: Gathered) -> set[int]:
    """Return the records that stand for those of the file that were corrected by hand since."""
    staged, of = gathered.stage.table, gathered.stage.of
    settled = sa.select(staged.c.record).where(staged.c.verdict == int(Verdict.SETTLED))
    rows = rows_where(connection, of, "id", connection.scalars(settled))
    found = [stands_now(connection, of, row) for row in rows]
    return {row["id"] for row in found if row is not None}


def _write(connection: sa.Connection, gathered: Gathered, outcome: Outcome, order: Order) -> None:
    stage = gathered.stage
    with logged(connection, *_entries(gathered, outcome, order)) as origin:
        for name, codes in gathered.checker.interned.items():
            write_codes(connection, INTERNED[name], codes, origin)
        write_created(connection, gathered.created, origin)
        write_new(connection, stage, order.profile.source, origin)
        order.progress(90)
        write_changed(connection, stage, origin)
        write_leavers(connection, outcome.leavers, origin)
        _write_new_ids(connection, gathered, origin)


def _entries(gathered: Gathered, outcome: Outcome, order: Order) -> Iterator[Entry]:
    """Yield what the log says: an entry for each sheet, as a row is found again in its sheet."""
    for at, part in enumerate(gathered.parts):
        yield Entry(
            action=order.action,
            kind=order.kind.name,
            file=str(part.place()) if len(gathered.parts) > 1 else part.file,
            source=order.profile.source,
            sha256=gathered.sha256,
            recorded_at=order.recorded_at,
            recorded_by=order.recorded_by,
            reason=order.reason,
            counts=outcome.counted(at, gathered),
        )


def _write_new_ids(connection: sa.Connection, gathered: Gathered, origin: int) -> None:
    if not gathered.new_ids:
        return
    people = connection.execute(sa.select(t.people.c.ref, t.people.c.id))
    codes = {row.ref: row.id for row in people}
    ids = [{**each, "person": codes[each["person"]]} for each in gathered.new_ids.values()]
    write_ids(connection, ids, origin)
