"""What must be right between the values of one decision, and what a revocation is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import islice, repeat
from typing import Any

import sqlalchemy as sa

from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.faults import Fault, Wrong
from skillsmatrix.records.known import Known

_AT_ONCE = 500
_WITH_END = (DecisionKind.EXTENSION, DecisionKind.TEMPORARY)


def decision_faults(
    values: Mapping[str, Sequence[Any]],
    bad: AbstractSet[int],
    known: Known,
    labels: Mapping[str, str],
) -> Iterator[Fault]:
    """Yield what is wrong within each row of decisions that is not bad already."""
    rows = zip(
        values["kind"],
        values["subject"],
        values.get("end") or repeat(None),
        values.get("completed") or repeat(None),
        strict=False,  # repeat is endless
    )
    for row, (kind, subject, end, completed) in enumerate(rows):
        if row not in bad:
            told = _wrongs(DecisionKind(kind), subject, end, completed, known, labels)
            yield from (Fault(row, wrong) for wrong in told)


def _wrongs(
    kind: DecisionKind,
    subject: str,
    end: date | None,
    completed: date | None,
    known: Known,
    labels: Mapping[str, str],
) -> Iterator[Wrong]:
    revocation = kind is DecisionKind.REVOCATION
    if kind in _WITH_END and end is None:
        name = labels["end"]
        what = f"{name}: a decision of this kind has a last day ({kind})"
        yield Wrong("missing-value", what, "Fill it in.")
    if revocation and completed is None:
        name = labels["completed"]
        what = f"{name}: a revocation says which record it is about (no {name})"
        yield Wrong("missing-value", what, "Fill in the day on which the record was completed.")
    if not revocation and completed is not None:
        what = f"{labels['completed']}: only a revocation is about a record ({kind}, {completed})"
        yield Wrong("decision-about-record", what, "Leave it empty, or correct the kind.")
    if revocation and subject not in known.items:
        what = f"{labels['subject']}: no record names a requirement ({subject})"
        yield Wrong("wrong-subject", what, "Name the course or competency of the record.")
    if not revocation and subject in known.courses and subject not in known.requirements:
        what = f"{labels['subject']}: nobody has to hold a course ({subject})"
        yield Wrong("wrong-subject", what, "Name the competency or the requirement it is about.")


def unmatched_faults(
    connection: sa.Connection,
    values: Mapping[str, Sequence[Any]],
    rows: Sequence[int],
    items: Mapping[int, str],
) -> Iterator[Fault]:
    """Yield the revocations of records that are not in the store.

    Args:
        connection: the store.
        values: the values of each field, codes in place of ids.
        rows: the rows to look at.
        items: ids of courses and competencies by code.
    """
    wanted = {
        row: (values["person"][row], values["subject"][row], values["completed"][row])
        for row in rows
        if values["kind"][row] == DecisionKind.REVOCATION
    }
    people = sorted({person for person, _, _ in wanted.values()})
    c, found = t.completions.c, set()
    rest = iter(people)
    while chunk := list(islice(rest, _AT_ONCE)):
        query = sa.select(c.person, c.item, c.completed).where(
            standing(t.completions), c.person.in_(chunk)
        )
        found |= {tuple(each) for each in connection.execute(query)}
    for row, (person, item, completed) in wanted.items():
        if (person, item, completed) not in found:
            what = f"no such record to revoke ({items[item]} completed on {completed})"
            yield Fault(
                row,
                Wrong("no-such-record", what, "Correct it, or import the record first."),
            )
