"""A policy as integer columns for the posts that people hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from skillsmatrix.dates import FOREVER_NUMBER, Convention, Interval, day_number
from skillsmatrix.matrix import Place, Policy, Post, Tables, lay_out
from skillsmatrix.matrix.policy import Formula
from skillsmatrix.matrix.tables import ALWAYS, COUNTS, EARLIER, IGNORED, NEED, NO_SPAN, WINS

DAY = date(2026, 9, 30)
Compile = Callable[[str, date], Policy]

TEXT = """
[[role]]
id = "nurse"
title = "Nurse"
[[role]]
id = "teacher"
title = "Teacher"
[[role]]
id = "visitor"
title = "Visitor"

[[competency]]
id = "FIRE"
title = "Fire safety"
framework = "f"
[[competency]]
id = "SGC"
title = "Safeguarding"
framework = "f"

[[course]]
id = "D12"
title = "Fire"
awards = [{ competency = "FIRE" }]
origin = "default"

[[requirement]]
id = "FIRE.all"
competency = "FIRE"
standing = "mandatory"
roles = ["nurse", "teacher"]
origin = "default"
[[requirement.within]]
value = "4 weeks"
origin = "default"
[[requirement.renewal]]
kind = "rolling"
every = "2 years"
origin = "default"

[[requirement]]
id = "FIRE.nhs"
competency = "FIRE"
standing = "statutory"
roles = ["nurse"]
sectors = ["nhs"]
start = 2025-04-01
origin = "default"
[[requirement.renewal]]
kind = "rolling"
every = "1 year"
source_expiry = "earlier"
origin = "default"

[[requirement]]
id = "SGC.stoke"
competency = "SGC"
standing = "mandatory"
roles = ["nurse", "teacher"]
areas = ["stoke"]
setting_types = ["nursery"]
origin = "default"
[[requirement.renewal]]
kind = "hours"
hours = 6
window = "3 years"
origin = "default"

[[equivalence]]
id = "old-d12"
item = "D12"
competency = ["FIRE"]
valid_for = "6 months"
completed_from = 2020-01-01
completed_until = 2020-12-31
origin = "default"

[[equivalence]]
id = "fire-refused"
item = "FIRE"
competency = ["FIRE-X"]
effect = "refused"
agencies = ["trust"]
origin = "default"
[[competency]]
id = "FIRE-X"
title = "Fire safety, extended"
framework = "f"

