"""Each rule of the domain has its module, and what a rule still waits for is not there yet.

A module's ``AWAITED`` maps the name of what will bring them to clauses that begin with the rule's
number. As soon as the library has a module or package of that name, their tests are due.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

RULES = range(1, 13)
FOLDER = Path(__file__).parent


def modules_of(rule: int) -> list[str]:
    return [path.stem for path in sorted(FOLDER.glob(f"test_{rule:02}_*.py"))]


def awaited() -> Iterator[tuple[int, str, str]]:
    """Yield rule, what it waits for, and clause."""
    for rule in RULES:
        for name in modules_of(rule):
            module = importlib.import_module(f"tests.rules.{name}")
            for brought_by, clauses in getattr(module, "AWAITED", {}).items():
                yield from ((rule, brought_by, clause) for clause in clauses)


AWAITED = tuple(awaited())


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_of_the_domain_has_its_module(rule: int) -> None:
    (name,) = modules_of(rule)
    module = importlib.import_module(f"tests.rules.{name}")
    assert (module.__doc__ or "").startswith(f"Rule {rule}: ")


def test_some_clause_is_read() -> None:
    """So that the tests below can fail."""
    assert {8, 9, 10, 11, 12} <= {rule for rule, _, _ in AWAITED}


@pytest.mark.parametrize(("rule", "brought_by", "clause"), AWAITED)
def test_an_awaited_clause_names_its_rule(rule: int, brought_by: str, clause: str) -> None:
    assert clause.startswith(f"{rule}: ")


@pytest.mark.parametrize("brought_by", sorted({brought_by for _, brought_by, _ in AWAITED}))
def test_nothing_waits_for_what_is_there(brought_by: str) -> None:
    paths = (ROOT / "src" / "skillsmatrix").rglob("*.py")
    there = {name for path in paths for name in (path.stem, path.parent.name)}
    due = [clause for _, brings, clause in AWAITED if brings == brought_by]
    assert not there & {brought_by, f"{brought_by}s", f"{brought_by}ing"}, (
        f"The library has {brought_by} now: write the tests of these clauses, and take them out "
        f"of AWAITED: {due}"
    )
