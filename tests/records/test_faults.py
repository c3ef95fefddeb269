"""What goes wrong around a store: told in words that help, with nothing half done."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from tests.records.conftest import ASKED, Bring
from tests.records.whole import chain_of, faults
from tests.server import PASSWORD, PostgresServer, running_server

from skillsmatrix.errors import SkillsError
from skillsmatrix.records import engine
from skillsmatrix.records import tables as t
from skillsmatrix.records.address import Server, read_address
from skillsmatrix.records.columns import read_columns
from skillsmatrix.records.door import import_row
from skillsmatrix.records.migrate import upgrade_store
from skillsmatrix.records.read import all_person_records
from skillsmatrix.records.store import Store, create_store, open_store

MANY = "person,item,completed,level\n" + "".join(
    f"P2,C01,{1990 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02},1\n"
    for number in range(6_000)
)
NO_ROOM = "Make room on the disk"


@pytest.fixture(scope="module")
def spare() -> Iterator[PostgresServer]:
    """A server that may be stopped."""
    with running_server(durable=True) as found:
        found.run("CREATE DATABASE spare")
        create_store(read_address(found.uri("spare")))
        yield found


@contextmanager
def unchanged(store: Store) -> Iterator[None]:
    """See that a store is afterwards what it was before, and whole."""
    before = chain_of(store)
    yield
    assert chain_of(store) == before
    assert faults(store) == []


@contextmanager
def prepared(*pragmas: str) -> Iterator[None]:
    """Have each connection to a file begin with pragmas."""

    def run(connection: Any, _: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(sa.Engine, "connect", run)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "connect", run)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "pragmas",
    [("max_page_count=1",), ("temp.cache_size=10", "temp.max_page_count=40")],
    ids=["the disk is full", "the folder of temporary files is full"],
)
def test_no_room_on_the_disk(pragmas: tuple[str, ...], city: Store, bring: Bring) -> None:
    with unchanged(city), prepared(*pragmas), pytest.raises(SkillsError, match=NO_ROOM):
        bring("completions", MANY)
    bring("completions", MANY)
    assert faults(city) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
def test_a_damaged_file_is_told(at: float, city: Store, bring: Bring) -> None:
    """A page that is none is told when it is read: in bulk, one by one, and by an import."""
    bring("completions", MANY)
    _overwrite(city.address, at)
    asks: list[Callable[[], object]] = [
        lambda: read_columns(city.address).completions,
        lambda: list(all_person_records(city)),
        lambda: bring("completions", MANY.replace(",1\n", ",2\n")),
    ]
    for ask in asks:
        with pytest.raises(SkillsError, match="restore the last backup"):
            ask()


def _overwrite(path: Path, at: float) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        # Every second page from there on: whatever is asked has to pass one.
        for page in range(int(size * at) // 4096, size // 4096, 2):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "seed", [1, 4, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(5, 25))]
)
def test_whatever_is_damaged_there_is_no_traceback(seed: int, city: Store, bring: Bring) -> None:
    """A few bytes anywhere: the store answers, or says that it is damaged."""
    bring("completions", MANY)
    chance = random.Random(seed)
    size = city.address.stat().st_size
    for _ in range(12):
        damaged = shutil.copy(city.address, city.address.with_name("damaged.sqlite"))
        with damaged.open("r+b") as file:
            file.seek(chance.randrange(100, size))
            file.write(chance.randbytes(chance.choice([1, 16, 600])))
        for ask in (
            lambda path: read_columns(path).completions,
            lambda path: read_columns(path).people,
            lambda path: list(all_person_records(open_store(path))),
            lambda path: import_row(open_store(path), "people", {"id": "P1", "name": "E"}, **ASKED),
        ):
            with suppress(SkillsError):
                ask(damaged)
        for path in damaged.parent.glob("damaged.sqlite*"):
            path.unlink()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kept", [0, 100, 5000, 200_000])
def test_a_file_cut_short_is_told(kept: int, city: Store, bring: Bring) -> None:
    bring("completions", MANY)
    with city.address.open("r+b") as file:
        file.truncate(kept)
    for ask in (
        lambda: read_columns(city.address).completions,
        lambda: bring("completions", MANY.replace(",1\n", ",2\n")),
        lambda: list(all_person_records(open_store(city.address))),
    ):
        with pytest.raises(SkillsError, match=r"restore the last backup|not a store"):
            ask()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("harm", ["deleted", "garbage", "cut short"])
def test_a_log_of_writes_that_is_lost_leaves_whole_entries(
    harm: str, city: Store, bring: Bring, tmp_path: Path
) -> None:
    """What was only in the file beside it is gone; what is left is whole, and goes on."""
    with closing(sqlite3.connect(city.address)) as reader:
        reader.execute("SELECT count(*) FROM people").fetchone()  # or else the file goes at once
        bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
        whole = chain_of(city)
        for name in ("store.sqlite", "store.sqlite-wal"):
            shutil.copy(city.address.with_name(name), tmp_path / name.replace("store", "harmed"))
    harmed, beside = tmp_path / "harmed.sqlite", tmp_path / "harmed.sqlite-wal"
    if harm == "deleted":
        beside.unlink()
    elif harm == "garbage":
        beside.write_bytes(random.Random(1).randbytes(beside.stat().st_size))
    else:
        beside.write_bytes(beside.read_bytes()[: beside.stat().st_size // 2])
    store = open_store(harmed)
    left = chain_of(store)
    assert left == whole[: len(left)]
    assert faults(store) == []
    import_row(store, "people", {"id": "P9", "name": "Eve"}, **ASKED)
    assert faults(store) == []


@pytest.mark.parametrize("how", ["terminated", "server stopped"])
def test_a_connection_lost_on_the_way_keeps_nothing(
    how: str, spare: PostgresServer, tmp_path: Path
) -> None:
    from skillsmatrix.records.door import import_file

    store = open_store(read_address(spare.uri("spare")))
    path = tmp_path / "people.csv"
    path.write_text(f"id,name\n{how[0]},Eve\n", "utf-8")

    def lose(percent: int) -> None:
        if percent == 90 and how == "terminated":
            spare.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'skillsmatrix'"
            )
        elif percent == 90:
            spare.stop()

    before = chain_of(store)
    with pytest.raises(SkillsError, match="Check the server and the way to it"):
        import_file(store, "people", path, **ASKED, progress=lose)
    if how == "server stopped":
        with pytest.raises(SkillsError, match="Check the server and the way to it"):
            open_store(store.address)
        spare.start()
    assert (chain_of(store), faults(store)) == (before, [])
    import_file(store, "people", path, **ASKED)
    assert faults(store) == []


def _with(address: str, user: str = "", password: str = "", database: str = "") -> str:
    found = address.replace("tests@", f"{user or 'tests'}{password and ':'}{password}@")
    return found.replace("/postgres", f"/{database}") if database else found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"user": "guarded"}, r"Give the password in PGPASSWORD", id="none"),
        pytest.param(
            {"user": "guarded", "password": "s3cret"}, "Give the password in PGPASSWORD", id="wrong"
        ),
        pytest.param({"user": "nobody"}, "check the user", id="an unknown user"),
        pytest.param({"database": "nowhere"}, "createdb", id="an unknown database"),
        pytest.param({"database": "template1"}, "not a store of skillsmatrix", id="not ours"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_told(
    change: dict[str, str], says: str, server: PostgresServer
) -> None:
    address = read_address(_with(server.uri("postgres"), **change))
    for ask in (open_store, read_columns):
        with pytest.raises(SkillsError, match=says) as told:
            ask(address)
        assert "s3cret" not in str(told.value)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://ada:s3cret@127.0.0.1:1/city", "Check the server"),
        ("postgresql://ada:s3cret@nowhere.invalid/city", "Check the server"),
        ("postgresql://ada:s3cret@127.0.0.1:1/city?sslmode=perhaps", "Correct the address"),
        ("postgresql://ada:s3cret@127.0.0.1:1/city?colour=red", "Correct the address"),
        ("postgresql://ada:s3cret@127.0.0.1:notaport/city", "no address of a PostgreSQL"),
    ],
)
@pytest.mark.parametrize("ask", [open_store, read_columns, create_store, upgrade_store])
def test_a_server_that_is_not_there_is_told(
    ask: Callable[[Any], object], address: str, says: str
) -> None:
    with pytest.raises(SkillsError, match=says) as told:
        ask(read_address(address))
    assert "s3cret" not in str(told.value)


def test_what_a_user_may_not_do_is_told(database: Server, server: PostgresServer) -> None:
    """Somebody who may connect, and neither read nor write."""
    server.run("DROP ROLE IF EXISTS stranger")
    server.run("CREATE ROLE stranger LOGIN")
    address = read_address(database.uri.replace("tests@", "stranger@"))
    for ask in (open_store, read_columns):
        with pytest.raises(SkillsError, match="what the database lets this user do"):
            ask(address)


def test_a_lock_held_for_long_is_told(
    city: Store, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "TIMEOUT", 1)
    with unchanged(city), city.writing() as connection:
        connection.execute(sa.select(t.people)).all()
        with pytest.raises(SkillsError, match=r"Another program is writing.*Nothing was changed"):
            bring("people", "id,name\nP1,Eve\n")
        with pytest.raises(SkillsError, match="Another program is writing"):
            upgrade_store(city.address)
        assert len(list(all_person_records(city))) == 3
        assert read_columns(city.address).people.height == 3


def test_a_full_server_is_told(spare: PostgresServer) -> None:
    """All its connections are taken: that passes by itself."""
    address = read_address(spare.uri("spare"))
    taken: list[Any] = []
    try:
        for _ in range(200):
            try:
                taken.append(psycopg.connect(spare.uri("spare")))
            except psycopg.OperationalError:
                break
        with pytest.raises(SkillsError, match="no connection left"):
            open_store(address)
    finally:
        for connection in taken:
            connection.close()


def test_a_password_that_an_error_repeats_is_left_out() -> None:
    from skillsmatrix.records.trouble import trouble

    address = read_address("postgresql://ada:open%2Fse%40same%3A1@db.example/city")
    for said in (PASSWORD, "open%2Fse%40same%3A1"):
        assert "same" not in str(trouble(address, OSError(f"cannot use {said} here")))
