"""What a file would change in the store: which records are new, changed or as they were.

A file changes only the fields it has a column for. It takes nothing away: that is asked for
separately, and is in ``leavers``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from skillsmatrix.records.duplicates import Key
from skillsmatrix.records.kinds import Kind, Sort
from skillsmatrix.records.row_checks import Values
from skillsmatrix.records.stored import Stored

_NEVER_NULL = (
    Sort.ID,
    Sort.TEXT,
    Sort.EMAIL,
    Sort.AREA,
    Sort.SETTING_TYPE,
    Sort.SECTOR,
    Sort.EMPLOYMENT,
)


@frozen
class Changes:
    """What an import would do.

    Attributes:
        new: the row of the file and the values of each record to add.
        changed: the row of the file, the record's id, and the values of its columns.
        ids: the record's id in the store by the row of the file, for those it had.
    """

    new: list[tuple[int, dict[str, Any]]] = field(factory=list)
    changed: list[tuple[int, int, dict[str, Any]]] = field(factory=list)
    unchanged: list[int] = field(factory=list)
    ids: dict[int, int] = field(factory=dict)


def reconcile(
    kind: Kind,
    values: Values,
    columns: Mapping[str, str],
    found: Sequence[tuple[int, Key]],
    stored: Stored,
) -> Changes:
    """Compare the rows of a file with what is stored.

    Args:
        kind: the kind of records.
        values: the values of each field.
        columns: the column of the table for each field that the file gives.
        found: the rows to compare, each with what says which record it is.
        stored: the records that the store has of them.
    """
    changes = Changes()
    names = tuple(columns.values())
    taken = [_column(kind, name, values[name]) for name in columns]
    rows = list(zip(*taken, strict=True))
    for row, key in found:
        given = rows[row]
        known = stored.get(key)
        if known is None:
            changes.new.append((row, dict(zip(names, given, strict=True))))
            continue
        identity, before = known
        changes.ids[row] = identity
        if before == given:
            changes.unchanged.append(row)
        else:
            changes.changed.append((row, identity, dict(zip(names, given, strict=True))))
    return changes


def _column(kind: Kind, name: str, column: list[Any]) -> list[Any]:
    found = kind.field(name)
    nullable = found is None or found.sort not in _NEVER_NULL or name == "reference"
    return column if nullable else ["" if value is None else value for value in column]
