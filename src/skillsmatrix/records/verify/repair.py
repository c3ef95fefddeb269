"""What a repair would do, row by row, and doing it: as an entry of the log, sealed like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records import tables as t
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.store import Store
from skillsmatrix.records.verify.codes import find_code
from skillsmatrix.records.verify.overlaps import overlaps
from skillsmatrix.records.verify.repeats import same_records
from skillsmatrix.records.verify.reseal import REASON_NEEDED, breaks, reseal


@frozen
class Step:
    """What a repair does to one row.

    Attributes:
        table: where it is.
        id: of the row.
        what: what is done, in words.
        end: the last day that it gets; None where it is superseded, or is an entry of the log.
    """

    table: str
    id: int
    what: str
    end: date | None = None


def plan_repair(store: Store, code: str) -> tuple[Step, ...]:
    """Return what a repair would do; nothing is changed.

    Raises:
        UsageError: there is no such code.
        SkillsError: there is no repair for it; says what a person does instead.
    """
    _check(code)
    with store.reading() as connection:
        return tuple(PLANS[code](connection))


def repair(
    store: Store, code: str, *, recorded_at: datetime, recorded_by: str, reason: str = ""
) -> tuple[Step, ...]:
    """Do what a repair would do, and return it; each table's is an entry of the log.

    Args:
        store: the store.
        code: the code of the findings.
        recorded_at: now.
        recorded_by: who does it.
        reason: why, in words, besides the code; a broken chain needs one.

    Raises:
        UsageError: there is no such code, or no reason.
        SkillsError: there is no repair for it; says what a person does instead.
    """
    _check(code)
    if code == "broken-chain" and not reason.strip():
        raise UsageError(REASON_NEEDED)
    with store.writing() as connection:
        steps = tuple(PLANS[code](connection))
        if not steps:
            return ()
        if code == "broken-chain":
            reseal(connection, recorded_at=recorded_at, recorded_by=recorded_by, reason=reason)
            return steps
        by_table: dict[str, list[Step]] = {}
        for step in steps:
            by_table.setdefault(step.table, []).append(step)
        entries = [
            Entry(
                action="repair",
                kind=name,
                recorded_at=recorded_at,
                recorded_by=recorded_by,
                reason=f"{code}: {reason}".rstrip(": "),
                counts={"ended": len(its)} if its[0].end is None else {"changed": len(its)},
            )
            for name, its in by_table.items()
        ]
        with logged(connection, *entries) as first:
            for at, (name, its) in enumerate(by_table.items()):
                _do(connection, t.metadata.tables[name], its, first + at)
    return steps


def _check(code: str) -> None:
    found = find_code(code)
    if not found.repair:
        raise SkillsError(f"There is no safe repair for {code}. {found.remedy}")


def _do(connection: sa.Connection, table: sa.Table, steps: Iterable[Step], entry: int) -> None:
    ended = [Correction(step.id, {"end": step.end}) for step in steps if step.end is not None]
    correct(connection, table, ended, entry)
    gone = [{"record": step.id} for step in steps if step.end is None]
    if gone:
        which = sa.update(table).where(table.c.id == sa.bindparam("record"))
        connection.execute(which.values(superseded=entry), gone)


def _supersede_repeats(connection: sa.Connection) -> Iterator[Step]:
    """Keep the first of records that say exactly the same."""
    for same in same_records(connection):
        for first, *later in same.alike:
            for identity in later:
                yield Step(same.table, identity, f"superseded, as {first} says exactly the same")


def _end_earlier(connection: sa.Connection) -> Iterator[Step]:
    """End an assignment on the day before the next one to the same post starts, where it is plain."""
    for found in overlaps(connection):
        if found.plain:
            what = f"ends on {found.last}, as {found.later} to the same post starts the day after"
            yield Step("assignments", found.earlier, what, found.last)


def _seal_again(connection: sa.Connection) -> Iterator[Step]:
    for identity, what in breaks(connection):
        yield Step("imports", identity, what)


PLANS: dict[str, Callable[[sa.Connection], Iterator[Step]]] = {
    "duplicate-record": _supersede_repeats,
    "overlapping-assignments": _end_earlier,
    "broken-chain": _seal_again,
}
"""What each repair does."""
