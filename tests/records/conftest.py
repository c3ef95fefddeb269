"""A small world: a store in a folder, a catalogue of a few ids, and a way to import text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.filled import fill
from tests.server import PostgresServer, running_server

from skillsmatrix.records.address import Server, read_address
from skillsmatrix.records.door import import_file, import_row
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.result import ImportResult
from skillsmatrix.records.profiles.profile_file import read_profile
from skillsmatrix.records.read import PersonRecords, all_person_records
from skillsmatrix.records.store import Store, create_store, open_store

KNOWN = Known(
    items=frozenset({"C01", "C02", "FIRE", "ASCWDS-6", "ASCWDS-25", "LOC-PAR"}),
    titles={"fire safety": "FIRE", "clinical risk (par)": "LOC-PAR"},
    roles=frozenset({"teacher", "nurse"}),
    sectors=frozenset({"education", "health"}),
    areas=frozenset({"north"}),
    setting_types=frozenset({"school"}),
    courses=frozenset({"C01", "C02"}),
    requirements=frozenset({"FIRE-ALL"}),
    mapped={"fire awareness (old)": "FIRE"},
    employments=frozenset({"permanent", "bank"}),
    absence_kinds=frozenset({"illness", "maternity"}),
    tags=frozenset({"in-ratio"}),
    needs=frozenset({"rescue-medication"}),
)
ASKED = {
    "known": KNOWN,
    "as_at": date(2026, 9, 1),
    "recorded_at": datetime(2026, 9, 1, 12, tzinfo=UTC),
    "recorded_by": "ada",
}


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server with a database that new stores are copied from."""
    with running_server() as found:
        found.run("CREATE DATABASE pattern")
        create_store(read_address(found.uri("pattern")))
        yield found


_NUMBERS = count(1)


@pytest.fixture
def database(server: PostgresServer) -> Iterator[Server]:
    """The address of a database with an empty store."""
    name = f"store{next(_NUMBERS)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE pattern STRATEGY FILE_COPY")
    address = read_address(server.uri(name))
    assert isinstance(address, Server)
    yield address
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store, of either kind."""
    if request.param == "postgres":
        return open_store(request.getfixturevalue("database"))
    create_store(tmp_path / "store.sqlite")
    return open_store(tmp_path / "store.sqlite")


@pytest.fixture
def store_file(tmp_path: Path) -> Store:
    """An empty store in a file."""
    create_store(tmp_path / "store.sqlite")
    return open_store(tmp_path / "store.sqlite")


Bring = Callable[..., ImportResult]


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Bring:
    """Import text, bytes or a file; a profile is given as TOML."""
    numbers = count()

    def bring_in(kind: str, content: str | bytes | Path, **asked: Any) -> ImportResult:
        path = content if isinstance(content, Path) else tmp_path / f"file{next(numbers)}.csv"
        if isinstance(content, str):
            content = content.encode()
        if isinstance(content, bytes):
            path.write_bytes(content)
        if isinstance(profile := asked.get("profile"), str):
            (tmp_path / "profile.toml").write_text(profile, encoding="utf-8")
            asked["profile"] = read_profile(tmp_path / "profile.toml")
        return import_file(store, kind, path, **{**ASKED, **asked})

    return bring_in


@pytest.fixture
def add(store: Store) -> Bring:
    """Add a single record."""
    return lambda kind, **values: import_row(store, kind, values, **ASKED)


@pytest.fixture
def city(store: Store, bring: Bring) -> Store:
    """A store with two agencies, a school, a team and three people."""
    bring("agencies", "id,name,sector,area\nA1,Alpha,education,north\nA2,Beta,health,\n")
    bring("settings", "id,name,agency,type,area\nS1,Hill School,A1,school,\n")
    bring("teams", "id,name,agency,setting\nT1,Year 3,A1,S1\n")
    bring(
        "people",
        "id,name,email,born\n"
        "P1,Ada King,ada@a1.example,1980-03-01\n"
        "P2,Ben Lee,ben@a1.example,\n"
        "P3,Cy Moss,,2008-02-29\n",
    )
    return store


@pytest.fixture
def everything(store: Store) -> Callable[[], dict[str, PersonRecords]]:
    """What is stored about everybody, by id."""
    return lambda: {found.person.id: found for found in all_person_records(store)}


@pytest.fixture
def rows(store: Store) -> Callable[[str], list[tuple[Any, ...]]]:
    """What a query gives."""

    def run(query: str) -> list[tuple[Any, ...]]:
        with store.reading() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query))]

    return run


@pytest.fixture(scope="session")
def filled_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a bit of everything, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    create_store(folder / "filled.sqlite")
    fill(open_store(folder / "filled.sqlite"), folder)
    return folder / "filled.sqlite"


@pytest.fixture(scope="session")
def filled_database(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with a bit of everything, to be copied."""
    server.run("CREATE DATABASE filled TEMPLATE pattern STRATEGY FILE_COPY")
    fill(open_store(read_address(server.uri("filled"))), tmp_path_factory.mktemp("filled"))
    return "filled"


@pytest.fixture(params=["sqlite", "postgres"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store with a bit of everything, of either kind."""
    if request.param == "sqlite":
        path = tmp_path / "filled.sqlite"
        shutil.copyfile(request.getfixturevalue("filled_pattern"), path)
        path.chmod(0o600)
        yield open_store(path)
        return
    pattern = request.getfixturevalue("filled_database")
    server = request.getfixturevalue("server")
    name = f"store{next(_NUMBERS)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {pattern} STRATEGY FILE_COPY")
    yield open_store(read_address(server.uri(name)))
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
