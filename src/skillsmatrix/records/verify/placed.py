"""Where the rows of findings came from: whose they are, and the file and row that brought them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import sqlalchemy as sa
from attrs import evolve

from skillsmatrix.records import tables as t
from skillsmatrix.records.verify.entries import written_by
from skillsmatrix.records.verify.finding import Finding

_AT_ONCE = 500


def placed(connection: sa.Connection, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with the place of the first of their rows."""
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        if finding.ids and finding.table != t.imports.name:
            wanted.setdefault(finding.table, set()).add(finding.ids[0])
    found: dict[tuple[str, int], tuple[str, str, int | None]] = {}
    for name, ids in wanted.items():
        for identity, person, file, row in _places(connection, t.metadata.tables[name], ids):
            found[name, identity] = (person or "", file or "", row)
    return tuple(_placed(finding, found) for finding in findings)


def _placed(finding: Finding, found: dict[tuple[str, int], tuple[str, str, int | None]]) -> Finding:
    place = found.get((finding.table, finding.ids[0])) if finding.ids else None
    if place is None:
        return finding
    return evolve(finding, person=place[0], file=place[1], row=place[2])


def _places(
    connection: sa.Connection, table: sa.Table, ids: set[int]
) -> Iterator[tuple[int, str | None, str | None, int | None]]:
    log, people = t.imports.alias("log"), t.people.alias("who")
    person: sa.ColumnElement[str | None] = sa.literal(None, sa.Text)
    joined: sa.FromClause = table.outerjoin(log, log.c.id == table.c[written_by(table)])
    if table is t.people:
        person = table.c.ref
    elif "person" in table.c:
        joined = joined.outerjoin(people, people.c.id == table.c.person)
        person = people.c.ref
    row = table.c.row if "row" in table.c else sa.literal(None, sa.Integer)
    query = sa.select(table.c.id, person, log.c.file, row).select_from(joined)
    rest = iter(sorted(ids))
    while chunk := list(islice(rest, _AT_ONCE)):
        for found in connection.execute(query.where(table.c.id.in_(chunk))):
            yield tuple(found)
