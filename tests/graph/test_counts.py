"""What counts for what: ladders, levels, equivalences, refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from skillsmatrix.dates import Interval
from skillsmatrix.graph import Grant, PolicyGraph, grants

DAY = date(2026, 9, 30)
Make = Callable[..., PolicyGraph]

LADDER = """
[[ladder]]
id = "l"
title = "L"
rungs = ["L1", "L2", "L3"]
origin = "default"
"""


def course(name: str, awards: str) -> str:
    """Return the text of a course."""
    return f'[[course]]\nid = "{name}"\ntitle = "{name}"\nawards = [{awards}]\norigin = "default"\n'


def link(item: str, competency: str, more: str = "") -> str:
    """Return the text of an equivalence."""
    return (
        f'[[equivalence]]\nid = "{item}-{competency}-{len(more)}"\nitem = "{item}"\n'
        f'competency = ["{competency}"]\norigin = "default"\n{more}\n'
    )


def levels(found: tuple[Grant, ...]) -> dict[str, int]:
    """Return the level that each item gives."""
    return {grant.item: grant.level for grant in found}


def only(found: tuple[Grant, ...], item: str) -> Grant:
    """Return the one grant of an item."""
    (grant,) = [grant for grant in found if grant.item == item]
    return grant


@pytest.mark.parametrize(
    ("competency", "given"),
    [
        pytest.param("L1", {"L1": 1, "L2": 1, "L3": 1}, id="all rungs meet the lowest"),
        pytest.param("L2", {"L2": 1, "L3": 1, "L1": 0}, id="the lowest only leads to the middle"),
        pytest.param("L3", {"L3": 1, "L2": 0, "L1": 0}, id="both only lead to the highest"),
    ],
)
def test_a_higher_rung_meets_a_lower_and_not_the_other_way(
    competency: str, given: dict[str, int], graph_of: Make
) -> None:
    """Update only the highest level; a lower rung gives level 0 (domain: intercollegiate)."""
    assert levels(grants(graph_of(LADDER, "L1 L2 L3"), competency, DAY)) == given


def test_a_ladder_is_told_rung_by_rung(graph_of: Make) -> None:
    """Each step is a sentence, from the item to what is needed."""
    found = grants(graph_of(LADDER, "L1 L2 L3"), "L1", DAY)
    assert only(found, "L3").via == ("L3 includes L2", "L2 includes L1")


def test_a_course_of_a_lower_rung_only_leads_towards(graph_of: Make) -> None:
    """A course for level 1 gives level 0 of level 3, and says why."""
    text = LADDER + course("C1", '{ competency = "L1" }')
    grant = only(grants(graph_of(text, "L1 L2 L3"), "L3", DAY), "C1")
    assert (grant.level, grant.via) == (0, ("C1 awards L1", "L1 is a lower rung than L3"))


LEVELLED = """
[[competency]]
id = "TRAUMA"
title = "Trauma"
framework = "f"
levels = ["informed", "skilled", "enhanced"]
"""


def test_a_course_gives_the_level_it_awards(graph_of: Make) -> None:
    """A competency held with a level counts as that level, a course as its award's."""
    text = (
        LEVELLED
        + course("C1", '{ competency = "TRAUMA", level = 1 }')
        + course("C3", '{ competency = "TRAUMA", level = 3 }')
    )
    found = grants(graph_of(text), "TRAUMA", DAY)
    assert levels(found) == {"C1": 1, "C3": 3, "TRAUMA": 1}
    assert {grant.item for grant in found if grant.levelled} == {"C1", "C3", "TRAUMA"}
    assert only(found, "C3").via == ("C3 awards TRAUMA at level 3",)


def test_an_equivalence_gives_the_level_it_states(graph_of: Make) -> None:
    """Something else counts as level 2, and the record's own level says nothing of it."""
    text = LEVELLED + link("OTHER", "TRAUMA", "level = 2")
    grant = only(grants(graph_of(text, "OTHER"), "TRAUMA", DAY), "OTHER")
    assert (grant.level, grant.levelled) == (2, False)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        pytest.param("full", True, id="a full award counts"),
        pytest.param("renewal", False, id="a renewal cannot be the first"),
        pytest.param("event", False, id="an event is only one of several"),
    ],
)
def test_which_awards_count(kind: str, counts: bool, graph_of: Make) -> None:
    """Only a full award gives the competency (domain: renews but cannot be the first)."""
    graph = graph_of(course("C1", f'{{ competency = "A", kind = "{kind}" }}'), "A")
    assert ("C1" in levels(grants(graph, "A", DAY))) is counts


