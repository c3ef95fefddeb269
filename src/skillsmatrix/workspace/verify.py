"""Whether a workspace's store is sound: its own checks, told what the catalogue knows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from skillsmatrix.dates import shorter
from skillsmatrix.matrix.policy import Formula, Policy
from skillsmatrix.records.known import Known
from skillsmatrix.records.verify.asked import Asked, Lasting

if TYPE_CHECKING:
    from skillsmatrix.workspace.opened import Workspace


def asked_of(workspace: Workspace, as_at: date, seal: str = "") -> Asked:
    """Return what the checks of a store need to know of a workspace, by the rules of a day.

    Args:
        workspace: the workspace.
        as_at: the day.
        seal: one that the log must still have.

    Raises:
        InputRefused: its catalogue has problems.
    """
    return Asked(
        as_at=as_at,
        known=Known.of(workspace.catalogue),
        lasting=lasting_by_item(workspace.policy(as_at)),
        convention=workspace.settings.expiry,
        seal=seal,
    )


def lasting_by_item(policy: Policy) -> dict[str, tuple[Lasting, ...]]:
    """Return how long each course or competency counts, by each rule that it counts for.

    Only where a rule has an interval, or none, and lets a record's own last valid day speak: hours
    and events of a year are not about one record.
    """
    found: dict[str, dict[Lasting, None]] = {}
    for rule in policy.rules:
        for part in rule.parts:
            if part.formula not in (Formula.BEST, Formula.CHAIN) or part.source_expiry is None:
                continue
            for grant in part.grants:
                lasting = Lasting(shorter(part.every, grant.valid_for), part.early)
                found.setdefault(grant.item, {})[lasting] = None
    return {item: tuple(its) for item, its in found.items()}
