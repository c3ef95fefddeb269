"""Many processes at once lose nothing, and see only whole states (``crowding``)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.server import postgres_or_skip

ROOT = Path(__file__).parents[2]
ONLY_LONG = pytest.mark.skipif("SKILLS_LONG" not in os.environ, reason="make long runs it")


@pytest.mark.parametrize(
    ("seconds", "clients"),
    [
        pytest.param(5, 8, id="a few seconds"),
        pytest.param(60, 32, id="a minute", marks=(pytest.mark.long, ONLY_LONG)),
    ],
)
def test_a_crowd_loses_nothing(seconds: int, clients: int) -> None:
    """In a process of its own, as it forks."""
    postgres_or_skip()
    arguments = ["--seconds", str(seconds), "--clients", str(clients)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.records.crowding", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("; 0 wrong") == 2
