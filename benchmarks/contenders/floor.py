"""A simpler question, as quick as DuckDB answers it: ``python floor.py SNAPSHOT RULES``.

Each rule takes the one record that is valid longest, by days and not by months; every answer of
every rule counts, and the strictest of several is not looked for. Of deadlines, decisions, absences,
hours and events it knows nothing. Whatever answers the whole question reads the same records, joins
them with the same rules, and can hardly do with less.
"""

from __future__ import annotations

import json

import duckdb
from asked import DAY, FOREVER, SOON, asked_store

# Keys packed from both sides keep DuckDB from joining posts with rules first.
FLOOR = """
with who as (
  select person, agency, start, profile from posts where coalesce("end", {forever}) >= {day}
),
held as (
  select (h.person::bigint * 1024 + h.profile) * 1024 + u.rule as pk,
    max(least(coalesce(c.expires, {forever}),
      case when u.days = 0 then {forever} else c.completed + u.days end)) as until
  from completions c
  join who h using (person)
  join counts u on u.profile * 4096 + u.item = h.profile * 4096 + c.item
  where c.completed <= {day} and coalesce(c.level, u.granted) >= u.min_level
  group by pk
)
select agency, comp, status, count(*)
from (
  select w.agency, n.comp, case
    when h.until is null then if(w.start + n.grace >= {day}, 2, 3)
    when h.until < {day} then 4
    when h.until <= {day} + {soon} then 1
    else 0 end as status
  from who w
  join need n using (profile)
  left join held h on h.pk = (w.person::bigint * 1024 + w.profile) * 1024 + n.rule
)
group by all
"""


def main() -> None:
    """Read, ask, print."""
    snapshot, rules = asked_store()
    con = duckdb.connect()
    con.execute(f"create view completions as from read_parquet('{snapshot}/completions.parquet')")
    for name in ("posts", "need", "counts"):
        con.execute(f"create view {name} as from read_parquet('{rules}/{name}.parquet')")
    counts: dict[int, int] = {}
    for *_, status, count in con.execute(
        FLOOR.format(day=DAY, soon=SOON, forever=FOREVER)
    ).fetchall():
        counts[status] = counts.get(status, 0) + count
    print(json.dumps({"rows": sum(counts.values()), "statuses": counts}))


if __name__ == "__main__":
    main()
