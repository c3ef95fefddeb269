"""What the shipped catalogue says, on the days where guidance changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from skillsmatrix.catalogue import load_catalogue, shipped_layer
from skillsmatrix.dates import Interval
from skillsmatrix.graph import build_graph, check_graph, grants, needs_of_role
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Origin, Source
from skillsmatrix.model.renewal import Once, Rolling

TODAY = date(2026, 9, 30)

COMPETENCIES = [
    "SGC-L1",
    "SGC-L2",
    "SGC-L3C",
    "SGC-L3S",
    "SGC-L4",
    "SGC-L5",
    "SGC-EDU-IND",
    "SGC-EDU-UPD",
    "SGC-DSL",
    "SGC-GOV",
    "SGC-EYFS",
    "SGC-WT",
    "SAFE-REC",
    "PREV-AW",
    "PREV-L3",
    "PREV-REF",
    "OMMT-EL",
    "OMMT-T1",
    "OMMT-T2",
    "SENCO-NPQ",
    "PFA-FULL",
    "PFA-EM",
    "PFA-COV",
    "FAW",
    "CSTF-EDHR",
    "CSTF-HSW",
    "CSTF-FIRE",
    "CSTF-IPC1",
    "CSTF-IPC2",
    "CSTF-MH1",
    "CSTF-MH2",
    "CSTF-CR",
    "CSTF-IG",
    "CSTF-SGA1",
    "CSTF-SGA2",
    "CSTF-SGA3",
    "CSTF-RES1",
    "CSTF-RES3",
    "MCA-16F",
    "MCA-16P",
    "LEDER-01",
    "EPI-AW",
    "EPI-RM",
    "TT-L1",
    "TT-L2",
    "TT-ADV",
    "TT-TRN",
    "ELSA",
    "AUT-AET1",
    "AUT-AET2",
    "AUT-AET3",
    "YMHFA",
    "EHA",
    "TRAUMA-1",
    "TRAUMA-2",
    "TRAUMA-3",
    "THRIVE-1",
    "THRIVE-2",
    "COPRO-1",
    "SEND-COP",
    "EHCP-ADV",
    "SLCN-1",
    "INFO-SHARE",
    "SW-CPD",
    "NMC-CPD",
    "SUPV-SKILL",
]
"""The competencies of the multi-agency children's workforce (domain: competency catalogue)."""

COURSES = [f"C{number:02}" for number in range(1, 49)]
"""The courses of a city's partnership (domain: course catalogue)."""


def test_the_shipped_catalogue_has_no_problems() -> None:
    """Neither in its files nor as a graph."""
    catalogue, problems = load_catalogue([shipped_layer()])
    assert problems == ()
    assert check_graph(build_graph(catalogue)) == []


@pytest.mark.parametrize("name", COMPETENCIES)
def test_a_competency_of_the_field_is_there(name: str, shipped: Catalogue) -> None:
    """Every competency of the field ships (domain: competency catalogue)."""
    assert shipped.competencies[name].id == name


def test_a_course_of_the_field_is_there(shipped: Catalogue) -> None:
    """Every course of the field ships (domain: course catalogue)."""
    assert [name for name in COURSES if name not in shipped.courses] == []


def test_the_lists_are_whole() -> None:
    """66 competencies and 48 courses, each once (domain: the two catalogues)."""
    assert (len(set(COMPETENCIES)), len(set(COURSES))) == (66, 48)


@pytest.mark.parametrize(
    ("day", "every", "standing"),
    [
        pytest.param(date(2025, 8, 31), "3 years", "essential", id="the day before the change"),
        pytest.param(date(2025, 9, 1), "2 years", "statutory", id="the day of the change"),
        pytest.param(TODAY, "2 years", "statutory", id="a year later"),
    ],
)
def test_annex_c_is_renewed_every_two_years_from_september_2025(
    day: date, every: str, standing: str, shipped: Catalogue
) -> None:
    """EYFS from 1 September 2025: Annex C every two years, by law (domain: early years)."""
    rules = needs_of_role(build_graph(shipped), "early-years-practitioner", day)
    (rule,) = [rule for rule in rules if rule.competency == "SGC-EYFS"]
    renewal = rule.renewal_on(day)
    assert isinstance(renewal, Rolling)
    assert (renewal.every, rule.standing) == (Interval.parse(every), standing)
    assert (renewal.origin is Origin.NATIONAL) is (standing == "statutory")


