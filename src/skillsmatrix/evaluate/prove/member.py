"""One competency of a rule: every record beside it, and what they amount to by the rule's kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from skillsmatrix.evaluate.finding import Chain, Considered, Finding, Link, MemberProof, Step
from skillsmatrix.evaluate.prove.chain import Terms, chained, latest
from skillsmatrix.evaluate.prove.events import counted_events
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.hours import counted_hours
from skillsmatrix.evaluate.prove.routes import Route
from skillsmatrix.evaluate.prove.weigh import Asked, Scales, Weighed, own_end
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.renewal import Calendar, Events, Hours, Renewal, TwoClocks


def prove_member(
    scales: Scales,
    completions: Sequence[Completion],
    routes: dict[str, tuple[Route, ...]],
    renewal: Renewal,
    asked: Asked,
) -> MemberProof:
    """Return what a person's records amount to for one competency, and what became of each."""
    told: dict[int, Considered] = {}
    found: list[Weighed] = []
    for number, record in enumerate(completions):
        ways = routes.get(record.item)
        if ways is not None:  # else it is about something else
            answer = scales.weigh(number, record, ways, asked)
            if isinstance(answer, Considered):
                told[number] = answer
            else:
                found += answer
    findings, counted = _amount(scales.ground, found, renewal, asked)
    told |= counted
    ends = [finding.until for finding in findings]
    held = [end for end in ends if end is not None]
    return MemberProof(
        asked.competency,
        min(held) if len(held) == len(ends) else None,
        findings[0].below,
        findings,
        tuple(told[number] for number in sorted(told)),
    )


def _amount(
    ground: Ground, found: Sequence[Weighed], renewal: Renewal, asked: Asked
) -> tuple[tuple[Finding, ...], dict[int, Considered]]:
    match renewal:
        case Hours():
            hours, told = counted_hours(ground, found, renewal)
            return (hours,), told
        case Events() | Calendar():
            events, told = counted_events(found, renewal)
            return (events,), told
        case TwoClocks():
            return _two_clocks(ground, found, renewal, asked)
        case _:
            chain, told = chained(ground, found, Terms.of(renewal, asked.put_off))
            return (chain,), told


def _two_clocks(
    ground: Ground, found: Sequence[Weighed], renewal: TwoClocks, asked: Asked
) -> tuple[tuple[Finding, ...], dict[int, Considered]]:
    """Return the full training's clock and the update's, which the full training moves too."""
    full, told = chained(ground, found, Terms.of(renewal, asked.put_off))
    until, by = latest(ground, found, renewal.update_every)
    link = Link(by.record, until, Step.FULL) if by is not None and until is not None else None
    update = Chain(until, best=link, clock="update")
    for one in found:
        if one.reached:
            last = own_end(ground, one, renewal.update_every, None).until
            earlier = told.get(one.number)
            if earlier is None:
                told[one.number] = Considered(one.record, None, one.why, update=last)
            else:
                best = max(last, earlier.update or date.min)
                told[one.number] = evolve(earlier, update=best)
    return (evolve(full, clock="full training"), update), told
