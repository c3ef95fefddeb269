"""Rule 9: "in partnership" has no definition of its own.

A share of it waits for sessions; what holds today is which hours count as learnt with others, and
that whoever gives a course is named.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.rules.places import home_of
from tests.rules.shipped import done, post, shipped, status

from skillsmatrix.model.status import Status

AWAITED = {
    "session": (
        "9: the unit of a share in partnership: sessions, hours or delegates, stated with it",
        "9: a session is jointly delivered by trainers of two agencies or more, not of two teams",
        "9: joint delivery, joint audience and joint resourcing are three measures",
        "9: e-learning and cancelled sessions are left out of the share, and e-learning shown apart",
        "9: co-trainers with lived experience count as a partner in a session",
    ),
}
"""What is not there yet → the clauses that wait for it: see ``test_awaited``."""

NURSE = post("ward-nurse", "mpft")
TOGETHER = """
[[competency]]
id = "TOGETHER"
title = "An hour with other agencies"
framework = "partnership"
[[requirement]]
id = "TOGETHER.nurse"
competency = "TOGETHER"
standing = "mandatory"
roles = ["ward-nurse"]
origin = "default"
[[requirement.renewal]]
kind = "hours"
hours = 1
window = "36 months"
multi_agency_hours = 1
origin = "default"
"""


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layer that asks for an hour with other agencies, and takes every course for it."""
    folder = tmp_path_factory.mktemp("together")
    links = (
        f'[[equivalence]]\nid = "{name}-together"\nitem = "{name}"\n'
        'competency = ["TOGETHER"]\norigin = "default"\n'
        for name in shipped().catalogue.courses
    )
    (folder / "competencies").mkdir()
    (folder / "competencies" / "together.toml").write_text(TOGETHER + "".join(links), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("delivery", "expected"),
    [
        pytest.param("e-learning", Status.MISSING, id="one module would swamp every figure"),
        pytest.param("single-agency", Status.MISSING, id="for an agency's own staff alone"),
        pytest.param("multi-agency", Status.MET, id="people of different agencies together"),
    ],
)
def test_hours_with_other_agencies_come_by_courses_that_are(
    together: Path, delivery: str, expected: Status
) -> None:
    """Of every course we ship, and however many hours it was.

    Source: Pan-Lancashire, Inter-agency training; Single-agency training,
    panlancashirescb.proceduresonline.com.
    """
    courses = shipped().catalogue.courses.values()
    names = [course.id for course in courses if course.delivery == delivery]
    assert names
    if expected is Status.MET:
        names = names[:1]
    held = [done(name, "2026-06-01", hours=100) for name in names]
    assert status("TOGETHER", NURSE, held, layers=(together,)) is expected


def test_what_a_record_says_goes_before_what_its_course_says(together: Path) -> None:
    """Of a day together two hours alone (our definition)."""
    (alone, some) = (
        done("C06", "2026-06-01", hours=6, multi_agency_hours=hours) for hours in (0, 1)
    )
    assert status("TOGETHER", NURSE, alone, layers=(together,)) is Status.MISSING
    assert status("TOGETHER", NURSE, some, layers=(together,)) is Status.MET


@pytest.mark.parametrize("course", ["C23", "C24"])
def test_co_trainers_with_lived_experience_are_named_as_trainers(
    tmp_path: Path, course: str
) -> None:
    """A trio gives it, and whoever looks the course up is told.

    Source: NHS Gloucestershire, Oliver McGowan training, tier 1 and tier 2,
    extranet.nhsglos.nhs.uk.
    """
    home = home_of(tmp_path / "home", ["shipped"])
    assert "trio with lived experience" in home.skills("show", "course", course)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("NMC-PARTICIPATORY", Status.MET, id="a course that says it is with others"),
        pytest.param("D32", Status.MISSING, id="one that does not say"),
    ],
)
def test_what_is_not_known_to_be_with_others_counts_as_alone(item: str, expected: Status) -> None:
    """20 of 35 hours are participatory.

    Source: Nursing and Midwifery Council, Revalidation: continuing professional development,
    nmc.org.uk.
    """
    held = done(item, "2026-06-01", hours=35)
    assert status("NMC-CPD", NURSE, held) is expected
