"""Rows as plain CSV, and back: nothing between commas is a null, ``""`` is an empty text.

It is how PostgreSQL, DuckDB and Polars read and write CSV by themselves: UTF-8, lines end with a
line feed, texts are in quotes where they must be, days are like 2026-09-30.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.dates import day_number, from_day_number
from skillsmatrix.records.day_column import Day

_SPECIAL = re.compile(r'[",\r\n]')
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(?:,|\r?\n?\Z)')
Columns = Sequence[sa.Column[Any]]


def header(columns: Columns) -> str:
    """Return the line with the names of columns."""
    return ",".join(column.name for column in columns) + "\n"


def lines(columns: Columns, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield each row, with numbers for days, as a line."""
    tell = [_teller(column) for column in columns]
    for row in rows:
        yield ",".join([told(value) for told, value in zip(tell, row, strict=True)]) + "\n"


def rows(columns: Columns, text: Iterable[str]) -> Iterator[list[Any]]:
    """Yield the row of each line after the header, with numbers for days.

    Raises:
        ValueError: a line is not what :func:`lines` makes; says which and why.
    """
    taken = _Taken(text)
    cells = csv.reader(taken, strict=True)
    read = [_reader(column) for column in columns]
    number, names = 1, [column.name for column in columns]
    try:
        if next(cells, None) != names:
            raise ValueError(f"the columns should be {', '.join(names)}")
        taken.lines.clear()
        for row in cells:
            number = cells.line_num
            line = "".join(taken.lines)
            taken.lines.clear()
            if len(row) != len(names):
                raise ValueError(f"there should be {len(names)} values, and there are {len(row)}")
            known: Sequence[str | None] = _apart(line) if '""' in line else [v or None for v in row]
            yield [value(cell) for value, cell in zip(read, known, strict=True)]
    except (ValueError, csv.Error) as error:
        raise ValueError(f"line {number}: {error}") from None


class _Taken:
    """Lines on their way to be read, kept until the row that they make is there."""

    def __init__(self, text: Iterable[str]) -> None:
        self.lines: list[str] = []
        self._text = iter(text)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.lines.append(line)
        return line


def _apart(line: str) -> list[str | None]:
    """Return the values of a line, empty texts told from nulls."""
    cells: list[str | None] = []
    at = 0
    while True:
        found = _CELL.match(line, at)
        if found is None:
            raise ValueError("a quote is not in its place")
        quoted, bare = found.groups()
        cells.append(quoted.replace('""', '"') if quoted is not None else bare or None)
        if not found[0].endswith(",") or found.end() == at:
            return cells
        at = found.end()


def _teller(column: sa.Column[Any]) -> Callable[[Any], str]:
    if isinstance(column.type, Day):
        return _Days().__getitem__
    return _text if isinstance(column.type, sa.Text) else _number


class _Days(dict[int | None, str]):
    """Days as people write them, by their numbers, each made once."""

    def __missing__(self, number: int | None) -> str:
        told = self[number] = "" if number is None else from_day_number(number).isoformat()
        return told


def _text(value: str | None) -> str:
    if value is None:
        return ""
    if value and not _SPECIAL.search(value):
        return value
    return '"' + value.replace('"', '""') + '"'


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _reader(column: sa.Column[Any]) -> Callable[[str | None], Any]:
    if isinstance(column.type, Day):
        read: Callable[[str | None], Any] = _Numbers().__getitem__
    elif isinstance(column.type, sa.Text):
        read = _as_it_is
    else:
        read = _or_null(float if isinstance(column.type, sa.Float) else int)
    return read if column.nullable else _never_null(column.name, read)


def _or_null(kind: Callable[[str], Any]) -> Callable[[str | None], Any]:
    return lambda value: None if value is None else kind(value)


def _as_it_is(value: str | None) -> str | None:
    return value


def _never_null(name: str, read: Callable[[str | None], Any]) -> Callable[[str | None], Any]:
    def reading(value: str | None) -> Any:
        if value is None:
            raise ValueError(f"{name} has no value")
        return read(value)

    return reading


class _Numbers(dict[str | None, int | None]):
    """Numbers of days, by how people write them, each made once."""

    def __missing__(self, text: str | None) -> int | None:
        number = self[text] = None if text is None else day_number(date.fromisoformat(text))
        return number
