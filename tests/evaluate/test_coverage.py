"""Places that must have enough holders: case by case, and beside the reference in random worlds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from tests.evaluate.stored import all_coverage, counting, frames_of_store, policy_of
from tests.reference.coverage import Covered
from tests.reference.coverage import coverage as referred
from tests.reference.dice import Dice
from tests.reference.drawn_worlds import draw_world
from tests.reference.small import DAY, D, done, equal, on, post, records, says, small
from tests.reference.world import Records, World

from skillsmatrix.dates import FOREVER, Interval
from skillsmatrix.evaluate.coverage import coverage
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.place_coverage import PlaceCoverage
from skillsmatrix.model.agency import Need, Team
from skillsmatrix.model.course import Effect
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.person import Absence
from skillsmatrix.model.renewal import Once, Rolling
from skillsmatrix.model.requirement import Per

ONCE = Once(origin=D)
YEARLY = Rolling(origin=D, every=Interval(1, "years"))
OLD = "2015-01-01"
HERE = {"setting": "nursery"}


def found(world: World, only: Only | None = None) -> dict[tuple[str, str], PlaceCoverage]:
    """Return what coverage finds, after the reference was found to agree."""
    answers = coverage(frames_of_store(world), policy_of(world), counting(world), only)
    by_place = {(one.requirement, one.place): one for one in answers}
    assert len(by_place) == len(answers)
    told = {
        key: Covered(
            len(one.holders),
            (one.breaks_after or FOREVER) if one.covered else None,
            tuple(sorted(holder.person for holder in one.single_points)),
        )
        for key, one in by_place.items()
    }
    if only is None:
        assert told == referred(world)
    return by_place


def world_of(people: Mapping[str, Records], **rule: Any) -> World:
    """Return a world whose only rule asks the nursery for holders of A."""
    named = {
        name: Records(
            **{
                kind: tuple(evolve(record, person=name) for record in getattr(of, kind))
                for kind in ("assignments", "absences", "completions", "decisions", "tags")
            }
        )
        for name, of in people.items()
    }
    return evolve(small(**{"renewal": ONCE, "coverage": 1, **rule}), people=named)


def at_nursery(people: Mapping[str, Records], **rule: Any) -> PlaceCoverage:
    return found(world_of(people, **rule))["rule", "nursery"]


def holder(end: str | None = None, day: str = OLD, **more: Any) -> Records:
    """Return somebody in post at the nursery who holds A."""
    where = {**HERE, **more.pop("where", {})}
    return records(posts=[post(OLD, end, **where)], held=[done(day)], **more)


def away(start: str, end: str | None = None) -> list[Absence]:
    return [Absence(person="-", kind="leave", start=on(start), end=on(end) if end else None)]


def test_a_holder_on_leave_does_not_count() -> None:
    """Of two, one is on leave until today: the other cannot be spared."""
    one = at_nursery({"P": holder(), "Q": holder(away=away("2026-09-01", "2026-09-30"))})
    assert [who.person for who in one.holders] == ["P"]
    assert [who.person for who in one.single_points] == ["P"]


def test_leave_that_ended_yesterday_counts_again() -> None:
    assert len(at_nursery({"P": holder(away=away("2026-09-01", "2026-09-29"))}).holders) == 1


def test_one_resignation_turns_a_compliant_school_unsafe() -> None:
    """Two are needed, two are there: the first to leave breaks it, and is named with the reason."""
    one = at_nursery({"P": holder("2026-10-31"), "Q": holder()}, coverage=2)
    assert one.covered
    assert one.breaks_after == date(2026, 10, 31)
    first = one.breaking[0]
    assert (first.person, first.last, first.why) == ("P", date(2026, 10, 31), "post ends")


def test_those_whose_leaving_breaks_it_are_named_and_no_others() -> None:
    """Of three, two are needed: the second to leave breaks it."""
    one = at_nursery(
        {"P": holder("2026-10-31"), "Q": holder("2026-12-31"), "R": holder("2027-12-31")},
        coverage=2,
    )
    assert one.breaks_after == date(2026, 12, 31)
    assert [who.person for who in one.breaking] == ["P", "Q"]
    assert one.single_points == ()


def test_nothing_breaks_what_nothing_ends() -> None:
    one = at_nursery({"P": holder(), "Q": holder()})
    assert (one.breaks_after, one.breaking) == (None, ())


@pytest.mark.parametrize(
    ("person", "last", "why"),
    [
        (
            holder("2026-12-31", day="2026-05-01", away=away("2026-12-01")),
            "2026-11-30",
            "absence begins",
        ),
        (holder("2026-12-31", day="2025-11-16"), "2026-11-15", "record lapses"),
        (holder("2026-10-15", day="2025-11-16"), "2026-10-15", "post ends"),
    ],
)
def test_the_first_of_three_ends_it(person: Records, last: str, why: str) -> None:
    """A record lapses, a post ends, an absence begins."""
    one = at_nursery({"P": person}, renewal=YEARLY)
    assert [(who.last, who.why) for who in one.holders] == [(on(last), why)]


def test_the_single_point_of_failure() -> None:
    """Just enough: each of them; one more: none; one too few: short, and nobody is one."""
    two = {"P": holder(), "Q": holder()}
    for least, single, covered in ((1, 0, True), (2, 2, True), (3, 0, False)):
        one = at_nursery(two, coverage=least)
        assert (len(one.single_points), one.covered) == (single, covered)


def test_a_leaver_does_not_count() -> None:
    """Whoever left yesterday has gone, whatever the certificate says."""
    assert not at_nursery({"P": holder("2026-09-29")}).covered
    assert at_nursery({"P": holder("2026-09-30")}).breaks_after == DAY


def test_a_day_in_the_future_is_a_forecast() -> None:
    """The same records on 1 November: one has left, another's year has ended, a third started."""
    people = {
        "P": holder("2026-10-31", day="2026-05-01"),
        "Q": holder(day="2025-10-15"),
        "R": records(posts=[post("2026-11-01", **HERE)], held=[done("2026-09-01")]),
    }
    world = world_of(people, renewal=YEARLY)
    assert {who.person for who in found(world)["rule", "nursery"].holders} == {"P", "Q"}
    later = found(evolve(world, day=on("2026-11-01")))["rule", "nursery"]
    assert {who.person for who in later.holders} == {"R"}


