"""A second opinion: every answer for one person at a time, slowly, straight from the definitions.

It shares no code with the evaluation, the compiled policy or the graph: only the model, the
catalogue and the one expiry function.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen
from tests.reference.bound import binds
from tests.reference.decide import decide
from tests.reference.recognise import Ask
from tests.reference.world import World

from skillsmatrix.dates import FOREVER
from skillsmatrix.model.status import Status

Cell = tuple[str, str, str]
"""Person, agency, competency."""


@frozen
class Answer:
    """What stands in a cell.

    Attributes:
        due: by when something must be done; None for never.
        requirement: id of the rule that decided.
        step: which step of the order decided.
    """

    status: Status
    due: date | None
    requirement: str
    step: int


def reference(world: World) -> dict[Cell, Answer]:
    """Return the strictest answer of each cell that some rule binds."""
    answers: dict[Cell, Answer] = {}
    for person, records in world.people.items():
        rivals: dict[Cell, list[tuple[tuple[int, date, int, str], Answer]]] = {}
        for post in records.assignments:
            for rule in world.catalogue.requirements.values():
                ask = Ask(world=world, records=records, assignment=post, rule=rule)
                if binds(ask):
                    said = decide(ask)
                    answer = Answer(said.status, said.due, rule.id, said.step)
                    order = (
                        -said.status.severity,
                        said.due or FOREVER,
                        rule.standing.rank,
                        rule.id,
                    )
                    cell = person, post.agency, rule.competency
                    rivals.setdefault(cell, []).append((order, answer))
        for cell, found in rivals.items():
            answers[cell] = min(found, key=lambda rival: rival[0])[1]
    return answers
