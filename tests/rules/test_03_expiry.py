"""Rule 3: expiry arithmetic.

One convention, valid through the last day, the source's own date kept, nothing gained by renewing
early, no grace but where a rule gives it, and days that everybody was given.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.evaluate.test_status import done as certificate
from tests.evaluate.test_status import post as in_post
from tests.evaluate.test_status import rule
from tests.evaluate.world import answers, policy, world_of
from tests.rules.shipped import AGENCIES, SETTINGS, cells, done, due, post, shipped, status, tagged

from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.model.status import Status

BULK, WEB = Convention.LAST_VALID_DAY, Convention.DAY_BEFORE
THROUGH, DAYS = Convention.ANNIVERSARY, Convention.DAYS

TUTOR = post("team-teach-tutor", "schools", setting="hill")
FIRST_AIDER = post("nominated-first-aider", "council", "2001-01-01")
KEEPER = post("early-years-practitioner", "nurseries", setting="sun")


@pytest.mark.parametrize(
    ("completed", "every", "convention", "last"),
    [
        ("2024-02-29", "36 months", BULK, "2027-02-27"),
        ("2024-02-29", "36 months", WEB, "2027-02-28"),
        ("2024-02-29", "36 months", THROUGH, "2027-02-28"),
        ("2024-02-29", "36 months", DAYS, "2027-02-27"),
        ("2023-08-31", "6 months", BULK, "2024-02-28"),
        ("2023-08-31", "6 months", WEB, "2024-02-29"),
        ("2023-08-31", "6 months", THROUGH, "2024-02-29"),
        ("2025-12-02", "3 years", BULK, "2028-12-01"),
        ("2025-12-02", "3 years", WEB, "2028-12-01"),
        ("2025-12-02", "3 years", THROUGH, "2028-12-02"),
        ("2025-12-02", "3 years", DAYS, "2028-11-30"),
    ],
)
def test_the_same_certificate_ends_where_the_convention_says_and_that_day_counts(
    tmp_path: Path, completed: str, every: str, convention: Convention, last: str
) -> None:
    """Two ways of the care workforce data set, through the anniversary, and 365-day years.

    Source: Skills for Care, bulk upload and web form; NHS, Electronic Staff Record export.
    """
    graph = policy(tmp_path, rule(every=every))
    held, end = [certificate(date.fromisoformat(completed))], date.fromisoformat(last)
    settings = Settings(convention, 0)
    key = ("P", "council", "A")
    assert answers(graph, [in_post()], held, end, settings)[key] is Status.EXPIRING
    after = end + timedelta(days=1)
    assert answers(graph, [in_post()], held, after, settings)[key] is Status.EXPIRED


@pytest.mark.parametrize("convention", Convention, ids=str)
def test_a_sources_own_expiry_stands_under_every_convention(
    tmp_path: Path, convention: Convention
) -> None:
    """The date printed on a certificate is kept as given.

    Source: NHS, Electronic Staff Record export: 2 December 2025 and three years, ending 30 November
    2028.
    """
    graph = policy(tmp_path, rule(every="3 years"))
    held = [certificate(date(2025, 12, 2), expires=date(2028, 11, 30))]
    settings, key = Settings(convention, 0), ("P", "council", "A")
    for day, said in ((date(2028, 11, 30), Status.EXPIRING), (date(2028, 12, 1), Status.EXPIRED)):
        assert answers(graph, [in_post()], held, day, settings)[key] is said


@pytest.mark.parametrize(
    ("early", "until"),
    [
        pytest.param("2026-06-15", "2029-06-14", id="early, from the last day of the new course"),
        pytest.param("2026-07-01", "2029-06-30", id="on the last day"),
        pytest.param("2026-09-01", "2029-08-31", id="after a lapse, all the same"),
    ],
)
def test_an_early_renewal_of_first_aid_at_work_gains_nothing(early: str, until: str) -> None:
    """Since 2013 it is dated from the new course.

    Source: British Red Cross, First aid at work certificates: validity and requalification,
    blog.redcrossfirstaidtraining.co.uk.
    """
    held = [done("D09", "2023-07-01"), done("D09", early)]
    assert due("FAW", FIRST_AIDER, held) == date.fromisoformat(until)


def test_before_2013_an_early_renewal_kept_its_old_day() -> None:
    """Up to three months of it, by the rules of that time.

    Source: EmergencyFAW, First aid at work certificates: the older rules, emergencyfaw.co.uk.
    """
    held = [done("D09", "2009-07-01"), done("D09", "2012-05-01")]
    assert due("FAW", FIRST_AIDER, held, "2012-12-31") == date(2015, 6, 30)
    assert due("FAW", FIRST_AIDER, held, "2013-01-01") == date(2015, 4, 30)


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        pytest.param("2012-07-28", Status.NOT_YET_DUE, id="28 days of the older rules"),
        pytest.param("2012-07-29", Status.EXPIRED, id="and no day more"),
    ],
)
def test_a_lapse_had_28_days_of_grace_before_2013(as_at: str, expected: Status) -> None:
    """By the older rules.

    Source: EmergencyFAW, First aid at work certificates: the older rules, emergencyfaw.co.uk.
    """
    assert status("FAW", FIRST_AIDER, done("D09", "2009-07-01"), as_at) is expected


def test_a_lapse_is_a_lapse_the_day_after_since_2013() -> None:
    """No grace is left.

    Source: British Red Cross, First aid at work certificates: validity and requalification,
    blog.redcrossfirstaidtraining.co.uk.
    """
    held = done("D09", "2023-07-01")
    assert status("FAW", FIRST_AIDER, held, "2026-06-30") is Status.EXPIRING
    assert status("FAW", FIRST_AIDER, held, "2026-07-01") is Status.EXPIRED


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        pytest.param("2026-03-31", Status.EXPIRING, id="the last valid day"),
        pytest.param("2026-04-01", Status.NOT_YET_DUE, id="lapsed, may assist"),
        pytest.param("2026-07-31", Status.NOT_YET_DUE, id="the last day of four months"),
        pytest.param("2026-08-01", Status.EXPIRED, id="may not even assist"),
    ],
)
def test_a_lapsed_tutor_has_four_months(as_at: str, expected: Status) -> None:
    """Grace is of this role alone (Team Teach, Key points for tutors, teamteach.co.uk)."""
    assert status("TT-TRN", TUTOR, done("TT-TRN", "2025-04-01"), as_at) is expected


def test_the_proof_says_that_a_lapsed_tutor_may_assist_and_not_lead() -> None:
    """A grace says what it allows (Team Teach, Key points for tutors, teamteach.co.uk)."""
    day = date(2026, 6, 1)
    graph = shipped()
    world = world_of(
        graph,
        [TUTOR],
        [done("TT-TRN", "2025-04-01")],
        day,
        agencies=AGENCIES,
        settings_of=SETTINGS,
    )
    prover = Prover(graph, AGENCIES, SETTINGS, day, Settings())
    (cell,) = (c for c in prover.prove(world.people["P"]) if c.competency == "TT-TRN")
    assert cell.status is Status.NOT_YET_DUE
    assert "assist but not lead" in str(cell)


def test_grace_of_one_role_is_not_of_another(tmp_path: Path) -> None:
    """Lapsed is not grace, except where a rule names the role.

    Source: Team Teach, Key points for tutors, teamteach.co.uk.
    """
    grace = '[[requirement.grace]]\nvalue = "4 months"\nroles = ["lead"]\norigin = "default"\n'
    graph = policy(tmp_path, rule(grace, every="12 months"))
    held = [certificate(date(2025, 9, 1))]
    both = [in_post(role="lead", agency="trust"), in_post(role="nurse")]
    assert answers(graph, both, held, date(2026, 9, 30)) == {
        ("P", "trust", "A"): Status.NOT_YET_DUE,
        ("P", "council", "A"): Status.EXPIRED,
    }


@pytest.mark.parametrize(
    ("completed", "as_at", "expected"),
    [
        pytest.param("2017-10-02", "2021-03-31", Status.EXPIRING, id="would have ended 1 October"),
        pytest.param("2017-10-02", "2021-04-01", Status.EXPIRED, id="and ended with the rest"),
        pytest.param("2017-10-01", "2020-10-01", Status.EXPIRED, id="ended the day before"),
        pytest.param("2018-03-31", "2021-03-31", Status.EXPIRING, id="ends within, a day early"),
        pytest.param("2018-04-05", "2021-04-04", Status.EXPIRING, id="ends after, unmoved"),
        pytest.param("2018-04-05", "2021-04-05", Status.EXPIRED, id="and no longer"),
    ],
)
def test_paediatric_first_aid_was_extended_through_the_first_winter_of_the_pandemic(
    completed: str, as_at: str, expected: Status
) -> None:
    """What would have ended from 1 October 2020 held to 31 March 2021.

    Source: Department for Education, Paediatric first aid certificates: extension to 31 March 2021,
    milliesmark.com.
    """
    counting = [tagged("in-ratio", "2016-01-01")]
    found = status("PFA-EM", KEEPER, done("C29", completed), as_at, tags=counting)
    assert found is expected


def test_the_extension_is_of_what_it_names_and_no_other() -> None:
    """First aid at work had none of it here.

    Source: Department for Education, Paediatric first aid certificates: extension to 31 March 2021,
    milliesmark.com.
    """
    found = cells(FIRST_AIDER, done("D09", "2017-10-15"), "2020-11-01")
    assert found["council", "FAW"][0] is Status.EXPIRED
