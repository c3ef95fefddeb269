"""A compiled policy kept as a JSON file, so that a second run loads no catalogue and no graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from attrs import asdict

from skillsmatrix.matrix.kept import value_of
from skillsmatrix.matrix.policy import Policy

FORMAT = 4
"""Raise it whenever a compiled policy means something new: older files are then ignored."""

_KEEP = 20


def cached_policy(folder: Path, digest: str, day: date, build: Callable[[], Policy]) -> Policy:
    """Return the policy of a digest and a day from ``folder``, or build and keep it.

    A folder that cannot be written, or a file that cannot be read, only costs time.
    """
    path = folder / f"policy-{FORMAT}-{digest[:24]}-{day}.json"
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        return value_of(Policy, json.loads(path.read_text("utf-8")))
    policy = build()
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        _keep_out_of_git(folder)
        # Written beside and moved, so that two commands at once never read half a file.
        partial = path.with_suffix(f".{id(policy):x}.part")
        partial.write_text(json.dumps(asdict(policy), default=str), "utf-8")
        partial.replace(path)
        for old in sorted(folder.glob("policy-*.json"), key=lambda p: p.stat().st_mtime)[:-_KEEP]:
            old.unlink(missing_ok=True)
    return policy


def _keep_out_of_git(folder: Path) -> None:
    (folder / ".gitignore").write_text("*\n", "utf-8")
