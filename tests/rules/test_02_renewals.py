"""Rule 2: not every renewal is so many months.

Hours in a rolling window, two clocks, a fixed date, some of many, a deadline once, once for good,
and a deadline to count in the ratios.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.rules.shipped import (
    LONG_AGO,
    away,
    cells,
    done,
    due,
    post,
    status,
    tagged,
)

from skillsmatrix.model.completion import Completion
from skillsmatrix.model.status import Status

NURSE = post("ward-nurse", "mpft")
SOCIAL_WORKER = post("social-worker", "council")
LEAD = post("dsl", "schools", setting="hill")
ELSA = post("elsa", "schools", setting="hill")
TUTOR = post("team-teach-tutor", "schools", setting="hill")


def learnt(day: str, hours: float, together: float = 0, item: str = "D32") -> Completion:
    """Return hours of learning, some of them with others."""
    return done(item, day, hours=hours, participatory_hours=together)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param([learnt("2026-01-01", 35, 20)], Status.MET, id="all of them at once"),
        pytest.param(
            [learnt("2024-03-01", 15), learnt("2025-03-01", 10, 10), learnt("2026-03-01", 10, 10)],
            Status.MET,
            id="in several pieces",
        ),
        pytest.param([learnt("2026-01-01", 34.5, 20)], Status.MISSING, id="half an hour short"),
        pytest.param([learnt("2026-01-01", 35, 19.5)], Status.MISSING, id="too much of it alone"),
        pytest.param([learnt("2026-01-01", 60)], Status.MISSING, id="any amount of it alone"),
        pytest.param(
            [learnt("2023-09-30", 20, 20), learnt("2026-01-01", 15)],
            Status.EXPIRED,
            id="20 of them left the window yesterday",
        ),
        pytest.param(
            [learnt("2023-10-01", 20, 20), learnt("2026-01-01", 15)],
            Status.EXPIRING,
            id="20 of them leave it tonight",
        ),
    ],
)
def test_nurses_learn_35_hours_in_3_years_20_of_them_with_others(
    held: list[Completion], expected: Status
) -> None:
    """Hours count in any three years.

    Source: Nursing and Midwifery Council, Revalidation: continuing professional development,
    nmc.org.uk.
    """
    assert status("NMC-CPD", NURSE, held) is expected


@pytest.mark.parametrize(
    ("hours", "together", "expected"),
    [(12, 6, Status.MET), (12, 5.5, Status.MISSING), (11.5, 11.5, Status.MISSING)],
)
def test_half_of_a_gps_safeguarding_hours_are_with_others(
    hours: float, together: float, expected: Status
) -> None:
    """12 hours in 3 years, half of them participatory.

    Source: Primary care training hub, Safeguarding training for primary care, cptraininghub.nhs.uk.
    """
    held = learnt("2025-06-01", hours, together, "SGC-L3S")
    assert status("SGC-L3S", post("gp", "primary-care"), held) is expected


@pytest.mark.parametrize(
    ("role", "competency", "hours"),
    [
        pytest.param("nhs-administrator", "SGC-L1", 2, id="level 1"),
        pytest.param("ward-nurse", "SGC-L2", 3, id="level 2"),
        pytest.param("childrens-nurse", "SGC-L3C", 6, id="level 3 core"),
        pytest.param("school-nurse", "SGC-L3S", 12, id="level 3 specialist"),
        pytest.param("named-nurse", "SGC-L4", 24, id="level 4"),
        pytest.param("designated-nurse", "SGC-L5", 24, id="level 5"),
    ],
)
def test_each_safeguarding_level_has_its_hours_in_three_years(
    role: str, competency: str, hours: float
) -> None:
    """Learning counts as hours, wherever they were learnt.

    Source: Health Education and Improvement Wales, Safeguarding children: intercollegiate document,
    Frequency of training, gpcpd.heiw.wales.
    """
    worker = post(role, "mpft")
    enough = [
        learnt("2024-06-01", hours - 1, 0, competency),
        learnt("2026-06-01", 1, 0, competency),
    ]
    assert status(competency, worker, enough[:1]) is not Status.MET
    assert status(competency, worker, enough) is Status.MET


def test_an_hour_that_leaves_the_window_takes_the_whole_down() -> None:
    """The window rolls by the day.

    Source: Health Education and Improvement Wales, Safeguarding children: intercollegiate document,
    Frequency of training, gpcpd.heiw.wales.
    """
    nurse = post("childrens-nurse", "mpft")
    held = [learnt("2023-10-01", 3, 0, "SGC-L3C"), learnt("2025-10-01", 3, 0, "SGC-L3C")]
    assert status("SGC-L3C", nurse, held, "2026-09-30") is Status.EXPIRING
    assert status("SGC-L3C", nurse, held, "2026-10-01") is Status.EXPIRED


def test_newcomers_need_more_hours_in_their_first_year() -> None:
    """8 hours within a year of appointment, then 6 in 3 years.

    Source: Southend Clinical Commissioning Group, Safeguarding children training,
    southendccg.nhs.uk.
    """
    held = [learnt("2025-12-01", 6, 0, "SGC-L3C")]
    new = post("childrens-nurse", "mpft", "2025-09-01")
    assert status("SGC-L3C", new, held) is Status.MISSING
    assert status("SGC-L3C", post("childrens-nurse", "mpft"), held) is Status.MET


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param([done("C15", "2025-12-01")], Status.EXPIRING, id="trained this year"),
        pytest.param([done("C15", "2025-03-01")], Status.EXPIRED, id="no update for a year"),
        pytest.param(
            [done("C15", "2025-03-01"), done("C17", "2026-02-01")],
            Status.MET,
            id="updated as all staff are",
        ),
        pytest.param(
            [done("C15", "2024-09-01"), done("C17", "2026-09-01")],
            Status.EXPIRED,
            id="updated, and trained too long ago",
        ),
        pytest.param([done("C17", "2026-09-01")], Status.MISSING, id="updated and never trained"),
        pytest.param([done("C16", "2026-09-01")], Status.MISSING, id="refreshed and never trained"),
        pytest.param(
            [done("C15", "2023-09-01"), done("C16", "2025-08-31"), done("C17", "2026-08-31")],
            Status.MET,
            id="retrained by a refresher, then updated",
        ),
    ],
)
def test_safeguarding_leads_run_by_two_clocks(held: list[Completion], expected: Status) -> None:
    """Trained every two years and updated every year.

    Source: Department for Education, Keeping children safe in education, as quoted by Norfolk,
    schools.norfolk.gov.uk.
    """
    assert status("SGC-DSL", LEAD, held) is expected


PIECE, PEER = "D31", "SWE-CPD-PEER"


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param([(PIECE, "2025-12-01"), (PEER, "2026-11-30")], Status.MET, id="both in time"),
        pytest.param(
            [(PIECE, "2025-12-01"), (PIECE, "2026-11-30")], Status.EXPIRED, id="no peer in either"
        ),
        pytest.param([(PEER, "2026-06-01")], Status.EXPIRED, id="only one"),
        pytest.param(
            [(PEER, "2026-06-01"), (PIECE, "2026-12-01")], Status.EXPIRED, id="a day late"
        ),
        pytest.param(
            [(PEER, "2025-11-30"), (PIECE, "2026-06-01")], Status.EXPIRED, id="a day early"
        ),
        pytest.param([(PEER, "2026-06-01"), (PEER, "2026-07-01")], Status.MET, id="both with one"),
    ],
)
def test_social_workers_give_two_pieces_by_30_november_one_with_a_peer(
    pieces: list[tuple[str, str]], expected: Status
) -> None:
    """The year runs from 1 December to 30 November.

    Source: Social Work England, Continuing professional development,
    socialworkengland.org.uk/cpd/cpd-review.
    """
    last_year = [done(PIECE, "2024-12-02"), done(PEER, "2025-01-02")]
    held = [*last_year, *(done(item, day) for item, day in pieces)]
    on_the_day = status("SW-CPD", SOCIAL_WORKER, held, "2026-11-30")
    assert on_the_day in (Status.MET, Status.EXPIRING)
    assert status("SW-CPD", SOCIAL_WORKER, held, "2026-12-01") is expected


def test_maternity_does_not_pause_the_register() -> None:
    """It asks for its pieces of people on leave too.

    Source: Social Work England, Continuing professional development,
    socialworkengland.org.uk/cpd/cpd-review.
    """
    leave = [away("maternity", "2025-12-15")]
    found = cells(SOCIAL_WORKER, [], "2026-09-30", absences=leave)
    assert found["council", "SW-CPD"][0] is Status.MISSING
    assert found["council", "SGC-L3C"][0] is Status.PAUSED


def supervised(*days: str) -> list[Completion]:
    """Return the course, long ago, and group supervisions on these days."""
    return [done("C32", "2019-11-01"), *(done("C33", day) for day in days)]


@pytest.mark.parametrize(
    ("days", "as_at", "expected"),
    [
        pytest.param(
            ["2025-09-01", "2025-11-10", "2026-03-02", "2026-08-31"],
            "2026-09-30",
            Status.MET,
            id="4 from the first day of the year to its last",
        ),
        pytest.param(
            ["2025-09-01", "2025-11-10", "2026-03-02"], "2026-09-30", Status.MISSING, id="3 of 6"
        ),
        pytest.param(
            ["2025-08-31", "2025-11-10", "2026-03-02", "2026-06-01"],
            "2026-09-30",
            Status.MISSING,
            id="one of 4 in the year before",
        ),
        pytest.param(
            ["2024-10-01", "2024-11-10", "2025-03-02", "2025-06-01"],
            "2026-08-31",
            Status.EXPIRING,
            id="last year's last through this year",
        ),
        pytest.param(
            ["2024-10-01", "2024-11-10", "2025-03-02", "2025-06-01"],
            "2026-09-01",
            Status.EXPIRED,
            id="and no day longer",
        ),
        pytest.param(
            ["2025-10-01", "2025-10-01", "2025-10-01", "2025-10-01"],
            "2026-09-30",
            Status.MISSING,
            id="one session recorded four times is one",
        ),
    ],
)
def test_elsas_attend_4_of_6_supervisions_in_the_school_year(
    days: list[str], as_at: str, expected: Status
) -> None:
    """Without them they leave the register.

    Source: Psychology 360, ELSA supervision, psychology360.co.uk/elsa-supervision.
    """
    assert status("ELSA", ELSA, supervised(*days), as_at) is expected


def test_the_elsa_course_is_once_and_stays_when_the_registration_lapses() -> None:
    """Two requirements, two answers.

    Source: Derby City Council, ELSA initial training, schoolsportal.derby.gov.uk.
    """
    found = cells(ELSA, supervised())
    assert found["schools", "ELSA-INIT"][0] is Status.MET
    assert found["schools", "ELSA"][0] is not Status.MET


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [("2027-12-31", Status.NOT_YET_DUE), ("2028-01-01", Status.MISSING)],
)
def test_sencos_have_36_months_from_taking_up_the_post(as_at: str, expected: Status) -> None:
    """A deadline once.

    Source: Department for Education, Mandatory qualification for SENCOs: transition guidance,
    gov.uk.
    """
    senco = post("senco", "schools", "2025-01-01", setting="hill")
    assert status("SENCO-NPQ", senco, (), as_at) is expected
    assert status("SENCO-NPQ", senco, done("SENCO-NPQ", "2026-07-01"), as_at) is Status.MET


def test_a_senco_appointed_before_the_rule_has_36_months_from_the_appointment() -> None:
    """The rule of September 2024 gives nobody their three years again.

    Source: Department for Education, Mandatory qualification for SENCOs: transition guidance,
    gov.uk.
    """
    senco = post("senco", "schools", "2023-09-01", setting="hill")
    assert due("SENCO-NPQ", senco) == date(2026, 8, 31)
    assert status("SENCO-NPQ", senco, (), "2026-08-31") is Status.NOT_YET_DUE
    assert status("SENCO-NPQ", senco, (), "2026-09-01") is Status.MISSING


def test_whether_36_months_start_again_with_each_post_is_policy(tmp_path: Path) -> None:
    """From the first post anywhere, unless a layer says from each.

    Source: Department for Education, Mandatory qualification for SENCOs: transition guidance,
    gov.uk; silent on it.
    """
    moved = [
        post("senco", "schools", "2024-09-01", end=date(2026, 8, 31), setting="hill"),
        post("senco", "schools", "2026-09-01", setting="over"),
    ]
    assert due("SENCO-NPQ", moved) == date(2027, 8, 31)
    layer = tmp_path / "each-post" / "competencies"
    layer.mkdir(parents=True)
    (layer / "senco.toml").write_text(
        '[[requirement]]\nid = "SENCO-NPQ.senco"\noverrides = true\n[[requirement.within]]\n'
        'value = "36 months"\ntrigger = "post"\norigin = "default"\n',
        "utf-8",
    )
    assert due("SENCO-NPQ", moved, layers=(layer.parent,)) == date(2029, 8, 31)


@pytest.mark.parametrize("competency", ["CSTF-MH1", "CSTF-RES1"])
def test_some_training_is_once_only(competency: str) -> None:
    """Theory and awareness are never renewed.

    Source: University Hospitals Birmingham, Statutory and mandatory training, jobs.uhb.nhs.uk.
    """
    assert status(competency, NURSE, done(competency, LONG_AGO)) is Status.MET


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [("2026-09-30", Status.NOT_YET_DUE), ("2026-10-01", Status.MISSING)],
)
def test_paediatric_first_aid_is_due_3_months_after_starting_to_count(
    as_at: str, expected: Status
) -> None:
    """The clock starts when somebody counts in the ratios, not with the post.

    Source: Department for Education, Early years foundation stage: paediatric first aid,
    steadfastepa.co.uk.
    """
    worker = post("early-years-practitioner", "nurseries", "2020-01-01", setting="sun")
    counting = [tagged("in-ratio", "2026-07-01")]
    assert status("PFA-EM", worker, (), as_at) is None
    assert status("PFA-EM", worker, (), as_at, tags=counting) is expected


@pytest.mark.parametrize(
    ("as_at", "expected"), [("2025-08-31", None), ("2025-12-01", Status.MISSING)]
)
def test_learners_count_in_the_ratios_only_with_first_aid_since_2025(
    as_at: str, expected: Status | None
) -> None:
    """Apprentices and volunteers too.

    Source: Department for Education, Early years foundation stage: paediatric first aid,
    steadfastepa.co.uk.
    """
    learner = post("early-years-apprentice", "nurseries", "2024-01-01", setting="sun")
    assert status("PFA-EM", learner, (), as_at, tags=[tagged("in-ratio", "2024-01-01")]) is expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(["C06"], Status.MISSING, id="a topic course cannot be the first"),
        pytest.param(["C04"], Status.EXPIRED, id="the full course lapses after three years"),
        pytest.param(["C04", "C06"], Status.MET, id="another topic renews it"),
        pytest.param(["C04", "ANY-L3-TOPIC-COURSE"], Status.MET, id="and so does any other"),
    ],
)
def test_nobody_repeats_the_same_course(held: list[str], expected: Status) -> None:
    """It is renewed by others, which cannot be the first.

    Source: Leeds Safeguarding Children Partnership, Training: questions and answers,
    leedsscp.org.uk.
    """
    days = ["2022-02-01", "2025-01-31"] if len(held) == 2 else ["2022-02-01"]
    found = status(
        "SGC-WT",
        post("early-help-worker", "council"),
        [done(item, day) for item, day in zip(held, days, strict=True)],
    )
    assert found is expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param([("SAFEGUARDING-RENEWAL", "2025-06-01")], Status.MISSING, id="not the first"),
        pytest.param([("C19", "2022-06-01")], Status.EXPIRED, id="the first has lapsed"),
        pytest.param(
            [("C19", "2022-06-01"), ("SAFEGUARDING-RENEWAL", "2025-05-31")],
            Status.MET,
            id="renewed inside the safeguarding update",
        ),
    ],
)
def test_prevent_is_first_of_its_own_and_then_renewed_within_safeguarding(
    held: list[tuple[str, str]], expected: Status
) -> None:
    """One trust's way.

    Source: LEAP help centre, Prevent training for staff of an NHS trust, leaphelp.zendesk.com.
    """
    assert status("PREV-AW", NURSE, [done(item, day) for item, day in held]) is expected


@pytest.mark.parametrize(
    ("competency", "role", "setting", "months"),
    [("TT-L1", "teacher", "hill", 36), ("TT-L2", "team-teach-tutor", "hill", 24)],
)
def test_levels_of_one_scheme_last_for_different_times(
    competency: str, role: str, setting: str, months: int
) -> None:
    """Level one for 36 months, level two for 24, tutors for 12.

    Source: Team Teach, Training options and validity, dev.teamteach.com.
    """
    worker = post(role, "schools", setting=setting)
    year = 2026 - months // 12
    assert status(competency, worker, done(competency, date(year, 10, 1))) is Status.EXPIRING
    assert status(competency, worker, done(competency, date(year, 9, 30))) is Status.EXPIRED
