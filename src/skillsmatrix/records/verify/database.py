"""``database-corrupt``: what the database says of itself, before anything else is believed."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.finding import Finding

CODE = "database-corrupt"


def damaged(connection: sa.Connection, asked: Asked) -> Iterator[Finding]:
    """Yield what SQLite finds damaged in its file; PostgreSQL tells when a row is read."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Finding(code=CODE, what=f"the file is damaged ({said})")
