"""The floor of reading: every standing completion fetched by the driver, and nothing made of it.

python read_floor.py FILE.sqlite
python read_floor.py postgresql://USER@HOST/DATABASE
"""

from __future__ import annotations

import sqlite3
import sys

_COLUMNS = "person, item, completed, expires, level, minutes, participatory, multi_agency, provider"
_QUERY = f"SELECT {_COLUMNS} FROM completions WHERE superseded IS NULL"


def from_sqlite(store: str) -> int:
    """Fetch all rows as tuples; return how many."""
    return len(sqlite3.connect(store).execute(_QUERY).fetchall())


def from_postgres(address: str) -> int:
    """COPY all rows out as CSV; return how many."""
    import psycopg

    count = 0
    with (
        psycopg.connect(address) as connection,
        connection.cursor().copy(f"COPY ({_QUERY}) TO STDOUT (FORMAT csv)") as copy,
    ):
        for block in copy:
            count += bytes(block).count(b"\n")
    return count


def main() -> None:
    """Read from where the argument says."""
    (store,) = sys.argv[1:]
    print(from_postgres(store) if "://" in store else from_sqlite(store))


if __name__ == "__main__":
    main()
