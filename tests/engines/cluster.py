"""A cluster of Spark on this machine: a master and two workers, each a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOST = "127.0.0.1"
_PATIENCE = 120


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """Give the address of a master whose workers are there; they end with the block.

    Args:
        folder: where the processes leave their logs and their work.
        workers: how many, each with one core.
    """
    port = _free_port()
    address = f"spark://{_HOST}:{port}"
    kind = "org.apache.spark.deploy"
    running = []
    try:
        running.append(
            _start(
                folder, "master", f"{kind}.master.Master", "--port", str(port), "--webui-port", "0"
            )
        )
        for number in range(workers):
            more = ("--cores", "1", "--memory", "1g", "--webui-port", "0")
            work = ("--work-dir", str(folder / f"worker{number}"))
            running.append(
                _start(folder, f"worker{number}", f"{kind}.worker.Worker", *more, *work, address)
            )
        _wait(folder, workers, running)
        yield address
    finally:
        for process in reversed(running):
            _end(process)


def _start(folder: Path, name: str, main: str, *arguments: str) -> subprocess.Popen[bytes]:
    import pyspark

    command = Path(pyspark.__file__).parent / "bin" / "spark-class"
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [command, main, "--host", _HOST, *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, "SPARK_LOCAL_IP": _HOST, "SPARK_NO_DAEMONIZE": "1"},
            # A process group of its own: the shell script and the Java it starts end together.
            start_new_session=True,
        )


def _wait(folder: Path, workers: int, running: list[subprocess.Popen[bytes]]) -> None:
    """Wait until the master has seen all workers."""
    log = folder / "master.log"
    until = time.monotonic() + _PATIENCE
    while log.read_text("utf-8", "replace").count("Registering worker") < workers:
        ended = [process.args for process in running if process.poll() is not None]
        if ended or time.monotonic() > until:
            told = "".join(path.read_text("utf-8", "replace") for path in folder.glob("*.log"))
            raise RuntimeError(f"The cluster did not start. Its logs say:\n{told[-5000:]}")
        time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((_HOST, 0))
        return int(one.getsockname()[1])
