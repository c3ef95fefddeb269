"""A small town whose records change step by step, always in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.address import Address
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.door import import_file, import_row
from skillsmatrix.records.known import Known
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.migrate import upgrade_store
from skillsmatrix.records.store import Store, create_store, open_store

PEOPLE, COMPLETIONS = 40, 200
ASKED: dict[str, Any] = {
    "known": Known(
        items=frozenset({"C01", "C02"}),
        roles=frozenset({"teacher"}),
        sectors=frozenset({"education"}),
        courses=frozenset({"C01", "C02"}),
        tags=frozenset({"in-ratio"}),
    ),
    "as_at": date(2026, 9, 1),
    "recorded_at": datetime(2026, 9, 1, 12, tzinfo=UTC),
    "recorded_by": "ada",
}
Step = Callable[[], object]


def build(address: Address, files: Path) -> None:
    """Make a store with people, posts, completions and a correction of each kind."""
    create_store(address)
    store = open_store(address)
    for kind, content in (
        ("agencies", "id,name,sector\nA1,Alpha,education\n"),
        ("people", _people("P", 1)),
        ("assignments", _of_each("person,agency,role,start,hours", "A1,teacher,2020-01-01,37.5")),
        ("completions", _completions(0, level=1)),
        ("tags", _of_each("person,tag,start", "in-ratio,2021-01-01")),
        ("completions", _completions(0, level=2)),
        ("people", _people("P", 2)),
    ):
        import_file(store, kind, _file(files, kind, content), **ASKED)


def imports(store: Store, files: Path) -> Iterator[Step]:
    """Yield imports of files, and of single records, that bring something new."""
    for number in range(1, 3):
        people = _file(files, f"people-new-{number}", _people(f"N{number}-", 1))
        completions = _file(files, f"new-{number}", _completions(number * 500, level=1))
        yield partial(import_file, store, "people", people, **ASKED)
        yield partial(import_file, store, "completions", completions, **ASKED)
        one = {"id": f"ONE{number}", "name": "One More"}
        yield partial(import_row, store, "people", one, **ASKED)


def corrections(store: Store, files: Path) -> Iterator[Step]:
    """Yield imports of other values, and corrections by hand."""
    for number in range(3, 5):
        people = _file(files, f"people-{number}", _people("P", number))
        completions = _file(files, f"levels-{number}", _completions(0, level=number))
        yield partial(import_file, store, "people", people, **ASKED)
        yield partial(import_file, store, "completions", completions, **ASKED)
        one = {"id": "P1", "name": f"Ada the {number}th"}
        yield partial(import_row, store, "people", one, **ASKED)
        yield partial(raise_hours, store, by=number)


def migrations(store: Store, files: Path) -> Iterator[Step]:
    """Yield the one step that brings an older store up."""
    yield partial(upgrade_store, store.address)


WORK = {"imports": imports, "corrections": corrections, "migrations": migrations}


def raise_hours(store: Store, by: int) -> None:
    """Correct, by hand, the hours of everybody's post."""
    posts = t.assignments
    with store.writing() as connection:
        standing = sa.select(posts.c.id, posts.c.hours).where(posts.c.superseded.is_(None))
        found = connection.execute(standing.order_by(posts.c.id)).all()
        entry = Entry(
            action="correct",
            kind="assignments",
            recorded_at=ASKED["recorded_at"],
            recorded_by="ada",
            reason="Longer weeks.",
            counts={"changed": len(found)},
        )
        with logged(connection, entry) as number:
            longer = [Correction(row.id, {"hours": row.hours + by}) for row in found]
            correct(connection, posts, longer, number)


def _file(folder: Path, name: str, content: str) -> Path:
    path = folder / f"{name}.csv"  # the log names it, so it is the same each time
    path.write_text(content, "utf-8")
    return path


def _people(prefix: str, edition: int) -> str:
    rows = (f"{prefix}{number},Name {number} {edition}\n" for number in range(1, PEOPLE + 1))
    return "id,name\n" + "".join(rows)


def _of_each(header: str, rest: str) -> str:
    return header + "\n" + "".join(f"P{number},{rest}\n" for number in range(1, PEOPLE + 1))


def _completions(first: int, level: int) -> str:
    rows = (
        f"P{number % PEOPLE + 1},C01,{date.fromordinal(735000 + first + number)},{level}\n"
        for number in range(COMPLETIONS)
    )
    return "person,item,completed,level\n" + "".join(rows)
