"""A PostgreSQL server of the tests' own: started on loopback, ended with them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep

import psycopg
import pytest
from attrs import frozen

_INSTALL = "PostgreSQL 15 or later, such as Debian's postgresql"
GUARDED = "guarded"
"""A user that must give a password."""
PASSWORD = "open/se@same:1"  # with what an address has to encode


@frozen
class PostgresServer:
    """A server that runs.

    Attributes:
        port: where it listens, on loopback.
        folder: where its data lie.
        binaries: where its programs lie.
    """

    port: int
    folder: Path
    binaries: Path

    def uri(self, database: str, user: str = "tests") -> str:
        """Return the address of a database."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """Run a statement outside of any transaction."""
        with psycopg.connect(self.uri("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def kill_and_restart(self) -> None:
        """End the server as a power cut would, and start it again."""
        pid = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 9)
        self.start()

    def start(self) -> None:
        """Start the server again, once the last process of the one before is gone."""
        for _ in range(100):
            if _started(self.binaries, self.folder, self.port, durable=True):
                return
            sleep(0.1)
        raise AssertionError(f"The server does not start: see {self.folder.parent / 'log'}")

    def stop(self) -> None:
        """End the server, and with it all connections."""
        _run(self.binaries / "pg_ctl", "-D", self.folder, "-m", "immediate", "stop")


def found_binaries() -> Path | None:
    """Return where PostgreSQL's programs are on this machine, or None."""
    on_path = shutil.which("pg_ctl")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def postgres_or_skip() -> Path:
    """Return where PostgreSQL is; skip the test without it, or fail where CI should have it."""
    found = found_binaries()
    if found is None:
        told = f"PostgreSQL is not installed. Install {_INSTALL}."
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return found


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Give a server with a superuser ``tests``; ``durable`` ones survive being killed."""
    binaries = postgres_or_skip()
    parent = Path(tempfile.mkdtemp(prefix="skills-pg-"))
    folder = parent / "data"
    try:
        _own(parent)
        _run(binaries / "initdb", "-D", folder, "-U", "tests", "-A", "trust", "-E", "UTF8")
        access = folder / "pg_hba.conf"
        guarded = f"host all {GUARDED} 127.0.0.1/32 scram-sha-256\n"
        access.write_text(guarded + access.read_text("utf-8"), "utf-8")
        port = _free_port()
        assert _started(binaries, folder, port, durable=durable)
        server = PostgresServer(port, folder, binaries)
        server.run(f"CREATE ROLE {GUARDED} LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(parent, ignore_errors=True)


def _started(binaries: Path, folder: Path, port: int, *, durable: bool) -> bool:
    careless = "" if durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {careless}"
    log = folder.parent / "log"
    return _ran(binaries / "pg_ctl", "-D", folder, "-l", log, "-w", "-o", options, "start")


def _user() -> str | None:
    """Return whom to run as: PostgreSQL refuses to be root."""
    return "postgres" if os.geteuid() == 0 else None


def _own(folder: Path) -> None:
    if user := _user():
        shutil.chown(folder, user)


def _run(*arguments: str | Path) -> None:
    assert _ran(*arguments), arguments


def _ran(*arguments: str | Path) -> bool:
    done = subprocess.run(
        [str(argument) for argument in arguments],
        user=_user(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
        stderr=subprocess.DEVNULL,
        cwd="/",
        timeout=60,
        check=False,
    )
    return done.returncode == 0


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
