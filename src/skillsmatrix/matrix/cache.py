"""A compiled policy kept as a JSON file, so that a second run loads no catalogue and no graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from attrs import asdict

from skillsmatrix.dates import Interval
from skillsmatrix.matrix.policy import CompiledGrant, Policy, Refusal, Rule
from skillsmatrix.model.source_expiry import SourceExpiry
from skillsmatrix.model.standing import Standing

FORMAT = 3
"""Raise it whenever a compiled policy means something new: older files are then ignored."""

_KEEP = 20


def cached_policy(folder: Path, digest: str, day: date, build: Callable[[], Policy]) -> Policy:
    """Return the policy of a digest and a day from ``folder``, or build and keep it.

    A folder that cannot be written, or a file that cannot be read, only costs time.
    """
    path = folder / f"policy-{FORMAT}-{digest[:24]}-{day}.json"
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        return _policy(json.loads(path.read_text("utf-8")), day, digest)
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


def _policy(kept: dict[str, Any], day: date, digest: str) -> Policy:
    return Policy(
        day=day,
        digest=digest,
        rules=tuple(_rule(rule) for rule in kept["rules"]),
        role_titles=kept["role_titles"],
        no_course=tuple(kept["no_course"]),
    )


def _rule(kept: dict[str, Any]) -> Rule:
    return Rule(
        **{name: _plain(value) for name, value in kept.items() if name not in _CONVERTED},
        standing=Standing(kept["standing"]),
        source_expiry=SourceExpiry(kept["source_expiry"]),
        every=_interval(kept["every"]),
        within=Interval(**kept["within"]),
        start=_day(kept["start"]),
        grants=tuple(_grant(grant) for grant in kept["grants"]),
    )


_CONVERTED = ("standing", "source_expiry", "every", "within", "start", "grants")


def _grant(kept: dict[str, Any]) -> CompiledGrant:
    return CompiledGrant(
        item=kept["item"],
        level=kept["level"],
        levelled=kept["levelled"],
        expiry_direct=kept["expiry_direct"],
        expiry_included=kept["expiry_included"],
        valid_for=_interval(kept["valid_for"]),
        completed_from=_day(kept["completed_from"]),
        completed_until=_day(kept["completed_until"]),
        agencies=tuple(kept["agencies"]),
        sectors=tuple(kept["sectors"]),
        refusals=tuple(
            Refusal(tuple(refusal["agencies"]), tuple(refusal["sectors"]))
            for refusal in kept["refusals"]
        ),
    )


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _interval(kept: dict[str, Any] | None) -> Interval | None:
    return None if kept is None else Interval(**kept)


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)
