"""The ids that other systems know people by, as a people file gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from attrs import field, frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.faults import Fault, Wrong
from skillsmatrix.records.landing.row_checks import Values


@frozen
class NewIds:
    """Ids to add, by the row that gives each, and rows whose id belongs to somebody else."""

    added: dict[int, dict[str, Any]] = field(factory=dict)
    faults: list[Fault] = field(factory=list)


Owners = dict[tuple[str, str], str]
"""Whose an id in another system is: our id of the person."""


def read_owners(connection: sa.Connection) -> Owners:
    """Return whose the ids in other systems are."""
    p, people = t.person_ids.c, t.people.c
    query = sa.select(p.source, p.ref, people.ref.label("owner")).join(
        t.people, p.person == people.id
    )
    return {(row.source, row.ref): row.owner for row in connection.execute(query)}


def find_new_ids(values: Values, rows: Sequence[int], owners: Owners) -> NewIds:
    """Return the ids that the rows of a people file add, each for the person with our id.

    Args:
        values: the values of each field.
        rows: the rows to look at.
        owners: whose ids are; what the rows add is added to it.
    """
    new = NewIds()
    if "source_id" not in values or "source" not in values:
        return new
    for row in rows:
        source, ref, person = (values[name][row] for name in ("source", "source_id", "id"))
        owner = owners.get((source, ref))
        if ref is None or owner == person:
            continue
        if owner is None:
            owners[source, ref] = person
            new.added[row] = {"person": person, "source": source, "ref": ref}
            continue
        wrong = Wrong(
            "id-of-another",
            f"this id in {source} is already that of {owner} ({ref})",
            "Correct one of the two, or give both rows the same id.",
        )
        new.faults.append(Fault(row, wrong))
    return new
