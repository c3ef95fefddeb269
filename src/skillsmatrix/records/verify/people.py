"""``duplicate-person`` and ``person-without-assignment``: only told; nobody is merged by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import sqlalchemy as sa

from skillsmatrix.records.chain import fetched
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding, one

_RECORDS = ("completions", "absences", "decisions", "tags")


def same_person(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield people who share an e-mail address, or an id of one source but for its writing."""
    shared = (
        ("e-mail address", "SELECT lower(trim(email)) AS k, id FROM people WHERE email <> ''"),
        (
            "id in a source",
            "SELECT DISTINCT lower(trim(source) || ': ' || trim(ref)) AS k, person AS id FROM person_ids",
        ),
    )
    for what, query in shared:
        repeated = f"SELECT k FROM ({query}) AS a GROUP BY k HAVING count(*) > 1"
        found = f"SELECT k, id FROM ({query}) AS b WHERE k IN ({repeated}) ORDER BY k, id"
        rows = (row for chunk in fetched(connection, found) for row in chunk)
        for value, its in groupby(rows, itemgetter(0)):
            ids = tuple(identity for _, identity in its)
            yield Finding(
                code="duplicate-person",
                table="people",
                ids=ids,
                count=len(ids),
                what=f"{len(ids)} people have the same {what} ({value})",
            )


def without_assignment(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield people who have records, and no assignment that stands."""
    having = " UNION ".join(
        f"SELECT person FROM {name} WHERE superseded IS NULL" for name in _RECORDS
    )
    query = (
        f"SELECT id, ref FROM people WHERE id IN ({having} EXCEPT"
        " SELECT person FROM assignments WHERE superseded IS NULL) ORDER BY id"
    )
    for chunk in fetched(connection, query):
        for identity, ref in chunk:
            said = f"this person has records and no assignment, so no rule binds them ({ref})"
            yield one("person-without-assignment", "people", identity, said)
