"""The question in DuckDB SQL, written by hand against whole numbers: ``python sql.py STORE``.

DuckDB likes to join posts with rules before it looks at completions, and then carries hundreds of
rows per person; a key packed from both sides leaves it no such choice.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
from asked import DAY, FOREVER, NEVER, SOON, answer, asked_store

TABLES = {
    "agencies": "id, ref",
    "assignments": 'person, agency, role, setting, start, "end"',
    "completions": "person, item, completed, expires, level",
}

CELLS = """
create temp table cells as
with who as (
  select a.person, a.agency, a.start, p.profile
  from assignments a
  join posts p on p.role = a.role and p.agency = a.agency and p.setting = coalesce(a.setting, -1)
  where a.start <= {day} and coalesce(a."end", {forever}) >= {day}
),
matched as (
  select (c.person::bigint * 1024 + h.profile) * 1024 + n.rule as pk,
    case when n.levelled = 1 and c.level > 0 then c.level else n.granted end >= n.min_level
      as reaches,
    case when n.own_expiry = 2 and c.expires is not null then c.expires
      when n.own_expiry = 0 then coalesce(k.last, {forever})
      else least(c.expires, k.last, {forever}) end as until
  from completions c
  join (select distinct person, profile from who) h using (person)
  join counts n on n.profile * 4096 + n.item = h.profile * 4096 + c.item
  left join calendar k on k.day * 1000 + k.interval = c.completed * 1000 + n.interval
  where c.completed <= {day} and c.completed between n.first and n.last_day
),
held as (
  select pk,
    max(case when reaches then until else {never} end) as until,
    max(case when reaches then {never} else until end) as below
  from matched group by pk
)
select w.person, w.agency, n.comp, max(case
  when n.evaluated = 0 then 3
  when h.until > {day} + {soon} then 0
  when h.until >= {day} then 1
  when greatest(w.start, n.rule_start) >= n.starts_from then 2
  when h.until > {never} then 5
  when h.below >= {day} then 4
  else 6 end) as status
from who w
join need n using (profile)
left join held h on h.pk = (w.person::bigint * 1024 + w.profile) * 1024 + n.rule
group by w.person, w.agency, n.comp
"""

TOTAL = """
select status, count(*)
from (select max(status) as status from cells group by person, comp) group by status
"""

BY_AGENCY = """
select ref, status, count(*) from cells join agencies on id = agency group by ref, status
"""

PEOPLE = """
select ref, count(distinct person)
from cells join agencies on id = agency where status >= 4 group by ref
"""


def attach_sqlite(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Read the tables of a SQLite file through ADBC, without an object per cell."""
    import adbc_driver_manager as adbc
    import adbc_driver_sqlite

    where = {"completions": "where outcome = 'complete' and completed is not null"}
    database = adbc_driver_sqlite.connect(f"file:{file}?mode=ro")
    connection = adbc.AdbcConnection(database)
    for name, columns in TABLES.items():
        statement = adbc.AdbcStatement(connection)
        statement.set_sql_query(f"select {columns} from {name} {where.get(name, '')}")
        stream, _ = statement.execute_query()
        con.register("stream", stream)
        con.execute(f"create temp table {name} as select * from stream")
        con.unregister("stream")
        statement.close()
    connection.close()
    database.close()


def main() -> None:
    """Read, ask, print."""
    store, rules = asked_store()
    con = duckdb.connect()
    if store.is_dir():
        for name in TABLES:
            con.execute(f"create view {name} as from read_parquet('{store}/{name}.parquet')")
    else:
        attach_sqlite(con, store)
    for name in ("posts", "need", "counts", "calendar"):
        con.execute(f"create view {name} as from read_parquet('{rules}/{name}.parquet')")
    con.execute(CELLS.format(day=DAY, soon=SOON, forever=FOREVER, never=NEVER))
    answer(*(con.execute(query).fetchall() for query in (TOTAL, BY_AGENCY, PEOPLE)))


if __name__ == "__main__":
    main()
