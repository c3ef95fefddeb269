"""How a mistake in somebody's input is told."""

from __future__ import annotations

import pytest

from skillsmatrix.errors import InputRefused, SkillsError, UsageError
from skillsmatrix.problems import Place, Problem, near

TEACHER = Problem(
    "unknown-role", Place("a.toml", 3), "No such role (techer)", "Did you mean teacher?"
)
NURSE = Problem("unknown-role", Place("b.toml", 1), "No such role (nrse)", "Did you mean nurse?")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        pytest.param(Place("a.toml"), "a.toml", id="a file"),
        pytest.param(Place("a.toml", 3), "a.toml:3", id="a line of it"),
        pytest.param(Place("a.csv", 0), "a.csv:0", id="line nought is a line"),
        pytest.param(Place("a.xlsx", sheet="Staff"), "a.xlsx[Staff]", id="a sheet"),
        pytest.param(Place("a.xlsx", 12, "Staff"), "a.xlsx[Staff]:12", id="a row of a sheet"),
    ],
)
def test_a_place_is_shown_as_far_as_it_is_known(place: Place, shown: str) -> None:
    """File, sheet in brackets, line after a colon."""
    assert str(place) == shown


def test_a_problem_is_one_line() -> None:
    """Where, what, and what to do (style rule 20)."""
    assert str(TEACHER) == "a.toml:3: No such role (techer). Did you mean teacher?"


@pytest.mark.parametrize(
    ("name", "known", "sentence"),
    [
        pytest.param("techer", ["teacher", "nurse"], "Did you mean teacher?", id="one near"),
        pytest.param("TEACHER", ["teacher"], "Did you mean teacher?", id="another case"),
        pytest.param("sgc-l3", ["SGC-L3C", "SGC-L3S", "X"], "Did you mean SGC-L3S or SGC-L3C?",
                     id="two near"),
        pytest.param("zzz", ["teacher", "nurse"], "Known: nurse, teacher.", id="none near"),
        pytest.param("zzz", ["b", "a", "b"], "Known: a, b.", id="each known name once"),
        pytest.param("zzz", list("abcdefgh"), "Known: a, b, c, d, e, f, g, h.", id="eight known"),
        pytest.param("zzz", list("abcdefghi"), "Known: a, b, c, d, e, f, g, h, ….",
                     id="more than eight known"),
        pytest.param("zzz", [], "None is known yet.", id="none known"),
    ],
)  # fmt: skip
def test_near_names_are_offered(name: str, known: list[str], sentence: str) -> None:
    """Near names are offered, the nearest first; otherwise the known ones (style rule 20)."""
    assert near(name, known) == sentence


def test_refused_input_carries_every_problem_in_order() -> None:
    """One exception for all problems, one line for each, in the order of the input."""
    refused = InputRefused(problem for problem in (TEACHER, NURSE))
    assert refused.problems == (TEACHER, NURSE)
    assert str(refused) == f"{TEACHER}\n{NURSE}"


@pytest.mark.parametrize("error", [UsageError, InputRefused])
def test_everything_of_ours_has_one_root(error: type[Exception]) -> None:
    """A caller can catch all of it at once (style rule 23)."""
    assert issubclass(error, SkillsError)
