"""A small world in a test: policy as TOML, records as values, the answer in three ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from attrs import asdict, evolve, fields
from tests.reference.reference import reference
from tests.reference.world import Records, World

from skillsmatrix.catalogue import Layer, load_catalogue
from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coding import code_frames
from skillsmatrix.evaluate.evaluation import Evaluation, Settings, evaluate
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.graph import PolicyGraph, build_graph, check_graph
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.agency import Agency, Need, Setting
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.decision import Decision
from skillsmatrix.model.person import Absence, Assignment, Tag
from skillsmatrix.model.status import Status
from skillsmatrix.workspace.engines import lay_like
from skillsmatrix.workspace.frames_given import given_frame

Cells = dict[tuple[str, str, str], tuple[Status, date | None, str]]
"""Person, agency, competency → status, due day, requirement that decided."""

AGENCIES = {
    "council": Agency(id="council", name="Council", sector="local-authority", area="stoke"),
    "trust": Agency(id="trust", name="Trust", sector="nhs", area="stoke"),
    "county": Agency(id="county", name="County", sector="local-authority", area="staffs"),
}
SETTINGS = {
    "nursery": Setting(id="nursery", name="Nursery", agency="council", type="nursery"),
    "edge": Setting(id="edge", name="Over the edge", agency="council", area="staffs"),
}
BASE = """
[[framework]]
id = "f"
title = "A framework"
origin = "default"
[[sector]]
id = "nhs"
title = "NHS"
[[sector]]
id = "local-authority"
title = "Local authority"
[[area]]
id = "stoke"
title = "Stoke"
[[area]]
id = "staffs"
title = "Staffordshire"
[[setting_type]]
id = "nursery"
title = "Nursery"
[[role]]
id = "staff"
title = "Any staff"
[[role]]
id = "nurse"
title = "Nurse"
kind_of = ["staff"]
[[role]]
id = "lead"
title = "Lead"
kind_of = ["staff"]
"""


def policy(tmp_path: Path, text: str) -> PolicyGraph:
    """Return the graph of BASE and ``text``, in which ``A`` to ``D`` are competencies by default."""
    used = [name for name in "ABCD" if f'id = "{name}"\ntitle' not in text]
    extra = "".join(
        f'[[competency]]\nid = "{name}"\ntitle = "Thing {name}"\nframework = "f"\n' for name in used
    )
    folder = tmp_path / "policy" / "competencies"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "world.toml").write_text(BASE + extra + text, "utf-8")
    catalogue, problems = load_catalogue([Layer("world", tmp_path / "policy")])
    assert problems == ()
    graph = build_graph(catalogue)
    assert check_graph(graph) == []
    return graph


def frames_of(world: World) -> dict[str, pl.DataFrame]:
    """Return a world as the frames that a partner would hand in."""

    def every(name: str) -> list[Any]:
        return [record for of in world.people.values() for record in getattr(of, name)]

    completions = [
        record
        for record in every("completions")
        if record.outcome == "complete" and record.completed
    ]
    return {
        # Among equal answers the first assignment decides: all ways must see the same order.
        "assignments": _frame(Assignment, every("assignments")),
        "completions": _frame(Completion, completions).drop("outcome", "source"),
        "absences": _frame(Absence, every("absences")),
        "decisions": _frame(Decision, every("decisions")).drop("reason", "decided_by", "source"),
        "tags": _frame(Tag, every("tags")),
        "needs": _frame(Need, world.needs),
        "agencies": _frame(Agency, world.agencies.values()).rename({"id": "agency"}),
        "settings": _frame(Setting, world.settings.values())
        .drop("agency")
        .rename({"id": "setting"}),
    }


_TYPES = {
    "str": pl.String,
    "date": pl.Date,
    "date | None": pl.Date,
    "float | None": pl.Float64,
    "int | None": pl.Int64,
    "Outcome": pl.String,
    "DecisionKind": pl.String,
}


def _frame(cls: type[Any], records: Iterable[Any]) -> pl.DataFrame:
    names = {attribute.name: _TYPES[str(attribute.type)] for attribute in fields(cls)}
    rows = [
        [str(v) if isinstance(v, str) else v for v in asdict(record).values()] for record in records
    ]
    return pl.DataFrame(rows, schema=names, orient="row")


def evaluated(graph: PolicyGraph, world: World) -> Evaluation:
    """Return the set-wise evaluation of a world."""
    given = frames_of(world)
    read: dict[str, Any] = {kind: given_frame(kind, frame) for kind, frame in given.items()}
    frames = code_frames({"people": None, **read}, lay_like(given["assignments"]))
    settings = Settings(world.convention, world.soon)
    return evaluate(frames, compile_policy(graph, world.day), settings)


def set_wise(graph: PolicyGraph, world: World) -> Cells:
    """Return the answers of the tables."""
    rows = Gaps(evaluated(graph, world), Only(statuses=tuple(Status))).rows()
    table = {
        (row.person, row.agency, row.competency): (row.status, row.due, row.requirement)
        for row in rows
    }
    assert len(table) == len(rows)
    return table


def proved(graph: PolicyGraph, world: World) -> Cells:
    """Return the answers of the proofs."""
    prover = Prover(
        graph,
        world.agencies,
        world.settings,
        world.day,
        Settings(world.convention, world.soon),
        world.needs,
    )
    return {
        (person, cell.agency, cell.competency): (
            cell.deciding.status,
            cell.deciding.due,
            cell.deciding.requirement.id,
        )
        for person, records in world.people.items()
        for cell in prover.prove(records)
    }


def referred(world: World) -> Cells:
    """Return the answers of the slow reference."""
    return {
        cell: (answer.status, answer.due, answer.requirement)
        for cell, answer in reference(world).items()
    }


def agreed(graph: PolicyGraph, world: World) -> Cells:
    """Return the answer of every cell, after all three ways were found to agree on it."""
    table = set_wise(graph, world)
    assert table == referred(world)
    assert table == proved(graph, world)
    return table


def world_of(
    graph: PolicyGraph,
    assignments: Iterable[Assignment],
    completions: Iterable[Completion] = (),
    as_at: date = date(2026, 9, 30),
    settings: Settings | None = None,
    *,
    absences: Iterable[Absence] = (),
    decisions: Iterable[Decision] = (),
    tags: Iterable[Tag] = (),
    needs: Iterable[Need] = (),
    agencies: Mapping[str, Agency] = AGENCIES,
    settings_of: Mapping[str, Setting] = SETTINGS,
) -> World:
    """Return a world of these records."""
    settings = settings or Settings(Convention.LAST_VALID_DAY, 90)
    ordered = sorted(assignments, key=lambda a: (a.person, a.start, a.agency, a.role, a.setting))
    people = {a.person: Records() for a in ordered}

    def add(name: str, records: Iterable[Any]) -> None:
        for record in records:
            if record.person in people:
                of = people[record.person]
                people[record.person] = evolve(of, **{name: (*getattr(of, name), record)})

    for name, records in (
        ("assignments", ordered),
        ("completions", completions),
        ("absences", absences),
        ("decisions", decisions),
        ("tags", tags),
    ):
        add(name, records)
    return World(
        catalogue=graph.catalogue,
        agencies=agencies,
        settings=settings_of,
        needs=tuple(needs),
        people=people,
        day=as_at,
        convention=settings.convention,
        soon=settings.soon,
    )


def answers(
    graph: PolicyGraph,
    assignments: Iterable[Assignment],
    completions: Iterable[Completion],
    as_at: date,
    settings: Settings | None = None,
    **more: Any,
) -> dict[tuple[str, str, str], Status]:
    """Return the status of each cell, after table, proof and reference were found to agree."""
    world = world_of(graph, assignments, completions, as_at, settings, **more)
    return {cell: answer[0] for cell, answer in agreed(graph, world).items()}
