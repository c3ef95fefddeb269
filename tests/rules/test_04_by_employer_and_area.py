"""Rule 4: the same competence lasts for different times by employer and area.

The receiving body's rule decides, and some take no training of others.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.rules.places import ESR, Home, home_of
from tests.rules.shipped import UHNM, cells, done, due, post, status

from skillsmatrix.model.status import Status

NURSE_AT_UHNM = post("ward-nurse", "uhnm")
NURSE_AT_MPFT = post("ward-nurse", "mpft")


@pytest.mark.parametrize(
    ("as_at", "at_uhnm", "at_mpft"),
    [
        pytest.param("2026-06-01", Status.EXPIRING, Status.MET, id="a year has its last day"),
        pytest.param("2026-06-02", Status.EXPIRED, Status.MET, id="a year is over, two are not"),
        pytest.param("2027-06-01", Status.EXPIRED, Status.EXPIRING, id="two have their last day"),
        pytest.param("2027-06-02", Status.EXPIRED, Status.EXPIRED, id="two are over"),
    ],
)
@pytest.mark.parametrize("expires", ["", "2027-06-01"], ids=["undated", "dated for two years"])
def test_fire_safety_lasts_12_months_at_one_trust_and_24_at_another(
    as_at: str, at_uhnm: Status, at_mpft: Status, expires: str
) -> None:
    """Both at once, of one record.

    Source: NHS, national competence "Fire Safety - 2 Years" of the Electronic Staff Record;
    University Hospitals Birmingham, jobs.uhb.nhs.uk, asks for one.
    """
    held = done("CSTF-FIRE", "2025-06-02", expires)
    found = cells([NURSE_AT_UHNM, NURSE_AT_MPFT], held, as_at, (UHNM,))
    assert found["uhnm", "CSTF-FIRE"][0] is at_uhnm
    assert found["mpft", "CSTF-FIRE"][0] is at_mpft


@pytest.mark.parametrize(
    ("agency", "last", "reference"),
    [
        pytest.param("council", date(2026, 9, 30), "six months", id="Stoke-on-Trent"),
        pytest.param("county", date(2026, 6, 30), "three months", id="Staffordshire"),
    ],
)
def test_level_1_is_due_by_area(agency: str, last: date, reference: str) -> None:
    """Six months of appointment or three.

    Source: Stoke-on-Trent Safeguarding Children Partnership, Level 1,
    safeguardingchildren.stoke.gov.uk; Staffordshire Safeguarding Children Board, staffsscb.org.uk.
    """
    assert due("SGC-L1", post("early-help-worker", agency, "2026-04-01")) == last, reference


def test_a_school_over_the_border_follows_its_own_area() -> None:
    """A setting's area goes before its agency's.

    Source: Staffordshire Safeguarding Children Board, Safeguarding training for schools; induction,
    staffsscb.org.uk.
    """
    teacher = post("teacher", "schools", "2026-04-01", setting="over")
    assert due("SGC-L1", teacher) == date(2026, 6, 30)


def test_an_employer_in_both_areas_meets_both() -> None:
    """Two posts, two areas, one cell: the stricter stands.

    Source: Stoke-on-Trent Safeguarding Children Partnership, safeguardingchildren.stoke.gov.uk;
    Staffordshire, staffsscb.org.uk.
    """
    both = [
        post("teacher", "schools", "2026-04-01", setting="hill"),
        post("teacher", "schools", "2026-04-01", setting="over"),
    ]
    found = cells(both, (), "2026-07-15")
    assert found["schools", "SGC-L1"][0] is Status.MISSING
    assert found["schools", "SGC-L1"][2] == "SGC-L1.staffordshire"


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        pytest.param("peaks", Status.EXPIRED, id="24 months in Derbyshire"),
        pytest.param("council", Status.MET, id="36 months elsewhere"),
    ],
)
def test_prevent_lasts_24_months_or_36(agency: str, expected: Status) -> None:
    """No national number binds councils.

    Source: Derbyshire County Council, Prevent training for staff, staff.derbyshire.gov.uk.
    """
    worker = post("early-help-worker", agency)
    assert status("PREV-AW", worker, done("C21", "2024-06-01")) is expected


@pytest.mark.parametrize(
    ("provider", "item", "as_at", "expected"),
    [
        pytest.param("", "D12", "2026-09-30", Status.MET, id="nobody knows whose"),
        pytest.param("uhnm", "D12", "2026-09-30", Status.MET, id="its own"),
        pytest.param("mpft", "D12", "2026-09-30", Status.MET, id="another trust's"),
        pytest.param("council", "D12", "2026-09-30", Status.MISSING, id="a council's"),
        pytest.param("primary-care", "D12", "2026-09-30", Status.MISSING, id="general practice's"),
        pytest.param("charity", "D12", "2026-09-30", Status.MISSING, id="a charity's"),
        pytest.param("mpft", "D12", "2025-04-30", Status.MET, id="before May 2025: aligned"),
        pytest.param(
            "mpft", "D17", "2025-04-30", Status.MISSING, id="before May 2025: not aligned"
        ),
        pytest.param("mpft", "D17", "2025-05-01", Status.MET, id="from May 2025: any of it"),
    ],
)
def test_a_trust_takes_core_skills_of_nhs_bodies_and_of_nobody_else(
    provider: str, item: str, as_at: str, expected: Status
) -> None:
    """Neither of councils nor of general practice.

    Source: Imperial College Healthcare NHS Trust, Transferring mandatory core skills training,
    imperial.nhs.uk; NHS England, agreement of 1 May 2025, enhancedprimarycare.co.uk.
    """
    competency = {"D12": "CSTF-FIRE", "D17": "CSTF-CR"}[item]
    completed = "2026-06-01" if as_at == "2026-09-30" else "2025-04-01"
    held = done(item, completed, provider=provider)
    assert status(competency, NURSE_AT_UHNM, held, as_at, (UHNM,)) is expected


def test_what_one_trust_refuses_another_takes() -> None:
    """The receiving body's rule decides, not the giver's.

    Source: Imperial College Healthcare NHS Trust, Transferring mandatory core skills training,
    imperial.nhs.uk.
    """
    held = done("D12", "2026-06-01", provider="council")
    found = cells([NURSE_AT_UHNM, NURSE_AT_MPFT], held, layers=(UHNM,))
    assert found["uhnm", "CSTF-FIRE"][0] is Status.MISSING
    assert found["mpft", "CSTF-FIRE"][0] is Status.MET


def test_what_is_taken_is_taken_within_the_receivers_own_time() -> None:
    """Another trust's two years are one here.

    Source: Imperial College Healthcare NHS Trust, Transferring mandatory core skills training,
    imperial.nhs.uk.
    """
    held = done("D12", "2025-06-02", "2027-06-01", provider="mpft")
    assert due("CSTF-FIRE", NURSE_AT_UHNM, held, layers=(UHNM,)) == date(2026, 6, 1)


# From a file to the answers, as a person meets them.


@pytest.fixture(scope="module")
def trusts(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two trusts, four nurses: one with the national certificate, three with others' courses."""
    home = home_of(
        tmp_path_factory.mktemp("trusts") / "home", catalogues=["shipped", "catalogue/uhnm"]
    )
    people = ["ESR", "FROM-COUNCIL", "FROM-PRACTICE", "FROM-TRUST"]
    home.bring("people", "id,name", *(f"{name},Nurse {name.lower()}" for name in people))
    posts = [f"{name},{at},ward-nurse,2020-01-01" for name in people for at in ("uhnm", "mpft")]
    home.bring("assignments", "person,agency,role,start", *posts)
    home.bring(
        "completions",
        "person,item,completed,provider",
        "FROM-COUNCIL,D12,2026-06-01,council",
        "FROM-PRACTICE,D12,2026-06-01,primary-care",
        "FROM-TRUST,D12,2026-06-01,mpft",
    )
    home.profile("esr-here", "esr-competency", item={"Fire Safety": "CSTF-FIRE"})
    home.bring("completions", *ESR, profile="esr-here", person="ESR")
    return home


