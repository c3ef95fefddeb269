"""Random small worlds: table and proof agree on every cell, and the laws hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.world import answers, policy

from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.graph import PolicyGraph
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.status import GAPS

DAY = date(2026, 9, 30)
EDGES = [0, 1, 27, 28, 29, 30, 31, 89, 90, 91, 181, 182, 183, 184, 364, 365, 366, 729, 730, 731]

POLICY = """
[[competency]]
id = "D"
title = "With levels"
framework = "f"
levels = ["some", "more"]
[[ladder]]
id = "l"
title = "A, B, C upwards"
rungs = ["A", "B", "C"]
origin = "default"
[[course]]
id = "K"
title = "Two things"
awards = [{ competency = "B" }, { competency = "D", level = 2 }]
origin = "default"
[[course]]
id = "R"
title = "Refused by one sector"
awards = [{ competency = "A" }]
origin = "default"
[[equivalence]]
id = "D-A"
item = "D"
competency = ["A"]
valid_for = "6 months"
origin = "default"
[[equivalence]]
id = "R-A"
item = "R"
competency = ["A"]
effect = "refused"
sectors = ["nhs"]
origin = "default"
[[equivalence]]
id = "R-C"
item = "R"
competency = ["C"]
completed_until = 2026-03-31
agencies = ["council", "county"]
origin = "default"
"""


def requirement(name: str, competency: str, more: str, renewal: str, within: str = "") -> str:
    deadline = f'[[requirement.within]]\nvalue = "{within}"\norigin = "default"\n' if within else ""
    return f"""
[[requirement]]
id = "{name}"
competency = "{competency}"
origin = "default"
{more}
{deadline}
[[requirement.renewal]]
{renewal}
origin = "default"
"""


RULES = "".join(
    (
        requirement(
            "A.staff",
            "A",
            'standing = "mandatory"\nroles = ["staff"]',
            'kind = "rolling"\nevery = "1 year"',
            "6 months",
        ),
        requirement(
            "A.nhs",
            "A",
            'standing = "statutory"\nroles = ["staff"]\nsectors = ["nhs"]\nstart = 2026-04-01',
            'kind = "rolling"\nevery = "26 weeks"\nsource_expiry = "earlier"',
            "3 months",
        ),
        requirement(
            "B.lead",
            "B",
            'standing = "essential"\nroles = ["lead"]',
            'kind = "rolling"\nevery = "24 months"',
        ),
        requirement(
            "C.staffs",
            "C",
            'standing = "mandatory"\nroles = ["staff"]\nareas = ["staffs"]',
            'kind = "once"',
            "12 months",
        ),
        requirement(
            "D.nurse",
            "D",
            'standing = "desirable"\nroles = ["nurse"]\nlevel = 2\nend = 2026-12-31',
            'kind = "rolling"\nevery = "3 months"',
        ),
        requirement(
            "D.hours",
            "D",
            'standing = "desirable"\nroles = ["lead"]\nlevel = 1\nsetting_types = ["nursery"]',
            'kind = "hours"\nhours = 6\nwindow = "36 months"',
        ),
    )
)

around = st.sampled_from(EDGES).map(lambda days: DAY - timedelta(days=days))
people = st.sampled_from(["P", "Q"])


@st.composite
def assignments(draw: st.DrawFn) -> Assignment:
    agency = draw(st.sampled_from(["council", "trust", "county"]))
    start = draw(around)
    return Assignment(
        person=draw(people),
        agency=agency,
        role=draw(st.sampled_from(["staff", "nurse", "lead", "unheard-of"])),
        start=start,
        end=draw(st.none() | st.sampled_from([0, 1, -1]).map(lambda n: DAY + timedelta(days=n))),
        setting=draw(st.sampled_from(["", "nursery", "edge"])) if agency == "council" else "",
    )


@st.composite
def completions(draw: st.DrawFn) -> Completion:
    completed = draw(around | st.just(DAY + timedelta(days=1)))
    return Completion(
        person=draw(people),
        item=draw(st.sampled_from(["A", "B", "C", "D", "K", "R"])),
        completed=completed,
        outcome=draw(st.sampled_from([Outcome.COMPLETE, Outcome.COMPLETE, Outcome.FAILED])),
        expires=draw(st.none() | around.map(lambda day: max(day, completed))),
        level=draw(st.none() | st.integers(1, 2)),
    )


conventions = st.sampled_from(list(Convention))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> PolicyGraph:
    return policy(tmp_path_factory.mktemp("world"), POLICY + RULES)


@pytest.mark.long
@given(
    st.lists(assignments(), max_size=4),
    st.lists(completions(), max_size=6),
    conventions,
    st.sampled_from([-1, 0, 1, 93]),
)
def test_table_and_proof_agree(
    graph: PolicyGraph,
    posts: list[Assignment],
    held: list[Completion],
    convention: Convention,
    later: int,
) -> None:
    """Status, due day and deciding rule are the same in every cell of every world."""
    day = DAY + timedelta(days=later)
    answers(graph, posts, held, day, Settings(convention, 90))


@pytest.mark.long
@given(st.lists(assignments(), max_size=3), st.lists(completions(), max_size=4), completions())
def test_a_completion_valid_today_opens_no_gap(
    graph: PolicyGraph, posts: list[Assignment], held: list[Completion], more: Completion
) -> None:
    """What is held in date today can only help."""
    before = answers(graph, posts, held, DAY)
    after = answers(graph, posts, [*held, more], DAY)
    assert set(before) == set(after)
    opened = {key for key in after if after[key] in GAPS and before[key] not in GAPS}
    assert opened == set()


def test_worlds_are_not_empty(graph: PolicyGraph, tmp_path: Path) -> None:
    """The policy above binds people, so that the worlds can tell something."""
    post = Assignment(person="P", agency="trust", role="nurse", start=DAY - timedelta(days=366))
    assert len(answers(graph, [post], [], DAY)) == 2
