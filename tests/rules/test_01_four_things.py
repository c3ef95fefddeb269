"""Rule 1: requirement, course, competence and record are four things.

What counts for what is one-way, may be limited, and may be refused by name.
"""

from __future__ import annotations

import pytest
from tests.rules.shipped import cells, done, post, shipped, status, tagged

from skillsmatrix.model.status import Status

SENCO = post("senco", "schools", "2023-09-01", setting="hill")
KEEPER = post("early-years-practitioner", "nurseries", setting="sun")
NURSE = post("ward-nurse", "mpft")


def test_one_record_of_one_course_gives_several_competencies() -> None:
    """A trust's induction day is one record and meets eight requirements (catalogue, D33)."""
    given = {award.competency for award in shipped().catalogue.courses["D33"].awards}
    found = cells(NURSE, done("D33", "2026-06-01"))
    assert {name for (_, name), said in found.items() if said[0] is Status.MET} == given


@pytest.mark.parametrize("item", ["C19", "C21", "D34", "PREV-AW"])
def test_several_courses_or_the_competency_itself_give_one_competency(item: str) -> None:
    """Any one of three formats is enough.

    Source: Derbyshire County Council, Prevent training for staff, staff.derbyshire.gov.uk.
    """
    worker = post("early-help-worker", "peaks")
    assert status("PREV-AW", worker, done(item, "2026-06-01")) is Status.MET


def test_a_record_of_what_nobody_asks_makes_no_requirement() -> None:
    """What is held beside what is required is in no figure (catalogue, FAW)."""
    found = cells(NURSE, done("D09", "2026-06-01"))
    assert "FAW" not in {name for _, name in found}


def test_a_requirement_without_any_record_is_still_there() -> None:
    """Missing is an answer of its own (catalogue, CSTF-CR)."""
    assert status("CSTF-CR", NURSE) is Status.MISSING


@pytest.mark.parametrize("as_at", ["2026-09-30", "2060-01-01"])
def test_nasenco_covers_the_senco_qualification_for_good(as_at: str) -> None:
    """Its holders need no NPQ, however long ago it was.

    Source: Department for Education, Mandatory qualification for SENCOs: transition guidance,
    gov.uk.
    """
    assert status("SENCO-NPQ", SENCO, done("NASENCO", "2010-07-01"), as_at) is Status.MET


def test_the_npq_does_not_cover_nasenco() -> None:
    """Equivalence runs one way: while NASENCO was the rule only it counted.

    Source: Department for Education, Mandatory qualification for SENCOs: transition guidance,
    gov.uk.
    """
    old_hand = post("senco", "schools", "2018-09-01", setting="hill")
    held = [done("SENCO-NPQ", "2024-06-01")]
    assert status("NASENCO", old_hand, held, "2024-08-31") is Status.MISSING
    assert status("SENCO-NPQ", old_hand, held, "2024-09-01") is Status.MET


def test_long_service_before_2009_exempts_from_the_qualification() -> None:
    """It is recorded, and is no course.

    Source: ScholarPack, School workforce census query 6260Q, support.scholarpack.com.
    """
    veteran = post("senco", "schools", "2008-01-01", setting="hill")
    held = done("SENCO-2009", "2009-09-01")
    assert status("SENCO-NPQ", veteran, (), "2030-01-01") is Status.MISSING
    assert status("SENCO-NPQ", veteran, held, "2030-01-01") is Status.MET


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        pytest.param("SGC-L1", "SGC-L3C", Status.MET, id="the higher includes the lower"),
        pytest.param("SGC-L1", "C06", Status.MET, id="and so does a course of the higher"),
        pytest.param("SGC-L1", "SGC-L1", Status.MET, id="the lower is itself"),
        pytest.param("SGC-L3C", "SGC-L1", Status.BELOW_LEVEL, id="the lower is not the higher"),
        pytest.param("SGC-L3C", "SGC-L3C", Status.MET, id="the higher is itself"),
    ],
)
def test_only_the_highest_safeguarding_level_has_to_be_updated(
    asked: str, held: str, expected: Status
) -> None:
    """Each level includes those before it.

    Source: Health Education and Improvement Wales, Safeguarding children: intercollegiate document,
    Frequency of training, gpcpd.heiw.wales.
    """
    worker = post("early-help-worker", "council")
    assert status(asked, worker, done(held, "2026-06-01")) is expected


