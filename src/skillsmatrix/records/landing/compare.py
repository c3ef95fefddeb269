"""Staged rows beside the store: which records they are about, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum, StrEnum

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.landing.left_by_hand import leave_by_hand
from skillsmatrix.records.landing.repeats import PLACED, Clash
from skillsmatrix.records.landing.stage import Stage
from skillsmatrix.records.mapped import moved_items, not_moved

BY_HAND = ("correct", "withdraw", "map", "repair")
"""The entries of the log that put right what an import had brought."""


class Verdict(IntEnum):
    """What becomes of a staged row."""

    NEW = 0
    CHANGED = 1
    """The record that it is about is stored with other values."""
    UNCHANGED = 2
    SETTLED = 3
    """It says what somebody has since corrected or withdrawn by hand; that stays."""


class Existing(StrEnum):
    """What becomes of a stored record that a file says something else about."""

    NEWEST = "newest"
    """The file is right: what was there is superseded."""
    KEEP = "keep"
    """Both are kept, one beside the other."""
    REFUSE = "refuse"
    """The row is refused."""


def judge(
    connection: sa.Connection, stage: Stage, source: str, existing: Existing, *, settle: bool = True
) -> list[Clash]:
    """Find the record that each staged row is about, and what becomes of the row.

    Rows that are about none keep no verdict: they are new.

    Args:
        connection: the store.
        stage: the rows.
        source: the system that the file comes from; references are told apart by it.
        existing: what becomes of a record that is stored with other values.
        settle: leave alone what was corrected or withdrawn by hand since.

    Returns:
        The rows that are refused.
    """
    of = stage.of
    grows = "superseded" in of.c
    same = [of.c[name].is_not_distinct_from(stage.table.c[name]) for name in stage.given]
    known = _about(stage, source, standing(of))
    _settle(connection, stage, known, same, Verdict.UNCHANGED)
    by_hand = _entries(*BY_HAND)
    if settle and grows and connection.scalar(sa.select(by_hand.exists())):
        gone = of.c.superseded.in_(by_hand)
        _settle(connection, stage, _about(stage, source, gone), same, Verdict.SETTLED)
        if "item" in stage.given and (moved := moved_items(connection)):
            _settle_moved(connection, stage, source, moved)
    if existing is Existing.KEEP and grows:
        return []
    _settle(connection, stage, known, [], Verdict.CHANGED)
    if grows:
        _take_latest(connection, stage, known)
    elif settle:
        leave_by_hand(connection, stage, by_hand)
        now = sa.update(stage.table).where(
            stage.table.c.verdict == int(Verdict.CHANGED), of.c.id == stage.table.c.record, *same
        )
        connection.execute(now.values(verdict=int(Verdict.SETTLED)))
    if existing is Existing.REFUSE:
        return list(_changed(connection, stage))
    if not grows or "reference" not in stage.given:
        return []
    elsewhere = of.c.person != stage.table.c.person, stage.table.c.reference.is_not(None)
    return list(_changed(connection, stage, *elsewhere))


def _take_latest(
    connection: sa.Connection, stage: Stage, about: Sequence[sa.ColumnElement[bool]]
) -> None:
    """Of several records that a row may be about, kept beside each other, take the latest."""
    staged, of = stage.table, stage.of
    for condition in about:
        latest = sa.select(sa.func.max(of.c.id)).where(condition).correlate(staged)
        changed = sa.update(staged).where(
            staged.c.verdict == int(Verdict.CHANGED), latest.scalar_subquery() > staged.c.record
        )
        connection.execute(changed.values(record=latest.scalar_subquery()))


def _settle_moved(
    connection: sa.Connection, stage: Stage, source: str, moved: Sequence[tuple[int, int]]
) -> None:
    """Settle rows that name by its item what was put right under a title, before it was mapped."""
    staged, of = stage.table, stage.of
    same = [
        of.c[name].is_not_distinct_from(staged.c[name]) for name in stage.given if name != "item"
    ]
    gone = of.c.superseded.in_(_entries(*BY_HAND)) & not_moved(of)
    once = _about(stage, source, gone, [name for name in stage.key if name != "item"])
    by_title = sa.tuple_(of.c.item, staged.c.item).in_(moved)
    _settle(connection, stage, once, [by_title, *same], Verdict.SETTLED)


def _entries(*actions: str) -> sa.Select[int]:
    return sa.select(t.imports.c.id).where(t.imports.c.action.in_(actions))


def undone(connection: sa.Connection, stage: Stage) -> list[int]:
    """Return the records that were put right by hand, and that rows have other values for again."""
    staged, of = stage.table, stage.of
    if "superseded" not in of.c:
        return []
    by_hand = of.c["import"].in_(_entries("correct", "add"))
    changed = sa.select(of.c.id).join(staged, staged.c.record == of.c.id)
    query = changed.where(staged.c.verdict == int(Verdict.CHANGED), by_hand)
    return list(connection.scalars(query.order_by(of.c.id)))


def _settle(
    connection: sa.Connection,
    stage: Stage,
    about: Sequence[sa.ColumnElement[bool]],
    same: Sequence[sa.ColumnElement[bool]],
    verdict: Verdict,
) -> None:
    """Give a verdict to the rows without one that are about such a record."""
    staged = stage.table
    for condition in about:
        found = sa.update(staged).where(staged.c.verdict.is_(None), condition, *same)
        connection.execute(found.values(record=stage.of.c.id, verdict=int(verdict)))


def _about(
    stage: Stage,
    source: str,
    stands: sa.ColumnElement[bool],
    key: Sequence[str] | None = None,
) -> list[sa.ColumnElement[bool]]:
    """Return the conditions by which a record is the one that a staged row is about.

    A completion with a reference is known by it, within its source; others by what they say, in the
    columns of a key, by default that of their kind.
    """
    staged, of = stage.table, stage.of
    plain = [
        of.c[name] == staged.c[name]
        if not of.c[name].nullable
        else of.c[name].is_not_distinct_from(staged.c[name])
        for name in (stage.key if key is None else key)
    ]
    if "reference" not in of.c:
        return [sa.and_(stands, *plain)]
    without = sa.and_(stands, of.c.reference.is_(None), *plain)
    if "reference" not in stage.given:
        return [without]
    by_reference = (of.c.reference == staged.c.reference) & (of.c.source == source)
    return [stands & by_reference, staged.c.reference.is_(None) & without]


def _changed(
    connection: sa.Connection, stage: Stage, *only: sa.ColumnElement[bool]
) -> Iterator[Clash]:
    """Yield the rows that say something else than the record they are about."""
    staged, of = stage.table, stage.of
    query = (
        sa.select(*(staged.c[name] for name in PLACED))
        .add_columns(
            *(
                sa.case((of.c[name].is_distinct_from(staged.c[name]), 1), else_=0)
                for name in stage.given
            )
        )
        .join(of, of.c.id == staged.c.record)
        .where(staged.c.verdict == int(Verdict.CHANGED), *only)
        .order_by(staged.c.id)
    )
    for row, part, line, under, *marks in connection.execute(query):
        names = zip(stage.given, marks, strict=True)
        differing = tuple(name for name, mark in names if mark)
        by_reference = "reference" in stage.given and "reference" not in differing
        stranger = by_reference and "person" in differing
        yield Clash(row, (part, line, under), None, differing, stranger=stranger)
