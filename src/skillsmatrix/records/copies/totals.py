"""What a store holds, in figures: to say what a copy has, and that it has what it should."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.tables import metadata


@frozen(kw_only=True)
class Totals:
    """What a store holds.

    Attributes:
        rows: how many rows each of its tables has, the log among them.
        last: id of the last entry of the log; None where nothing was recorded.
        seal: the seal of that entry, which stands for all that was recorded up to it.
    """

    rows: Mapping[str, int]
    last: int | None = None
    seal: str = ""

    @property
    def all_rows(self) -> int:
        """How many rows there are in all tables together."""
        return sum(self.rows.values())

    @property
    def entries(self) -> int:
        """How many entries the log has."""
        return self.rows.get("imports", 0)

    def __str__(self) -> str:
        """Give the figures as one line for a person."""
        entries = f"{self.entries:,} {'entry' if self.entries == 1 else 'entries'} of the log"
        sealed = f", the last sealed {self.seal}" if self.seal else ""
        return f"{self.all_rows:,} {'row' if self.all_rows == 1 else 'rows'}, {entries}{sealed}"


def totals(connection: sa.Connection) -> Totals:
    """Return what a store of any schema of ours holds."""
    inspected = sa.inspect(connection)
    there = set(inspected.get_table_names())
    names = [name for name in metadata.tables if name in there]
    rows = {name: _one(connection, f"SELECT count(*) FROM {name}") or 0 for name in names}
    if "imports" not in there:
        return Totals(rows=rows)
    last = _one(connection, "SELECT max(id) FROM imports")
    chained = "chain" in {column["name"] for column in inspected.get_columns("imports")}
    seal = ""
    if chained and last is not None:
        seal = connection.exec_driver_sql(
            f"SELECT chain FROM imports WHERE id = {last}"
        ).scalar_one()
    return Totals(rows=rows, last=last, seal=seal)


def check_same(place: object, found: Totals, expected: Totals) -> None:
    """Raise unless a copy holds what it is a copy of.

    Raises:
        SkillsError: it does not; says what differs.
    """
    for name, rows in expected.rows.items():
        if found.rows.get(name) != rows:
            raise SkillsError(
                f"{place}: {name} should have {rows} rows, and has {found.rows.get(name, 0)}. "
                "Nothing was kept: do it again, and tell us if it happens twice."
            )
    if (found.last, found.seal) != (expected.last, expected.seal):
        raise SkillsError(
            f"{place}: the last entry of the log should be {expected.last}, sealed "
            f"{expected.seal}, and is {found.last}, sealed {found.seal}. "
            "Nothing was kept: take another backup or export."
        )


def _one(connection: sa.Connection, query: str) -> int | None:
    found: int | None = connection.exec_driver_sql(query).scalar()
    return found
