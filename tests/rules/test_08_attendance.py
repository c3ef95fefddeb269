"""Rule 8: attendance maths.

Fill, attendance and no-shows have different bases, and those wait for sessions; what holds today is
that failed or part attendance earns nothing.
"""

from __future__ import annotations

import pytest
from tests.rules.shipped import done, post, status

from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.status import Status

AWAITED = {
    "session": (
        "8: fill, booked attendance, no-show and late cancellation rates, each over its own base",
        "8: walk-ins are counted apart from those who booked",
        "8: a substitute takes the agency's place, and the agency keeps it",
        "8: cancellation deadlines know bank holidays",
        "8: the agency is charged, not the person",
        "8: what a course asks for before is checked when a place is booked",
    ),
}
"""What is not there yet → the clauses that wait for it: see ``test_awaited``."""

NURSE = post("ward-nurse", "mpft")


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.IN_PROGRESS, Outcome.NOT_STARTED])
def test_a_failed_or_unfinished_course_earns_nothing(outcome: Outcome) -> None:
    """Nor does a failed check of knowledge (our definition; no national one was seen)."""
    held = done("D17", "2026-06-01", outcome=outcome)
    assert status("CSTF-CR", NURSE, held) is Status.MISSING


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.IN_PROGRESS])
def test_a_failed_renewal_takes_nothing_away_that_was_held(outcome: Outcome) -> None:
    """It earns nothing and costs nothing (our definition)."""
    held = [done("D17", "2025-06-01"), done("D17", "2026-06-01", outcome=outcome)]
    assert status("CSTF-CR", NURSE, held) is Status.MET


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param(None, Status.MET, id="all of it: the course's own six and a half"),
        pytest.param(6, Status.MET, id="most of it, and enough"),
        pytest.param(3, Status.MISSING, id="the morning of it"),
        pytest.param(0, Status.MISSING, id="none of it"),
    ],
)
def test_part_attendance_earns_its_own_hours_and_not_the_courses(
    hours: float | None, expected: Status
) -> None:
    """Six hours are asked in three years.

    Source: Health Education and Improvement Wales, Safeguarding children: intercollegiate document,
    Frequency of training, gpcpd.heiw.wales.
    """
    held = done("C06", "2026-06-01", hours=hours)
    assert status("SGC-L3C", post("childrens-nurse", "mpft"), held) is expected


def test_a_record_without_a_day_of_completion_earns_nothing() -> None:
    """Never awarded is not awarded (NHS, Electronic Staff Record export, Date Last Awarded)."""
    assert status("CSTF-CR", NURSE, Completion(person="P", item="D17")) is Status.MISSING
