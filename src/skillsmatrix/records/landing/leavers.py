"""Whose assignments end because a staff list no longer has them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.kinds import Kind


class Missing(StrEnum):
    """What becomes of those who are stored and no longer in a file."""

    KEEP = "keep"
    END = "end"
    """Their assignments at the agencies of the file end on the day before the day asked about."""


@frozen
class Leavers:
    """Assignments to end, and those that cannot as they have not started before.

    Attributes:
        last: the last day of those that end.
        returned: how many are in the file though the store has them as ended, and the file has
            no column that would say otherwise.
    """

    last: date
    ended: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    returned: int = 0


def check_missing(kind: Kind, missing: Missing, *, partial: bool, keep: bool) -> None:
    """Raise if what is missing cannot be ended for such an import.

    Raises:
        UsageError: with what to do instead.
    """
    if missing is Missing.KEEP:
        return
    if kind.name not in ("people", "assignments"):
        raise UsageError(
            f"--missing end is for people and assignments, not for {kind.name}. Leave it out."
        )
    if partial:
        raise UsageError(
            "--missing end and --partial do not go together: a row that is refused would look "
            "like a leaver. Mend the rows first."
        )
    if keep:
        raise UsageError(
            "--missing end and --existing keep do not go together: a record that is kept beside "
            "another is in no file, and would end. Leave one of them out."
        )


def find_leavers(
    connection: sa.Connection,
    kind: Kind,
    agencies: Collection[int],
    present: Collection[int],
    as_at: date,
) -> Leavers:
    """Return the open assignments at some agencies that a file no longer has.

    Args:
        connection: the store.
        kind: people or assignments.
        agencies: codes of the agencies of the file.
        present: the people, or the assignments, that the file has.
        as_at: the day asked about.
    """
    a = t.assignments.c
    query = sa.select(a.id, a.person, a.start).where(
        standing(t.assignments),
        a.agency.in_(sorted(agencies)),
        sa.or_(a.end.is_(None), a.end >= as_at),
    )
    held = set(present)
    gone = [
        row
        for row in connection.execute(query.order_by(a.id))
        if (row.person if kind.name == "people" else row.id) not in held
    ]
    return Leavers(
        as_at - timedelta(days=1),
        tuple(row.id for row in gone if row.start < as_at),
        tuple(row.id for row in gone if row.start >= as_at),
    )


def count_ended(connection: sa.Connection, assignments: Collection[int], as_at: date) -> int:
    """Return how many of some assignments had ended before the day asked about."""
    a = t.assignments.c
    query = sa.select(a.id).where(standing(t.assignments), a.end < as_at)
    return len(set(connection.scalars(query)) & set(assignments))
