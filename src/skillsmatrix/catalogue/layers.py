"""Later catalogues over earlier ones: they add, or override by name, never silently."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skillsmatrix.catalogue.read import Table
from skillsmatrix.problems import Problem, near

DATED = {"requirement": ("within", "grace", "renewal")}
"""Keys, by kind, whose values of all layers stand beside each other; any other key replaces."""

Entries = dict[str, dict[str, Table]]
"""Kind of thing → id → its merged table."""


def lay(tables: Iterable[Table], kinds: Iterable[str]) -> tuple[Entries, list[Problem]]:
    """Merge the tables of all files, in the order of their layers, by kind and id."""
    entries: Entries = {kind: {} for kind in kinds}
    problems: list[Problem] = []
    for table in tables:
        for kind, listed in table.items():
            if kind not in entries:
                problems.append(_unknown_kind(table, kind, entries))
            elif not isinstance(listed, list) or not all(isinstance(t, Table) for t in listed):
                problems.append(_not_repeated(table, kind))
            else:
                for entry in listed:
                    problems += _put(entries[kind], kind, entry)
    return entries, problems


def _put(known: dict[str, Table], kind: str, entry: Table) -> list[Problem]:
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        return [Problem("no-id", entry.place, f"This {kind} has no id", "Give it an id in quotes.")]
    overrides = entry.pop("overrides", False) is True
    earlier = known.get(name)
    if earlier is None:
        known[name] = entry
        if not overrides:
            return []
        return [
            Problem(
                "nothing-to-override",
                entry.places["id"],
                f"No earlier layer has this {kind} ({name})",
                f"Remove overrides, or correct the id. {near(name, set(known) - {name})}",
            )
        ]
    if overrides and earlier.layer < entry.layer:
        known[name] = _over(kind, earlier, entry)
        return []
    return [
        Problem(
            "defined-twice",
            entry.places["id"],
            f"This {kind} is already defined at {earlier.places['id']} ({name})",
            "Choose another id, or write overrides = true in a later layer.",
        )
    ]


def _over(kind: str, earlier: Table, later: Table) -> Table:
    values: dict[str, Any] = {**earlier, **later}
    places = {**earlier.places, **later.places}
    for key in DATED.get(kind, ()):
        if key not in earlier or key not in later:
            continue
        if not isinstance(earlier[key], list):
            # What is no list stays, to be told as a mistake of its own.
            values[key], places[key] = earlier[key], earlier.places[key]
        elif isinstance(later[key], list):
            values[key] = [*earlier[key], *later[key]]
    return Table(values, earlier.place, places, later.layer)


def _unknown_kind(table: Table, kind: str, entries: Entries) -> Problem:
    return Problem(
        "unknown-kind",
        table.places[kind],
        f"A catalogue has no such table ({kind})",
        near(kind, entries),
    )


def _not_repeated(table: Table, kind: str) -> Problem:
    return Problem(
        "not-repeated",
        table.places[kind],
        f"{kind} must be a repeated table",
        f"Write its header as [[{kind}]].",
    )
