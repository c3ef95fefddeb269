"""``dangling-reference``: rows that name a row that is not there."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.chain import fetched
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding, by_value


def dangling_references(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield rows that point to nothing; those that point to the log are told with the chain."""
    for table in t.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            column, to = key.parent.name, key.column.table.name
            if to == t.imports.name:
                continue
            query = (
                f'SELECT "{column}", id FROM {table.name} WHERE "{column}" IS NOT NULL AND NOT EXISTS'
                f' (SELECT 1 FROM {to} x WHERE x.id = {table.name}."{column}") ORDER BY "{column}", id'
            )
            rows = (row for chunk in fetched(connection, query) for row in chunk)

            def say(value: object, count: int, column: str = column, to: str = to) -> str:
                its = "this row names" if count == 1 else f"{count} rows name"
                return f"as {column} {its} one of {to} that is not there ({value})"

            yield from by_value("dangling-reference", table.name, rows, say)
