"""All rows of one store → another that has none, whatever kind each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.dates import from_day_number
from skillsmatrix.records.chain import column_texts, fetched
from skillsmatrix.records.day_column import Day
from skillsmatrix.records.landing.stage import insert_many
from skillsmatrix.records.tables import metadata

_CACHE = 100_000
"""How many KiB of a store SQLite may keep in memory while all of it is written."""

TABLES = tuple(metadata.sorted_tables)
"""All tables, each after those that its rows point to."""


def all_rows(connection: sa.Connection, table: sa.Table) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table by id, with numbers for days."""
    names = [column.name for column in table.c]
    listed = ", ".join(column_texts(connection, table, names))
    for rows in fetched(connection, f"SELECT {listed} FROM {table.name} ORDER BY id"):
        yield from rows


def write_rows(connection: sa.Connection, table: sa.Table, rows: Iterable[Sequence[Any]]) -> None:
    """Add rows that have numbers for days."""
    names = [column.name for column in table.c]
    days = [at for at, column in enumerate(table.c) if isinstance(column.type, Day)]
    if days and connection.dialect.name == "postgresql":
        rows = _with_dates(rows, days)
    insert_many(connection, table.name, names, rows)


def copy_tables(source: sa.Connection, to: sa.Connection) -> None:
    """Copy every row of every table, with its id."""
    with indexed_at_the_end(to):
        for table in TABLES:
            write_rows(to, table, all_rows(source, table))


@contextmanager
def indexed_at_the_end(connection: sa.Connection) -> Iterator[None]:
    """Let a SQLite store sort its indexes once, when all rows are there: twice as fast."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE}")
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = connection.exec_driver_sql(query).all()
    for name, _ in indexes:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, made_by in indexes:
        connection.exec_driver_sql(made_by)


class _Dates(dict[int | None, date | None]):
    """Dates by their numbers, each made once: a few thousand days stand in millions of rows."""

    def __missing__(self, number: int | None) -> date | None:
        day = self[number] = None if number is None else from_day_number(number)
        return day


def _with_dates(rows: Iterable[Sequence[Any]], days: Sequence[int]) -> Iterator[list[Any]]:
    dates = _Dates()
    for row in rows:
        found = list(row)
        for at in days:
            found[at] = dates[found[at]]
        yield found
