"""Staged rows beside each other: which repeat an earlier one, and which contradict one."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.records.landing.stage import Stage

PLACED = ("id", "part", "line", "under")
"""The columns of a stage that say which row it is, and where it stands."""


@frozen
class Clash:
    """A row that says something else than another one of the file, or than the store.

    Attributes:
        row: its id in the stage.
        place: the part of the file, the line, and the header of its cell in a matrix.
        other: the line of the other row; None for a record of the store.
        differing: the columns in which they differ.
        stranger: the record has the reference of the row, and is about somebody else.
    """

    row: int
    place: tuple[int, int | None, str | None]
    other: int | None
    differing: tuple[str, ...]
    stranger: bool = False


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
        sa.select(*(each.c[name] for each in (later, first) for name in PLACED))
        .add_columns(*(sa.case((each, 1), else_=0) for each in differ))
        .select_from(pairs)
        .join(later, later.c.id == pairs.c.row)
        .join(first, first.c.id == pairs.c.first)
        .order_by(later.c.id)
    )
    clashing = connection.execute(joined.where(sa.or_(sa.false(), *differ))).all()
    clashes: dict[int, Clash] = {}
    for found_row in clashing:
        row, *place, other, other_part, other_line, other_under = found_row[: 2 * len(PLACED)]
        marks = found_row[2 * len(PLACED) :]
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
