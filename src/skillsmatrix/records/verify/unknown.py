"""``unknown-…``: what records name and the catalogue does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.problems import near
from skillsmatrix.records.chain import fetched
from skillsmatrix.records.known import Known
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding, by_value


@frozen
class _Named:
    """A column that names things of the catalogue.

    Attributes:
        code: what is found, without ``unknown-``.
        table: where it is.
        column: the column.
        known: what the catalogue knows of it.
        of: the table with the ids that the column's numbers stand for; "" where it has words.
        open: any word will do where the catalogue lists none.
    """

    code: str
    table: str
    column: str
    known: Callable[[Known], frozenset[str]]
    of: str = ""
    open: bool = False


def _subjects(known: Known) -> frozenset[str]:
    return known.items | known.requirements


_NAMED = (
    _Named("item", "completions", "item", lambda known: known.items, "items"),
    _Named("role", "assignments", "role", lambda known: known.roles, "roles"),
    _Named("subject", "decisions", "subject", _subjects, "items"),
    _Named("sector", "agencies", "sector", lambda known: known.sectors),
    _Named("area", "agencies", "area", lambda known: known.areas),
    _Named("area", "settings", "area", lambda known: known.areas),
    _Named("setting-type", "settings", "type", lambda known: known.setting_types),
    _Named(
        "kind-of-employment",
        "assignments",
        "employment",
        lambda known: known.employments,
        open=True,
    ),
    _Named("kind-of-absence", "absences", "kind", lambda known: known.absence_kinds, open=True),
    _Named("tag", "tags", "tag", lambda known: known.tags, open=True),
    _Named("need", "needs", "need", lambda known: known.needs, open=True),
)
"""Every column that names something of the catalogue, in the order they are told."""
_COMPARED = 1000
_GROWS = ("completions", "assignments", "decisions", "absences", "tags", "needs")


def unknown_names(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield each name that the catalogue does not have, with the records that name it."""
    if asked.known is None:
        return
    for named in _NAMED:
        known = named.known(asked.known)
        if known or not named.open:
            yield from _unknown(connection, named, known)


def _unknown(connection: sa.Connection, named: _Named, known: frozenset[str]) -> Iterator[Finding]:
    stands = " AND superseded IS NULL" if named.table in _GROWS else ""
    each = f'SELECT DISTINCT "{named.column}" FROM {named.table} WHERE 1 = 1{stands}'
    if named.of:
        each = f"SELECT id, ref FROM {named.of} WHERE id IN ({each})"
    found = {row[0]: row[-1] for row in connection.exec_driver_sql(each)}
    unknown = {value: name for value, name in found.items() if name and name not in known}
    # So few at a time that the list of an odd catalogue does not become too long for SQL.
    for value, name in sorted(unknown.items(), key=lambda pair: str(pair[1])):
        quoted = str(value) if named.of else "'" + str(value).replace("'", "''") + "'"
        query = (
            f'SELECT "{named.column}", id FROM {named.table}'
            f' WHERE "{named.column}" = {quoted}{stands} ORDER BY id'
        )
        rows = (row for chunk in fetched(connection, query) for row in chunk)
        words = named.code.replace("-", " ")
        told = f"{words} that the catalogue does not have ({_with_near(str(name), known)})"

        def say(_: object, count: int, told: str = told) -> str:
            return f"{'1 record names' if count == 1 else f'{count:,} records name'} {_a(told)}"

        yield from by_value(f"unknown-{named.code}", named.table, rows, say)


def _with_near(name: str, known: frozenset[str]) -> str:
    offered = near(name, known) if len(known) <= _COMPARED else ""
    return f"{name}; d{offered[1:]}" if offered.startswith("Did you mean") else name


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
