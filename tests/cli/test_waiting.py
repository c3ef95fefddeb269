"""What a person sees while a command takes its time."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

PROGRAM = """
import time
from skillsmatrix_cli.waiting import waiting
with waiting("Comparing", patience={patience}):
    time.sleep(0.4)
print("the answer")
"""


def seen_on_terminal(program: str) -> str:
    """Return what a terminal was sent, on stdout and stderr together."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", program], stdout=theirs, stderr=theirs):
        os.close(theirs)
        sent = b""
        while True:
            try:
                sent += os.read(ours, 4096)
            except OSError:  # the other end was closed
                break
    os.close(ours)
    return sent.decode()


def test_it_says_what_takes_long_and_goes_before_the_answer() -> None:
    sent = seen_on_terminal(PROGRAM.format(patience=0.1))
    assert "Comparing … 0 s" in sent
    assert sent.replace("\r\n", "\n").endswith("\r\x1b[Kthe answer\n")


def test_it_says_nothing_of_what_is_soon_over() -> None:
    assert seen_on_terminal(PROGRAM.format(patience=5)) == "the answer\r\n"


@pytest.mark.parametrize("patience", [0, 0.1])
def test_it_says_nothing_where_nobody_looks(patience: float) -> None:
    program = PROGRAM.format(patience=patience)
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert (ran.stdout, ran.stderr) == ("the answer\n", "")
