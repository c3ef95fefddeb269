"""The question as a graph of policy and a loop over people: ``python loop.py SNAPSHOT RULES``.

Edges lead from an item to the rules it counts for, and from a post's profile to the rules that bind
it; each person's completions are walked along them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
from asked import (
    AT_AGENCY,
    BELOW_LEVEL,
    DAY,
    EXPIRED,
    EXPIRING,
    FOREVER,
    MET,
    MISSING,
    NEVER,
    NOT_YET_DUE,
    OWN_IGNORED,
    OWN_STANDS,
    SOON,
    answer,
    asked_store,
)

Row = tuple[Any, ...]

TABLES = {
    "agencies": ("id", "ref"),
    "completions": ("person", "item", "completed", "expires", "level"),
}


def parquet_rows(file: Path, columns: tuple[str, ...] | None = None) -> Iterator[Row]:
    """Yield the rows of a Parquet file."""
    import pyarrow.parquet as pq

    table = pq.read_table(file, columns=list(columns) if columns else None)
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def policy_graph(rules: Path) -> nx.MultiDiGraph:
    """Return the graph of what binds whom and what counts for it."""
    graph = nx.MultiDiGraph()
    columns = ("profile", "rule", "comp", "starts_from", "rule_start", "trigger")
    for profile, rule, *rest in parquet_rows(rules / "need.parquet", columns):
        needed = dict(zip(columns[2:], rest, strict=True))
        graph.add_edge(("profile", profile), ("rule", profile, rule), **needed)
    columns = (
        "profile",
        "item",
        "rule",
        "granted",
        "levelled",
        "min_level",
        "span",
        "own_expiry",
        "first",
        "last_day",
    )
    for profile, item, rule, *rest in parquet_rows(rules / "counts.parquet", columns):
        counted = dict(zip(columns[3:], rest, strict=True))
        graph.add_edge(("item", profile, item), ("rule", profile, rule), **counted)
    return graph


def held_by(
    graph: nx.MultiDiGraph,
    calendar: dict[tuple[int, int], int],
    profile: int,
    done: list[Row],
) -> tuple[dict[Any, int], dict[Any, int]]:
    """Return the best last valid day of each rule, at its level and below it."""
    until: dict[Any, int] = {}
    below: dict[Any, int] = {}
    for _, item, completed, expires, level in done:
        node = ("item", profile, item)
        if completed > DAY or node not in graph:
            continue
        for _, rule, edge in graph.out_edges(node, data=True):
            if not edge["first"] <= completed <= edge["last_day"]:
                continue
            last = calendar.get((completed, edge["span"]), FOREVER)
            if expires is not None and edge["own_expiry"] != OWN_IGNORED:
                last = expires if edge["own_expiry"] == OWN_STANDS else min(expires, last)
            reached = level if edge["levelled"] and level else edge["granted"]
            best = until if reached >= edge["min_level"] else below
            best[rule] = max(best.get(rule, NEVER), last)
    return until, below


def status(edge: dict[str, int], start: int, until: int, below: int) -> int:
    """Return the status of a rule that binds from a start, held until a day."""
    if until >= DAY:
        return MET if until > DAY + SOON else EXPIRING
    if max(start, edge["rule_start"]) >= edge["starts_from"]:
        return NOT_YET_DUE
    if until > NEVER:
        return EXPIRED
    return BELOW_LEVEL if below >= DAY else MISSING


def main() -> None:
    """Read, ask, print."""
    snapshot, rules = asked_store()
    graph = policy_graph(rules)
    calendar = {(day, n): last for day, n, last in parquet_rows(rules / "calendar.parquet")}
    names, done = (parquet_rows(snapshot / f"{name}.parquet", TABLES[name]) for name in TABLES)
    refs = dict(names)
    completions: defaultdict[int, list[Row]] = defaultdict(list)
    for row in done:
        completions[row[0]].append(row)
    assignments: defaultdict[int, list[Row]] = defaultdict(list)
    for row in parquet_rows(rules / "posts.parquet"):
        assignments[row[0]].append(row)

    total: Counter[int] = Counter()
    by_agency: Counter[tuple[str, int]] = Counter()
    people: Counter[str] = Counter()
    for person, held_posts in assignments.items():
        cells: dict[tuple[int, int], int] = {}
        whole: dict[int, int] = {}
        for _, agency, start, agency_start, end, profile in held_posts:
            if end is not None and end < DAY:
                continue
            until, below = held_by(graph, calendar, profile, completions[person])
            for _, rule, edge in graph.out_edges(("profile", profile), data=True):
                since = agency_start if edge["trigger"] == AT_AGENCY else start
                found = status(edge, since, until.get(rule, NEVER), below.get(rule, NEVER))
                comp = edge["comp"]
                cells[agency, comp] = max(cells.get((agency, comp), MET), found)
                whole[comp] = max(whole.get(comp, MET), found)
        total.update(whole.values())
        by_agency.update((refs[agency], found) for (agency, _), found in cells.items())
        people.update({refs[a] for (a, _), found in cells.items() if found >= BELOW_LEVEL})
    answer(total.items(), ((a, s, n) for (a, s), n in by_agency.items()), people.items())


if __name__ == "__main__":
    main()