[[requirement]]
id = "FIRE-X.teacher"
competency = "FIRE-X"
standing = "desirable"
roles = ["teacher"]
origin = "default"
[[requirement.renewal]]
kind = "once"
origin = "default"
[[equivalence]]
id = "fire-counts"
item = "FIRE"
competency = ["FIRE-X"]
sectors = ["education"]
origin = "default"
"""


def post(
    role: str = "nurse", agency: str = "a", sector: str = "", area: str = "", type_: str = ""
) -> Post:
    """Return a post, anywhere unless said."""
    return Post(role, Place(agency=agency, sector=sector, area=area, setting_type=type_))


def best(tables: Tables) -> dict[str, list[int]]:
    """Return what counts for rules by the longest record."""
    return tables.counts[Formula.BEST]


@pytest.fixture
def laid(policy_of: Compile) -> Callable[..., Tables]:
    """Lay the policy out for posts, with records that name FIRE (0) and D12 (1)."""

    def lay(*posts: Post, items: dict[str, int] | None = None) -> Tables:
        named = {"FIRE": 0, "D12": 1} if items is None else items
        return lay_out(policy_of(TEXT, DAY), posts, named, Convention.LAST_VALID_DAY)

    return lay


def rows(columns: dict[str, list[int]]) -> list[dict[str, int]]:
    """Return the rows of a table."""
    names, values = list(columns), zip(*columns.values(), strict=True)
    return [dict(zip(names, row, strict=True)) for row in values]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param(post(agency="a"), post(agency="b"), True, id="two agencies bound alike"),
        pytest.param(post(), post(area="stoke"), True, id="an area that no rule of theirs names"),
        pytest.param(post(), post(sector="nhs"), False, id="a rule only for health"),
        pytest.param(post(), post("teacher"), False, id="another role with other rules"),
        pytest.param(
            post(area="stoke", type_="nursery"), post(area="stoke"), False,
            id="area and setting type both count",
        ),
        pytest.param(
            post("teacher", sector="education"), post("teacher", sector="nhs"), False,
            id="the same rules, but something counts at only one",
        ),
        pytest.param(
            post("teacher", "school", "education"), post("teacher", "trust", "education"), False,
            id="one agency refuses what the other takes",
        ),
        pytest.param(post("visitor"), post("porter"), True, id="two roles bound by nothing"),
    ],
)  # fmt: skip
def test_posts_bound_alike_share_a_profile(
    one: Post, other: Post, shared: bool, laid: Callable[..., Tables]
) -> None:
    """Tables stay small however many agencies there are."""
    tables = laid(one, other)
    assert (tables.profiles[0] == tables.profiles[1]) is shared
    assert tables.profile_count == (1 if shared else 2)


def test_agencies_differ_only_where_a_record_could_tell(laid: Callable[..., Tables]) -> None:
    """What is refused at one agency makes no second profile when no record names it."""
    posts = post("teacher", "school", "education"), post("teacher", "trust", "education")
    assert laid(*posts, items={"FIRE": 0}).profile_count == 2
    assert laid(*posts, items={"D12": 0}).profile_count == 2  # by way of FIRE
    assert laid(*posts, items={"SGC": 0}).profile_count == 1


def test_a_thousand_agencies_are_one_profile(laid: Callable[..., Tables]) -> None:
    """The tables hold each rule once for all of them."""
    tables = laid(*(post(agency=f"agency-{number}") for number in range(1_000)))
    assert (tables.profiles, tables.profile_count) == ((0,) * 1_000, 1)
    assert len(tables.need["rule"]) == 1


def test_a_rule_is_a_row(laid: Callable[..., Tables]) -> None:
    """Codes lead back to rules and competencies; the deadline is asked of the one function."""
    tables = laid(post(sector="nhs"))
    assert [rule.id for rule in tables.rules] == [
        "FIRE-X.teacher", "FIRE.all", "FIRE.nhs", "SGC.stoke"
    ]  # fmt: skip
    assert tables.competencies == ("FIRE", "FIRE-X", "SGC")
    everyone, health = rows(tables.need)
    assert everyone == {
        "profile": 0,
        "rule": 1,
        "starts_from": day_number(DAY) - 27,  # four weeks, the first day counted
        "binds_from": ALWAYS,
        "rule_start": ALWAYS,
        "evaluated": 1,
        "shared": 1,
        "trigger": 0,
        "grace": NO_SPAN,
        "special": 0,
    }
    of_rule = rows(tables.of_rule)
    assert [(row["comp"], row["standing"]) for row in of_rule[1:3]] == [(0, 1), (0, 0)]
    assert tables.spans[of_rule[1]["within"]] == Interval(4, "weeks")
    assert (health["rule"], health["shared"]) == (2, 1)
    assert (
        health["starts_from"] == day_number(DAY) + 1
    )  # at once: only who starts tomorrow has time
    assert health["rule_start"] == day_number(date(2025, 4, 1))
    assert tables.spans[of_rule[2]["within"]] == Interval(0, "days")


def test_a_competency_that_one_rule_needs_is_not_shared(laid: Callable[..., Tables]) -> None:
    """Only where two rules meet does the strictest have to be found."""
    (row,) = rows(laid(post()).need)
    assert row["shared"] == 0


def test_each_formula_has_a_table_of_its_own(laid: Callable[..., Tables]) -> None:
    """What counts towards hours is not held against the best record (domain rule 2)."""
    tables = laid(post(area="stoke", type_="nursery"), items={"SGC": 0, "FIRE": 1})
    assert [(row["rule"], row["evaluated"]) for row in rows(tables.need)] == [(1, 1), (3, 1)]
    assert {row["part"] for row in rows(best(tables))} == {1}
    assert {row["part"] for row in rows(tables.counts[Formula.HOURS])} == {3}
    assert tables.of_part["needed"][3] == 6 * 60


def test_what_counts_is_a_row(laid: Callable[..., Tables]) -> None:
    """An award for the rule's interval, an equivalence for its own and in its window."""
    tables = laid(post())
    told = [
        (
            row["item"],
            str(tables.spans[row["span"]]),
            row["own_expiry"],
            row["first"],
            row["last_day"],
        )
        for row in rows(best(tables))
    ]
    window = day_number(date(2020, 1, 1)), day_number(date(2020, 12, 31))
    assert sorted(told) == [
        (0, "2 years", WINS, ALWAYS, FOREVER_NUMBER),
        (1, "2 years", WINS, ALWAYS, FOREVER_NUMBER),
        (1, "6 months", IGNORED, *window),
    ]


def test_a_rule_that_asks_for_more_than_the_certificate_says_so(
    laid: Callable[..., Tables],
) -> None:
    """``source_expiry = "earlier"``: the record's own date does not win."""
    counts = rows(laid(post(sector="nhs"), items={"FIRE": 0}).counts[Formula.BEST])
    assert [(row["part"], row["own_expiry"]) for row in counts] == [(1, WINS), (2, EARLIER)]


def test_what_is_held_for_good_has_no_interval(laid: Callable[..., Tables]) -> None:
    """Once is once."""
    tables = laid(post("teacher"), items={"FIRE-X": 0})
    assert [(row["span"], row["last_day"]) for row in rows(best(tables))] == [
        (NO_SPAN, FOREVER_NUMBER)
    ]
    assert tables.spans_of(best(tables), "span") == {}


def test_records_that_matter_to_no_rule_make_no_rows(laid: Callable[..., Tables]) -> None:
    """Nobody's records, nothing that counts; the needs are the same."""
    tables = laid(post(), items={})
    assert (len(tables.need["rule"]), best(tables)["part"]) == (1, [])
    assert (tuple(tables.need), tuple(best(tables))) == (NEED, COUNTS)


def test_no_posts_make_empty_tables(laid: Callable[..., Tables]) -> None:
    """All columns are there, with no rows."""
    tables = laid()
    assert (tables.profiles, tables.profile_count) == ((), 0)
    assert {len(column) for column in (*tables.need.values(), *best(tables).values())} == {0}
