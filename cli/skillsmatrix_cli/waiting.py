"""A line on stderr while something takes longer than two seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

_ERASE = "\r\x1b[K"


@contextmanager
def waiting(what: str, patience: float = 2) -> Iterator[None]:
    """Say what is being done, and since when, once it takes long; nothing where nobody looks.

    Args:
        what: such as ``Comparing records with rules``.
        patience: seconds before anything is said.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    teller = Thread(target=_tell, args=(what, patience, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, patience: float, done: Event) -> None:
    begun = monotonic()
    if done.wait(patience):
        return
    while True:
        print(f"{_ERASE}{what} … {monotonic() - begun:.0f} s", end="", file=sys.stderr, flush=True)
        if done.wait(1):
            break
    print(_ERASE, end="", file=sys.stderr, flush=True)
