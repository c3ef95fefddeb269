"""What the shipped catalogue says of kinds of renewal, triggers, graces, coverage and absence."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import ROOT

from skillsmatrix.catalogue import Layer, load_catalogue, shipped_layer
from skillsmatrix.dates import Interval
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.renewal import Calendar, Events, Hours, TwoClocks
from skillsmatrix.model.requirement import Clock, Trigger

TODAY = date(2026, 9, 30)


def test_nurses_learn_35_hours_20_of_them_participatory(shipped: Catalogue) -> None:
    """35 hours in 3 years, 20 participatory: hours, not a share (domain: registration)."""
    rule = shipped.requirements["NMC-CPD.nurse"]
    renewal = rule.renewal_on(TODAY)
    assert isinstance(renewal, Hours)
    assert (renewal.hours, renewal.participatory_needed, renewal.participatory) == (35, 20, 0)
    assert (rule.clock, renewal.reference) == (Clock.REGISTRATION, "nmc-revalidation")


def test_social_workers_give_two_pieces_a_year_one_with_a_peer(shipped: Catalogue) -> None:
    """Two pieces by 30 November, one with peer reflection (domain: registration)."""
    rule = shipped.requirements["SW-CPD.social-worker"]
    renewal = rule.renewal_on(TODAY)
    assert isinstance(renewal, Calendar)
    assert (renewal.due, renewal.first_day, renewal.pieces) == ("11-30", "12-01", 2)
    assert (renewal.including, renewal.including_count) == (("SWE-CPD-PEER",), 1)
    assert (rule.clock, renewal.reference) == (Clock.REGISTRATION, "swe-cpd")


def test_elsas_attend_four_of_six_supervisions(shipped: Catalogue) -> None:
    """4 of 6 each school year keeps them on the register (domain: SEND-specific)."""
    renewal = shipped.requirements["ELSA.elsa"].renewal_on(TODAY)
    assert isinstance(renewal, Events)
    assert (renewal.count, renewal.out_of, renewal.first_day) == (4, 6, "09-01")


@pytest.mark.parametrize("name", ["SGC-DSL.designated-lead", "SGC-DSL.schools"])
def test_leads_keep_two_clocks(name: str, shipped: Catalogue) -> None:
    """Trained every two years, refreshed every year, by either update (domain: education)."""
    renewal = shipped.requirements[name].renewal_on(TODAY)
    assert isinstance(renewal, TwoClocks)
    assert (str(renewal.every), str(renewal.update_every)) == ("24 months", "12 months")
    assert renewal.updated_by == ("C16", "SGC-EDU-UPD")
    assert [award.kind for award in shipped.courses["C16"].awards] == ["renewal"]


@pytest.mark.parametrize(
    ("name", "value", "trigger"),
    [
        pytest.param("SENCO-NPQ.senco", "36 months", Trigger.ROLE, id="SENCO, from the first post"),
        pytest.param("PFA-EM.early-years", "3 months", Trigger.TAG, id="in ratio"),
        pytest.param("PFA-EM.learners-in-ratio", "3 months", Trigger.TAG, id="learners in ratio"),
        pytest.param("EPI-RM.named-staff", "0 days", Trigger.TAG, id="before supporting the child"),
        pytest.param("SGC-L1.stoke-on-trent", "6 months", Trigger.AGENCY, id="of appointment"),
        pytest.param("SGC-EDU-IND.school-staff", "4 weeks", Trigger.AGENCY, id="induction"),
        pytest.param("SGC-WT.lead-practitioner", "12 months", Trigger.POST, id="of the post"),
    ],
)
def test_from_when_a_deadline_runs(
    name: str, value: str, trigger: Trigger, shipped: Catalogue
) -> None:
    """Deadlines run from a post, an appointment, a first role or a tag (domain rule 2)."""
    within = shipped.requirements[name].within_on(TODAY)
    assert within is not None
    assert (within.value, within.trigger) == (Interval.parse(value), trigger)


@pytest.mark.parametrize("name", ["PFA-EM.early-years", "PFA-EM.learners-in-ratio"])
def test_emergency_first_aid_binds_those_in_ratio(name: str, shipped: Catalogue) -> None:
    """Three months from counting in the ratios (domain: early years)."""
    assert shipped.requirements[name].tags == ("in-ratio",)


def test_a_lapsed_tutor_may_assist_for_four_months(shipped: Catalogue) -> None:
    """Only tutors, and not to lead (domain: SEND-specific)."""
    grace = shipped.requirements["TT-TRN.tutor"].grace_on(TODAY)
    assert grace is not None
    assert (str(grace.value), grace.roles) == ("4 months", ("team-teach-tutor",))
    assert (grace.allows, grace.reference) == ("assist but not lead", "team-teach-tutors")


@pytest.mark.parametrize(
    ("day", "early", "grace"),
    [
        pytest.param(date(2012, 12, 31), Interval(3, "months"), True, id="the older rules"),
        pytest.param(date(2013, 1, 1), None, False, id="nothing kept, no grace"),
    ],
)
def test_first_aid_at_work_lost_its_grace(
    day: date, early: Interval | None, grace: bool, shipped: Catalogue
) -> None:
    """Since 2013 nothing is carried over and a lapse has no grace (domain: first aid)."""
    rule = shipped.requirements["FAW.nominated-first-aider"]
    renewal = rule.renewal_on(day)
    assert getattr(renewal, "early", None) == early
    assert (rule.grace_on(day) is not None) is grace


@pytest.mark.parametrize(
    ("name", "hours", "reference"),
    [
        pytest.param("SGC-L3C.nhs-first-year", 8, "southend-ccg", id="core"),
        pytest.param("SGC-L3S.nhs-first-year", 16, "southend-ccg", id="specialist"),
        pytest.param("SGC-L3S.primary-care-first-year", 16, "cptraininghub", id="primary care"),
    ],
)
def test_newcomers_learn_more_in_their_first_year(
    name: str, hours: int, reference: str, shipped: Catalogue
) -> None:
    """8 or 16 hours within 12 months, beside the hours of every 3 years (domain: safeguarding)."""
    rule = shipped.requirements[name]
    renewal, within = rule.renewal_on(TODAY), rule.within_on(TODAY)
    assert isinstance(renewal, Hours)
    assert within is not None
    assert (renewal.hours, renewal.reference) == (hours, reference)
    assert (rule.new_starters, within.value) == (Interval(36, "months"), Interval(12, "months"))


def test_certificates_of_the_first_winter_were_extended(shipped: Catalogue) -> None:
    """From 1 October 2020 to 31 March 2021 (domain: first aid)."""
    given = shipped.extensions["paediatric-first-aid-2020"]
    assert (given.start, given.end) == (date(2020, 10, 1), date(2021, 3, 31))
    assert {"PFA-EM", "PFA-FULL"} <= set(given.competencies)
    assert given.reference == "pfa-extension-2020"


SCHOOLS = {"alternative-provision", "college", "school", "special-school"}


@pytest.mark.parametrize(
    ("name", "holders", "types", "needs"),
    [
        pytest.param("PFA-COV.early-years", 1, {"childminding", "nursery"}, (), id="first aider"),
        pytest.param("SGC-DSL.schools", 1, SCHOOLS, (), id="designated lead"),
        pytest.param("EHA.schools", 1, SCHOOLS, (), id="early help"),
        pytest.param("SAFE-REC.schools", 1, SCHOOLS, (), id="safer recruitment"),
        pytest.param("EPI-RM.settings", 2, set(), ("rescue-medication",), id="rescue medication"),
    ],
)
def test_what_each_setting_needs(
    name: str, holders: int, types: set[str], needs: tuple[str, ...], shipped: Catalogue
) -> None:
    """Coverage belongs to settings, of a type or with a need (domain rule 7)."""
    rule = shipped.requirements[name]
    assert (rule.coverage, rule.per) == (holders, "setting")
    assert (set(rule.setting_types), rule.needs) == (types, needs)


EMPLOYER = (Clock.EMPLOYER, Clock.SUPERVISION)


@pytest.mark.parametrize(
    ("name", "pauses", "after"),
    [
        pytest.param("maternity", EMPLOYER, None, id="maternity"),
        pytest.param("adoption", EMPLOYER, None, id="adoption"),
        pytest.param("shared-parental", EMPLOYER, None, id="shared parental"),
        pytest.param("career-break", EMPLOYER, None, id="career break"),
        pytest.param("secondment", EMPLOYER, None, id="secondment"),
        pytest.param("suspension", EMPLOYER, None, id="suspension"),
        pytest.param("long-term-sick", EMPLOYER, Interval(28, "days"), id="long-term sick"),
        pytest.param("sick", EMPLOYER, Interval(28, "days"), id="sick"),
        pytest.param("annual-leave", (), None, id="annual leave"),
    ],
)
def test_absence_pauses_the_employers_clocks_only(
    name: str, pauses: tuple[Clock, ...], after: Interval | None, shipped: Catalogue
) -> None:
    """Professional registration goes on; the rest is a default to confirm (domain rule 6)."""
    kind = shipped.absence_kinds[name]
    assert (kind.pauses, kind.after) == (pauses, after)
    assert kind.grace == (Interval(4, "weeks") if pauses else None)
    assert (kind.origin, kind.unverified) == ("default", bool(pauses))


@pytest.mark.parametrize(
    ("delivery", "participatory", "multi_agency"),
    [
        pytest.param("e-learning", {False}, {False}, id="alone at a screen"),
        pytest.param("multi-agency", {True}, {True}, id="with other agencies"),
        pytest.param("multi-agency online", {True}, {True}, id="the same online"),
        pytest.param("face to face", {True}, {None}, id="who else came is not known"),
        pytest.param("single-agency", {None}, {False}, id="the own agency only"),
        pytest.param("online", {None}, {None}, id="not said"),
    ],
)
def test_courses_say_with_whom_they_are_learnt(
    delivery: str,
    participatory: set[bool | None],
    multi_agency: set[bool | None],
    shipped: Catalogue,
) -> None:
    """What the delivery says, and no more (domain: course catalogue)."""
    courses = [course for course in shipped.courses.values() if course.delivery == delivery]
    assert {course.participatory for course in courses} == participatory
    assert {course.multi_agency for course in courses} == multi_agency


def test_national_core_skills_courses_are_aligned(shipped: Catalogue) -> None:
    """Those of the national e-learning are; a council's day is not (domain: portability)."""
    aligned = {name for name, course in shipped.courses.items() if "cstf" in course.aligned}
    assert {"D10", "D12", "D18", "D33"} <= aligned
    assert "LOCAL-AUTHORITY-COURSE" not in aligned