@pytest.fixture(scope="module")
def fire(trusts: Home) -> Callable[[str, str], dict[str, Any]]:
    """What ``skills gaps`` lists about fire safety for a person at an agency."""
    asked = ["gaps", "--by", "person", "--competency", "CSTF-FIRE", "--format", "json"]
    for word in ("met", "expiring", "expired", "missing"):
        asked += ["--status", word]
    rows = json.loads(trusts.skills(*asked))["rows"]

    def one(person: str, agency: str) -> dict[str, Any]:
        (row,) = (r for r in rows if (r["person"], r["agency"]) == (person, agency))
        return dict(row)

    return one


def test_the_national_name_is_read_with_the_shipped_profile_and_catalogue(tmp_path: Path) -> None:
    """The name says what it is and for how long.

    Source: NHS, national competence "Fire Safety - 2 Years" of the Electronic Staff Record.
    """
    home = home_of(tmp_path / "home", catalogues=["shipped"])
    home.bring("people", "id,name", "ESR,Nurse")
    home.bring("completions", *ESR, profile="esr-competency", person="ESR")


@pytest.mark.parametrize(
    ("agency", "expected", "until", "rule"),
    [
        pytest.param("uhnm", "expired", "2026-06-01", "CSTF-FIRE.uhnm", id="12 months here"),
        pytest.param("mpft", "met", "2027-06-01", "CSTF-FIRE.nhs", id="24 months there"),
    ],
)
def test_gaps_judge_the_national_certificate_by_who_receives_it(
    fire: Callable[[str, str], dict[str, Any]], agency: str, expected: str, until: str, rule: str
) -> None:
    """One imported row, two answers.

    Source: NHS, national competence "Fire Safety - 2 Years" of the Electronic Staff Record.
    """
    row = fire("ESR", agency)
    assert (row["status"], row["until"], row["requirement"]) == (expected, until, rule)


