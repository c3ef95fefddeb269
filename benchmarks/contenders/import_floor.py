"""The floor of an import: a CSV of completions put into a table, and nothing asked of it.

    python import_floor.py COMPLETIONS.csv FILE.sqlite
    python import_floor.py COMPLETIONS.csv postgresql://USER@HOST/DATABASE

No check, no comparison, no history: ids are looked up, days become numbers or dates, rows go in.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

_TABLE = "CREATE TABLE floor (person INTEGER, item INTEGER, completed {day}, expires {day})"
_INDEX = "CREATE INDEX ix_floor ON floor (person, item, completed)"


def _rows(path: str, people: dict[str, int], items: dict[str, int]) -> Iterator[tuple[int, ...]]:
    days: dict[str, int] = {}
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for person, item, completed in reader:
            if completed not in days:
                days[completed] = date.fromisoformat(completed).toordinal() - 719_163
            code = items.setdefault(item, len(items))
            yield people.setdefault(person, len(people)), code, days[completed]


def into_sqlite(path: str, store: str) -> int:
    """Put the rows in, one by one in a single transaction; return how many."""
    Path(store).unlink(missing_ok=True)
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(_TABLE.format(day="INTEGER"))
    connection.execute(_INDEX)
    connection.execute("BEGIN")
    insert = "INSERT INTO floor (person, item, completed) VALUES (?, ?, ?)"
    connection.executemany(insert, _rows(path, {}, {}))
    connection.execute("COMMIT")
    (count,) = connection.execute("SELECT count(*) FROM floor").fetchone()
    return int(count)


def into_postgres(path: str, address: str) -> int:
    """COPY the file as text, then let the server look up ids and read days; return how many."""
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute("CREATE TEMP TABLE plain (person TEXT, item TEXT, completed TEXT)")
        with (
            open(path, "rb") as file,
            connection.cursor().copy("COPY plain FROM STDIN (FORMAT csv, HEADER)") as copy,
        ):
            while block := file.read(1 << 20):
                copy.write(block)
        connection.execute("DROP TABLE IF EXISTS floor")
        connection.execute(_TABLE.format(day="DATE"))
        connection.execute(_INDEX)
        connection.execute(
            "WITH p AS (SELECT person, row_number() OVER () AS id FROM plain GROUP BY person),"
            " i AS (SELECT item, row_number() OVER () AS id FROM plain GROUP BY item)"
            " INSERT INTO floor SELECT p.id, i.id, completed::date"
            " FROM plain JOIN p USING (person) JOIN i USING (item)"
        )
        (count,) = connection.execute("SELECT count(*) FROM floor").fetchone() or (0,)
    return int(count)


def main() -> None:
    """Put a file where the second argument says."""
    path, store = sys.argv[1:]
    into = into_postgres if "://" in store else into_sqlite
    print(into(path, store))


if __name__ == "__main__":
    main()