def test_an_equivalence_is_one_way(graph_of: Make) -> None:
    """Tier 2 contains Tier 1, not the other way (domain: directed equivalence)."""
    graph = graph_of(link("T2", "T1"), "T1 T2")
    assert levels(grants(graph, "T1", DAY)) == {"T1": 1, "T2": 1}
    assert levels(grants(graph, "T2", DAY)) == {"T2": 1}


def test_equivalences_are_followed_as_far_as_they_lead(graph_of: Make) -> None:
    """C counts for B, B for A, and a course that gives C counts for A."""
    text = link("C", "B") + link("B", "A") + course("C1", '{ competency = "C" }')
    grant = only(grants(graph_of(text, "A B C"), "A", DAY), "C1")
    assert grant.via == ("C1 awards C", "C counts for B", "B counts for A")
    assert grant.level == 1


@pytest.mark.parametrize(
    ("inner", "outer", "least"),
    [
        pytest.param("12 months", "6 months", "6 months", id="the second is shorter"),
        pytest.param("6 months", "12 months", "6 months", id="the first is shorter"),
        pytest.param("6 months", "", "6 months", id="only one has a limit"),
        pytest.param("", "", None, id="neither has one"),
    ],
)
def test_a_chain_counts_for_the_shortest_time(
    inner: str, outer: str, least: str | None, graph_of: Make
) -> None:
    """Two time limits on the way are both kept."""
    limits = [f'valid_for = "{text}"' if text else "" for text in (inner, outer)]
    graph = graph_of(link("C", "B", limits[0]) + link("B", "A", limits[1]), "A B C")
    expected = None if least is None else Interval.parse(least)
    assert only(grants(graph, "A", DAY), "C").valid_for == expected


@pytest.mark.parametrize(
    ("inner", "outer", "window"),
    [
        pytest.param(
            "completed_from = 2020-01-01", "completed_until = 2021-12-31",
            (date(2020, 1, 1), date(2021, 12, 31)), id="a start and an end",
        ),
        pytest.param(
            "completed_from = 2020-01-01", "completed_from = 2021-01-01",
            (date(2021, 1, 1), None), id="the later of two starts",
        ),
        pytest.param(
            "completed_until = 2020-12-31", "completed_until = 2021-12-31",
            (None, date(2020, 12, 31)), id="the earlier of two ends",
        ),
        pytest.param("", "", (None, None), id="no window at all"),
    ],
)  # fmt: skip
def test_windows_of_completion_intersect(
    inner: str, outer: str, window: tuple[date | None, date | None], graph_of: Make
) -> None:
    """A completion must lie in both windows on the way."""
    grant = only(
        grants(graph_of(link("C", "B", inner) + link("B", "A", outer), "A B C"), "A", DAY), "C"
    )
    assert (grant.completed_from, grant.completed_until) == window


SECTORS = """
[[sector]]
id = "nhs"
title = "NHS"
[[sector]]
id = "education"
title = "Schools"
[[sector]]
id = "police"
title = "Police"
"""


@pytest.mark.parametrize(
    ("inner", "outer", "sectors"),
    [
        pytest.param('["nhs", "education"]', '["education", "police"]', ("education",), id="both"),
        pytest.param('["nhs"]', "[]", ("nhs",), id="one limited"),
        pytest.param("[]", "[]", (), id="everywhere"),
    ],
)
def test_sectors_on_the_way_intersect(
    inner: str, outer: str, sectors: tuple[str, ...], graph_of: Make
) -> None:
    """A chain counts only where each of its steps does."""
    text = link("C", "B", f"sectors = {inner}") + link("B", "A", f"sectors = {outer}")
    assert only(grants(graph_of(SECTORS + text, "A B C"), "A", DAY), "C").sectors == sectors


