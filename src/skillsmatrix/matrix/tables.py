"""A policy laid out as integer columns: what the evaluation joins with the records.

A *post* is a role at a place: (role, agency, sector, area, type of setting). Posts bound by the
same rules and accepting the same items share a *profile*, so that the tables stay small however
many agencies there are.
"""

from __future__ import annotations

from attrs import frozen

from skillsmatrix.dates import Interval
from skillsmatrix.matrix.policy import Rule

ALWAYS = -1_000_000
"""A day number before any record."""

NO_INTERVAL = 999
"""The number of no interval: nothing of that number is in the calendar."""

IGNORED, EARLIER, WINS = range(3)
"""What a record's own expiry means: nothing, as it speaks of another competency; the earlier of
the two days; or that it stands."""

Columns = dict[str, list[int]]


@frozen
class Tables:
    """Everything the evaluation joins with the records.

    Attributes:
        rules: the rules of the policy; their place is their code.
        competencies: ids of the competencies needed; their place is their code.
        renewals: number → interval of renewals, as ``counts`` names them.
        deadlines: number → interval of first deadlines, as ``need`` names them.
        profiles: for each post asked for, its profile.
        of_rule: rule, comp, standing, within: what follows from a rule alone.
        need: one row for each rule of each profile, with the columns of :data:`NEED`.
        counts: one row for each item that counts for one, with the columns of :data:`COUNTS`.
        profile_count: how many profiles there are.
    """

    rules: tuple[Rule, ...]
    competencies: tuple[str, ...]
    renewals: dict[int, Interval]
    deadlines: dict[int, Interval]
    profiles: tuple[int, ...]
    of_rule: Columns
    need: Columns
    counts: Columns
    profile_count: int


NEED = (
    "profile",
    "rule",
    "starts_from",
    "rule_start",
    "evaluated",
    "shared",
)
COUNTS = (
    "profile",
    "item",
    "rule",
    "granted",
    "levelled",
    "min_level",
    "interval",
    "own_expiry",
    "first",
    "last_day",
)
