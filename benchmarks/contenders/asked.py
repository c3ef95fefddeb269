"""What every hand-written contender is asked, and how it answers.

The question: as at one day, how many distinct (person, competency) have which status, and how many
(person, agency, competency) in each agency, with how many people who have a gap there. Where several
rules or assignments compete, the most severe status stands.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

DAY = date(2026, 9, 30).toordinal() - date(1970, 1, 1).toordinal()
"""The day asked about, as days since 1970-01-01."""

SOON = 90
FOREVER = 2_932_896
"""The day number of 9999-12-31."""

NEVER = -1_000_000
"""The last valid day of what was never held."""

OWN_IGNORED, OWN_EARLIER, OWN_STANDS = range(3)
"""What an expiry that came with a record means beside the rule's: the rule tables say it."""

AT_AGENCY = 1
"""The trigger of a rule whose first deadline runs from the first day at the agency."""

MET, EXPIRING, NOT_YET_DUE, BELOW_LEVEL, EXPIRED, MISSING = range(6)
"""Statuses by severity; from BELOW_LEVEL on they are gaps."""

WORDS = (
    "met",
    "expiring",
    "not_yet_due",
    "below_level",
    "expired",
    "missing",
)


def asked_store() -> tuple[Path, Path]:
    """Return the snapshot and the folder of rule tables named on the command line."""
    return Path(sys.argv[1]), Path(sys.argv[2])


def answer(
    total: Iterable[tuple[int, int]],
    cells: Iterable[tuple[str, int, int]],
    people: Iterable[tuple[str, int]],
) -> None:
    """Print the answer as JSON.

    Args:
        total: status and count of (person, competency).
        cells: agency, status and count of (person, agency, competency).
        people: agency and count of people with a gap there.
    """
    agencies: dict[str, dict[str, int]] = {}
    for agency, status, count in cells:
        agencies.setdefault(agency, {})[WORDS[status]] = int(count)
    for agency, count in people:
        agencies[agency]["people"] = int(count)
    print(
        json.dumps(
            {"total": {WORDS[status]: int(n) for status, n in total}, "agencies": agencies},
            indent=1,
        )
    )
