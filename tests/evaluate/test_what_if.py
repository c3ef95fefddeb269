"""What a policy would change beside the one in force, and the places in courses it takes."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from tests.evaluate.stored import counting, frames_of_store, policy_of
from tests.reference.small import D, course, done, equal, on, post, records, small
from tests.reference.world import Records, World

from skillsmatrix.dates import Interval
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coverage import coverage
from skillsmatrix.evaluate.demand import Demand, fewest
from skillsmatrix.evaluate.evaluation import evaluate
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.places_needed import Places, places_needed
from skillsmatrix.evaluate.what_if import WhatIf, compared
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import Award, AwardKind, Course
from skillsmatrix.model.renewal import Events, Hours, Once, RenewedBy, Rolling, TwoClocks
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.standing import Standing

ONCE = Once(origin=D)
YEARLY = Rolling(origin=D, every=Interval(1, "years"))
TWO_YEARS = Rolling(origin=D, every=Interval(2, "years"))
OLD = "2015-01-01"
FULL, RENEWAL, EVENT = AwardKind.FULL, AwardKind.RENEWAL, AwardKind.EVENT


def awarding(name: str, *competencies: str, kind: AwardKind = FULL, **more: Any) -> Course:
    return course(name, *(Award(competency=c, kind=kind) for c in competencies), **more)


def also(world: World, name: str, competency: str, **more: Any) -> World:
    """Return a world with another rule for everybody."""
    told: dict[str, Any] = {
        "id": name,
        "competency": competency,
        "standing": Standing.MANDATORY,
        "roles": ("staff",),
        "origin": D,
        "renewal": (ONCE,),
        **more,
    }
    rules = {**world.catalogue.requirements, name: Requirement(**told)}
    return evolve(world, catalogue=evolve(world.catalogue, requirements=rules))


def places(world: World, only: Only | None = None) -> tuple[Places, dict[str, Places]]:
    gaps = Gaps(evaluate(frames_of_store(world), policy_of(world), counting(world)), only or Only())
    return places_needed(gaps.scope, world.catalogue.courses)


def changed(world: World, catalogue: Catalogue) -> WhatIf:
    """Return what another catalogue would change, with all its courses in force."""
    frames = frames_of_store(world)
    before, after = (
        Gaps(evaluate(frames, policy_of(world, each), counting(world)), Only())
        for each in (world.catalogue, catalogue)
    )
    now, then = (
        coverage(frames, gaps.evaluation.policy, counting(world)) for gaps in (before, after)
    )
    return compared(before, after, (world.catalogue.courses, catalogue.courses), (now, then))


def test_one_course_that_gives_both_is_one_place() -> None:
    """Of three courses one closes both gaps."""
    courses = [awarding("K1", "A"), awarding("K2", "B"), awarding("K3", "A", "B")]
    world = also(small(renewal=ONCE, courses=courses), "second", "B")
    assert places(world)[0] == Places(needed=1)


def test_two_gaps_without_a_course_in_common_are_two_places() -> None:
    world = also(small(renewal=ONCE, courses=[awarding("K1", "A"), awarding("K2", "B")]), "2", "B")
    assert places(world)[0] == Places(needed=2)


def test_what_no_course_gives_is_counted_apart() -> None:
    world = also(small(renewal=ONCE, courses=[awarding("K1", "A")]), "second", "B")
    assert places(world)[0] == Places(needed=1, by_none=1)


def test_a_renewal_closes_what_has_expired_and_not_what_was_never_held() -> None:
    world = small(renewal=YEARLY, courses=[awarding("R", "A", kind=RENEWAL)])
    assert places(world)[0] == Places(by_none=1)
    expired = evolve(world, people={"P": records(held=[done("2020-01-01")])})
    assert places(expired)[0] == Places(needed=1)


@pytest.mark.parametrize(("lapsed", "needed"), [("2025-07-01", 1), ("2025-06-30", 0)])
def test_a_renewal_must_come_in_time(lapsed: str, needed: int) -> None:
    """Three months from the day after the last valid one end on 30 September, or on the 29th."""
    renewal = evolve(YEARLY, lapsed_within=Interval(3, "months"))
    world = small(renewal=renewal, courses=[awarding("R", "A", kind=RENEWAL)], held=[done(lapsed)])
    assert places(world)[0].needed == needed


def test_a_course_that_only_renews_by_the_rule_is_no_first_one() -> None:
    renewal = RenewedBy(origin=D, every=Interval(1, "years"), courses=("K",))
    world = small(renewal=renewal, courses=[awarding("K", "A")])
    assert places(world)[0] == Places(by_none=1)


def test_the_level_must_be_reached() -> None:
    low = course("low", Award(competency="L", level=1))
    high = course("high", Award(competency="L", level=2))
    for courses, expected in (([low], Places(by_none=1)), ([low, high], Places(needed=1))):
        world = small(renewal=ONCE, competency="L", level=2, courses=courses)
        assert places(world)[0] == expected


def test_a_course_that_has_ended_closes_nothing() -> None:
    world = small(renewal=ONCE, courses=[awarding("K", "A")])
    gaps = Gaps(evaluate(frames_of_store(world), policy_of(world), counting(world)), Only())
    assert places_needed(gaps.scope, frozenset())[0] == Places(by_none=1)


def test_the_agency_must_accept_the_course() -> None:
    """The trust takes K for A, the council does not: a place for one, none for the other."""
    world = small(
        renewal=ONCE,
        courses=[awarding("K", "D")],
        links=[equal("K", agencies=("trust",))],
        posts=[post(OLD), post(OLD, agency="trust")],
    )
    assert places(world) == (
        Places(needed=1, by_none=1),
        {"council": Places(by_none=1), "trust": Places(needed=1)},
    )


def test_a_place_counts_at_every_agency_of_the_person() -> None:
    """Agencies add up to two, the city needs one."""
    both = [post(OLD), post(OLD, agency="trust")]
    world = small(renewal=ONCE, courses=[awarding("K", "A")], posts=both)
    total, by_agency = places(world)
    assert total == Places(needed=1)
    assert by_agency == {"council": Places(needed=1), "trust": Places(needed=1)}


def test_an_equivalence_that_is_over_closes_nothing_today() -> None:
    world = small(
        renewal=ONCE,
        courses=[awarding("K", "D")],
        links=[equal("K", completed_until=on("2026-09-29"))],
    )
    assert places(world)[0] == Places(by_none=1)


def test_hours_and_several_events_take_more_than_a_place() -> None:
    hours = Hours(origin=D, hours=6, window=Interval(3, "years"))
    twice = Events(origin=D, count=2, out_of=2, period="calendar year")
    once = Events(origin=D, count=1, out_of=1, period="calendar year")
    kept = [awarding("K", "A", kind=EVENT), awarding("F", "A")]
    for renewal, expected in (
        (hours, Places(over_time=1)),
        (twice, Places(over_time=1)),
        (once, Places(needed=1)),
    ):
        world = small(renewal=renewal, courses=kept, posts=[post(OLD)])
        assert places(world)[0] == expected


def test_two_clocks_begin_with_a_course_that_starts_both() -> None:
    """An update alone does not begin it; it keeps it up once it was begun."""
    renewal = TwoClocks(
        origin=D,
        every=Interval(3, "years"),
        update_every=Interval(1, "years"),
        updated_by=("U",),
    )
    courses = [awarding("K", "A"), course("U")]
    assert places(small(renewal=renewal, courses=courses))[0] == Places(needed=1)
    assert places(small(renewal=renewal, courses=courses[1:]))[0] == Places(by_none=1)
    begun = small(renewal=renewal, courses=courses[1:], held=[done("2025-01-01")])
    assert places(begun)[0] == Places(needed=1)


def test_two_of_three_take_two_places() -> None:
    courses = [awarding(f"K{name}", name) for name in "ABC"]
    group: dict[str, Any] = {"renewal": ONCE, "competency": "D", "of": ("A", "B", "C")}
    assert places(small(**group, at_least=2, courses=courses))[0] == Places(needed=2)
    assert places(small(**group, at_least=2, courses=courses[:1]))[0] == Places(by_none=1)
    assert places(small(**group, courses=courses))[0] == Places(needed=3)


def test_the_cover_takes_the_course_that_closes_most() -> None:
    """Three lists, one course in two of them."""
    lists = [frozenset("AB"), frozenset("BC"), frozenset("D")]
    assert fewest([Demand(1, (of,)) for of in lists]) == 2
    assert fewest([]) == 0
    assert fewest([Demand(1, (frozenset(),)), Demand(0, (), over_time=True)]) == 0


PEOPLE = {
    name: Records(
        assignments=(evolve(post(OLD), person=name),),
        completions=(evolve(done(day), person=name),),
    )
    for name, day in (("P", "2025-03-01"), ("Q", "2026-03-01"))
}


def test_a_shorter_interval_opens_gaps_and_takes_places() -> None:
    """Two years to one: of two people one was trained too long ago."""
    world = evolve(small(renewal=TWO_YEARS, courses=[awarding("K", "A")]), people=PEOPLE)
    other = small(renewal=YEARLY, courses=[awarding("K", "A")]).catalogue
    found = changed(world, other)
    before, after = found.total.before, found.total.after
    assert (before.figures.gaps, after.figures.gaps, found.total.gaps) == (0, 1, 1)
    assert (before.people, after.people) == (0, 1)
    assert (before.figures.percent, after.figures.percent) == (100, 50)
    assert (before.places, after.places) == (Places(), Places(needed=1))
    assert [(one.key, one.gaps) for one in found.agencies] == [("council", 1)]
    assert [(one.key, one.gaps) for one in found.competencies] == [("A", 1)]


def test_the_same_policy_changes_nothing() -> None:
    world = evolve(small(renewal=TWO_YEARS), people=PEOPLE)
    found = changed(world, world.catalogue)
    assert not found.total.any
    assert (found.competencies, found.withdrawn, found.no_course_any_more) == ((), (), ())


def test_a_new_requirement_appears_from_nothing() -> None:
    world = evolve(small(renewal=TWO_YEARS, courses=[awarding("K", "B")]), people=PEOPLE)
    found = changed(world, also(world, "new", "B").catalogue)
    (new,) = found.competencies
    assert (new.key, new.before.figures.total, new.after.figures.gaps) == ("B", 0, 2)


def test_a_course_withdrawn_leaves_competencies_without_any() -> None:
    courses = [awarding("K1", "A"), awarding("K2", "A", "B")]
    world = also(evolve(small(renewal=ONCE, courses=courses), people=PEOPLE), "second", "B")
    kept = {"K1": world.catalogue.courses["K1"]}
    found = changed(world, evolve(world.catalogue, courses=kept))
    assert (found.withdrawn, found.no_course_any_more) == (("K2",), ("B",))
    after = found.total.after.places
    assert after == Places(by_none=2)