@pytest.mark.parametrize(
    ("role", "asked", "held", "expected"),
    [
        pytest.param("nhs-administrator", "OMMT-T1", "C23", Status.MET, id="tier 1 is tier 1"),
        pytest.param("nhs-administrator", "OMMT-T1", "C24", Status.MET, id="tier 2 covers tier 1"),
        pytest.param("ward-nurse", "OMMT-T2", "C24", Status.MET, id="tier 2 is tier 2"),
        pytest.param("ward-nurse", "OMMT-T2", "C23", Status.MISSING, id="tier 1 is not tier 2"),
        pytest.param("ward-nurse", "OMMT-T1", "C23", None, id="never both"),
    ],
)
def test_tier_2_covers_tier_1_and_not_the_other_way(
    role: str, asked: str, held: str, expected: Status | None
) -> None:
    """Staff take one tier, and the second contains the first.

    Source: NHS Gloucestershire, Oliver McGowan training, tier 1 and tier 2,
    extranet.nhsglos.nhs.uk.
    """
    assert status(asked, post(role, "mpft"), done(held, "2026-06-01")) is expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param("PSCP-UNDERSTANDING-CP", Status.MET, id="the full course counts"),
        pytest.param("C03", Status.MET, id="and our own of that name"),
        pytest.param("PSCP-REFRESHER", Status.MISSING, id="the refresher is refused by name"),
        pytest.param("C05", Status.MISSING, id="and so is our own refresher"),
    ],
)
def test_a_partnerships_refresher_is_not_annex_c(held: str, expected: Status) -> None:
    """Its other course is.

    Source: Plymouth Safeguarding Children Partnership, Training levels and pathways; Annex C
    statement, plymouthscb.co.uk.
    """
    assert status("SGC-EYFS", KEEPER, done(held, "2026-06-01")) is expected


def test_the_refused_refresher_still_renews_what_it_is_for() -> None:
    """A refusal is for what it names and no more.

    Source: Plymouth Safeguarding Children Partnership, Training levels and pathways,
    plymouthscb.co.uk.
    """
    worker = post("early-help-worker", "council")
    first, later = done("C04", "2022-01-10"), done("PSCP-REFRESHER", "2025-01-09")
    assert status("SGC-WT", worker, [first]) is Status.EXPIRED
    assert status("SGC-WT", worker, [first, later]) is Status.MET


@pytest.mark.parametrize(
    ("agency", "role", "expected"),
    [
        pytest.param("council", "early-help-worker", Status.MET, id="at the council that ran it"),
        pytest.param("home", "care-worker", Status.MET, id="at a care home"),
        pytest.param("mpft", "ward-nurse", Status.MISSING, id="at a trust"),
    ],
)
def test_a_councils_core_skills_day_is_refused_at_trusts(
    agency: str, role: str, expected: Status
) -> None:
    """The same record, by who receives it.

    Source: Imperial College Healthcare NHS Trust, Transferring mandatory core skills training,
    imperial.nhs.uk.
    """
    held = done("LOCAL-AUTHORITY-COURSE", "2026-06-01")
    assert status("CSTF-IG", post(role, agency), held) is expected


def test_full_first_aid_covers_emergency_first_aid_and_not_the_other_way() -> None:
    """The longer course is the higher rung.

    Source: Department for Education, Early years foundation stage statutory framework: paediatric
    first aid, steadfastepa.co.uk.
    """
    manager = post("nursery-manager", "nurseries", setting="sun")
    counting = [tagged("in-ratio", "2020-01-01")]
    assert status("PFA-EM", KEEPER, done("C28", "2026-06-01"), tags=counting) is Status.MET
    assert status("PFA-FULL", manager, done("C29", "2026-06-01")) is Status.BELOW_LEVEL
