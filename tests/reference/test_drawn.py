"""Drawn worlds are ones that could be: policies that pass, and something of everything."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.reference.drawn_worlds import draw_world
from tests.reference.reference import Answer, reference
from tests.reference.renamed import ids, renamed
from tests.reference.smallest import smallest
from tests.reference.world import World

from skillsmatrix.catalogue.checks import CHECKS
from skillsmatrix.graph import build_graph, check_graph
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.renewal import KINDS
from skillsmatrix.model.status import Status

SEEDS = range(100)


def written(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Return the ids of a catalogue as its reader would tell the checks."""
    return {
        "reference": frozenset(),
        "framework": frozenset(catalogue.frameworks),
        "ladder": frozenset(catalogue.ladders),
        "sector": frozenset(catalogue.sectors),
        "area": frozenset(catalogue.areas),
        "setting_type": frozenset(catalogue.setting_types),
        "employment": frozenset(catalogue.employments),
        "tag": frozenset(catalogue.tags),
        "need": frozenset(catalogue.needs),
        "absence_kind": frozenset(catalogue.absence_kinds),
        "role": frozenset(catalogue.roles),
        "competency": frozenset(catalogue.competencies),
        "requirement": frozenset(catalogue.requirements),
        "course": frozenset(catalogue.courses),
        "equivalence": frozenset(catalogue.equivalences),
        "recognition": frozenset(catalogue.recognitions),
        "extension": frozenset(catalogue.extensions),
    }


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_drawn_policies_pass_the_checks(check: object) -> None:
    """A policy that could not be loaded would prove nothing."""
    for seed in SEEDS:
        catalogue = draw_world(seed, 0).catalogue
        assert callable(check)
        assert check(catalogue, written(catalogue)) == []


def test_drawn_policies_have_no_circles() -> None:
    """What counts for what is drawn in one order."""
    for seed in SEEDS:
        assert check_graph(build_graph(draw_world(seed, 0).catalogue)) == []


def test_drawn_worlds_hold_something_of_everything() -> None:
    """Each status, each step of the order and each kind of renewal decides many a cell."""
    found: Counter[object] = Counter()
    for seed in SEEDS:
        world = draw_world(seed, 12)
        for answer in reference(world).values():
            renewal = world.catalogue.requirements[answer.requirement].renewal_on(world.day)
            found.update([answer.status, answer.step, renewal.KIND if renewal else None])
    assert min(found[wanted] for wanted in (*Status, *range(4, 11), *KINDS)) >= 5


def test_one_person_more_changes_nobody_else() -> None:
    """Each person is a world of their own: records are drawn one by one."""
    few, more = draw_world(1, 3), draw_world(1, 4)
    assert few.people == {name: more.people[name] for name in few.people}


def test_names_are_only_names() -> None:
    """Under other names in the same order every answer is the same."""
    for seed in SEEDS:
        world = draw_world(seed, 6)
        names = {name: f"x-{name}" for name in ids(world)}
        answers = {renamed(cell, names): renamed(a, names) for cell, a in reference(world).items()}
        assert reference(renamed(world, names)) == answers


def test_a_failure_is_shown_in_its_smallest_world() -> None:
    """Nothing is left that has nothing to do with it."""

    def expired(world: World) -> list[Answer]:
        return [a for a in reference(world).values() if a.status is Status.EXPIRED]

    found = next(world for seed in SEEDS if expired(world := draw_world(seed, 6)))
    least = smallest(found, lambda world: bool(expired(world)))
    (records,) = least.people.values()
    assert len(records.assignments) == 1
    assert len(least.catalogue.requirements) == 1
