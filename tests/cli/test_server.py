"""The commands on a PostgreSQL server: the same answers, and no password anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from urllib.parse import quote

import psycopg
import pytest
from attrs import frozen
from tests.conftest import DAY, KINDS, run_skills
from tests.server import GUARDED, PASSWORD, PostgresServer, running_server

ASKS = (
    ("gaps",),
    ("gaps", "--by", "person", "--format", "csv"),
    ("gaps", "--by", "agency", "--format", "json"),
    ("explain", "P0000001"),
    ("explain", "P0000002", "--format", "json"),
    ("show", "person", "P0000001"),
    ("coverage",),
    ("coverage", "--format", "csv"),
    ("matrix", "--agency", "forum", "--format", "csv"),
    ("passport", "P0000377", "--to", "council"),
)


@frozen
class Twins:
    """The same city on both kinds of store, and the moment before the last change."""

    file: Path
    server: Path
    known_at: str


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of this module's own."""
    with running_server() as found:
        yield found


@pytest.fixture(scope="module")
def twins(city: Path, server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """The example city, and what a person does to have it on a server."""
    parent = tmp_path_factory.mktemp("twins")
    file, on_server = parent / "file", parent / "server"
    shutil.copytree(city, file)
    shutil.copytree(city, on_server, ignore=shutil.ignore_patterns("records.sqlite*", ".skills"))
    settings = on_server / "skills.toml"
    server.run("CREATE DATABASE city")
    text = settings.read_text("utf-8")
    assert "records.sqlite" in text
    settings.write_text(text.replace("records.sqlite", server.uri("city")), "utf-8")
    done(on_server, "init", "--store", server.uri("city"))
    for kind in KINDS:
        done(on_server, "import", kind, f"records/{kind}.csv", "--as-at", DAY)
    sleep(1.1)  # the log counts in seconds
    known_at = datetime.now(UTC).isoformat(timespec="seconds")
    sleep(1.1)
    for folder in (file, on_server):
        for change in (
            ("person", "--id", "P0000001", "--name", "Somebody Else"),
            ("completion", "--person", "P0000001", "--item", "C04", "--completed", "2026-09-01"),
        ):
            done(folder, "records", "add", *change, "--as-at", DAY)
    return Twins(file, on_server, known_at)


def done(folder: Path, *arguments: str, **environment: str) -> str:
    """Run a command that must succeed, and return what it answers."""
    ran = run_skills(*arguments, cwd=folder, **environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("known", [False, True], ids=["now", "known at"])
@pytest.mark.parametrize("ask", ASKS, ids=" ".join)
def test_the_answers_are_the_same_to_the_byte(
    ask: tuple[str, ...], known: bool, twins: Twins
) -> None:
    if known and ask[0] == "show":
        pytest.skip("skills show does not look back")
    more = ("--known-at", twins.known_at) if known else ()
    more += ("--as-at", DAY)
    answers = [done(folder, *ask, *more) for folder in (twins.file, twins.server)]
    assert answers[0] == answers[1]
    assert len(answers[0]) > 100


def test_looking_back_gives_another_answer(twins: Twins) -> None:
    """Or else the comparison above would show nothing."""
    ask = ("explain", "P0000001", "--as-at", DAY)
    assert "Somebody Else" in done(twins.server, *ask)
    assert "Somebody Else" not in done(twins.server, *ask, "--known-at", twins.known_at)


@pytest.fixture
def guarded(server: PostgresServer) -> Iterator[str]:
    """The address of an empty database, for the user who needs a password."""
    server.run("CREATE DATABASE guarded")
    yield server.uri("guarded", GUARDED)
    server.run("DROP DATABASE guarded WITH (FORCE)")


def _secret_in(text: str) -> bool:
    return any(secret in text for secret in (PASSWORD, quote(PASSWORD, safe=""), "s3cret"))


@pytest.mark.parametrize("written", [PASSWORD, quote(PASSWORD, safe="")], ids=["raw", "encoded"])
def test_a_password_is_used_and_kept_nowhere(
    written: str, guarded: str, server: PostgresServer, tmp_path: Path
) -> None:
    address = guarded.replace("@", f":{written}@")
    made = run_skills("init", "home", "--store", address, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    home = tmp_path / "home"
    given = {"PGPASSWORD": PASSWORD}
    (home / "people.csv").write_text("id,name\nP1,Ada\n", "utf-8")
    done(home, "import", "people", "people.csv", **given)
    assert guarded in (home / "skills.toml").read_text("utf-8")
    texts = [made.stdout, made.stderr]
    texts += [path.read_text("utf-8", "ignore") for path in home.rglob("*") if path.is_file()]
    with psycopg.connect(server.uri("guarded")) as connection:
        texts += [str(row) for row in connection.execute("SELECT * FROM imports")]
    assert not any(_secret_in(text) for text in texts)
    again = run_skills("init", "home", "--store", address, cwd=tmp_path, **given)
    refused = run_skills("gaps", cwd=home)
    assert (again.returncode, refused.returncode) == (1, 1)
    assert "there is a store already" in again.stderr
    assert "Give the password in PGPASSWORD or ~/.pgpass" in refused.stderr
    assert not _secret_in(again.stderr + refused.stderr)


@pytest.mark.parametrize("way", ["PGPASSWORD", "PGPASSFILE", "an address with a passfile"])
def test_libpq_finds_the_password_itself(way: str, guarded: str, tmp_path: Path) -> None:
    passwords = tmp_path / "passwords"
    passwords.write_text("*:*:*:*:" + PASSWORD.replace(":", "\\:") + "\n", "utf-8")
    passwords.chmod(0o600)
    address, given = guarded, {}
    if way == "PGPASSWORD":
        given = {way: PASSWORD}
    elif way == "PGPASSFILE":
        given = {way: str(passwords)}
    else:
        address = f"{guarded}?passfile={quote(str(passwords), safe='')}"
    done(tmp_path, "init", "home", "--store", address, **given)
    (tmp_path / "home" / "people.csv").write_text("id,name\nP1,Ada\n", "utf-8")
    done(tmp_path / "home", "import", "people", "people.csv", **given)
    assert "P1" in done(tmp_path / "home", "show", "person", "P1", **given)


@pytest.mark.parametrize(
    ("address", "code", "says"),
    [
        ("postgresql://ada:s3cret@127.0.0.1:1/db", 1, "Check the server and the way to it"),
        ("postgresql://ada:s3cret@nowhere.invalid/db", 1, "Check the server and the way to it"),
        ("postgresql://ada:s3cret@host:notaport/db", 2, "no address of a PostgreSQL database"),
        ("postgresql:/ada:s3cret@host/db", 2, "no address of a PostgreSQL database"),
        ("host=db user=ada password=s3cret", 2, "no address of a PostgreSQL database"),
        ("mysql://ada:s3cret@host/db", 2, "not one of mysql"),
        ("postgresql://ada@127.0.0.1:1/db?password=s3cret", 1, "Check the server"),
        ("postgresql://ada@127.0.0.1:1/db?Password=s3cret", 1, "Check the server"),
        ("postgresql://ada:s3cret@127.0.0.1:1/db?sslmode=perhaps", 1, "Correct the address"),
    ],
)
def test_a_store_that_cannot_be_is_told_without_its_password(
    address: str, code: int, says: str, tmp_path: Path
) -> None:
    """And nothing of a workspace is left that the next attempt would stumble over."""
    ran = run_skills("init", "home", "--store", address, cwd=tmp_path)
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False), ran.stderr
    assert says in ran.stderr
    assert not _secret_in(ran.stdout + ran.stderr)
    assert not (tmp_path / "home" / "skills.toml").exists()


def test_a_wrong_password_is_told_and_not_shown(guarded: str, tmp_path: Path) -> None:
    ran = run_skills("init", "--store", guarded.replace("@", ":s3cret@"), cwd=tmp_path)
    assert ran.returncode == 1
    assert "password authentication failed" in ran.stderr
    assert "Give the password in PGPASSWORD" in ran.stderr
    assert not _secret_in(ran.stdout + ran.stderr)


@pytest.mark.parametrize(
    "setting",
    [
        'store = "postgresql://ada:s3cret@db.example/city"',
        'store = "postgresql://ada@db.example/city?password=s3cret"',
        'store = "postgresql://ada:s3cret@db.example:port/city"',
        'store = ["postgresql://ada:s3cret@db.example/city"]',
        'store = "host=db.example password=s3cret"',
        'store = "postgresql://ada:s3cret@db.example/city',
    ],
    ids=["plain", "a parameter", "no port", "a list", "words", "no TOML"],
)
@pytest.mark.parametrize("command", [("gaps",), ("init",), ("check",), ("show", "role", "x")])
def test_settings_with_a_password_are_refused_and_not_shown(
    command: tuple[str, ...], setting: str, tmp_path: Path
) -> None:
    (tmp_path / "skills.toml").write_text(f"{setting}\n", "utf-8")
    ran = run_skills(*command, cwd=tmp_path)
    assert ran.returncode in (1, 2)
    assert not _secret_in(ran.stdout + ran.stderr)
    assert "Traceback" not in ran.stderr
    assert "Unexpected" not in ran.stderr


def test_help_shows_no_password(tmp_path: Path) -> None:
    for command in ("init", "import", "gaps"):
        ran = run_skills(command, "--help", cwd=tmp_path, PGPASSWORD="s3cret")
        assert not _secret_in(ran.stdout + ran.stderr)