def test_a_temporary_certificate_is_as_good_until_it_ends() -> None:
    given = says(DecisionKind.TEMPORARY, "2026-09-01", "2026-10-10")
    person = records(posts=[post(OLD, **HERE)], decisions=[given])
    one = at_nursery({"P": person}, renewal=YEARLY)
    assert (one.covered, one.breaks_after) == (True, date(2026, 10, 10))


def test_rescue_medication_wants_two_of_any_partner_where_a_child_needs_it() -> None:
    """The trust's visiting nurse counts at the council's nursery, if the council lets it count."""
    nurse = {"where": {"agency": "trust"}}
    asked: dict[str, Any] = {"coverage": 2, "needs": ("rescue",)}
    child = Need(setting="nursery", need="rescue", start=on(OLD), end=DAY)
    both = {"P": holder(), "Q": holder(**nurse)}
    one = at_nursery(both, **asked, wanted=[child])
    assert (one.covered, one.agency, one.sector) == (True, "council", "la")
    assert found(evolve(world_of(both, **asked, wanted=[child]), day=on("2026-10-01"))) == {}
    assert found(world_of(both, **asked)) == {}


@pytest.mark.parametrize(("who", "holders"), [("trust", ["P", "Q"]), ("council", [])])
def test_the_place_s_own_agency_says_what_counts_there(who: str, holders: list[str]) -> None:
    """Whoever employs the holders: validity belongs to the receiving agency's requirement.

    Source: domain reference, rule 4: judged by the receiving organisation's rule.
    """
    one = at_nursery(
        {"P": holder(), "Q": holder(where={"agency": "trust"})},
        competency="B",
        links=[equal("A", "B"), equal("A", "B", effect=Effect.REFUSED, agencies=(who,))],
    )
    assert [holder.person for holder in one.holders] == holders


