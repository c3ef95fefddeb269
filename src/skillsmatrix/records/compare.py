"""Staged rows beside the store: which repeat each other, and which records they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum, StrEnum
from typing import Any

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.mapped import moved_items, not_moved
from skillsmatrix.records.stage import Stage

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


@frozen
class Clash:
    """A row that says something else than another one of the file, or than the store.

    Attributes:
        row: its id in the stage.
        part: which part of the file.
        line: where it stands.
        other: the line of the other row; None for a record of the store.
        differing: the columns in which they differ.
    """

    row: int
    part: int
    line: int | None
    other: int | None
    differing: tuple[str, ...]


def take_repeats(connection: sa.Connection, stage: Stage) -> tuple[int, list[Clash]]:
    """Take out rows that repeat an earlier one word for word; return how many, and contradictions.

    Both rows of a contradiction are returned, each once; they stay in the stage.
    """
    staged, pairs = stage.table, _pairs()
    pairs.create(connection)
    for key, condition in _keys(stage):
        earliest = sa.func.min(staged.c.id).over(partition_by=[staged.c[name] for name in key])
        found = sa.select(staged.c.id, earliest.label("first")).where(condition).subquery()
        repeats = sa.select(found.c.id, found.c.first).where(found.c.id != found.c.first)
        connection.execute(pairs.insert().from_select(["row", "first"], repeats))
    if not connection.scalar(sa.select(sa.func.count()).select_from(pairs)):
        return 0, []
    first, later = staged.alias("f"), staged.alias("s")
    differ = [later.c[name].is_distinct_from(first.c[name]) for name in _compared(stage)]
    joined = (
        sa.select(later.c.id, later.c.part, later.c.line, first.c.id, first.c.part, first.c.line)
        .add_columns(*(sa.case((each, 1), else_=0) for each in differ))
        .select_from(pairs)
        .join(later, later.c.id == pairs.c.row)
        .join(first, first.c.id == pairs.c.first)
        .order_by(later.c.id)
    )
    clashing = connection.execute(joined.where(sa.or_(sa.false(), *differ))).all()
    clashes: dict[int, Clash] = {}
    for row, part, line, other, other_part, other_line, *marks in clashing:
        pairs_of = zip(_compared(stage), marks, strict=True)
        names = tuple(name for name, mark in pairs_of if mark)
        clashes.setdefault(other, Clash(other, other_part, other_line, line, names))
        clashes[row] = Clash(row, part, line, other_line, names)
    other_than_first = (
        sa.select(later.c.id)
        .join_from(pairs, later, later.c.id == pairs.c.row)
        .join(first, first.c.id == pairs.c.first)
        .where(sa.or_(sa.false(), *differ))
    )
    repeated = staged.c.id.in_(sa.select(pairs.c.row)) & staged.c.id.not_in(other_than_first)
    taken = connection.execute(sa.delete(staged).where(repeated)).rowcount
    return taken, sorted(clashes.values(), key=lambda clash: clash.row)


def judge(
    connection: sa.Connection, stage: Stage, source: str, existing: Existing, *, settle: bool = True
) -> list[Clash]:
    """Find the record that each staged row is about, and what becomes of the row; return refused ones.

    Args:
        connection: the store.
        stage: the rows.
        source: the system that the file comes from; references are told apart by it.
        existing: what becomes of a record that is stored with other values.
        settle: leave alone what was corrected or withdrawn by hand since.
    """
    staged, of = stage.table, stage.of
    same = [of.c[name].is_not_distinct_from(staged.c[name]) for name in stage.given]
    known = _about(stage, source, standing(of))
    _settle(connection, stage, _first(of, known, *same), Verdict.UNCHANGED)
    if settle and "superseded" in of.c:
        once = _about(stage, source, of.c.superseded.in_(_entries(*BY_HAND)))
        _settle(connection, stage, _first(of, once, *same), Verdict.SETTLED)
        if "item" in stage.given and (moved := moved_items(connection)):
            _settle_moved(connection, stage, source, moved)
    clashes: list[Clash] = []
    if existing is not Existing.KEEP or "superseded" not in of.c:
        _settle(connection, stage, _first(of, known), Verdict.CHANGED)
        if existing is Existing.REFUSE:
            clashes = list(_changed(connection, stage))
    left = sa.update(staged).where(staged.c.verdict.is_(None))
    connection.execute(left.values(verdict=int(Verdict.NEW)))
    return clashes


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
    _settle(connection, stage, _first(of, once, by_title, *same), Verdict.SETTLED)


def _entries(*actions: str) -> sa.Select[int]:
    return sa.select(t.imports.c.id).where(t.imports.c.action.in_(actions))


def _settle(
    connection: sa.Connection, stage: Stage, record: sa.ColumnElement[Any], verdict: Verdict
) -> None:
    """Give a verdict to the rows without one that are about such a record."""
    staged = stage.table
    open_ = sa.update(staged).where(staged.c.verdict.is_(None))
    connection.execute(open_.values(record=record))
    found = sa.update(staged).where(staged.c.verdict.is_(None), staged.c.record.is_not(None))
    connection.execute(found.values(verdict=int(verdict)))


def _first(
    of: sa.Table, about: Sequence[sa.ColumnElement[bool]], *same: sa.ColumnElement[bool]
) -> sa.ColumnElement[Any]:
    """Return the latest record that a staged row may be about, by each of some conditions."""
    found = [
        sa.select(sa.func.max(of.c.id))
        .where(condition, *same)
        .correlate_except(of)
        .scalar_subquery()
        for condition in about
    ]
    return found[0] if len(found) == 1 else sa.func.coalesce(*found)


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


def _changed(connection: sa.Connection, stage: Stage) -> Iterator[Clash]:
    """Yield the rows that say something else than the record they are about."""
    staged, of = stage.table, stage.of
    query = (
        sa.select(staged.c.id, staged.c.part, staged.c.line)
        .add_columns(
            *(
                sa.case((of.c[name].is_distinct_from(staged.c[name]), 1), else_=0)
                for name in stage.given
            )
        )
        .join(of, of.c.id == staged.c.record)
        .where(staged.c.verdict == int(Verdict.CHANGED))
        .order_by(staged.c.id)
    )
    for row, part, line, *marks in connection.execute(query):
        names = zip(stage.given, marks, strict=True)
        yield Clash(row, part, line, None, tuple(name for name, mark in names if mark))


def _compared(stage: Stage) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*stage.key, *stage.given)))


def _keys(stage: Stage) -> list[tuple[tuple[str, ...], sa.ColumnElement[bool]]]:
    """Return what tells staged rows apart, and for which of them."""
    if "reference" not in stage.given:
        return [(stage.key, sa.true())]
    reference = stage.table.c.reference
    return [(("reference",), reference.is_not(None)), (stage.key, reference.is_(None))]


def _pairs() -> sa.Table:
    return sa.Table(
        "repeats",
        sa.MetaData(),
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer),
        prefixes=["TEMPORARY"],
    )
