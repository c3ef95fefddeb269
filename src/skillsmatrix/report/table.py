"""A page: what it is about, a table, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

Value = str | int | float | date | None


@frozen
class Column:
    """A column of a table.

    Attributes:
        key: its stable name for machines, in snake_case.
        label: what people see above it.
        narrow: shown in text and Markdown; a column that is not is for machines only.
        shrinks: may be cut short to fit a terminal, to no less than ``least`` letters.
        drops: may be left out where even that does not fit.
    """

    key: str
    label: str
    narrow: bool = True
    shrinks: bool = False
    least: int = 8
    drops: bool = False


@frozen
class Page:
    """A finding ready to be written.

    Attributes:
        title: what it is, in a line.
        header: lines above the table: how many of how many, as at which day.
        columns: the columns.
        rows: the rows; an unrounded percentage is a float.
        notes: lines below the table: what was left out, what to do next.
        facts: the header for machines.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    header: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(factory=dict)
