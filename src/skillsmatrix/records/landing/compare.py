"""Staged rows beside the store: which repeat each other, and which records they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum, StrEnum
from functools import cache

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.landing.stage import Stage
from skillsmatrix.records.mapped import moved_items, not_moved

BY_HAND = ("correct", "withdraw", "map", "repair")
"""The entries of the log that put right what an import had brought."""


_PLACED = ("id", "part", "line", "under")


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
        place: the part of the file, the line, and the header of its cell in a matrix.
        other: the line of the other row; None for a record of the store.
        differing: the columns in which they differ.
    """

    row: int
    place: tuple[int, int | None, str | None]
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
        sa.select(*(each.c[name] for each in (later, first) for name in _PLACED))
        .add_columns(*(sa.case((each, 1), else_=0) for each in differ))
        .select_from(pairs)
        .join(later, later.c.id == pairs.c.row)
        .join(first, first.c.id == pairs.c.first)
        .order_by(later.c.id)
    )
    clashing = connection.execute(joined.where(sa.or_(sa.false(), *differ))).all()
    clashes: dict[int, Clash] = {}
    for found_row in clashing:
        row, *place, other, other_part, other_line, other_under = found_row[: 2 * len(_PLACED)]
        marks = found_row[2 * len(_PLACED) :]
        names = tuple(name for name, mark in zip(_compared(stage), marks, strict=True) if mark)
        other_place = (other_part, other_line, other_under)
        clashes.setdefault(other, Clash(other, other_place, place[1], names))
        clashes[row] = Clash(row, (place[0], place[1], place[2]), other_line, names)
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
    return list(_changed(connection, stage)) if existing is Existing.REFUSE else []


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


def _changed(connection: sa.Connection, stage: Stage) -> Iterator[Clash]:
    """Yield the rows that say something else than the record they are about."""
    staged, of = stage.table, stage.of
    query = (
        sa.select(*(staged.c[name] for name in _PLACED))
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
    for row, part, line, under, *marks in connection.execute(query):
        names = zip(stage.given, marks, strict=True)
        differing = tuple(name for name, mark in names if mark)
        yield Clash(row, (part, line, under), None, differing)


def _compared(stage: Stage) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*stage.key, *stage.given)))


def _keys(stage: Stage) -> list[tuple[tuple[str, ...], sa.ColumnElement[bool]]]:
    """Return what tells staged rows apart, and for which of them."""
    if "reference" not in stage.given:
        return [(stage.key, sa.true())]
    reference = stage.table.c.reference
    return [(("reference",), reference.is_not(None)), (stage.key, reference.is_(None))]


@cache
def _pairs() -> sa.Table:
    return sa.Table(
        "repeats",
        sa.MetaData(),
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer),
        prefixes=["TEMPORARY"],
    )
