"""The question in DuckDB SQL, written by hand against whole numbers: ``python sql.py SNAPSHOT RULES``.

DuckDB likes to join posts with rules before it looks at completions, and then carries hundreds of
rows per person; a key packed from both sides leaves it no such choice.
"""

from __future__ import annotations

import duckdb
from asked import DAY, FOREVER, NEVER, SOON, answer, asked_store

CELLS = """
create temp table cells as
with who as (
  select person, agency, start, agency_start, profile
  from posts where coalesce("end", {forever}) >= {day}
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
  left join calendar k on k.day * 1000 + k.span = c.completed * 1000 + n.span
  where c.completed <= {day} and c.completed between n.first and n.last_day
),
held as (
  select pk,
    max(case when reaches then until else {never} end) as until,
    max(case when reaches then {never} else until end) as below
  from matched group by pk
)
select w.person, w.agency, n.comp, max(case
  when h.until > {day} + {soon} then 0
  when h.until >= {day} then 1
  when greatest(if(n.trigger = 1, w.agency_start, w.start), n.rule_start) >= n.starts_from then 2
  when h.until > {never} then 4
  when h.below >= {day} then 3
  else 5 end) as status
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
from cells join agencies on id = agency where status >= 3 group by ref
"""


def main() -> None:
    """Read, ask, print."""
    snapshot, rules = asked_store()
    con = duckdb.connect()
    for name in ("agencies", "completions"):
        con.execute(f"create view {name} as from read_parquet('{snapshot}/{name}.parquet')")
    for name in ("posts", "need", "counts", "calendar"):
        con.execute(f"create view {name} as from read_parquet('{rules}/{name}.parquet')")
    con.execute(CELLS.format(day=DAY, soon=SOON, forever=FOREVER, never=NEVER))
    answer(*(con.execute(query).fetchall() for query in (TOTAL, BY_AGENCY, PEOPLE)))


if __name__ == "__main__":
    main()