def test_nhs_bodies_take_each_others_core_skills(shipped: Catalogue) -> None:
    """National agreement from 1 May 2025 (domain: portability)."""
    said = shipped.recognitions["core-skills-between-nhs-bodies"]
    assert (said.sectors, said.from_sectors, said.frameworks) == (("nhs",), ("nhs",), ("cstf",))
    assert (said.acceptance, said.start) == ("accepted", date(2025, 5, 1))
    assert (said.reference, said.unverified) == ("statmand-2025", True)


@pytest.fixture(scope="module")
def city(shipped: Catalogue) -> Catalogue:
    """Load the example city's policy, all layers of it."""
    folder = ROOT / "examples" / "stoke" / "catalogue"
    layers = [Layer(name, folder / name) for name in ("partnership", "uhnm")]
    catalogue, problems = load_catalogue([shipped_layer(), *layers])
    assert problems == ()
    return catalogue


@pytest.mark.parametrize(
    ("name", "givers", "acceptance"),
    [
        pytest.param("uhnm-core-skills-from-others", (), "refused", id="anybody else"),
        pytest.param("uhnm-core-skills-from-nhs", ("nhs",), "accepted", id="NHS bodies"),
        pytest.param(
            "uhnm-core-skills-from-general-practice", ("primary-care",), "refused", id="practices"
        ),
    ],
)
def test_a_trust_takes_core_skills_from_nhs_bodies_only(
    name: str, givers: tuple[str, ...], acceptance: str, city: Catalogue
) -> None:
    """Neither from councils nor from general practice (domain: portability)."""
    said = city.recognitions[name]
    assert (said.agencies, said.frameworks) == (("uhnm",), ("cstf",))
    assert (said.from_sectors + said.from_agencies, said.acceptance) == (givers, acceptance)


def test_fire_safety_is_yearly_at_one_trust(city: Catalogue) -> None:
    """24 months by the national name, 12 at one trust (domain rule 4)."""
    renewals = (
        city.requirements[name].renewal_on(TODAY) for name in ("CSTF-FIRE.nhs", "CSTF-FIRE.uhnm")
    )
    assert [str(renewal) for renewal in renewals] == ["every 24 months", "every 12 months"]
