"""One thing that a store is found to have wrong, or that somebody should know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from attrs import frozen

_MOST = 100
"""Ids that one finding names."""


@frozen(kw_only=True)
class Finding:
    """What is wrong with one row, or with several that have the same wrong.

    Attributes:
        code: one of ``CODES``.
        table: where the rows are; "" for the database itself.
        ids: of the rows; the first of them where there are very many.
        count: how many rows.
        what: what is wrong, with the value in brackets; no full stop.
        person: id of the person, if it is about one.
        file: the file that the first row came from.
        row: its row there.
    """

    code: str
    what: str
    table: str = ""
    ids: tuple[int, ...] = ()
    count: int = 1
    person: str = ""
    file: str = ""
    row: int | None = None


def one(code: str, table: str, identity: int, what: str) -> Finding:
    """Return what is wrong with one row."""
    return Finding(code=code, table=table, ids=(identity,), what=what)


def by_value(
    code: str, table: str, rows: Iterable[tuple[Any, Any]], say: Callable[[Any, int], str]
) -> Iterator[Finding]:
    """Yield one finding for each value that rows share.

    Args:
        code: what it is called.
        table: where the rows are.
        rows: value and id, by value.
        say: what is wrong with a value that so many rows have.
    """
    for value, its in groupby(rows, itemgetter(0)):
        first = tuple(identity for _, identity in islice(its, _MOST))
        count = len(first) + sum(1 for _ in its)
        yield Finding(code=code, table=table, ids=first, count=count, what=say(value, count))
