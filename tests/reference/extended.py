"""What extensions make of a last day."""

from __future__ import annotations

from datetime import date

from tests.reference.recognise import Ask

from skillsmatrix.dates import FOREVER, in_force
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.recognition import Extension


def extended(ask: Ask, last: date | None) -> date | None:
    """Return a last day after everybody's extensions, then after the person's own."""
    for_all: list[Extension | Decision] = [
        extension
        for extension in ask.world.catalogue.extensions.values()
        if ask.rule.competency in extension.competencies and _extends_here(ask, extension)
    ]
    own: list[Extension | Decision] = [*decisions_about(ask, DecisionKind.EXTENSION)]
    for extensions in (for_all, own):
        if last is not None:
            ends = [e.end or FOREVER for e in extensions if in_force(e.start, e.end, last)]
            last = max([last, *ends])
    return last


def _extends_here(ask: Ask, extension: Extension) -> bool:
    everywhere = not extension.agencies and not extension.sectors
    return (
        everywhere
        or ask.agency in extension.agencies
        or ask.world.sector(ask.agency) in extension.sectors
    )


def decisions_about(ask: Ask, kind: DecisionKind) -> list[Decision]:
    """Return what was decided about a rule for the person, of one kind, at the agency."""
    return [
        decision
        for decision in ask.records.decisions
        if decision.kind is kind
        and decision.subject in (ask.rule.competency, ask.rule.id)
        and decision.agency in ("", ask.agency)
    ]
