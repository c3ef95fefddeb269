"""Policy resolved for one day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from skillsmatrix.dates import Interval
from skillsmatrix.matrix import Policy
from skillsmatrix.matrix.policy import Formula
from skillsmatrix.model.course import AwardKind

DAY = date(2026, 9, 30)
Compile = Callable[[str, date], Policy]

TEXT = """
[[role]]
id = "staff"
title = "Staff"
[[role]]
id = "nurse"
title = "Nurse"
kind_of = ["staff"]

[[competency]]
id = "FIRE"
title = "Fire safety"
framework = "f"

[[course]]
id = "D12"
title = "Fire"
awards = [{ competency = "FIRE" }]
start = 2025-01-01
end = 2026-12-31
origin = "default"

[[requirement]]
id = "FIRE.staff"
competency = "FIRE"
standing = "mandatory"
weight = 5
roles = ["staff"]
start = 2024-04-01
end = 2027-03-31
origin = "default"

[[requirement.within]]
value = "4 weeks"
end = 2025-08-31
origin = "default"
[[requirement.within]]
value = "2 weeks"
start = 2025-09-01
end = 2026-12-31
origin = "default"

[[requirement.renewal]]
kind = "rolling"
every = "2 years"
start = 2025-01-01
end = 2026-12-31
origin = "default"
"""


def test_a_wider_role_is_resolved_into_the_narrower(policy_of: Compile) -> None:
    """A rule names every role it binds, so that nobody has to ask the graph again."""
    policy = policy_of(TEXT, DAY)
    assert [(rule.id, rule.roles) for rule in policy.rules] == [("FIRE.staff", ("nurse", "staff"))]
    assert policy.role_titles == {"staff": "Staff", "nurse": "Nurse"}


@pytest.mark.parametrize(
    ("day", "count"),
    [
        pytest.param(date(2024, 3, 31), 0, id="the day before the start"),
        pytest.param(date(2024, 4, 1), 1, id="the start"),
        pytest.param(date(2027, 3, 31), 1, id="the end"),
        pytest.param(date(2027, 4, 1), 0, id="the day after the end"),
    ],
)
def test_only_rules_in_force_are_compiled(day: date, count: int, policy_of: Compile) -> None:
    """A rule that has ended is history, not a gap (domain rule 12)."""
    assert len(policy_of(TEXT, day).rules) == count


@pytest.mark.parametrize(
    ("day", "within", "renewal", "evaluated"),
    [
        pytest.param(date(2024, 12, 31), "4 weeks", "no renewal in force", False, id="no renewal"),
        pytest.param(date(2025, 8, 31), "4 weeks", "rolling", True, id="the older deadline"),
        pytest.param(date(2025, 9, 1), "2 weeks", "rolling", True, id="the newer deadline"),
        pytest.param(date(2027, 1, 1), "0 days", "no renewal in force", False, id="both ended"),
    ],
)
def test_values_are_those_of_the_day(
    day: date, within: str, renewal: str, evaluated: bool, policy_of: Compile
) -> None:
    """The first deadline is at once where none is in force."""
    (rule,) = policy_of(TEXT, day).rules
    assert (rule.within, rule.renewal, rule.evaluated) == (
        Interval.parse(within),
        renewal,
        evaluated,
    )


@pytest.mark.parametrize(
    ("renewal", "told", "parts"),
    [
        pytest.param('kind = "rolling"\nevery = "2 years"', "rolling",
                     [(Formula.BEST, "2 years", 0)], id="rolling"),
        pytest.param('kind = "rolling"\nevery = "2 years"\nearly = "3 months"', "rolling",
                     [(Formula.CHAIN, "2 years", 0)], id="early renewal carries on"),
        pytest.param('kind = "once"', "once", [(Formula.BEST, None, 0)], id="once"),
        pytest.param('kind = "hours"\nhours = 7.5\nwindow = "3 years"', "hours",
                     [(Formula.HOURS, "3 years", 450)], id="hours, counted in minutes"),
        pytest.param('kind = "events"\ncount = 4\nout_of = 6\nperiod = "academic year"', "events",
                     [(Formula.EVENTS, None, 4)], id="events"),
        pytest.param('kind = "calendar"\ndue = "11-30"\npieces = 2', "calendar",
                     [(Formula.EVENTS, None, 2)], id="calendar"),
        pytest.param('kind = "two-clocks"\nevery = "2 years"\nupdate_every = "1 year"',
                     "two-clocks", [(Formula.BEST, "2 years", 0), (Formula.BEST, "1 year", 0)],
                     id="two clocks are two parts"),
        pytest.param('kind = "renewed-by"\nevery = "3 years"\ncourses = ["D12"]', "renewed-by",
                     [(Formula.BEST, "3 years", 0)], id="renewed by"),
    ],
)  # fmt: skip
def test_a_kind_of_renewal_is_a_formula_with_its_numbers(
    renewal: str, told: str, parts: list[tuple[Formula, str | None, int]], policy_of: Compile
) -> None:
    """Not every renewal is N months (domain rule 2)."""
    text = TEXT.replace('kind = "rolling"\nevery = "2 years"', renewal)
    (rule,) = policy_of(text, DAY).rules
    assert rule.renewal == told
    found = [(p.formula, None if p.every is None else str(p.every), p.count) for p in rule.parts]
    assert found == parts


def test_what_only_renews_cannot_be_the_first(policy_of: Compile) -> None:
    """A course that is listed as a renewal gives nothing in full."""
    renewal = 'kind = "renewed-by"\nevery = "3 years"\ncourses = ["D12"]'
    (rule,) = policy_of(TEXT.replace('kind = "rolling"\nevery = "2 years"', renewal), DAY).rules
    awards = {grant.item: grant.award for grant in rule.parts[0].grants}
    assert awards == {"D12": AwardKind.RENEWAL, "FIRE": AwardKind.FULL}


def test_coverage_of_a_setting_binds_no_person(policy_of: Compile) -> None:
    """Coverage belongs to settings, not people (domain rule 7)."""
    policy = policy_of(TEXT.replace("weight = 5", "coverage = 1"), DAY)
    assert policy.rules == ()
    (needed,) = policy.coverage
    assert (needed.rule.id, needed.least) == ("FIRE.staff", 1)


@pytest.mark.parametrize(
    ("day", "without"),
    [
        pytest.param(date(2024, 12, 31), ("FIRE",), id="before the course starts"),
        pytest.param(date(2025, 1, 1), (), id="while the course is in force"),
        pytest.param(date(2026, 12, 31), (), id="the last day of the course"),
        pytest.param(date(2027, 1, 1), ("FIRE",), id="when the course has ended"),
    ],
)
def test_what_no_course_gives_is_named(
    day: date, without: tuple[str, ...], policy_of: Compile
) -> None:
    """Gaps in training to be sourced (domain: the strategy's training matrix)."""
    assert policy_of(TEXT, day).no_course == without


def test_what_counts_comes_along(policy_of: Compile) -> None:
    """The competency itself and the course, both at level 1."""
    (rule,) = policy_of(TEXT, DAY).rules
    assert [(grant.item, grant.level) for grant in rule.parts[0].grants] == [
        ("D12", 1),
        ("FIRE", 1),
    ]
