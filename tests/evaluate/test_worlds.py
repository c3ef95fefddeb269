"""Random worlds: the table, the proof and the definitions agree on every cell; the laws hold.

A world is one policy with one person, whose records and days are drawn for that person alone; so
many of them share one evaluation as keeps it quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.evaluate import world as ways
from tests.reference.coverage import coverage as covered_by_definition
from tests.reference.dice import Dice
from tests.reference.drawn_people import draw_completion, draw_exemption, ground
from tests.reference.drawn_worlds import draw_world
from tests.reference.reference import Cell, reference
from tests.reference.renamed import ids, renamed
from tests.reference.smallest import shown, smallest
from tests.reference.world import Records, World

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.coverage import coverage
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.frames import NOWHERE, Frames, PlaceNames
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.evaluate.summary import total
from skillsmatrix.graph import build_graph
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.completion import Outcome
from skillsmatrix.model.status import GAPS, LEFT_OUT, MEETING, Status

Said = tuple[Status, date | None, str]
"""The status of a cell, its due day, and the rule that decided."""

Covered = tuple[int, date | None, tuple[str, ...]]
"""How many hold it, until when there are enough (None for ever, or never), who must not go."""

PEOPLE = 12
"""Worlds in one evaluation: 2,000 examples in a long run are 24,000 worlds."""

# A failing world is made small by taking things away from it, not by trying other seeds.
drawn = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
fewer = settings(drawn, max_examples=max(10, drawn.max_examples // 5))
seeds = st.integers(0, 2**48)


def set_wise(world: World) -> dict[Cell, Said]:
    """Return what the set-wise evaluation says."""
    return ways.set_wise(build_graph(world.catalogue), world)


def proved(world: World) -> dict[Cell, Said]:
    """Return what the proofs say."""
    return ways.proved(build_graph(world.catalogue), world)


def defined(world: World) -> dict[Cell, Said]:
    """Return what the definitions say."""
    answers = reference(world).items()
    return {cell: (said.status, said.due, said.requirement) for cell, said in answers}


def frames_with_places(world: World) -> Frames:
    """Return the records as coded frames, with every agency, setting and team there is."""
    frames = ways.evaluated(build_graph(world.catalogue), world).frames

    def codes(
        known: Mapping[int, PlaceNames], all_there_are: Mapping[str, object]
    ) -> dict[str, int]:
        found = {names.ref: code for code, names in known.items()}
        others = [name for name in all_there_are if name not in found]
        return found | {name: len(found) + number for number, name in enumerate(others)}

    agencies = codes(frames.agencies, world.agencies)
    settings_, teams = codes(frames.settings, world.settings), codes(frames.teams, world.teams)
    return evolve(
        frames,
        agencies=frames.agencies
        | {agencies[a.id]: PlaceNames(a.id, a.sector, a.area) for a in world.agencies.values()},
        settings={
            settings_[s.id]: PlaceNames(s.id, "", s.area, s.type, agencies[s.agency])
            for s in world.settings.values()
        },
        teams={
            teams[t.id]: PlaceNames(
                t.id, agency=agencies[t.agency], setting=settings_.get(t.setting, NOWHERE)
            )
            for t in world.teams.values()
        },
    )


def covered_set_wise(world: World) -> dict[tuple[str, str], Covered]:
    """Return what the set-wise evaluation says of places."""
    policy = compile_policy(build_graph(world.catalogue), world.day)
    counting = Settings(world.convention, world.soon)
    return {
        (answer.requirement, answer.place): (
            len(answer.holders),
            answer.breaks_after,
            tuple(sorted(holder.person for holder in answer.single_points)),
        )
        for answer in coverage(frames_with_places(world), policy, counting)
        if answer.place in {*world.agencies, *world.settings, *world.teams}
    }


def covered_as_defined(world: World) -> dict[tuple[str, str], Covered]:
    """Return what the definitions say of places."""
    return {
        key: (said.have, None if said.breaks_after == FOREVER else said.breaks_after, said.singles)
        for key, said in covered_by_definition(world).items()
    }


def agree(world: World, **given: Callable[[World], object]) -> None:
    """Fail where the ways differ, and show the smallest world in which they do."""
    one, *others = given.values()

    def differ(world: World) -> bool:
        said = one(world)
        return any(other(world) != said for other in others)

    if differ(world):
        least = smallest(world, differ)
        answers = "\n".join(f"{name}: {way(least)}" for name, way in given.items())
        pytest.fail(f"{answers}\n{shown(least)}")


def to_each(world: World, more: Callable[[str], dict[str, Any]]) -> World:
    """Return the world with one record more of some kind for each person."""

    def added(person: str, records: Records) -> Records:
        told = {kind: (*getattr(records, kind), new) for kind, new in more(person).items()}
        return evolve(records, **told)

    return evolve(world, people={p: added(p, records) for p, records in world.people.items()})


@pytest.mark.long
@drawn
@given(seeds)
def test_table_proof_and_definitions_agree(seed: int) -> None:
    """Status, due day and deciding rule are the same in every cell of every world."""
    agree(draw_world(seed, PEOPLE), definitions=defined, proof=proved, table=set_wise)


@pytest.mark.long
@fewer
@given(seeds)
def test_coverage_agrees_with_its_definition(seed: int) -> None:
    """How many, until when, and who must not go, in every place."""
    world = draw_world(seed, PEOPLE, covered=True)
    agree(world, definitions=covered_as_defined, table=covered_set_wise)


@pytest.mark.long
@fewer
@given(seeds)
def test_a_completion_opens_no_gap(seed: int) -> None:
    """What has been completed can only help, whatever it is and whoever gave it."""
    world = draw_world(seed, PEOPLE)
    on = ground(world.catalogue, world.settings, world.teams, world.day, world.convention)

    def more(person: str) -> dict[str, Any]:
        record = draw_completion(Dice(f"{seed} {person} more"), on, person, list(on.days))
        return {"completions": evolve(record, outcome=Outcome.COMPLETE)}

    before, after = set_wise(world), set_wise(to_each(world, more))
    assert set(before) == set(after)
    opened = {cell for cell in after if after[cell][0] in GAPS and before[cell][0] not in GAPS}
    assert opened == set()


@pytest.mark.long
@fewer
@given(seeds)
def test_an_exemption_brings_nothing_into_the_denominator(seed: int) -> None:
    """Excusing somebody cannot make due what was not."""
    world = draw_world(seed, PEOPLE)
    on = ground(world.catalogue, world.settings, world.teams, world.day, world.convention)

    def more(person: str) -> dict[str, Any]:
        return {"decisions": draw_exemption(Dice(f"{seed} {person} more"), on, person)}

    before, after = set_wise(world), set_wise(to_each(world, more))
    assert set(before) == set(after)
    assert required(after) <= required(before)
    assert required(strictest(after)) <= required(strictest(before))


def required(answers: Mapping[Any, Said]) -> set[Any]:
    return {cell for cell, said in answers.items() if said[0] not in LEFT_OUT}


def strictest(answers: dict[Cell, Said]) -> dict[tuple[str, str], Said]:
    """Return the most severe answer of each person and competency, whatever the agency."""
    found: dict[tuple[str, str], Said] = {}
    for (person, _, competency), said in answers.items():
        other = found.get((person, competency), said)
        found[person, competency] = max(said, other, key=lambda said: said[0].severity)
    return found


@pytest.mark.long
@fewer
@given(seeds)
def test_names_are_only_names(seed: int) -> None:
    """Under other names, in the same order, every answer is the same."""
    world = draw_world(seed, PEOPLE)
    names = {name: f"x-{name}" for name in ids(world)}
    assert set_wise(renamed(world, names)) == renamed(set_wise(world), names)


@pytest.mark.long
@fewer
@given(seeds)
def test_reported_is_all_in_when_nothing_is_left_out(seed: int) -> None:
    """Both count the same answers: between them lies only what is left out, each with its count."""
    world = draw_world(seed, PEOPLE)
    evaluation = ways.evaluated(build_graph(world.catalogue), world)
    figures = total(Scope(evaluation, evaluation.rows))
    pairs = strictest(set_wise(world))
    statuses = [status for status, *_ in pairs.values()]
    assert figures.total == len(pairs)
    assert figures.required == len(required(pairs))
    assert figures.met == sum(status in MEETING for status in statuses)
    assert figures.total - figures.required == sum(figures.left_out.values())
    assert (figures.required == figures.total) is (not set(statuses) & set(LEFT_OUT))
