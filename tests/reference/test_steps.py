"""The reference evaluator on deadlines, decisions, absences and grace, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.reference.reference import reference
from tests.reference.small import DAY, OLD, D, P, course, done, on, post, says, small

from skillsmatrix.dates import Interval
from skillsmatrix.model.competency import Ladder
from skillsmatrix.model.course import Award, AwardKind
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.person import Absence, Tag
from skillsmatrix.model.recognition import Extension
from skillsmatrix.model.renewal import (
    Events,
    Once,
    Rolling,
)
from skillsmatrix.model.requirement import Clock, Grace, Trigger, Within
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
    # Six months from 1 April are 30 September.
    "the first deadline is today": (
        {
            "renewal": YEARLY,
            "within": [Within(origin=D, value=HALF)],
            "posts": [post("2026-04-01")],
        },
        (LATER, DAY),
    ),
    # Another post at the council went before, without a break; its six months ended on 31 July.
    "the deadline runs from the agency": (
        {
            "renewal": YEARLY,
            "within": [Within(origin=D, value=HALF, trigger=Trigger.AGENCY)],
            "posts": [post("2026-02-01", end="2026-07-31", role="lead"), post("2026-08-01")],
        },
        (MISSING, on("2026-07-31")),
    ),
    "back at the agency after a break": (
        {
            "renewal": YEARLY,
            "within": [Within(origin=D, value=HALF, trigger=Trigger.AGENCY)],
            "posts": [post("2026-02-01", end="2026-07-30"), post("2026-08-01")],
        },
        (LATER, on("2027-01-31")),
    ),
    "a contract that goes on is no new post": (
        {
            "renewal": YEARLY,
            "within": [Within(origin=D, value=HALF)],
            "posts": [
                post("2026-02-01", end="2026-05-31"),
                post("2026-06-01", end="2026-08-31"),
                post("2026-09-01", hours=10.0),
            ],
        },
        (MISSING, on("2026-07-31")),
    ),
    "the same role elsewhere is a new post": (
        {
            "renewal": YEARLY,
            "within": [Within(origin=D, value=HALF)],
            "posts": [post("2026-02-01", end="2026-08-31"), post("2026-09-01", setting="nursery")],
        },
        (LATER, on("2027-02-28")),
    ),
    # The whole year from 1 September 2015 ended on 31 August 2016.
    "a register's clock runs from taking up the role": (
        {
            "renewal": Events(origin=D, count=2, out_of=6, period="09-01"),
            "clock": Clock.REGISTRATION,
            "posts": [post("2015-01-01", end="2020-01-01", agency="trust"), post("2026-01-05")],
        },
        (MISSING, on("2016-08-31")),
    ),
    "the deadline runs from the tag": (
        {
            "renewal": YEARLY,
            "tags": ("ratio",),
            "within": [Within(origin=D, value=HALF, trigger=Trigger.TAG)],
            "tagged": [Tag(person=P, tag="ratio", start=on("2026-05-01"))],
        },
        (LATER, on("2026-10-31")),
    ),
    # 1 September 2025 is the first day of its year; it need be met by its end.
    "the first whole year of events": (
        {
            "renewal": Events(origin=D, count=2, out_of=6, period="09-01"),
            "posts": [post("2025-09-02")],
        },
        (LATER, on("2027-08-31")),
    ),
    "temporary until tomorrow": (
        {
            "renewal": YEARLY,
            "decisions": [says(DecisionKind.TEMPORARY, "2026-09-01", "2026-10-01")],
        },
        (EXPIRING, on("2026-10-01")),
    ),
    "temporary for what counts for it": (
        {
            "renewal": YEARLY,
            "ladders": [LADDER],
            "decisions": [says(DecisionKind.TEMPORARY, "2026-09-01", "2026-10-01", subject="B")],
        },
        (EXPIRING, on("2026-10-01")),
    ),
    "temporary for what only leads to it": (
        {
            "renewal": YEARLY,
            "competency": "B",
            "ladders": [LADDER],
            "decisions": [says(DecisionKind.TEMPORARY, "2026-09-01", "2026-10-01", subject="A")],
        },
        (MISSING, on("2014-12-31")),
    ),
    "temporary for one of those needed": (
        {
            "renewal": YEARLY,
            "of": ("B", "C"),
            "held": [done("2026-01-01", item="C")],
            "decisions": [says(DecisionKind.TEMPORARY, "2026-09-01", "2026-10-01", subject="B")],
        },
        (EXPIRING, on("2026-10-01")),
    ),
    # Ended on 31 March 2026, inside what everybody was given; then inside their own.
    "an extension of an extension": (
        {
            "renewal": YEARLY,
            "held": [done("2025-04-01")],
            "extensions": [
                Extension(
                    id="x",
                    origin=D,
                    competencies=("A",),
                    start=on("2026-03-31"),
                    end=on("2026-06-30"),
                    sectors=("la",),
                )
            ],
            "decisions": [says(DecisionKind.EXTENSION, "2026-06-30", "2026-12-31")],
        },
        (MET, on("2026-12-31")),
    ),
    # Lapsed on 31 August; what renews it may come until it lapses, which everybody's extension
    # put off to 15 September, and the person's own to the 25th.
    "renewed in time by an extension": (
        {
            "renewal": IN_TIME,
            "courses": [KEEPS],
            "held": [done("2025-09-01"), done("2026-09-25", item="R")],
            "extensions": [
                Extension(
                    id="x",
                    origin=D,
                    competencies=("A",),
                    start=on("2026-08-31"),
                    end=on("2026-09-15"),
                )
            ],
            "decisions": [says(DecisionKind.EXTENSION, "2026-09-15", "2026-09-25")],
        },
        (MET, on("2027-09-24")),
    ),
    "renewed too late for any extension": (
        {
            "renewal": IN_TIME,
            "courses": [KEEPS],
            "held": [done("2025-09-01"), done("2026-09-26", item="R")],
            "decisions": [says(DecisionKind.EXTENSION, "2026-08-31", "2026-09-25")],
        },
        (EXPIRED, on("2026-09-25")),
    ),
    "exempt": (
        {"renewal": YEARLY, "decisions": [says(DecisionKind.EXEMPTION, DAY, DAY)]},
        (Status.EXEMPT, on("2014-12-31")),
    ),
    "exempt by the rule's id until yesterday": (
        {
            "renewal": YEARLY,
            "decisions": [says(DecisionKind.EXEMPTION, OLD, "2026-09-29", subject="rule")],
        },
        (MISSING, on("2014-12-31")),
    ),
    # Away since 30 August: a month ends on 29 September; from 1 September on the 30th.
    "paused once it has lasted": (
        {"renewal": YEARLY, "away": [Absence(person=P, kind="leave", start=on("2026-08-30"))]},
        (Status.PAUSED, on("2014-12-31")),
    ),
    "not paused while it is short": (
        {"renewal": YEARLY, "away": [Absence(person=P, kind="leave", start=on("2026-09-01"))]},
        (MISSING, on("2014-12-31")),
    ),
    "a clock that goes on": (
        {
            "renewal": YEARLY,
            "clock": Clock.REGISTRATION,
            "away": [Absence(person=P, kind="leave", start=on("2026-01-01"))],
        },
        (MISSING, on("2014-12-31")),
    ),
    # Lapsed on 1 March, the first day away; back on 1 September, a month runs to 30 September.
    "grace after the return": (
        {
            "renewal": YEARLY,
            "held": [done("2025-03-02")],
            "away": [Absence(person=P, kind="leave", start=on("2026-03-01"), end=on("2026-08-31"))],
        },
        (LATER, DAY),
    ),
    # Lapsed on 19 March, away; a month from the end of both, 31 August.
    "grace after two absences without a day between": (
        {
            "renewal": YEARLY,
            "held": [done("2025-03-20")],
            "away": [
                Absence(person=P, kind="leave", start=on("2026-01-01"), end=on("2026-06-30")),
                Absence(person=P, kind="leave", start=on("2026-07-01"), end=on("2026-08-31")),
            ],
        },
        (LATER, DAY),
    ),
    # Away since 1 August by two names: a month ended on the 31st.
    "paused once both together have lasted": (
        {
            "renewal": YEARLY,
            "away": [
                Absence(person=P, kind="leave", start=on("2026-08-01"), end=on("2026-09-20")),
                Absence(person=P, kind="leave", start=on("2026-09-21")),
            ],
        },
        (Status.PAUSED, on("2014-12-31")),
    ),
    # Lapsed on 1 March, the first day away; back on 1 August, the month ended on the 31st.
    "late only by what came after the time given": (
        {
            "renewal": YEARLY,
            "held": [done("2025-03-02")],
            "away": [Absence(person=P, kind="leave", start=on("2026-03-01"), end=on("2026-07-31"))],
        },
        (EXPIRED, on("2026-08-31")),
    ),
    "no grace for what had lapsed before": (
        {
            "renewal": YEARLY,
            "held": [done("2025-03-01")],
            "away": [Absence(person=P, kind="leave", start=on("2026-03-01"), end=on("2026-08-31"))],
        },
        (EXPIRED, on("2026-02-28")),
    ),
    # Lapsed on 31 August; a month from 1 September ends on 30 September.
    "grace after a lapse": (
        {
            "renewal": YEARLY,
            "held": [done("2025-09-01")],
            "grace": [Grace(origin=D, value=MONTH, roles=("staff",))],
        },
        (LATER, DAY),
    ),
    "late only by what came after the grace": (
        {
            "renewal": YEARLY,
            "held": [done("2025-08-15")],
            "grace": [Grace(origin=D, value=MONTH, roles=("staff",))],
        },
        (EXPIRED, on("2026-09-14")),
    ),
    "grace for other roles": (
        {
            "renewal": YEARLY,
            "held": [done("2025-09-01")],
            "grace": [Grace(origin=D, value=MONTH, roles=("lead",))],
        },
        (EXPIRED, on("2026-08-31")),
    ),
    "revoked": (
        {
            "renewal": YEARLY,
            "held": [done(DAY)],
            "decisions": [says(DecisionKind.REVOCATION, DAY, None, completed=DAY)],
        },
        (MISSING, on("2014-12-31")),
    ),
    "no renewal in force": (
        {"renewal": Once(origin=D, end=on("2026-09-29")), "held": [done(DAY)]},
        (Status.NOT_EVALUATED, on("2014-12-31")),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_days_worked_out_by_hand(name: str) -> None:
    """In post since 1 January 2015 unless said otherwise, so due the day before."""
    given, expected = CASES[name]
    (answer,) = reference(small(**given)).values()
    assert (answer.status, answer.due) == expected
