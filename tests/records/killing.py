"""Kill whoever writes at random moments, and look whether anything is lost or half done.

Run it by hand from the folder of the repository, with ``src`` and ``.`` on the path:

    PYTHONPATH=src:. python -m tests.records.killing --kills 200

A child does some work step by step, and says each time that a step is done. It is killed (or the
server is) at a moment drawn from the time that the work takes. What the store holds then must be what
the steps it spoke of had made, and at most the one after: to the byte, by the chain of the log.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from time import monotonic, sleep

import psycopg
from attrs import field, frozen
from tests.records.small_town import WORK, Step, build
from tests.records.whole import chain_of, faults
from tests.server import PostgresServer, running_server

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.address import Address, Server, read_address
from skillsmatrix.records.migrate import downgrade_store, upgrade_store
from skillsmatrix.records.store import Store, open_store
from skillsmatrix.records.verify import Severity, find_code, verify

_ROUNDS = ("sqlite", "postgresql", "server")
_BEGUN, _STEP, _DONE, _TOLD, _BROKEN = b"b", b"s", b"d", b"t", b"x"


@frozen
class Kind:
    """A kind of store, and how a copy of one is made and thrown away."""

    name: str
    copy: Callable[[str], Address]
    drop: Callable[[Address], None]
    server: PostgresServer | None = None


@frozen
class Expected:
    """What the work makes when nobody disturbs it.

    Attributes:
        chain: the seals of the log at the end.
        ends: how many of them there are before the first step and after each.
        takes: seconds, from the fork to the end, each time it was measured.
    """

    chain: list[str]
    ends: list[int]
    takes: list[float]


@frozen
class Tally:
    """What came of many kills."""

    moments: Counter[str] = field(factory=Counter)
    acknowledged: list[int] = field(factory=list)
    wrong: list[str] = field(factory=list)


def files(folder: Path) -> Kind:
    """Return SQLite: a copy is a copy of the file."""

    def copy(name: str) -> Path:
        return shutil.copy(folder / f"{name}.sqlite", folder / "copy.sqlite")

    def drop(address: Address) -> None:
        for path in folder.glob("copy.sqlite*"):
            path.unlink()

    return Kind("SQLite", copy, drop)


def databases(server: PostgresServer) -> Kind:
    """Return PostgreSQL: a copy is a database made from another."""
    numbers = count()

    def copy(name: str) -> Address:
        made = f"copy{next(numbers)}"
        server.run(f"CREATE DATABASE {made} TEMPLATE {name}")
        return read_address(server.uri(made))

    def drop(address: Address) -> None:
        assert isinstance(address, Server)
        server.run(f"DROP DATABASE {address.uri.rpartition('/')[2]} WITH (FORCE)")

    return Kind("PostgreSQL", copy, drop, server)


@contextmanager
def kinds(folder: Path) -> Iterator[list[Kind]]:
    """Give both kinds, each with a store ``town`` and one of the schema before, ``old``."""
    with running_server(durable=True) as server:
        server.run("CREATE DATABASE town")
        found: list[Kind] = [files(folder), databases(server)]
        for town, old in (
            (folder / "town.sqlite", folder / "old.sqlite"),
            (read_address(server.uri("town")), read_address(server.uri("old"))),
        ):
            with tempfile.TemporaryDirectory() as made:
                build(town, Path(made))
            if isinstance(town, Path):
                shutil.copy(town, folder / "old.sqlite")
            else:
                server.run("CREATE DATABASE old TEMPLATE town")
            downgrade_store(old, "0002")
        yield found


def expect(kind: Kind, work: str, folder: Path) -> Expected:
    """Do the work undisturbed, twice: to see what it makes, and in a child how long it takes."""
    address = kind.copy(_source(work))
    store = Store(address)
    ends = [] if work == "migrations" else [len(chain_of(store))]
    for step in list(WORK[work](store, folder)):
        step()
        ends.append(len(chain_of(store)))
    chain = chain_of(store)
    assert faults(store) == []
    kind.drop(address)
    takes = []
    for _ in range(3):
        address = kind.copy(_source(work))
        begun = monotonic()
        child, pipe = _start(list(WORK[work](Store(address), folder)))
        os.waitid(os.P_PID, child, os.WEXITED)
        takes.append(monotonic() - begun)
        os.close(pipe)
        kind.drop(address)
    return Expected(chain, ends, takes)


def _source(work: str) -> str:
    return "old" if work == "migrations" else "town"


def _start(steps: Sequence[Step]) -> tuple[int, int]:
    """Start a child that takes the steps; return its number, and a pipe that it speaks into."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.write(writing, _BEGUN)
        for step in steps:
            step()
            os.write(writing, _STEP)
        os.write(writing, _DONE)
    except SkillsError as error:
        os.write(writing, _TOLD + str(error).encode())
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is to know
        os.write(writing, _BROKEN + traceback.format_exc().encode())
    os._exit(0)