@pytest.mark.parametrize(
    ("day", "needed"),
    [
        pytest.param(date(2024, 8, 31), ["NASENCO"], id="the last day of the award"),
        pytest.param(date(2024, 9, 1), ["SENCO-NPQ"], id="the first day of the NPQ"),
    ],
)
def test_a_senco_needs_the_award_and_then_the_npq(
    day: date, needed: list[str], shipped: Catalogue
) -> None:
    """NPQ for SENCOs mandatory from 1 September 2024 (domain: SEND-specific)."""
    rules = needs_of_role(build_graph(shipped), "senco", day)
    assert [r.competency for r in rules if r.competency in ("NASENCO", "SENCO-NPQ")] == needed


def test_the_npq_is_due_three_years_after_appointment_and_held_for_good(
    shipped: Catalogue,
) -> None:
    """Three-year window from taking up the post; never renewed (domain: SEND-specific)."""
    rule = shipped.requirements["SENCO-NPQ.senco"]
    within = rule.within_on(TODAY)
    assert within is not None
    assert (within.value.months, type(rule.renewal_on(TODAY))) == (36, Once)


@pytest.mark.parametrize(
    ("area", "months"),
    [pytest.param("stoke-on-trent", 6, id="Stoke"), pytest.param("staffordshire", 3, id="Staffs")],
)
def test_neighbours_give_different_first_deadlines(
    area: str, months: int, shipped: Catalogue
) -> None:
    """Level 1 within 6 months in Stoke, 3 in Staffordshire, then 3 years (domain rule 4)."""
    rule = shipped.requirements[f"SGC-L1.{area}"]
    within, renewal = rule.within_on(TODAY), rule.renewal_on(TODAY)
    assert within is not None
    assert isinstance(renewal, Rolling)
    assert rule.areas == (area,)
    assert (within.value.months, renewal.every.months) == (months, 36)


@pytest.mark.parametrize(
    ("item", "competency", "counts"),
    [
        pytest.param("NASENCO", "SENCO-NPQ", True, id="the award counts for the NPQ"),
        pytest.param("SENCO-NPQ", "NASENCO", False, id="the NPQ does not count for the award"),
        pytest.param("SENCO-2009", "SENCO-NPQ", True, id="long service counts for the NPQ"),
        pytest.param("OMMT-T2", "OMMT-T1", True, id="Tier 2 counts for Tier 1"),
        pytest.param("OMMT-T1", "OMMT-T2", False, id="Tier 1 does not count for Tier 2"),
        pytest.param("SGC-L3C", "SGC-L1", True, id="level 3 counts for level 1"),
        pytest.param("SGC-L1", "SGC-L3C", False, id="level 1 does not count for level 3"),
        pytest.param("SGC-L5", "SGC-L1", True, id="the top of the ladder counts for its foot"),
        pytest.param("PSCP-UNDERSTANDING-CP", "SGC-EYFS", True, id="the full course meets Annex C"),
        pytest.param("PSCP-REFRESHER", "SGC-EYFS", False, id="the refresher does not meet Annex C"),
        pytest.param("C05", "SGC-EYFS", False, id="nor does our own refresher"),
        pytest.param("C05", "SGC-WT", False, id="a renewal cannot be the first"),
        pytest.param("C33", "ELSA", False, id="one supervision session is not the ELSA course"),
        pytest.param("C32", "ELSA-INIT", True, id="the ELSA course is, once"),
        pytest.param("C32", "ELSA", False, id="and stands for no supervision"),
        pytest.param("PFA-FULL", "PFA-EM", True, id="full first aid counts for emergency"),
        pytest.param("PFA-EM", "PFA-FULL", False, id="emergency first aid is not the full"),
    ],
)
def test_what_counts_for_what(item: str, competency: str, counts: bool, shipped: Catalogue) -> None:
    """Equivalence is one-way and sometimes denied (domain: directed equivalence table)."""
    found = grants(build_graph(shipped), competency, TODAY)
    accepted = {g.item for g in found if g.level > 0 and g.accepted_at("city", "education")}
    assert (item in accepted) is counts


