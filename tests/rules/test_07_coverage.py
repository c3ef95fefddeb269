"""Rule 7: coverage belongs to settings, and to those of its people who are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.evaluate.stored import counting, frames_of_store, policy_of
from tests.evaluate.test_status import LONG_AGO, rule
from tests.evaluate.test_status import post as in_post
from tests.evaluate.world import answers, policy, world_of
from tests.reference.coverage import coverage as defined
from tests.reference.world import World
from tests.rules.shipped import AGENCIES, SETTINGS, TODAY, cells, done, on, post, shipped

from skillsmatrix.evaluate.coverage import coverage
from skillsmatrix.evaluate.place_coverage import PlaceCoverage
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.person import Absence, Assignment
from skillsmatrix.model.status import Status


def place(world: World, requirement: str, setting: str) -> PlaceCoverage:
    """Return how a setting stands, after the definitions were found to agree."""
    found = coverage(frames_of_store(world), policy_of(world), counting(world))
    (answer,) = (a for a in found if (a.requirement, a.place) == (requirement, setting))
    said = defined(world)[requirement, setting]
    assert (len(answer.holders), answer.covered) == (said.have, said.breaks_after is not None)
    return answer


def people(
    names: str, role: str, setting: str, item: str, completed: str = "2026-06-01", **more: Any
) -> tuple[list[Assignment], list[Completion]]:
    """Return people of one letter each, in one role at a setting, with one record."""
    agency = SETTINGS[setting].agency
    posts = [post(role, agency, person=name, setting=setting, **more) for name in names]
    return posts, [evolve(done(item, completed), person=name) for name in names]


def at(
    requirement: str,
    setting: str,
    staff: tuple[list[Assignment], list[Completion]],
    as_at: str | date = TODAY,
    absences: Iterable[Absence] = (),
) -> PlaceCoverage:
    """Return how a setting stands with these people by the shipped rules."""
    places: dict[str, Any] = {"agencies": AGENCIES, "settings_of": SETTINGS}
    world = world_of(shipped(), *staff, on(as_at), absences=absences, **places)
    return place(world, requirement, setting)


ONE_EACH = [
    pytest.param(
        *("SGC-DSL.schools", "dsl", "hill", "C15"),
        id="a safeguarding lead (Keeping children safe in education, schools.norfolk.gov.uk)",
    ),
    pytest.param(
        *("PFA-COV.early-years", "early-years-practitioner", "sun", "C28"),
        id="a paediatric first aider (early years framework, peritiatraining.co.uk)",
    ),
    pytest.param(
        *("EHA.schools", "dsl", "hill", "C38"),
        id="an early help lead (Norfolk County Council, schools.norfolk.gov.uk)",
    ),
    pytest.param(
        *("SAFE-REC.schools", "governor", "hill", "D06"),
        id="a trained panel member (Keeping children safe in education, staffsscb.org.uk)",
    ),
]


@pytest.mark.parametrize(("requirement", "role", "setting", "item"), ONE_EACH)
def test_each_setting_needs_one_at_least(
    requirement: str, role: str, setting: str, item: str
) -> None:
    """Nobody: short; one: a single point of failure; two: neither (source beside each)."""
    none, one, two = (people(names, role, setting, item) for names in ("", "P", "PQ"))
    without = people("R", role, setting, "COPRO-1")
    none = (without[0], none[1])
    assert not at(requirement, setting, none).covered
    assert [who.person for who in at(requirement, setting, one).single_points] == ["P"]
    assert at(requirement, setting, two).covered
    assert at(requirement, setting, two).single_points == ()


@pytest.mark.parametrize(("requirement", "role", "setting", "item"), ONE_EACH)
def test_no_person_alone_is_bound_by_what_a_setting_must_have(
    requirement: str, role: str, setting: str, item: str
) -> None:
    """It is nobody's own gap (source beside each)."""
    found = cells(post(role, SETTINGS[setting].agency, setting=setting))
    assert requirement not in {said[2] for said in found.values()}


def test_a_first_aider_who_is_away_is_no_cover() -> None:
    """On the premises means there, and annual leave, which pauses no clock, is away.

    Source: Department for Education, Early years foundation stage: first aiders on premises,
    peritiatraining.co.uk.
    """
    staff = people("P", "early-years-practitioner", "sun", "C28")
    leave = [Absence(person="P", kind="annual-leave", start=TODAY, end=TODAY)]
    assert not at("PFA-COV.early-years", "sun", staff, absences=leave).covered
    assert at("PFA-COV.early-years", "sun", staff, "2026-10-01", leave).covered


def test_a_certificate_of_another_settings_first_aider_is_no_cover() -> None:
    """Coverage belongs to the place.

    Source: Department for Education, Early years foundation stage: first aiders on premises,
    peritiatraining.co.uk.
    """
    elsewhere = people("P", "early-years-practitioner", "hill", "C28")
    assert not at("PFA-COV.early-years", "sun", elsewhere).covered


def test_cover_ends_with_the_first_of_certificate_post_and_absence() -> None:
    """The day it breaks is known before.

    Source: Department for Education, Early years foundation stage: first aiders on premises,
    peritiatraining.co.uk.
    """
    held = people("P", "early-years-practitioner", "sun", "C28", "2023-12-01")
    leaving = people("P", "early-years-practitioner", "sun", "C28", end=date(2026, 10, 31))
    leave = [Absence(person="P", kind="maternity", start=date(2026, 10, 15))]
    ends = [
        at("PFA-COV.early-years", "sun", held),
        at("PFA-COV.early-years", "sun", leaving),
        at("PFA-COV.early-years", "sun", leaving, absences=leave),
    ]
    assert [(one.breaks_after, one.holders[0].why) for one in ends] == [
        (date(2026, 11, 30), "record lapses"),
        (date(2026, 10, 31), "post ends"),
        (date(2026, 10, 14), "absence begins"),
    ]


def test_one_resignation_turns_a_98_per_cent_compliant_school_unsafe(tmp_path: Path) -> None:
    """49 of 50 people meet what is asked of them, before and after; the one lead has gone.

    Source: Department for Education, Keeping children safe in education, schools.norfolk.gov.uk.
    """
    lead = rule("coverage = 1", name="B.each-place", competency="B").replace(
        'roles = ["staff"]', 'roles = ["lead"]'
    )
    graph = policy(tmp_path, rule(every="12 months") + lead)
    names = [f"P{number:02}" for number in range(50)]
    leaves = date(2026, 10, 31)
    posts = [in_post(person=name, setting="nursery") for name in names[1:]]
    posts.append(in_post(person=names[0], setting="nursery", role="lead", end=leaves))
    held = [
        Completion(person=name, item="A", completed=date(2026, 1, 1)) for name in names[:-1]
    ] + [Completion(person=names[0], item="B", completed=LONG_AGO)]

    def compliant(day: date) -> tuple[int, int]:
        said = list(answers(graph, posts, held, day).values())
        return sum(one in (Status.MET, Status.EXPIRING) for one in said), len(said)

    before, after = (world_of(graph, posts, held, day) for day in (leaves, date(2026, 11, 1)))
    assert (compliant(leaves), place(before, "B.each-place", "nursery").covered) == (
        (49, 50),
        True,
    )
    assert (compliant(date(2026, 11, 1)), place(after, "B.each-place", "nursery").covered) == (
        (48, 49),
        False,
    )
    warned = place(world_of(graph, posts, held, TODAY), "B.each-place", "nursery")
    assert warned.breaks_after == leaves
    assert [who.person for who in warned.single_points] == [names[0]]
