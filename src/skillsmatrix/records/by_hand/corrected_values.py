"""New values for some fields of a record: converted and checked as those of a file are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.problems import near
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.by_hand.find_record import problem
from skillsmatrix.records.by_hand.in_words import in_words, label, stored_fields
from skillsmatrix.records.kinds import Field, Kind
from skillsmatrix.records.landing.check import INTERNED, Checker
from skillsmatrix.records.landing.row_checks import Values
from skillsmatrix.records.landing.stage import table_of
from skillsmatrix.records.sheets.headers import Mapped
from skillsmatrix.records.succession import Row

_NAMES_IT = ("id", "reference")
"""The fields by which a file finds a record again; they stay."""


def correctable(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of a kind that can be corrected.

    >>> from skillsmatrix.records.kinds import KINDS
    >>> [field.name for field in correctable(KINDS["people"])]
    ['name', 'email', 'born']
    """
    return tuple(each for each in stored_fields(kind).values() if each.name not in _NAMES_IT)


def check_fields(kind: Kind, values: Mapping[str, str]) -> None:
    """Raise unless something is given, and all of it can be corrected.

    Raises:
        UsageError: with what can be.
    """
    fields = [field.name for field in correctable(kind)]
    for name in values:
        if name in _NAMES_IT and kind.field(name):
            raise UsageError(
                f"The {name} of a {kind.one} stays: by it the next import of its file finds it."
            )
        if name not in fields:
            raise UsageError(f"A {kind.one} has no field {name}. {near(name, fields)}")
    if not values:
        raise UsageError(f"Say what is right: --{fields[0].replace('_', '-')}, for one.")


def changed_values(
    connection: sa.Connection,
    checker: Checker,
    kind: Kind,
    before: Row,
    texts: Mapping[str, str],
) -> dict[str, Any]:
    """Return the new value of each column that differs.

    Raises:
        InputRefused: the record would not be right.
    """
    cells = {name: [text.strip()] for name, text in texts.items()}
    labels = {field.name: field.name for field in kind.fields}
    given, faults = checker.read(Mapped(dict(cells), labels))
    values: Values = {}
    fields = stored_fields(kind)
    words = in_words(connection, kind, [before])[0]
    for column, field in fields.items():
        kept = words[field.name] if field.name in INTERNED else before[column]
        values[field.name] = given.get(field.name, [None if kept == "" else kept])
    checked = checker.weigh(values, faults, labels, 1)
    if checked.faults:
        raise InputRefused(
            problem(label(kind, before), wrong.code, wrong.what, wrong.remedy)
            for wrong in (fault.wrong for fault in checked.faults)
        )
    table = table_of(kind)
    after = {column: checked.values[field.name][0] for column, field in fields.items()}
    stored = {
        column: "" if value is None and not table.c[column].nullable else value
        for column, value in after.items()
    }
    return {column: value for column, value in stored.items() if value != before[column]}


def check_clash(
    connection: sa.Connection, kind: Kind, before: Row, changed: Mapping[str, Any]
) -> None:
    """Refuse what would make a record be another one that stands."""
    table = table_of(kind)
    if "superseded" not in table.c or not set(kind.key) & set(changed):
        return
    after = {**before, **changed}
    same = [table.c[name].is_not_distinct_from(after[name]) for name in kind.key]
    query = sa.select(table).where(standing(table), table.c.id != before["id"], *same)
    other = connection.execute(query.order_by(table.c.id)).mappings().first()
    if other is not None:
        what = f"this is recorded already ({label(kind, other)})"
        remedy = f"Withdraw one of the two: skills records withdraw {label(kind, before)}."
        raise InputRefused([problem(label(kind, before), "recorded-already", what, remedy)])