def test_a_contract_that_goes_on_does_not_break_anything() -> None:
    """Posts of schools are written anew each September: what breaks it is the last of them."""
    renewed = records(
        posts=[
            post(OLD, "2026-12-31", **HERE),
            post("2027-01-01", "2027-08-31", **HERE),
            post("2027-09-02", **HERE),
        ],
        held=[done(OLD)],
    )
    one = at_nursery({"P": renewed}, coverage=1)
    assert (one.breaks_after, one.single_points[0].why) == (date(2027, 8, 31), "post ends")


def test_a_person_counts_once_and_by_the_post_that_lasts_longest() -> None:
    """Two posts at one setting are one holder."""
    twice = records(
        posts=[post(OLD, "2026-10-31", **HERE), post(OLD, "2026-12-31", role="staff", **HERE)],
        held=[done(OLD)],
    )
    one = at_nursery({"P": twice}, coverage=1)
    assert [(who.person, who.last) for who in one.holders] == [("P", date(2026, 12, 31))]


def test_teams_and_agencies_are_places_too() -> None:
    """A team is in its setting's area; an agency counts whoever works for it, wherever."""
    teams = {
        "inside": Team(id="inside", name="In", agency="council", setting="nursery"),
        "outside": Team(id="outside", name="Out", agency="trust"),
    }
    people = {"P": holder(where={"team": "inside"}), "Q": holder(where={"agency": "trust"})}
    by_team = evolve(world_of(people, per=Per.TEAM), teams=teams)
    answers = found(by_team)
    assert {place: len(one.holders) for (_, place), one in answers.items()} == {
        "inside": 1,
        "outside": 0,
    }
    assert answers["rule", "inside"].area == "staffs"
    assert set(found(by_team, Only(settings=("nursery",)))) == {("rule", "inside")}
    by_agency = found(world_of(people, per=Per.AGENCY))
    assert {place: len(one.holders) for (_, place), one in by_agency.items()} == {
        "council": 1,
        "trust": 1,
    }


@pytest.mark.parametrize(
    ("only", "inside"),
    [
        (Only(agencies=("council",)), True),
        (Only(agencies=("trust",)), False),
        (Only(sectors=("nhs",)), False),
        (Only(areas=("staffs",)), True),
        (Only(areas=("stoke",)), False),
        (Only(settings=("nursery",)), True),
        (Only(competencies=("A",)), True),
        (Only(competencies=("B",)), False),
    ],
    ids=str,
)
def test_limits_are_on_places(only: Only, inside: bool) -> None:
    assert bool(found(world_of({"P": holder()}), only)) is inside


def test_short_places_come_first_then_the_first_to_break() -> None:
    people = {
        "P": holder("2026-12-31", where={"agency": "trust"}),
        "Q": records(posts=[post(OLD, "2026-10-31")], held=[done(OLD)]),
    }
    world = world_of(people, per=Per.AGENCY)
    answers = coverage(frames_of_store(world), policy_of(world), counting(world))
    assert [one.place for one in answers] == ["council", "trust"]
    short = evolve(world, people={"Q": world.people["Q"]})
    answers = coverage(frames_of_store(short), policy_of(short), counting(short))
    assert [(one.place, one.covered) for one in answers] == [("trust", False), ("council", True)]


@pytest.mark.parametrize("seed", range(60))
def test_table_and_reference_agree_in_random_worlds(seed: int) -> None:
    """Who is there, when it breaks and who is a single point, at every place of every world."""
    found(all_coverage(draw_world(seed, people=8), Dice(f"coverage {seed}")))
