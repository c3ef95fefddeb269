"""What a person put right in place, and a file would put back: it stays as it is."""

from __future__ import annotations

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import read_written
from skillsmatrix.records.landing.stage import Stage


def leave_by_hand(connection: sa.Connection, stage: Stage, by_hand: sa.Select[int]) -> None:
    """Put what stands now in place of what a file says as it was before it was put right.

    A row that then says nothing else is one that the store has just so.

    Args:
        connection: the store.
        stage: the rows, of people or places, each with the record that it is about.
        by_hand: the entries of the log that put something right.
    """
    staged, of, c = stage.table, stage.of, t.changes.c
    latest = (
        sa.select(sa.func.max(c.id))
        .where(c.kind == of.name, c.record.in_(sa.select(staged.c.record)))
        .group_by(c.record, c.field)
    )
    query = sa.select(c.record, c.field, c.before, c.after).where(
        c.id.in_(latest), c["import"].in_(by_hand)
    )
    for change in connection.execute(query).all():
        if change.field in stage.given:
            column = of.c[change.field]
            before, after = (read_written(column, text) for text in (change.before, change.after))
            same = staged.c[change.field].is_not_distinct_from(sa.literal(before, column.type))
            put_back = sa.update(staged).where(staged.c.record == change.record, same)
            connection.execute(put_back.values({change.field: after}))
