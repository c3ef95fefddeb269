"""Rule 6: an absence pauses the employer's clock and not a professional register's.

After the return there is time only where a kind of absence gives it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.evaluate.test_status import done as certificate
from tests.evaluate.test_status import post as in_post
from tests.evaluate.test_status import rule
from tests.evaluate.world import answers, policy
from tests.rules.shipped import away, cells, done, post, status

from skillsmatrix.model.person import Absence
from skillsmatrix.model.status import Status

WORKER = post("social-worker", "council")
NURSE = post("ward-nurse", "mpft")
LAPSED_IN_MARCH = done("CSTF-CR", "2023-03-02")

LONG = (
    *("adoption", "bereavement", "career-break", "long-term-sick", "maternity", "paternity"),
    *("secondment", "shared-parental", "sick", "suspension", "unpaid-leave"),
)


@pytest.mark.parametrize("kind", LONG)
def test_a_long_absence_pauses_the_employers_training_and_not_the_register(kind: str) -> None:
    """The register asks for its pieces of people on leave too.

    Source: Social Work England, Continuing professional development,
    socialworkengland.org.uk/cpd/cpd-review.
    """
    found = cells(WORKER, (), absences=[away(kind, "2026-01-01")])
    assert found["council", "CSTF-IG"][0] is Status.PAUSED
    assert found["council", "SW-CPD"][0] is Status.MISSING


@pytest.mark.parametrize("kind", LONG)
def test_a_nurses_hours_go_on_through_any_absence(kind: str) -> None:
    """Hours for the register leave their window meanwhile.

    Source: Nursing and Midwifery Council, Revalidation: continuing professional development,
    nmc.org.uk.
    """
    held = done("NMC-CPD", "2023-06-01", hours=35, participatory_hours=20)
    found = cells(NURSE, held, absences=[away(kind, "2026-01-01")])
    assert found["mpft", "NMC-CPD"][0] is Status.EXPIRED
    assert found["mpft", "CSTF-CR"][0] is Status.PAUSED


@pytest.mark.parametrize("kind", ["annual-leave", "training"])
def test_a_short_absence_pauses_nothing(kind: str) -> None:
    """Away is not excused (our default; no national rule was seen)."""
    found = cells(NURSE, LAPSED_IN_MARCH, absences=[away(kind, "2026-01-01")])
    assert found["mpft", "CSTF-CR"][0] is Status.EXPIRED


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        pytest.param("2026-06-28", Status.EXPIRED, id="28 days are no long illness yet"),
        pytest.param("2026-06-29", Status.PAUSED, id="the 29th is"),
    ],
)
@pytest.mark.parametrize("kind", ["sick", "long-term-sick"])
def test_illness_pauses_from_the_29th_day(kind: str, as_at: str, expected: Status) -> None:
    """However the records name the days before (our default; no national rule was seen)."""
    ill = [away(kind, "2026-06-01")]
    assert status("CSTF-CR", NURSE, LAPSED_IN_MARCH, as_at, absences=ill) is expected


LEAVE = [away("maternity", "2025-10-01", "2026-08-31")]


@pytest.mark.parametrize(
    ("completed", "as_at", "expected"),
    [
        pytest.param("2023-03-02", "2026-08-31", Status.PAUSED, id="the last day away"),
        pytest.param("2023-03-02", "2026-09-01", Status.NOT_YET_DUE, id="the return, with time"),
        pytest.param("2023-03-02", "2026-09-28", Status.NOT_YET_DUE, id="four weeks of it"),
        pytest.param("2023-03-02", "2026-09-29", Status.EXPIRED, id="and no more"),
        pytest.param("2022-09-30", "2026-08-31", Status.PAUSED, id="lapsed before, paused"),
        pytest.param("2022-09-30", "2026-09-01", Status.EXPIRED, id="lapsed before, no time"),
        pytest.param("2022-10-02", "2026-09-01", Status.NOT_YET_DUE, id="lapsed on the first day"),
        pytest.param("2025-09-02", "2026-09-01", Status.MET, id="still held"),
    ],
)
def test_who_returns_has_four_weeks_for_what_fell_due_meanwhile(
    completed: str, as_at: str, expected: Status
) -> None:
    """And none for what had lapsed before.

    Source: our default, to be confirmed; no national rule was seen.
    """
    held = done("CSTF-CR", completed)
    assert status("CSTF-CR", NURSE, held, as_at, absences=LEAVE) is expected


KINDS = """
[[absence_kind]]
id = "no-grace"
title = "Leave without time after it"
pauses = ["employer"]
origin = "default"
[[absence_kind]]
id = "grace"
title = "Leave with time after it"
pauses = ["employer"]
grace = "4 weeks"
origin = "default"
"""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("no-grace", Status.EXPIRED), ("grace", Status.NOT_YET_DUE)],
)
def test_without_a_grace_what_fell_due_is_overdue_on_the_day_of_return(
    tmp_path: Path, kind: str, expected: Status
) -> None:
    """The exclusion ends with the absence (our definition; no national rule was seen)."""
    graph = policy(tmp_path, KINDS + rule(every="12 months"))
    held, ended = [certificate(date(2025, 6, 1))], date(2026, 9, 29)
    gone = [Absence(person="P", kind=kind, start=date(2026, 1, 1), end=ended)]
    key = ("P", "council", "A")
    assert answers(graph, [in_post()], held, ended, absences=gone)[key] is Status.PAUSED
    back = date(2026, 9, 30)
    assert answers(graph, [in_post()], held, back, absences=gone)[key] is expected


def test_an_absence_of_one_person_pauses_nobody_else(tmp_path: Path) -> None:
    """Clocks are each person's own (our definition)."""
    graph = policy(tmp_path, KINDS + rule(every="12 months"))
    gone = [Absence(person="Q", kind="grace", start=date(2026, 1, 1))]
    found = answers(graph, [in_post(), in_post(person="Q")], [], date(2026, 9, 30), absences=gone)
    assert {person: said for (person, *_), said in found.items()} == {
        "P": Status.MISSING,
        "Q": Status.PAUSED,
    }
