"""The reference evaluator against days worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.reference.reference import reference
from tests.reference.small import DAY, D, course, done, equal, on, small

from skillsmatrix.dates import Convention, Interval
from skillsmatrix.model.competency import Ladder
from skillsmatrix.model.course import Award, AwardKind, Effect
from skillsmatrix.model.renewal import (
    Calendar,
    Events,
    Hours,
    Once,
    RenewedBy,
    Rolling,
    TwoClocks,
)
from skillsmatrix.model.source_expiry import SourceExpiry
from skillsmatrix.model.status import Status

YEAR, HALF, MONTH = Interval(1, "years"), Interval(6, "months"), Interval(1, "months")
NONE = Interval(0, "days")
FULL, RENEWS, EVENT = (AwardKind.FULL, AwardKind.RENEWAL, AwardKind.EVENT)
MET, EXPIRING, EXPIRED = Status.MET, Status.EXPIRING, Status.EXPIRED
MISSING, BELOW, LATER = Status.MISSING, Status.BELOW_LEVEL, Status.NOT_YET_DUE

YEARLY = Rolling(origin=D, every=YEAR)
EARLY = Rolling(origin=D, every=YEAR, early=Interval(3, "months"))
IN_TIME = Rolling(origin=D, every=YEAR, lapsed_within=NONE)
LADDER = Ladder(id="l", title="l", rungs=("A", "B", "C"), origin=D)
KEEPS = course("R", Award(competency="A", kind=RENEWS))


CASES: dict[str, tuple[dict[str, Any], tuple[Status, date | None]]] = {
    # A year from 1 October 2025 ends on 30 September 2026, the day asked about.
    "rolling ends today": (
        {"renewal": YEARLY, "held": [done("2025-10-01")]},
        (EXPIRING, DAY),
    ),
    "rolling ended yesterday": (
        {"renewal": YEARLY, "held": [done("2025-09-30")]},
        (EXPIRED, on("2026-09-29")),
    ),
    # 90 days after 30 September is 29 December: the day after is met.
    "the first day that is not soon": (
        {"renewal": YEARLY, "held": [done("2025-12-31")]},
        (MET, on("2026-12-30")),
    ),
    "the anniversary counts where it is said so": (
        {
            "renewal": YEARLY,
            "held": [done("2025-09-30")],
            "convention": Convention.ANNIVERSARY,
        },
        (EXPIRING, DAY),
    ),
    "once is for ever": ({"renewal": Once(origin=D), "held": [done("1999-01-01")]}, (MET, None)),
    "once until the certificate's own day": (
        {"renewal": Once(origin=D), "held": [done("2020-01-01", expires="2026-09-29")]},
        (EXPIRED, on("2026-09-29")),
    ),
    "a higher rung's own day means nothing to once": (
        {
            "renewal": Once(origin=D),
            "ladders": [LADDER],
            "held": [done("2020-01-01", "B", expires="2026-09-29")],
        },
        (MET, None),
    ),
    "a higher rung's own day stands for a rolling rule": (
        {
            "renewal": YEARLY,
            "ladders": [LADDER],
            "held": [done("2026-01-01", "C", expires="2026-09-29")],
        },
        (EXPIRED, on("2026-09-29")),
    ),
    # The certificate is good until 2027, the rule's year ends on 31 May 2026.
    "the earlier of two days": (
        {
            "renewal": Rolling(origin=D, every=YEAR, source_expiry=SourceExpiry.EARLIER),
            "held": [done("2025-06-01", expires="2027-06-01")],
        },
        (EXPIRED, on("2026-05-31")),
    ),
    # Lower than the rung asked for, in date until 30 September.
    "a lower rung is below level": (
        {
            "renewal": YEARLY,
            "competency": "B",
            "ladders": [LADDER],
            "held": [done("2025-10-01", "A")],
        },
        (BELOW, on("2014-12-31")),
    ),
    "a level of the record's own": (
        {"renewal": YEARLY, "level": 2, "competency": "L", "held": [done(DAY, "L", level=2)]},
        (MET, on("2027-09-29")),
    ),
    "a course gives its level": (
        {
            "renewal": YEARLY,
            "level": 2,
            "competency": "L",
            "courses": [course("K", Award(competency="L", level=1))],
            "held": [done(DAY, "K")],
        },
        (BELOW, on("2014-12-31")),
    ),
    # Half a year from 31 March 2026, clamped to 30 September, less a day: 29 September.
    "an equivalence counts for less long": (
        {
            "renewal": YEARLY,
            "links": [equal("B", valid_for=HALF)],
            "held": [done("2026-03-31", "B", expires="2030-01-01")],
        },
        (EXPIRED, on("2026-09-29")),
    ),
    "two equivalences in a row": (
        {
            "renewal": YEARLY,
            "links": [equal("B"), equal("C", "B", agencies=("council",))],
            "held": [done("2026-03-31", "C")],
        },
        (MET, on("2027-03-30")),
    ),
    "a refusal on the way": (
        {
            "renewal": YEARLY,
            "links": [equal("B"), equal("C", "B"), equal("B", effect=Effect.REFUSED, end=DAY)],
            "held": [done("2026-03-31", "C")],
        },
        (MISSING, on("2014-12-31")),
    ),
    # However long after a lapse: the first ended on 31 August 2025.
    "a renewal renews": (
        {
            "renewal": YEARLY,
            "courses": [KEEPS],
            "held": [done("2024-09-01"), done("2026-03-01", "R")],
        },
        (MET, on("2027-02-28")),
    ),
    "a renewal cannot be the first": (
        {"renewal": YEARLY, "courses": [KEEPS], "held": [done("2026-03-01", "R")]},
        (MISSING, on("2014-12-31")),
    ),
    # Held through 31 August 2025; renewed on that day, and not on the day after.
    "renewed on the last day": (
        {
            "renewal": IN_TIME,
            "courses": [KEEPS],
            "held": [done("2024-09-01"), done("2025-08-31", "R")],
        },
        (EXPIRED, on("2026-08-30")),
    ),
    "renewed a day late": (
        {
            "renewal": IN_TIME,
            "courses": [KEEPS],
            "held": [done("2024-09-01"), done("2025-09-01", "R")],
        },
        (EXPIRED, on("2025-08-31")),
    ),
    # Held through 9 October 2026. Three months from 10 July end on 9 October: early enough,
    # so the next year runs from 10 October 2026 to 9 October 2027.
    "early enough to lose nothing": (
        {"renewal": EARLY, "held": [done("2025-10-10"), done("2026-07-10")]},
        (MET, on("2027-10-09")),
    ),
    "a day too early to be dated from the end": (
        {"renewal": EARLY, "held": [done("2025-10-10"), done("2026-07-09")]},
        (MET, on("2027-07-08")),
    ),
    "a certificate's own day is not moved": (
        {
            "renewal": EARLY,
            "held": [done("2025-10-10"), done("2026-07-10", expires="2027-07-09")],
        },
        (MET, on("2027-07-09")),
    ),
    # Held through 9 September 2025; both renewals lie in the three months before an end.
    "early twice in a row": (
        {
            "renewal": EARLY,
            "held": [done("2024-09-10"), done("2025-09-01"), done("2026-08-20")],
        },
        (MET, on("2027-09-09")),
    ),
    "full and renewal on one day": (
        {
            "renewal": YEARLY,
            "courses": [KEEPS],
            "held": [done("2026-01-01", expires="2026-02-01"), done("2026-01-01", "R")],
        },
        (MET, on("2026-12-31")),
    ),
    "renewed by a course that counts for nothing": (
        {
            "renewal": RenewedBy(origin=D, every=YEAR, courses=("S",)),
            "courses": [course("S", Award(competency="B"))],
            "held": [done("2024-09-01"), done("2026-01-15", "S", expires="2026-02-01")],
        },
        (MET, on("2027-01-14")),
    ),
    "what is listed as a renewal is never the first": (
        {
            "renewal": RenewedBy(origin=D, every=YEAR, courses=("S",)),
            "courses": [course("S", Award(competency="A"))],
            "held": [done("2026-01-15", "S")],
        },
        (MISSING, on("2014-12-31")),
    ),
    # Six hours: 3 on 1 October 2025 leave the window on 30 September 2026, with 3 more in it.
    "hours that leave today": (
        {
            "renewal": Hours(origin=D, hours=6, window=YEAR),
            "held": [done("2025-10-01", hours=3), done("2026-05-01", hours=3)],
        },
        (EXPIRING, DAY),
    ),
    "hours that were never in one window": (
        {
            "renewal": Hours(origin=D, hours=6, window=YEAR),
            "held": [done("2025-05-01", hours=3), done("2026-05-01", hours=3)],
        },
        (MISSING, on("2014-12-31")),
    ),
    # Half of 6 hours must be with others: only the second record's 2 are.
    "too few participatory hours": (
        {
            "renewal": Hours(origin=D, hours=6, window=YEAR, participatory=0.5),
            "courses": [course("K", Award(competency="A"), hours=2, participatory=True)],
            "held": [done("2026-01-01", hours=9), done("2026-05-01", "K")],
        },
        (MISSING, on("2014-12-31")),
    ),
    "one item and day count once": (
        {
            "renewal": Hours(origin=D, hours=6, window=YEAR),
            "held": [done("2026-05-01", hours=3), done("2026-05-01", hours=4)],
        },
        (MISSING, on("2014-12-31")),
    ),
    # Enough in the academic year to 31 August 2025 holds through 31 August 2026.
    "events of the year before last": (
        {
            "renewal": Events(origin=D, count=2, out_of=6, period="academic year"),
            "courses": [course("V", Award(competency="A", kind=EVENT))],
            "held": [done("2024-09-01", "V"), done("2025-08-31", "V")],
        },
        (EXPIRED, on("2026-08-31")),
    ),
    "events astride two years": (
        {
            "renewal": Events(origin=D, count=2, out_of=6, period="09-01"),
            "courses": [course("V", Award(competency="A", kind=EVENT))],
            "held": [done("2025-08-31", "V"), done("2025-09-01", "V")],
        },
        # In post since 2015: the first whole year was the one to 31 August 2016.
        (MISSING, on("2016-08-31")),
    ),
    # Due each 30 November: the year from 1 December 2024 holds through 30 November 2026.
    "a calendar year with the piece it must include": (
        {
            "renewal": Calendar(origin=D, due="11-30", pieces=2, including=("K",)),
            "courses": [course("K", Award(competency="A"))],
            "held": [done("2024-12-01"), done("2025-11-30", "K")],
        },
        (EXPIRING, on("2026-11-30")),
    ),
    "a calendar year without it": (
        {
            "renewal": Calendar(origin=D, due="11-30", pieces=2, including=("K",)),
            "courses": [course("K", Award(competency="A"))],
            "held": [done("2024-12-01"), done("2025-11-30")],
        },
        (MISSING, on("2016-11-30")),
    ),
    # Full until 2027, updated by B on 1 January: the update clock ends on 30 June 2026.
    "the shorter of two clocks": (
        {
            "renewal": TwoClocks(
                origin=D, every=Interval(2, "years"), update_every=HALF, updated_by=("B",)
            ),
            "courses": [course("K", Award(competency="B"))],
            "held": [done("2025-06-01"), done("2026-01-01", "K")],
        },
        (EXPIRED, on("2026-06-30")),
    ),
    # Two of three: B until 29 September 2026, L until 2027, A never.
    "so many of a group": (
        {
            "renewal": YEARLY,
            "of": ("A", "B", "L"),
            "at_least": 2,
            "competency": "D",
            "held": [done("2025-09-30", "B"), done("2026-09-01", "L")],
        },
        (EXPIRED, on("2026-09-29")),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_days_worked_out_by_hand(name: str) -> None:
    """In post since 1 January 2015 unless said otherwise, so due the day before."""
    given, expected = CASES[name]
    (answer,) = reference(small(**given)).values()
    assert (answer.status, answer.due) == expected
