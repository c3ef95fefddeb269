"""Which records stand, and what the receiving agency makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen
from tests.reference.world import Records, World

from skillsmatrix.dates import in_force
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.dated import Origin
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.recognition import Acceptance, Recognition
from skillsmatrix.model.requirement import Requirement

NO_LIMIT = Recognition(id="", origin=Origin.DEFAULT)


@frozen(kw_only=True)
class Ask:
    """One rule asked of one assignment of a person."""

    world: World
    records: Records
    assignment: Assignment
    rule: Requirement

    @property
    def agency(self) -> str:
        """The receiving agency."""
        return self.assignment.agency


def standing(ask: Ask) -> Iterator[tuple[Completion, date]]:
    """Yield the records that do anything at all, with their day: complete, past, not revoked."""
    for record in ask.records.completions:
        day = record.completed
        complete = record.outcome is Outcome.COMPLETE
        if complete and day and day <= ask.world.day and not _revoked(ask, record):
            yield record, day


def _revoked(ask: Ask, record: Completion) -> bool:
    return any(
        decision.kind is DecisionKind.REVOCATION
        and decision.subject == record.item
        and decision.completed == record.completed
        and decision.agency in ("", ask.agency)
        and in_force(decision.start, decision.end, ask.world.day)
        for decision in ask.records.decisions
    )


def recognised(ask: Ask, record: Completion, competency: str) -> Recognition | None:
    """Return the limits within which a record is recognised, or None where it is not."""
    if record.provider in ("", ask.agency):
        return NO_LIMIT
    spoken = [
        (rank, said.layer, said.start or date.min, said.id)
        for said in ask.world.catalogue.recognitions.values()
        if said.in_force(ask.world.day)
        and (rank := _rank(ask, said, record.provider, competency)) is not None
    ]
    if not spoken:
        return NO_LIMIT
    *_, name = max(spoken)
    winner = ask.world.catalogue.recognitions[name]
    if winner.acceptance is Acceptance.REFUSED:
        return None
    if winner.aligned is not None and winner.aligned not in _aligned(ask.world, record.item):
        return None
    return winner


def _rank(
    ask: Ask, said: Recognition, provider: str, competency: str
) -> tuple[int, int, int] | None:
    """Return how narrowly a recognition speaks of a case, or None if it does not."""
    world = ask.world
    asked = world.catalogue.competencies[competency]
    receiver = _narrow(ask.agency, said.agencies, world.sector(ask.agency), said.sectors)
    giver = _narrow(provider, said.from_agencies, world.sector(provider), said.from_sectors)
    what = _narrow(asked.id, said.competencies, asked.framework, said.frameworks)
    if receiver is None or giver is None or what is None:
        return None
    return receiver, giver, what


def _narrow(name: str, names: tuple[str, ...], group: str, groups: tuple[str, ...]) -> int | None:
    if name in names:
        return 2
    if group in groups:
        return 1
    return 0 if not names and not groups else None


def _aligned(world: World, item: str) -> tuple[str, ...]:
    if item in world.catalogue.courses:
        return world.catalogue.courses[item].aligned
    found = world.catalogue.competencies.get(item)
    return (found.framework,) if found else ()
