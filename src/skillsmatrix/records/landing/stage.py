"""The rows of a file in a temporary table, beside the records they are to be compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from attrs import evolve, frozen

from skillsmatrix.dates import day_number
from skillsmatrix.records import tables as t
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.kinds import KINDS, Kind, Sort
from skillsmatrix.records.landing.row_checks import Values

_NOT_STORED = ("source", "source_id")
_NEVER_NULL = (
    Sort.ID,
    Sort.TEXT,
    Sort.EMAIL,
    Sort.AREA,
    Sort.SETTING_TYPE,
    Sort.SECTOR,
    Sort.EMPLOYMENT,
)


@frozen(kw_only=True)
class Stage:
    """A temporary table with the rows of a file, of one kind of records.

    Besides the columns of the kind it has ``id`` (in the order of the file), ``part``, ``line``
    and ``under`` (where the row stands), ``record`` (the stored record that it is about) and ``verdict``.

    Attributes:
        table: the temporary table.
        of: the table of the kind.
        key: the columns that say which record a row is.
        given: the columns that the file has values for.
    """

    table: sa.Table
    of: sa.Table
    key: tuple[str, ...]
    given: tuple[str, ...] = ()


def table_of(kind: Kind) -> sa.Table:
    """Return the table of a kind of records."""
    return t.metadata.tables[kind.name]


def make_stage(connection: sa.Connection, kind: Kind) -> Stage:
    """Make an empty temporary table; it is gone with the connection."""
    key = ("ref",) if kind.key == ("id",) else kind.key
    table = _staged(kind.name, key)
    table.create(connection)
    return Stage(table=table, of=table_of(kind), key=key)


@cache
def _staged(name: str, key: tuple[str, ...]) -> sa.Table:
    """Return what the table is like, the same each time: so are the statements about it then."""
    kind = KINDS[name]
    of = table_of(kind)
    names = dict.fromkeys((*key, *_kept(kind, [field.name for field in kind.fields]).values()))
    return sa.Table(
        "staged",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Integer) for name in ("part", "line", "record", "verdict")),
        sa.Column("under", sa.Text),
        *(sa.Column(name, of.c[name].type) for name in names),
        prefixes=["TEMPORARY"],
    )


def filled(connection: sa.Connection, stage: Stage, kind: Kind, fields: Sequence[str]) -> Stage:
    """Return a stage that nothing more is added to.

    Args:
        connection: the store.
        stage: with all rows.
        kind: the kind of records.
        fields: the fields that the file has values for, some sheets of it perhaps not.
    """
    given = tuple(dict.fromkeys(_kept(kind, fields).values()))
    for name in given:
        column = stage.table.c[name]
        if isinstance(stage.of.c[name].type, sa.Text) and not stage.of.c[name].nullable:
            empty = sa.update(stage.table).where(column.is_(None))
            connection.execute(empty.values({name: ""}))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE staged")  # or else it plans for an empty table
    return evolve(stage, given=given)


def fill(
    connection: sa.Connection,
    stage: Stage,
    kind: Kind,
    values: Values,
    rows: Sequence[tuple[int, int | None, str | None]],
    *,
    after: int,
    part: int,
) -> None:
    """Add rows.

    Args:
        connection: the store.
        stage: where they go.
        kind: the kind of records.
        values: the values of each field.
        rows: which of them, each with the line where it stands, and its header in a matrix.
        after: the last id that the table has.
        part: which part of the file it is.
    """
    kept = _kept(kind, [name for name in values if kind.field(name)])
    taken = {column: values[name] for name, column in kept.items() if column in stage.table.c}
    columns = [
        _as_stored(connection, kind, column, [found[row] for row, _, _ in rows])
        for column, found in taken.items()
    ]
    ids = range(after + 1, after + 1 + len(rows))
    places = [part] * len(rows), [line for _, line, _ in rows], [under for _, _, under in rows]
    names = ["id", "part", "line", "under", *taken]
    records = zip(ids, *places, *columns, strict=True)
    insert_many(connection, "staged", names, records)


def insert_many(connection: sa.Connection, table: str, names: Sequence[str], rows: Any) -> None:
    """Add rows as the driver takes them: days as numbers on SQLite, as dates on PostgreSQL."""
    listed = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor().copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("?" * len(names))
    driver.executemany(f"INSERT INTO {table} ({listed}) VALUES ({places})", rows)


def _kept(kind: Kind, fields: Sequence[str]) -> dict[str, str]:
    """Return the column of the table for each field that it keeps."""
    return {
        field.name: field.kept_as or field.name
        for field in kind.fields
        if field.own and field.name in fields and field.name not in _NOT_STORED
    }


def _as_stored(connection: sa.Connection, kind: Kind, column: str, values: list[Any]) -> list[Any]:
    field = next(each for each in kind.fields if column in (each.kept_as, each.name))
    if field.sort in _NEVER_NULL and column != "reference":
        return ["" if value is None else value for value in values]
    if connection.dialect.name == "sqlite" and isinstance(table_of(kind).c[column].type, Day):
        numbers: dict[date | None, int | None] = {
            day: None if day is None else day_number(day) for day in set(values)
        }
        return [numbers[day] for day in values]
    return values