def test_a_chain_that_counts_nowhere_is_no_chain(graph_of: Make) -> None:
    """Two steps for different sectors lead no record anywhere."""
    text = link("C", "B", 'sectors = ["nhs"]') + link("B", "A", 'sectors = ["police"]')
    assert levels(grants(graph_of(SECTORS + text, "A B C"), "A", DAY)) == {"A": 1, "B": 1}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        pytest.param(date(2025, 8, 31), False, id="before its start"),
        pytest.param(date(2025, 9, 1), True, id="from its start"),
        pytest.param(date(2026, 8, 31), True, id="through its end"),
        pytest.param(date(2026, 9, 1), False, id="after its end"),
    ],
)
def test_an_equivalence_counts_while_it_is_in_force(
    day: date, counts: bool, graph_of: Make
) -> None:
    """A statement has days on which it stands (domain rule 12)."""
    graph = graph_of(link("B", "A", "start = 2025-09-01\nend = 2026-08-31"), "A B")
    assert ("B" in levels(grants(graph, "A", day))) is counts


REFUSED = 'effect = "refused"\n'


@pytest.mark.parametrize(
    ("scope", "agency", "sector", "accepted"),
    [
        pytest.param("", "school", "education", False, id="refused everywhere"),
        pytest.param('sectors = ["nhs"]', "trust", "nhs", False, id="refused in the sector"),
        pytest.param('sectors = ["nhs"]', "school", "education", True, id="accepted in another"),
        pytest.param('agencies = ["trust"]', "trust", "nhs", False, id="refused by the agency"),
        pytest.param('agencies = ["trust"]', "other", "nhs", True, id="accepted by another"),
        pytest.param(
            'agencies = ["trust"]\nsectors = ["education"]', "trust", "nhs", True,
            id="both must fit to refuse",
        ),
    ],
)  # fmt: skip
def test_a_refusal_holds_for_its_agencies_and_sectors(
    scope: str, agency: str, sector: str, accepted: bool, graph_of: Make
) -> None:
    """Some refuse other sectors' training, others take it (domain rule 4)."""
    text = SECTORS + course("C1", '{ competency = "A" }') + link("C1", "A", REFUSED + scope)
    grant = only(grants(graph_of(text, "A"), "A", DAY), "C1")
    assert grant.accepted_at(agency, sector) is accepted
    assert (grant.refused_at(agency, sector) is None) is accepted


def test_a_refusal_beats_every_way_round(graph_of: Make) -> None:
    """Refused by name for A, a course does not come in through B either."""
    text = course("C1", '{ competency = "B" }') + link("B", "A") + link("C1", "A", REFUSED)
    graph = graph_of(text, "A B")
    assert only(grants(graph, "A", DAY), "C1").accepted_at("x", "y") is False
    assert only(grants(graph, "B", DAY), "C1").accepted_at("x", "y") is True
    assert only(grants(graph, "A", DAY), "B").accepted_at("x", "y") is True


def test_a_refusal_that_is_not_in_force_refuses_nothing(graph_of: Make) -> None:
    """An ended refusal leaves the award as it was."""
    text = course("C1", '{ competency = "A" }') + link("C1", "A", REFUSED + "end = 2026-09-29")
    assert only(grants(graph_of(text, "A"), "A", DAY), "C1").refusals == ()


@pytest.mark.parametrize(
    ("agency", "sector", "accepted"),
    [
        pytest.param("trust", "nhs", True, id="where both fit"),
        pytest.param("trust", "education", False, id="not in another sector"),
        pytest.param("other", "nhs", False, id="not at another agency"),
    ],
)
def test_an_equivalence_counts_for_its_agencies_and_sectors(
    agency: str, sector: str, accepted: bool, graph_of: Make
) -> None:
    """Validity is judged by the receiving organisation (domain rule 4)."""
    text = SECTORS + link("B", "A", 'sectors = ["nhs"]\nagencies = ["trust"]')
    grant = only(grants(graph_of(text, "A B"), "A", DAY), "B")
    assert grant.accepted_at(agency, sector) is accepted


def test_grants_come_in_the_order_of_their_items(graph_of: Make) -> None:
    """Same input, same order (style rule 18)."""
    text = link("C", "A") + link("B", "A") + course("C1", '{ competency = "A" }')
    assert [grant.item for grant in grants(graph_of(text, "A B C"), "A", DAY)] == [
        "A",
        "B",
        "C",
        "C1",
    ]
