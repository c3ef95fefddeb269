"""One set of expressions, every library: the same answer in every case of every rule."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from tests.engines.every_case import EVERY, every_case
from tests.engines.libraries import MADE_BY, Row, answer
from tests.evaluate.world import proved, referred
from tests.reference.world import World

from skillsmatrix.dates import Convention
from skillsmatrix.graph import build_graph, check_graph
from skillsmatrix.model.status import Status

CONVENTIONS = (Convention.LAST_VALID_DAY, Convention.ANNIVERSARY)


@cache
def _world(convention: Convention) -> World:
    return every_case(convention)


@cache
def _in_polars(convention: Convention) -> list[Row]:
    return answer(_world(convention), MADE_BY["Polars"]())


def test_the_world_holds_every_case_and_every_status() -> None:
    """No two cases share a person, a rule or a competency, and all statuses come about."""
    world = _world(Convention.LAST_VALID_DAY)
    assert check_graph(build_graph(world.catalogue)) == []
    assert {person.split("/")[0] for person in world.people} == set(EVERY)
    assert len(world.people) > 350
    found = Counter(status for status, _, _ in referred(world).values())
    assert set(found) == set(Status)


@pytest.mark.parametrize("convention", CONVENTIONS, ids=str)
def test_polars_answers_as_the_reference_and_the_proofs(convention: Convention) -> None:
    """Status, due day and deciding requirement of every cell."""
    world = _world(convention)
    table = {
        (person, agency, competency): (Status(status), due, requirement)
        for person, _, agency, competency, requirement, _, _, status, _, due, *_ in _in_polars(
            convention
        )
    }
    assert table == referred(world)
    assert table == proved(build_graph(world.catalogue), world)


@pytest.mark.parametrize("convention", CONVENTIONS, ids=str)
@pytest.mark.parametrize("library", [name for name in MADE_BY if name != "Polars"])
def test_every_library_answers_as_polars(library: str, convention: Convention) -> None:
    """The same rows in the same order, to the last column."""
    assert answer(_world(convention), MADE_BY[library]()) == _in_polars(convention)
