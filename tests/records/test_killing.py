"""Whoever is killed, nothing is lost and nothing is half done (``killing``)."""

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
    ("kills", "server_kills"),
    [
        pytest.param(4, 1, id="a sample"),
        pytest.param(200, 20, id="many", marks=(pytest.mark.long, ONLY_LONG)),
    ],
)
def test_a_kill_loses_nothing(kills: int, server_kills: int) -> None:
    """In a process of its own, as it forks."""
    postgres_or_skip()
    arguments = ["--kills", str(kills), "--server-kills", str(server_kills)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.records.killing", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(" 0 wrong;") == 9
