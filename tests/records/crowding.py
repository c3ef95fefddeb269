"""Many processes that write to one store and read it, all at once.

Run it by hand from the folder of the repository, with ``src`` and ``.`` on the path:

    PYTHONPATH=src:. python -m tests.records.crowding --seconds 60

Each process brings in people and their completions, corrects its own, raises a number that all
share by reading and then writing it, and reads everything. What each was told to be done must be
there at the end, every reader must see a state between two entries, and nobody hears of a lock.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path
from time import monotonic

import polars as pl
import sqlalchemy as sa
from attrs import asdict, define, field
from tests.records.killing import in_memory
from tests.records.small_town import ASKED
from tests.records.whole import faults
from tests.server import running_server

from skillsmatrix.records import tables as t
from skillsmatrix.records.address import Address, read_address
from skillsmatrix.records.columns import read_columns
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.door import import_file, import_row
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.read import all_person_records
from skillsmatrix.records.store import Store, create_store, open_store

EACH = 5
"""How many completions each person has."""


@define
class Told:
    """What a process did, and was told to be done.

    Attributes:
        name: of the process; its people's ids begin with it.
        people: how many people it brought in, each with ``EACH`` completions.
        named: what it last called a person of its own.
        raised: how often it raised the number that all share.
        done: how often it did what.
        longest: the longest that one of them took, in seconds.
        wrong: what should not be.
    """

    name: str
    people: int = 0
    named: str = ""
    raised: int = 0
    done: Counter[str] = field(factory=Counter)
    longest: float = 0.0
    wrong: list[str] = field(factory=list)


def prepare(address: Address) -> None:
    """Make a store with the one record whose level all processes raise."""
    create_store(address)
    store = open_store(address)
    import_row(store, "people", {"id": "ALL", "name": "All"}, **ASKED)
    shared = {"person": "ALL", "item": "C02", "completed": "2020-01-01", "level": "1"}
    import_row(store, "completions", shared, **ASKED)


def work(store: Store, told: Told, folder: Path, end: float) -> None:
    """Do one thing after another until the end."""
    numbers = count(1)

    def bring() -> None:
        path, ref = folder / f"{told.name}.csv", f"{told.name}-{told.people + 1}"
        path.write_text(f"id,name\n{ref},Somebody\n", "utf-8")
        import_file(store, "people", path, **ASKED)
        rows = (f"{ref},C01,{2020 + number}-01-01\n" for number in range(EACH))
        path.write_text("person,item,completed\n" + "".join(rows), "utf-8")
        import_file(store, "completions", path, **ASKED)
        told.people += 1

    def rename() -> None:
        name = f"{told.name} the {next(numbers)}th"
        import_row(store, "people", {"id": f"{told.name}-me", "name": name}, **ASKED)
        told.named = name

    def raise_it() -> None:
        raise_level(store)
        told.raised += 1

    def read() -> None:
        told.wrong.extend(seen_wrong(store))

    steps: list[Callable[[], None]] = [bring, rename, raise_it, read]
    first = int(told.name[1:]) % len(steps)  # or else all would do the same at once
    for step in cycle(steps[first:] + steps[:first]):
        begun = monotonic()
        if begun > end:
            return
        step()
        told.longest = max(told.longest, monotonic() - begun)
        told.done[step.__name__] += 1


def raise_level(store: Store) -> None:
    """Read the level that all share, and correct it to one more."""
    c = t.completions.c
    with store.writing() as connection:
        query = sa.select(c.id, c.level).where(c.level.is_not(None), c.superseded.is_(None))
        record, level = connection.execute(query).one()
        entry = Entry(
            action="correct",
            kind="completions",
            recorded_at=ASKED["recorded_at"],
            recorded_by="ada",
            reason="One more.",
            counts={"changed": 1},
        )
        with logged(connection, entry) as number:
            correct(connection, t.completions, [Correction(record, {"level": level + 1})], number)


def seen_wrong(store: Store) -> list[str]:
    """Return what a reader sees that cannot be: in the log, in frames, and person by person."""
    wrong = []
    log, c = t.imports.c, t.completions.c
    with store.reading() as connection:
        new = connection.scalar(sa.select(sa.func.sum(log.new)).where(log.kind == "completions"))
        standing = sa.select(sa.func.count()).where(c.superseded.is_(None))
        if (found := connection.scalar(standing)) != new:
            wrong.append(f"{found} completions, and the log says {new}")
    columns = read_columns(store.address)
    counted = columns.completions.group_by("person").len()
    known = columns.people.join(counted, left_on="id", right_on="person", how="full")
    if known["id"].null_count():
        wrong.append("completions of people there are not")
    if not set(known.filter(pl.col("ref") != "ALL")["len"].drop_nulls()) <= {EACH}:
        wrong.append("a part of somebody's completions")
    for records in all_person_records(store):
        if len(records.completions) not in (0, 1 if records.person.id == "ALL" else EACH):
            wrong.append(f"{records.person.id} has {len(records.completions)} completions")
    return wrong


def crowd(address: Address, processes: int, seconds: float) -> list[Told]:
    """Let so many processes work at once; return what each was told."""
    with tempfile.TemporaryDirectory() as folder:
        end = monotonic() + seconds
        started = [_start(address, f"W{each}", Path(folder), end) for each in range(processes)]
        found = []
        for child, pipe in started:
            with os.fdopen(pipe, "rb") as said:
                found.append(Told(**json.loads(said.read())))
            os.waitpid(child, 0)
    return found


def _start(address: Address, name: str, folder: Path, end: float) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    told = Told(name)
    try:
        work(open_store(address), told, folder, end)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is to know
        told.wrong.append(traceback.format_exc())
    with os.fdopen(writing, "wb") as out:
        out.write(json.dumps(asdict(told)).encode())
    os._exit(0)


def lost(store: Store, found: list[Told]) -> list[str]:
    """Return what processes were told to be done and is not there, and all else that is wrong."""
    wrong = [line for told in found for line in told.wrong]
    wrong += seen_wrong(store) + faults(store)
    records = {each.person.id: each for each in all_person_records(store)}
    for told in found:
        for number in range(1, told.people + 1):
            held = records.get(f"{told.name}-{number}")
            if held is None or len(held.completions) != EACH:
                wrong.append(f"{told.name}-{number} was brought in and is not there")
        if told.named and records[f"{told.name}-me"].person.name != told.named:
            wrong.append(f"{told.name}-me is not called {told.named}")
    raised = sum(told.raised for told in found)
    if (level := records["ALL"].completions[0].level) != raised + 1:
        wrong.append(f"the number began at 1, was raised {raised} times, and is {level}")
    return wrong


def tell(name: str, found: list[Told], wrong: list[str], seconds: float) -> None:
    """Print what was done, how fast, and how long somebody waited at most."""
    done = sum((told.done for told in map(_counted, found)), Counter())
    writes = 2 * done["bring"] + done["rename"] + done["raise_it"]
    print(
        f"{name}: {len(found)} processes, {seconds:.0f} s: {writes} writes "
        f"({writes / seconds:.1f} a second), {done['read']} reads of everything "
        f"({done['read'] / seconds:.1f} a second); longest wait "
        f"{max(told.longest for told in found):.1f} s; {len(wrong)} wrong",
        flush=True,
    )
    for line in wrong[:5]:
        print(line, file=sys.stderr)


def _counted(told: Told) -> Told:
    told.done = Counter(told.done)  # JSON has made it a plain object
    return told


def main() -> int:
    """Let crowds work on both kinds of store; 1 if anything was lost."""
    parser = argparse.ArgumentParser(description="Let many write and read at once.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=32, help="of PostgreSQL")
    asked = parser.parse_args()
    seconds = asked.seconds
    failed = 0
    in_memory()
    with tempfile.TemporaryDirectory() as folder, running_server(durable=True) as server:
        server.run("CREATE DATABASE crowd")
        crowds = []
        for name, address, processes in (
            ("SQLite", Path(folder) / "crowd.sqlite", 8),
            ("PostgreSQL", read_address(server.uri("crowd")), asked.clients),
        ):
            prepare(address)
            begun = monotonic()
            found = crowd(address, processes, seconds)
            crowds.append((name, address, found, monotonic() - begun))
        # Only now: whoever has used Polars must not fork any more.
        for name, address, found, took in crowds:
            wrong = lost(open_store(address), found)
            tell(name, found, wrong, took)
            failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
