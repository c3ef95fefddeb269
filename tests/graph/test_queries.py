"""The questions people ask of policy: what does a role need, what is a course good for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from skillsmatrix.graph import (
    Edge,
    Kind,
    PolicyGraph,
    chain_to_role,
    dependents_of_course,
    needs_of_role,
    use_of_course,
)

DAY = date(2026, 9, 30)
Make = Callable[..., PolicyGraph]

ROLES = """
[[role]]
id = "staff"
title = "Staff"
[[role]]
id = "teaching"
title = "Teaching staff"
kind_of = ["staff"]
[[role]]
id = "leader"
title = "Leader"
kind_of = ["staff"]
[[role]]
id = "senco"
title = "SENCO"
kind_of = ["teaching", "leader"]
"""


def course(name: str, awards: str, more: str = "") -> str:
    """Return the text of a course that awards competencies in full."""
    listed = ", ".join(f'{{ competency = "{award}" }}' for award in awards.split())
    return (
        f'[[course]]\nid = "{name}"\ntitle = "{name}"\nawards = [{listed}]\n'
        f'origin = "default"\n{more}\n'
    )


def rule(competency: str, role: str, more: str = "", standing: str = "mandatory") -> str:
    """Return the text of a requirement that is held once."""
    return (
        f'[[requirement]]\nid = "{competency}.{role}"\ncompetency = "{competency}"\n'
        f'standing = "{standing}"\nroles = ["{role}"]\norigin = "default"\n{more}\n'
        '[[requirement.renewal]]\nkind = "once"\norigin = "default"\n'
    )


def link(item: str, competency: str, more: str = "") -> str:
    """Return the text of an equivalence."""
    return (
        f'[[equivalence]]\nid = "{item}-{competency}"\nitem = "{item}"\n'
        f'competency = ["{competency}"]\norigin = "default"\n{more}\n'
    )


@pytest.mark.parametrize(
    ("role", "wider", "narrower"),
    [
        pytest.param("senco", ["senco", "teaching", "leader", "staff"], ["senco"], id="narrowest"),
        pytest.param("leader", ["leader", "staff"], ["leader", "senco"], id="between"),
        pytest.param("staff", ["staff"], ["staff", "teaching", "leader", "senco"], id="widest"),
        pytest.param("visitor", ["visitor"], ["visitor"], id="a role there is not"),
    ],
)
def test_roles_are_kinds_of_wider_roles(
    role: str, wider: list[str], narrower: list[str], graph_of: Make
) -> None:
    """The role itself first, each of the others once."""
    graph = graph_of(ROLES)
    assert (graph.wider_roles(role), graph.narrower_roles(role)) == (wider, narrower)


@pytest.mark.parametrize(
    ("role", "needed"),
    [
        pytest.param("staff", ["A"], id="the widest role needs its own"),
        pytest.param("leader", ["C", "A"], id="a leader needs two"),
        pytest.param("senco", ["C", "B", "A"], id="a SENCO needs all, each once"),
    ],
)
def test_a_role_needs_what_wider_roles_need(role: str, needed: list[str], graph_of: Make) -> None:
    """The most binding first: statutory, then by weight."""
    text = ROLES + rule("A", "staff") + rule("B", "teaching", "weight = 3")
    graph = graph_of(text + rule("C", "leader", standing="statutory"), "A B C")
    assert [found.competency for found in needs_of_role(graph, role, DAY)] == needed


def test_a_requirement_that_names_two_wider_roles_binds_once(graph_of: Make) -> None:
    """A SENCO is a kind of both; the rule is still one rule."""
    text = rule("A", "teaching").replace('["teaching"]', '["teaching", "leader", "staff"]')
    assert len(needs_of_role(graph_of(ROLES + text, "A"), "senco", DAY)) == 1


@pytest.mark.parametrize(
    ("day", "count"),
    [
        pytest.param(date(2025, 8, 31), 0, id="the day before"),
        pytest.param(date(2025, 9, 1), 1, id="the first day"),
        pytest.param(date(2026, 8, 31), 1, id="the last day"),
        pytest.param(date(2026, 9, 1), 0, id="the day after"),
    ],
)
def test_a_requirement_binds_while_it_is_in_force(day: date, count: int, graph_of: Make) -> None:
    """From its start through its end (domain rule 12)."""
    graph = graph_of(ROLES + rule("A", "staff", "start = 2025-09-01\nend = 2026-08-31"), "A")
    assert len(needs_of_role(graph, "staff", day)) == count


LADDER = '[[ladder]]\nid = "l"\ntitle = "L"\nrungs = ["L1", "L2", "L3"]\norigin = "default"\n'


@pytest.mark.parametrize(
    ("name", "uses"),
    [
        pytest.param("C1", ["L1"], id="the lowest rung is only itself"),
        pytest.param("C3", ["L1", "L2", "L3"], id="the highest rung is all below"),
        pytest.param("CX", ["L1", "X"], id="what counts for a rung counts no higher"),
    ],
)
def test_a_course_is_good_for_all_that_its_awards_count_for(
    name: str, uses: list[str], graph_of: Make
) -> None:
    """Through awards, ladders and equivalences, never upwards."""
    text = LADDER + course("C1", "L1") + course("C3", "L3") + course("CX", "X") + link("X", "L1")
    assert sorted(use_of_course(graph_of(text, "L1 L2 L3 X"), name, DAY)) == uses


def test_a_refused_course_is_of_no_use_there(graph_of: Make) -> None:
    """A refusal by name takes that competency away and leaves the others."""
    text = course("C1", "A B") + link("C1", "A", 'effect = "refused"')
    assert list(use_of_course(graph_of(text, "A B"), "C1", DAY)) == ["B"]


def chain(
    graph: PolicyGraph, held: list[str], role: str = "staff"
) -> tuple[list[str], tuple[str, ...]]:
    """Return the ids of the courses to a role, and what has none."""
    steps, without = chain_to_role(graph, held, role, DAY)
    return [step.course.id for step in steps], without


def test_prerequisites_come_first(graph_of: Make) -> None:
    """Awareness, then the referral course that requires it (domain: Prevent referrals)."""
    text = (
        ROLES
        + rule("REF", "staff")
        + course("C20", "REF", 'requires = ["AW"]')
        + course("C19", "AW", 'requires = ["INDUCTION"]')
        + course("C01", "INDUCTION")
    )
    graph = graph_of(text, "AW REF INDUCTION")
    assert chain(graph, []) == (["C01", "C19", "C20"], ())
    assert chain(graph, ["C01"]) == (["C19", "C20"], ())
    assert chain(graph, ["AW"]) == (["C20"], ())
    assert chain(graph, ["REF"]) == ([], ())


def test_a_way_without_prerequisites_is_taken(graph_of: Make) -> None:
    """One course that asks for nothing beats two of which one asks for the other."""
    text = ROLES + rule("A", "staff") + course("C1", "A", 'requires = ["B"]') + course("C2", "B")
    assert chain(graph_of(text + course("C3", "A"), "A B"), []) == (["C3"], ())


def test_one_course_for_two_needs_beats_two_courses(graph_of: Make) -> None:
    """The chain is as short as it can be."""
    text = ROLES + rule("A", "staff") + rule("B", "staff")
    text += course("C1", "A") + course("C2", "B") + course("C3", "A B")
    steps, without = chain_to_role(graph_of(text, "A B"), [], "staff", DAY)
    assert [(step.course.id, step.competencies) for step in steps] == [("C3", ("A", "B"))]
    assert without == ()


def test_the_shortest_of_equal_courses_is_taken(graph_of: Make) -> None:
    """Among courses that give as much, the one of fewest hours."""
    text = (
        ROLES
        + rule("A", "staff")
        + course("C1", "A", "hours = 6")
        + course("C2", "A", "hours = 2.5")
    )
    assert chain(graph_of(text, "A"), []) == (["C2"], ())


def test_a_course_of_unknown_length_is_not_the_shortest(graph_of: Make) -> None:
    """Hours that are not known are not no hours."""
    text = ROLES + rule("A", "staff") + course("C1", "A") + course("C2", "A", "hours = 2.5")
    assert chain(graph_of(text, "A"), []) == (["C2"], ())


def test_the_highest_rung_serves_all_rungs(graph_of: Make) -> None:
    """Whoever needs levels 1 to 3 takes one course (domain: update only the highest)."""
    text = ROLES + LADDER + "".join(rule(name, "staff") for name in ("L1", "L2", "L3"))
    text += course("C1", "L1") + course("C2", "L2") + course("C3", "L3")
    assert chain(graph_of(text, "L1 L2 L3"), []) == (["C3"], ())


def test_no_course_of_the_chain_could_be_left_out(graph_of: Make) -> None:
    """A course that gives most at once is not kept when the others give all of it again."""
    needs = "".join(rule(name, "staff") for name in "ABCDEF")
    text = ROLES + needs + course("C1", "A B C") + course("C2", "D E F") + course("C3", "B C D E")
    assert chain(graph_of(text, "A B C D E F"), []) == (["C1", "C2"], ())


def test_what_no_course_gives_is_named(graph_of: Make) -> None:
    """The chain goes as far as it can, and says what is missing."""
    text = ROLES + rule("A", "staff") + rule("B", "staff") + course("C1", "A")
    assert chain(graph_of(text, "A B"), []) == (["C1"], ("B",))


def test_a_course_that_has_ended_is_not_offered(graph_of: Make) -> None:
    """Historic training is ended, not offered (domain rule 12)."""
    text = ROLES + rule("A", "staff") + course("C1", "A", "end = 2026-09-29")
    assert chain(graph_of(text, "A"), []) == ([], ("A",))


def test_a_course_that_somebody_refuses_is_not_offered(graph_of: Make) -> None:
    """Only courses that every receiving agency accepts are offered."""
    text = (
        ROLES + rule("A", "staff") + course("C1", "A", "hours = 1") + course("C2", "A", "hours = 9")
    )
    text += link("C1", "A", 'effect = "refused"\nagencies = ["trust"]')
    assert chain(graph_of(text, "A"), []) == (["C2"], ())


def test_coverage_of_a_setting_is_nobodys_own_need(graph_of: Make) -> None:
    """One holder a setting does not send every person on a course (domain rule 7)."""
    text = ROLES + rule("A", "staff", "coverage = 1") + course("C1", "A")
    assert chain(graph_of(text, "A"), []) == ([], ())


GROUP = rule("H", "staff", 'of = ["A", "B", "C"]\nat_least = 2')


@pytest.mark.parametrize(
    ("text", "held", "expected"),
    [
        pytest.param(
            course("C1", "A") + course("C2", "B") + course("C3", "C"), [], ["C1", "C2"],
            id="the first of equals",
        ),
        pytest.param(
            course("C1", "A") + course("C2", "B") + course("C3", "C"), ["C"], ["C1"],
            id="what is held already counts",
        ),
        pytest.param(
            course("C1", "A") + course("C2", "B") + course("C3", "C") + rule("C", "staff"), [],
            ["C1", "C3"], id="what is needed anyway goes first",
        ),
        pytest.param(
            course("C1", "A", 'requires = ["X"]') + course("CX", "X") + course("C2", "B")
            + course("C3", "C"), [], ["C2", "C3"], id="the nearest of them",
        ),
        pytest.param(course("C2", "B") + course("C3", "C"), [], ["C2", "C3"],
            id="only what has a course"),
    ],
)  # fmt: skip
def test_some_of_several_are_enough(
    text: str, held: list[str], expected: list[str], graph_of: Make
) -> None:
    """The chain holds so many of a group as it asks for, the cheapest way by themselves."""
    assert chain(graph_of(ROLES + GROUP + text, "H A B C X"), held) == (expected, ())


def test_a_group_of_which_too_few_have_a_course_is_named(graph_of: Make) -> None:
    """One of two needed leads nowhere: no course is taken for it, and its heading is told."""
    graph = graph_of(ROLES + GROUP + course("C1", "A"), "H A B C")
    assert chain(graph, []) == ([], ("H",))


@pytest.mark.parametrize(
    ("text", "dependents"),
    [
        pytest.param(course("C2", "B"), ("H.staff",), id="without it too few are left"),
        pytest.param(course("C2", "B") + course("C3", "C"), (), id="two others are enough"),
        pytest.param(course("C2", "A B"), (), id="another course gives it too"),
    ],
)
def test_a_group_depends_on_a_course(
    text: str, dependents: tuple[str, ...], graph_of: Make
) -> None:
    """A requirement of two in three depends on a course if fewer than two have another."""
    graph = graph_of(ROLES + GROUP + course("C1", "A") + text, "H A B C")
    assert dependents_of_course(graph, "C1", DAY) == dependents


def test_a_group_needs_each_of_its_members(graph_of: Make) -> None:
    """The heading is only a name: edges lead to what counts."""
    graph = graph_of(ROLES + GROUP, "H A B C")
    needed = graph.successors((Kind.REQUIREMENT, "H.staff"), Edge.NEEDS)
    assert [name for (_, name), _ in needed] == ["A", "B", "C"]


def test_a_course_that_only_renews_is_not_offered(graph_of: Make) -> None:
    """A refresher cannot be the first (domain: designated safeguarding leads)."""
    refresher = course("C2", "A", "hours = 1").replace('"A" }', '"A", kind = "renewal" }')
    rolling = rule("A", "staff").replace('kind = "once"', 'kind = "rolling"\nevery = "2 years"')
    text = ROLES + rolling + course("C1", "A", "hours = 9") + refresher
    assert chain(graph_of(text, "A"), []) == (["C1"], ())


def test_a_refresher_may_require_what_it_renews(graph_of: Make) -> None:
    """No circle: the first training gives what the refresher asks for."""
    refresher = course("C2", "A", 'requires = ["A"]').replace('"A" }', '"A", kind = "renewal" }')
    rolling = rule("A", "staff").replace('kind = "once"', 'kind = "rolling"\nevery = "2 years"')
    graph = graph_of(ROLES + rolling + refresher + course("C1", "A"), "A")
    assert use_of_course(graph, "C2", DAY) == {}
    assert dependents_of_course(graph, "C1", DAY) == ("A.staff",)


@pytest.mark.parametrize(
    ("more", "dependents"),
    [
        pytest.param("", ("A.staff",), id="nothing else serves it"),
        pytest.param(course("C2", "A"), (), id="another course does"),
        pytest.param(course("C2", "A", "end = 2026-09-29"), ("A.staff",), id="another has ended"),
        pytest.param(course("C2", "B") + link("B", "A"), (), id="another does by equivalence"),
        pytest.param(
            course("C2", "A") + link("C2", "A", 'effect = "refused"'), ("A.staff",),
            id="another is refused",
        ),
    ],
)  # fmt: skip
def test_who_depends_on_a_course(more: str, dependents: tuple[str, ...], graph_of: Make) -> None:
    """The requirements that only this course can serve."""
    text = ROLES + rule("A", "staff") + course("C1", "A") + more
    assert dependents_of_course(graph_of(text, "A B"), "C1", DAY) == dependents


def test_a_requirement_that_has_ended_depends_on_nothing(graph_of: Make) -> None:
    """Only requirements in force count."""
    text = ROLES + rule("A", "staff", "end = 2026-09-29") + course("C1", "A")
    assert dependents_of_course(graph_of(text, "A"), "C1", DAY) == ()


def test_the_graph_says_what_the_catalogue_says(graph_of: Make) -> None:
    """Nodes are kind and id; edges carry what they are about."""
    sector = '[[sector]]\nid = "nhs"\ntitle = "NHS"\n'
    tag, need = (f'[[{kind}]]\nid = "x"\ntitle = "X"\n' for kind in ("tag", "need"))
    scopes = 'sectors = ["nhs"]\nagencies = ["trust"]\ntags = ["x"]\nneeds = ["x"]'
    text = ROLES + sector + tag + need + rule("A", "staff", scopes)
    graph = graph_of(text + course("C1", "A", 'requires = ["B"]'), "A B")
    edges = {(start, data["kind"], end) for start, end, data in graph.digraph.edges(data=True)}
    assert {edge for edge in edges if edge[1] not in (Edge.KIND_OF, Edge.BELONGS_TO)} == {
        ((Kind.REQUIREMENT, "A.staff"), Edge.NEEDS, (Kind.COMPETENCY, "A")),
        ((Kind.REQUIREMENT, "A.staff"), Edge.BINDS, (Kind.ROLE, "staff")),
        ((Kind.REQUIREMENT, "A.staff"), Edge.ONLY_IN, (Kind.SECTOR, "nhs")),
        ((Kind.REQUIREMENT, "A.staff"), Edge.ONLY_IN, (Kind.AGENCY, "trust")),
        ((Kind.REQUIREMENT, "A.staff"), Edge.ONLY_IN, (Kind.TAG, "x")),
        ((Kind.REQUIREMENT, "A.staff"), Edge.ONLY_IN, (Kind.NEED, "x")),
        ((Kind.COURSE, "C1"), Edge.AWARDS, (Kind.COMPETENCY, "A")),
        ((Kind.COURSE, "C1"), Edge.PREREQUISITE, (Kind.COMPETENCY, "B")),
    }


def test_what_is_not_in_the_graph_leads_nowhere(graph_of: Make) -> None:
    """Asking for an unknown node is no mistake, it has no edges."""
    graph = graph_of(ROLES)
    assert graph.successors((Kind.COURSE, "C99"), Edge.AWARDS) == []
    assert graph.predecessors((Kind.COURSE, "C99"), Edge.AWARDS) == []
