"""Rule 9: "in partnership" has no definition of its own.

A share of it waits for sessions; what holds today is what courses say of with whom they are learnt
and given.
"""

from __future__ import annotations

import pytest
from tests.rules.shipped import done, post, shipped, status

from skillsmatrix.model.status import Status

AWAITED = (
    "9: the unit of a share in partnership: sessions, hours or delegates, stated with it",
    "9: a session is jointly delivered by trainers of two agencies or more, not of two teams",
    "9: joint delivery, joint audience and joint resourcing are three measures",
    "9: e-learning and cancelled sessions are left out of the share, and e-learning shown apart",
    "9: co-trainers with lived experience count as a partner in a session",
)
"""Clauses that need sessions and their trainers, which are not there yet."""

COURSES = shipped().catalogue.courses


def test_e_learning_is_never_with_other_agencies() -> None:
    """One module would swamp every figure.

    Source: Pan-Lancashire, Inter-agency training, panlancashirescb.proceduresonline.com: people of
    different agencies who come together.
    """
    modules = [course for course in COURSES.values() if course.delivery == "e-learning"]
    assert modules
    assert {(course.participatory, course.multi_agency) for course in modules} == {(False, False)}


@pytest.mark.parametrize("course", ["C23", "C24"])
def test_co_trainers_with_lived_experience_are_named_as_trainers(course: str) -> None:
    """A trio gives it.

    Source: NHS Gloucestershire, Oliver McGowan training, tier 1 and tier 2,
    extranet.nhsglos.nhs.uk.
    """
    assert COURSES[course].trainers == "trio with lived experience"


def test_an_agencys_own_course_is_not_with_other_agencies() -> None:
    """For its own staff alone.

    Source: Pan-Lancashire, Single-agency training, panlancashirescb.proceduresonline.com.
    """
    own = [course for course in COURSES.values() if course.delivery == "single-agency"]
    assert own
    assert not any(course.multi_agency for course in own)


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
    assert status("NMC-CPD", post("ward-nurse", "mpft"), held) is expected