def test_explain_proves_both_answers_from_the_one_record(trusts: Home) -> None:
    """Each names its rule, where that rule stands, and the row of the file.

    Source: NHS, national competence "Fire Safety - 2 Years" of the Electronic Staff Record.
    """
    proof = json.loads(trusts.skills("explain", "ESR", "CSTF-FIRE", "--format", "json"))
    told = {cell["agency"]: cell for cell in proof["cells"]}
    assert (told["uhnm"]["status"], told["uhnm"]["until"]) == ("expired", "2026-06-01")
    assert (told["mpft"]["status"], told["mpft"]["until"]) == ("met", "2027-06-01")
    assert told["uhnm"]["also_bound_by"] == ["CSTF-FIRE.nhs"]
    sources = {record["source"] for cell in told.values() for record in cell["records"]}
    assert len(sources) == 1
    text = " ".join(trusts.skills("explain", "ESR", "CSTF-FIRE").split())
    assert "Schedule A" in text
    assert "2027-06-01, does not decide here" in text


@pytest.mark.parametrize(
    ("agency", "worth"), [("uhnm", "to do again"), ("mpft", "counts")], ids=["here", "there"]
)
def test_a_passport_says_what_the_certificate_is_worth_where_one_goes(
    trusts: Home, agency: str, worth: str
) -> None:
    """Before anybody moves (NHS England, agreement of 1 May 2025, enhancedprimarycare.co.uk)."""
    page = json.loads(trusts.skills("passport", "ESR", "--to", agency, "--format", "json"))
    (row,) = (row for row in page["rows"] if row["competency"] == "CSTF-FIRE")
    assert row["worth"] == worth


@pytest.mark.parametrize(
    ("person", "recognition"),
    [
        pytest.param("FROM-COUNCIL", "uhnm-core-skills-from-others", id="a council's"),
        pytest.param("FROM-PRACTICE", "uhnm-core-skills-from-general-practice", id="a practice's"),
    ],
)
def test_a_refused_providers_record_counts_elsewhere_and_the_proof_names_the_recognition(
    trusts: Home, fire: Callable[[str, str], dict[str, Any]], person: str, recognition: str
) -> None:
    """Who refused, and by which statement.

    Source: Imperial College Healthcare NHS Trust, Transferring mandatory core skills training,
    imperial.nhs.uk.
    """
    assert fire(person, "uhnm")["status"] == "missing"
    assert fire(person, "mpft")["status"] == "met"
    proof = json.loads(trusts.skills("explain", person, "CSTF-FIRE", "--format", "json"))
    (refused,) = (cell for cell in proof["cells"] if cell["agency"] == "uhnm")
    (record,) = refused["records"]
    assert record["counts"] is False
    assert recognition in record["why"]
    page = json.loads(trusts.skills("passport", person, "--to", "uhnm", "--format", "json"))
    (row,) = (row for row in page["rows"] if row["competency"] == "CSTF-FIRE")
    assert recognition in row["refused"]


def test_another_trusts_record_counts_at_both(
    fire: Callable[[str, str], dict[str, Any]],
) -> None:
    """Staff who move within the health service need not repeat it.

    Source: NHS England, agreement of 1 May 2025, enhancedprimarycare.co.uk.
    """
    assert {fire("FROM-TRUST", at)["status"] for at in ("uhnm", "mpft")} == {"met"}