def kill_many(kind: Kind, work: str, kills: int, folder: Path, *, the_server: bool) -> Tally:
    """Kill the child, or the server below it, so many times; return what came of it."""
    tally, expected = Tally(), expect(kind, work, folder)
    takes = deque(expected.takes, maxlen=5)
    for _ in range(kills):
        address = kind.copy(_source(work))
        child, pipe = _start(list(WORK[work](Store(address), folder)))
        _let_it_work(child, random.uniform(0, median(takes)), takes)
        if the_server:
            assert kind.server is not None
            kind.server.kill_and_restart()
        else:
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(pipe, "rb") as told:
            said = told.read()
        if kind.server is not None and not the_server:
            _wait_for_its_end(kind.server)
        tally.moments[_moment(said)] += 1
        steps = said.partition(_TOLD)[0].partition(_BROKEN)[0].count(_STEP)
        tally.acknowledged.append(steps)
        tally.wrong.extend(_wrong_in_words(said))
        tally.wrong.extend(_wrong_in_store(Store(address), work, expected, steps))
        kind.drop(address)
    return tally


def _let_it_work(child: int, seconds: float, takes: deque[float]) -> None:
    """Wait, or until the child has ended by itself: then we know better how long it takes."""
    begun = monotonic()
    while (waited := monotonic() - begun) < seconds:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            takes.append(waited)
            return
        sleep(min(0.005, seconds - waited))


def _wait_for_its_end(server: PostgresServer) -> None:
    """Wait until the server has noticed that a client is gone: it may just be keeping its work."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'skillsmatrix'"
    with closing(psycopg.connect(server.uri("postgres"), autocommit=True)) as connection:
        for _ in range(1500):
            if connection.execute(query).fetchone() == (0,):
                return
            sleep(0.02)
    raise AssertionError("the server still works for a client that was killed")


def _moment(said: bytes) -> str:
    if not said.startswith(_BEGUN):
        return "before"
    return "after" if said.endswith(_DONE) else "within"


def _wrong_in_words(said: bytes) -> Iterator[str]:
    """Yield what a child said that it should not: a traceback, or an error that helps nobody."""
    if _BROKEN in said.partition(_TOLD)[0]:
        yield said.decode()
    if _TOLD in said and b"Check the server and the way to it" not in said:
        yield said.decode()


def _wrong_in_store(store: Store, work: str, expected: Expected, steps: int) -> Iterator[str]:
    if work == "migrations":
        try:
            open_store(store.address)
        except SkillsError as error:
            if steps or "older skillsmatrix (schema 0002" not in str(error):
                yield f"after {steps} steps: {error}"
            upgrade_store(store.address)
        may_be = [len(expected.chain)]
    else:
        open_store(store.address)
        may_be = expected.ends[steps : steps + 2]
    chain = chain_of(store)
    if len(chain) not in may_be or chain != expected.chain[: len(chain)]:
        yield f"after {steps} steps there are {len(chain)} entries, not {may_be}, or other ones"
    yield from faults(store)
    for found in verify(store):
        if find_code(found.code).severity is Severity.ERROR:
            yield f"skills records verify: {found.code}: {found.what}"


def in_memory() -> None:
    """Let temporary files lie in memory, where there is such a place: kills lose no page cache."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > 10**9:
        tempfile.tempdir = str(memory)


def main() -> int:
    """Kill, count, and say what was found; 1 if anything was lost."""
    parser = argparse.ArgumentParser(description="Kill whoever writes, and look what is lost.")
    parser.add_argument("--kills", type=int, default=200, help="of each kind, of clients")
    parser.add_argument("--server-kills", type=int, default=20, help="of each kind, of servers")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of the moments")
    parser.add_argument("--only", choices=_ROUNDS, action="append", help="only these; all of them")
    asked = parser.parse_args()
    random.seed(asked.seed)
    in_memory()
    print(f"seed {asked.seed}", flush=True)
    wrong = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="skills-kills-")))
        (folder / "csv").mkdir()
        file, database = stack.enter_context(kinds(folder))
        rounds = {
            "sqlite": (file, False, asked.kills),
            "postgresql": (database, False, asked.kills),
            "server": (database, True, asked.server_kills),
        }
        for name in asked.only or _ROUNDS:
            kind, the_server, kills = rounds[name]
            for work in WORK:
                begun = monotonic()
                tally = kill_many(kind, work, kills, folder / "csv", the_server=the_server)
                who = f"{kind.name}{', server' if the_server else ''}"
                moments = ", ".join(
                    f"{tally.moments[each]} {each}" for each in ("before", "within", "after")
                )
                print(
                    f"{who}: {work}: {kills} kills ({moments}); {sum(tally.acknowledged)} steps "
                    f"acknowledged; {len(tally.wrong)} wrong; {monotonic() - begun:.0f} s",
                    flush=True,
                )
                for line in tally.wrong[:5]:
                    print(line, file=sys.stderr)
                wrong += len(tally.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
