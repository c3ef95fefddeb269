"""A small world in a test: policy as TOML, records as tuples, the answer both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from skillsmatrix.catalogue import Layer, load_catalogue
from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coding import code_frames
from skillsmatrix.evaluate.evaluation import Evaluation, Settings, evaluate
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.graph import PolicyGraph, build_graph, check_graph
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.agency import Agency, Setting
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.status import Status
from skillsmatrix.workspace.frames_in import _lay, _lazy

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


def evaluated(
    graph: PolicyGraph,
    assignments: list[Assignment],
    completions: list[Completion],
    as_at: date,
    settings: Settings,
) -> Evaluation:
    """Return the set-wise evaluation of a world."""
    given = {
        "assignments": pl.DataFrame(
            [
                (a.person, a.agency, a.role, a.start, a.end, a.setting or None, a.manager or None)
                for a in assignments
            ],
            schema={
                "person": pl.String,
                "agency": pl.String,
                "role": pl.String,
                "start": pl.Date,
                "end": pl.Date,
                "setting": pl.String,
                "manager": pl.String,
            },
            orient="row",
        ),
        "completions": pl.DataFrame(
            [
                (c.person, c.item, c.completed, c.expires, c.level)
                for c in completions
                if c.outcome == "complete" and c.completed
            ],
            schema={
                "person": pl.String,
                "item": pl.String,
                "completed": pl.Date,
                "expires": pl.Date,
                "level": pl.Int64,
            },
            orient="row",
        ),
        "agencies": pl.DataFrame(
            [(a.id, a.sector, a.area) for a in AGENCIES.values()],
            schema=["agency", "sector", "area"],
            orient="row",
        ),
        "settings": pl.DataFrame(
            [(s.id, s.type, s.area) for s in SETTINGS.values()],
            schema=["setting", "type", "area"],
            orient="row",
        ),
    }
    read: dict[str, Any] = {kind: _lazy(kind, frame) for kind, frame in given.items()}
    frames = code_frames({"people": None, **read}, lambda v: _lay(given["assignments"], v))
    return evaluate(frames, compile_policy(graph, as_at), settings)


def answers(
    graph: PolicyGraph,
    assignments: list[Assignment],
    completions: list[Completion],
    as_at: date,
    settings: Settings | None = None,
) -> dict[tuple[str, str, str], Status]:
    """Return the status of each cell, after table and proof were found to agree on it."""
    settings = settings or Settings(Convention.LAST_VALID_DAY, 90)
    # Among equal answers the first assignment decides: both ways must see the same order.
    assignments = sorted(
        assignments, key=lambda a: (a.person, a.agency, a.role, a.start, a.setting)
    )
    evaluation = evaluated(graph, assignments, completions, as_at, settings)
    rows = Gaps(evaluation, Only(statuses=tuple(Status))).rows()
    table = {
        (row.person, row.agency, row.competency): (row.status, row.due, row.requirement)
        for row in rows
    }
    assert len(table) == len(rows)
    prover = Prover(graph, AGENCIES, SETTINGS, as_at, settings)
    proofs = {}
    for person in sorted({a.person for a in assignments}):
        held = [c for c in completions if c.person == person]
        for cell in prover.prove([a for a in assignments if a.person == person], held):
            won = cell.deciding
            key = person, cell.agency, cell.competency
            proofs[key] = (won.status, won.due, won.requirement.id)
    assert table == proofs
    return {key: answer[0] for key, answer in table.items()}