@pytest.mark.parametrize("item", ["PSCP-REFRESHER", "C05"])
def test_the_refresher_is_refused_by_name(item: str, shipped: Catalogue) -> None:
    """The partnership says its refresher does not meet Annex C (domain: early years)."""
    refusals = [
        (link.effect.value, link.origin, link.reference)
        for link in shipped.equivalences.values()
        if link.item == item and "SGC-EYFS" in link.competency
    ]
    assert refusals == [("refused", Origin.LOCAL, "plymouth-scp")]


@pytest.mark.parametrize(
    ("sector", "accepted"),
    [
        pytest.param("nhs", False, id="not at an NHS trust"),
        pytest.param("education", True, id="at a school"),
    ],
)
def test_a_council_course_is_refused_by_health_only(
    sector: str, accepted: bool, shipped: Catalogue
) -> None:
    """Local-authority courses are denied by an NHS trust (domain: portability)."""
    refusals = [
        link
        for link in shipped.equivalences.values()
        if link.item == "LOCAL-AUTHORITY-COURSE" and link.effect.value == "refused"
    ]
    assert {name for link in refusals for name in link.sectors} == {"nhs"}
    for link in refusals:
        for competency in link.competency:
            found = [
                grant
                for grant in grants(build_graph(shipped), competency, TODAY)
                if grant.item == "LOCAL-AUTHORITY-COURSE"
            ]
            assert {grant.accepted_at("anyone", sector) for grant in found} <= {accepted}


def test_thrive_is_published_with_five_groupings_and_with_four(shipped: Catalogue) -> None:
    """Sources differ: one trust leaves out Thriving (domain: inconsistency of the strategy)."""
    five, four = shipped.groupings["thrive-five"], shipped.groupings["thrive-nelft"]
    assert five.groups == (
        "Thriving",
        "Getting Advice & Signposting",
        "Getting Help",
        "Getting More Help",
        "Getting Risk Support",
    )
    assert four.groups == five.groups[1:]


def sources(catalogue: Catalogue) -> Iterator[tuple[str, Source]]:
    """Yield everything in the catalogue that says who decided it."""
    for kind in (
        "frameworks",
        "ladders",
        "groupings",
        "courses",
        "equivalences",
        "requirements",
        "absence_kinds",
        "recognitions",
        "extensions",
    ):
        yield from getattr(catalogue, kind).items()
    for name, rule in catalogue.requirements.items():
        for value in (*rule.within, *rule.grace, *rule.renewal):
            yield name, value


def test_every_outside_value_names_a_document_that_is_listed(shipped: Catalogue) -> None:
    """National and local values carry a reference, and it exists (style rule 11)."""
    unsupported = [
        (name, str(source.place))
        for name, source in sources(shipped)
        if source.origin is not Origin.DEFAULT and source.reference not in shipped.references
    ]
    assert unsupported == []


def test_every_document_is_cited(shipped: Catalogue) -> None:
    """No reference is left over from a value that was taken away."""
    cited = {source.reference for _, source in sources(shipped)}
    assert sorted(set(shipped.references) - cited) == []


@pytest.mark.parametrize("day", [date(2024, 8, 31), date(2025, 9, 1), TODAY], ids=str)
def test_every_competency_needed_has_a_course(day: date, shipped: Catalogue) -> None:
    """Nobody is asked for what nobody teaches."""
    assert compile_policy(build_graph(shipped), day).no_course == ()


def test_a_file_is_named_after_what_it_defines(shipped: Catalogue) -> None:
    """One competency or course a file, path = id; only a code list is one file (style rule 13)."""
    things = (*shipped.competencies.values(), *shipped.courses.values())
    elsewhere = {
        thing.place.file
        for thing in things
        if thing.place.file.rpartition("/")[2] != f"{thing.id.lower()}.toml"
    }
    assert elsewhere <= {"competencies/asc-wds/categories.toml"}


def test_a_folder_is_named_after_its_framework(shipped: Catalogue) -> None:
    """A competency lies in the folder of its framework (style rule 13)."""
    elsewhere = [
        (competency.id, competency.place.file)
        for competency in shipped.competencies.values()
        if competency.place.file.split("/")[1] != competency.framework
    ]
    assert elsewhere == []


def test_a_requirement_is_named_after_its_competency(shipped: Catalogue) -> None:
    """The id of a requirement begins with the competency, and it lies in the same file."""
    rules = shipped.requirements.values()
    assert [r.id for r in rules if not r.id.startswith(f"{r.competency}.")] == []
    assert [
        r.id for r in rules if r.place.file != shipped.competencies[r.competency].place.file
    ] == []
