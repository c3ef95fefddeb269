"""The ids that other systems know people by, as a people file gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from attrs import field, frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.faults import Fault, Wrong
from skillsmatrix.records.row_checks import Values


@frozen
class NewIds:
    """Ids to add, by the row that gives each, and rows whose id belongs to somebody else."""

    added: dict[int, dict[str, Any]] = field(factory=dict)
    faults: list[Fault] = field(factory=list)


def find_new_ids(
    connection: sa.Connection, values: Values, rows: Sequence[int], codes: Mapping[str, int]
) -> NewIds:
    """Return the ids that the rows of a people file add; ``person`` is filled in by the writer.

    Args:
        connection: the store.
        values: the values of each field.
        rows: the rows to look at.
        codes: the code of each person that the store knows, by id.
    """
    new = NewIds()
    if "source_id" not in values or "source" not in values:
        return new
    refs = {code: ref for ref, code in codes.items()}
    p = t.person_ids.c
    owners = {
        (row.source, row.ref): refs[row.person]
        for row in connection.execute(sa.select(p.source, p.ref, p.person))
    }
    for row in rows:
        source, ref, person = (values[name][row] for name in ("source", "source_id", "id"))
        owner = owners.get((source, ref))
        if ref is None or owner == person:
            continue
        if owner is None:
            owners[source, ref] = person
            new.added[row] = {"source": source, "ref": ref}
            continue
        wrong = Wrong(
            "id-of-another",
            f"this id in {source} is already that of {owner} ({ref})",
            "Correct one of the two, or give both rows the same id.",
        )
        new.faults.append(Fault(row, wrong))
    return new
