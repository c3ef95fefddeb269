"""Processes measured whole and cold: seconds by the clock, seconds of processor, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple


class Run(NamedTuple):
    """What one process took."""

    wall: float
    cpu: float
    megabytes: float


class Contender(NamedTuple):
    """A command that answers the question.

    Attributes:
        before: done before each run, outside the clock.
    """

    name: str
    command: tuple[str, ...]
    before: Callable[[], None] | None = None


def answer_of(contender: Contender) -> str:
    """Run a command once, uncounted, and return what it prints."""
    if contender.before:
        contender.before()
    done = subprocess.run(contender.command, env=environment(), stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{contender.name} ended with {done.returncode}. Nothing is measured.")
    return done.stdout.decode()


def measured(contender: Contender) -> Run:
    """Run a command and return what it took, all its threads and children included."""
    if contender.before:
        contender.before()
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen(contender.command, env=environment(), stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{contender.name} ended with {process.returncode} while it was measured.")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def interleaved(contenders: Sequence[Contender], rounds: int) -> dict[str, list[Run]]:
    """Run everybody once a round, each round beginning with another."""
    runs: dict[str, list[Run]] = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        shift = number % len(contenders)
        for contender in (*contenders[shift:], *contenders[:shift]):
            runs[contender.name].append(measured(contender))
        print(f"  round {number + 1} of {rounds}", file=sys.stderr)
    return runs


def paired_ratio(ours: Sequence[Run], theirs: Sequence[Run], what: str) -> float:
    """Return the median, over the rounds, of ours by theirs in the same round."""
    pairs = zip(ours, theirs, strict=True)
    return float(median(getattr(one, what) / getattr(other, what) for one, other in pairs))


def middle(runs: Sequence[Run], what: str) -> float:
    """Return the median of a figure."""
    return float(median(getattr(run, what) for run in runs))


def environment() -> dict[str, str]:
    """Return our environment, without what would keep bytecode from being kept."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
