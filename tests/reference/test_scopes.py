"""Whose training counts, whom a rule binds and which places are covered, worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from tests.reference.coverage import Covered, coverage
from tests.reference.reference import reference
from tests.reference.small import DAY, OLD, D, done, on, post, records, says, small

from skillsmatrix.dates import FOREVER, Interval
from skillsmatrix.model.agency import Need
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.person import Absence
from skillsmatrix.model.recognition import Acceptance, Recognition
from skillsmatrix.model.renewal import Once, Rolling
from skillsmatrix.model.requirement import Per
from skillsmatrix.model.status import Status

YEARLY = Rolling(origin=D, every=Interval(1, "years"))
HALF = Interval(6, "months")
MET, EXPIRED, MISSING = Status.MET, Status.EXPIRED, Status.MISSING


def said(name: str, **more: Any) -> Recognition:
    return Recognition(id=name, origin=D, **more)


REFUSED = Acceptance.REFUSED


@pytest.mark.parametrize(
    ("recognitions", "expected"),
    [
        pytest.param([], (MET, on("2027-02-28")), id="nobody speaks"),
        pytest.param([said("a", acceptance=REFUSED)], (MISSING, None), id="refused by all"),
        pytest.param(
            [said("a", acceptance=REFUSED), said("b", sectors=("la",))],
            (MET, on("2027-02-28")),
            id="the sector goes before all",
        ),
        pytest.param(
            [said("b", agencies=("council",)), said("a", sectors=("la",), acceptance=REFUSED)],
            (MET, on("2027-02-28")),
            id="the agency goes before its sector",
        ),
        pytest.param(
            [
                said("a", from_sectors=("nhs",)),
                said("b", from_agencies=("trust",), competencies=(), acceptance=REFUSED),
            ],
            (MISSING, None),
            id="who gave it goes before their sector",
        ),
        pytest.param(
            [said("a", start=DAY), said("b", start=OLD, acceptance=REFUSED)],
            (MET, on("2027-02-28")),
            id="the latest to start",
        ),
        pytest.param([said("a", aligned="g")], (MISSING, None), id="not aligned"),
        pytest.param([said("a", aligned="f")], (MET, on("2027-02-28")), id="aligned"),
        # Half a year from 1 March ends on 31 August.
        pytest.param([said("a", not_older_than=HALF)], (EXPIRED, on("2026-08-31")), id="too old"),
        pytest.param(
            [said("a", agencies=("trust",), acceptance=REFUSED)],
            (MET, on("2027-02-28")),
            id="the other way round",
        ),
    ],
)
def test_who_recognises_whom(
    recognitions: list[Recognition], expected: tuple[Status, date | None]
) -> None:
    """A record of 1 March 2026 that the trust gave, at the council."""
    given = {
        "renewal": YEARLY,
        "recognitions": recognitions,
        "held": [done("2026-03-01", provider="trust")],
    }
    (answer,) = reference(small(**given)).values()
    status, due = expected
    assert (answer.status, answer.due) == (status, due or on("2014-12-31"))


@pytest.mark.parametrize(
    ("scope", "bound"),
    [
        ({"roles": ("staff",)}, True),
        ({"roles": ("lead",)}, False),
        ({"sectors": ("la",)}, True),
        ({"areas": ("staffs",)}, True),
        ({"areas": ("stoke",)}, False),
        ({"setting_types": ("nursery",)}, True),
        ({"employments": ("bank",)}, False),
        ({"needs": ("epilepsy",)}, True),
        ({"needs": ("asthma",)}, False),
        ({"tags": ("ratio",)}, False),
        ({"hours_from": 20.0}, True),
        ({"hours_below": 20.0}, False),
        # Eleven years and nine months from 1 January 2015 end on 30 September 2026.
        ({"new_starters": Interval(141, "months")}, True),
        ({"new_starters": Interval(140, "months")}, False),
        ({"start": on("2026-10-01")}, False),
        ({"coverage": 1}, False),
    ],
    ids=str,
)
def test_who_is_bound(scope: dict[str, Any], bound: bool) -> None:
    """A nurse of the council, 20 hours a week in a nursery over the border."""
    given = {
        "renewal": YEARLY,
        "posts": [post(OLD, setting="nursery", hours=20.0)],
        "wanted": [Need(setting="nursery", need="epilepsy", start=OLD)],
        **scope,
    }
    assert bool(reference(small(**given))) is bound


def test_coverage_counts_people_who_are_there() -> None:
    """Two of the nursery's: one held for ever in post to December, one away from 1 November."""
    here: dict[str, Any] = {
        "posts": [post(OLD, end="2026-12-31", setting="nursery")],
        "held": [done(OLD)],
    }
    stays: dict[str, Any] = {**here, "posts": [post(OLD, setting="nursery")]}
    away = [Absence(person="Q", kind="any", start=on("2026-11-01"))]
    gone = [Absence(person="R", kind="any", start=OLD, end=DAY)]
    people = {
        "P": records(**here),
        "Q": records(**stays, away=away),
        "R": records(**stays, away=gone),
        "S": records(posts=[post(OLD)], held=[done(OLD)]),
    }
    for number, covered in (
        (1, Covered(2, on("2026-12-31"), ())),
        (2, Covered(2, on("2026-10-31"), ("P", "Q"))),
        (3, Covered(2, None, ())),
    ):
        world = small(renewal=Once(origin=D), coverage=number)
        assert reference(evolve(world, people=people)) == {}
        assert coverage(evolve(world, people=people)) == {("rule", "nursery"): covered}


def test_coverage_of_agencies_takes_who_works_there() -> None:
    """A temporary certificate is as good; nobody works for the trust."""
    world = small(
        renewal=YEARLY,
        coverage=1,
        per=Per.AGENCY,
        decisions=[says(DecisionKind.TEMPORARY, "2026-09-01", FOREVER)],
    )
    assert coverage(world) == {
        ("rule", "council"): Covered(1, FOREVER, ("P",)),
        ("rule", "trust"): Covered(0, None, ()),
    }
