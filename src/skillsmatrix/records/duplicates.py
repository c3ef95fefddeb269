"""The same record twice in one file."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from attrs import frozen

from skillsmatrix.records.faults import Fault, Wrong
from skillsmatrix.records.kinds import Kind
from skillsmatrix.records.row_checks import Values

Key = tuple[Hashable, ...]


@frozen
class Duplicates:
    """Rows that repeat an earlier one word for word, and faults of those that contradict one."""

    repeated: set[int]
    faults: list[Fault]


def keys(kind: Kind, values: Values, rows: Sequence[int]) -> list[Key]:
    """Return what says which record each of the rows is.

    A completion with a reference is known by it, within its source; others by what they say.
    """
    count = range(len(rows))
    parts = [values.get(name) for name in kind.key]
    columns = [[part[row] for row in rows] if part else [None] * len(rows) for part in parts]
    plain: list[Key] = list(zip(*columns, strict=True))
    references = values.get("reference") if kind.name == "completions" else None
    if references is None:
        return plain
    return [
        plain[at] if (reference := references[rows[at]]) is None else (reference,) for at in count
    ]


def find_duplicates(
    kind: Kind,
    found: Sequence[Key],
    values: Values,
    rows: Sequence[int],
    lines: Sequence[int | None],
) -> Duplicates:
    """Return which of the rows are about the same record as an earlier one."""
    compared = {f.name: values[f.name] for f in kind.fields if f.own and f.name in values}
    repeated: set[int] = set()
    faults: list[Fault] = []
    first: dict[Key, int] = {}
    contradicted: set[int] = set()
    for key, row in zip(found, rows, strict=True):
        earlier = first.setdefault(key, row)
        if earlier == row:
            continue
        differing = [name for name, column in compared.items() if column[earlier] != column[row]]
        if not differing:
            repeated.add(row)
            continue
        if earlier not in contradicted:
            contradicted.add(earlier)
            faults.append(_contradiction(earlier, lines[row], differing))
        faults.append(_contradiction(row, lines[earlier], differing))
    return Duplicates(repeated, faults)


def _contradiction(row: int, other: int | None, differing: list[str]) -> Fault:
    return Fault(
        row,
        Wrong(
            "contradicting-rows",
            f"row {other} is about the same record and says otherwise ({', '.join(differing)})",
            "Keep the one that is right.",
        ),
    )
