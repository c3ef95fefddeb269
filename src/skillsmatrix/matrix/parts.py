"""Kinds of renewal → the parts a rule asks for: one competency and one clock each.

Each kind of :mod:`skillsmatrix.model.renewal` is one of four formulas with its own numbers, and two
clocks are two parts that are both needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from skillsmatrix.graph import Edge, Grant, Kind, PolicyGraph, grants
from skillsmatrix.matrix.policy import CompiledGrant, Formula, Part, Refusal
from skillsmatrix.matrix.spans import NextYear
from skillsmatrix.model.course import AwardKind, Equivalence
from skillsmatrix.model.renewal import (
    Calendar,
    Events,
    Hours,
    Once,
    Renewal,
    RenewedBy,
    Rolling,
    TwoClocks,
)
from skillsmatrix.model.requirement import Requirement

_FULL, _RENEWAL, _EVENT = AwardKind.FULL, AwardKind.RENEWAL, AwardKind.EVENT


def parts_of(
    graph: PolicyGraph, requirement: Requirement, renewal: Renewal, day: date
) -> tuple[Part, ...]:
    """Return what a requirement asks for, by the renewal in force on a day."""
    return tuple(
        part
        for member, competency in enumerate(requirement.members)
        for part in _parts(graph, requirement, renewal, day, member, competency)
    )


def _parts(
    graph: PolicyGraph,
    requirement: Requirement,
    renewal: Renewal,
    day: date,
    member: int,
    competency: str,
) -> Iterator[Part]:
    def found(*awards: AwardKind) -> tuple[CompiledGrant, ...]:
        once = isinstance(renewal, Once)
        of = grants(graph, competency, day, awards)
        # What only leads towards it can show a lower level, but renews nothing.
        return tuple(_compiled(g, once) for g in of if g.award is _FULL or g.level > 0)

    part = Part(formula=Formula.BEST, member=member, competency=competency, grants=())
    match renewal:
        case Once():
            yield evolve(part, grants=found(_FULL), source_expiry=renewal.source_expiry)
        case Rolling() | RenewedBy():
            courses = renewal.courses if isinstance(renewal, RenewedBy) else ()
            level = requirement.level or 1
            depends = renewal.early is not None or renewal.lapsed_within is not None
            yield evolve(
                part,
                formula=Formula.CHAIN if depends else Formula.BEST,
                grants=_renewing(graph, competency, level, day, found(_FULL, _RENEWAL), courses),
                every=renewal.every,
                early=renewal.early,
                lapsed_within=renewal.lapsed_within,
                source_expiry=renewal.source_expiry,
            )
        case TwoClocks():
            full = found(_FULL, _RENEWAL)
            yield evolve(
                part, grants=full, every=renewal.every, source_expiry=renewal.source_expiry
            )
            updates = _updates(graph, renewal.updated_by, requirement.level or 1, competency, day)
            yield evolve(
                part,
                grants=(*(evolve(grant, award=_FULL) for grant in full), *updates),
                every=renewal.update_every,
            )
        case Hours():
            yield evolve(
                part,
                formula=Formula.HOURS,
                grants=_reaching(found(_FULL, _RENEWAL)),
                every=renewal.window,
                count=_minutes(renewal.hours),
                participatory=_minutes(renewal.participatory_needed),
                multi_agency=_minutes(renewal.multi_agency_needed),
            )
        case Events() | Calendar():
            yield evolve(
                part,
                formula=Formula.EVENTS,
                grants=_reaching(found(_FULL, _RENEWAL, _EVENT)),
                year=NextYear(renewal.first_day),
                count=renewal.count if isinstance(renewal, Events) else renewal.pieces,
                including=renewal.including,
                including_count=renewal.including_count if renewal.including else 0,
            )


def _reaching(found: tuple[CompiledGrant, ...]) -> tuple[CompiledGrant, ...]:
    return tuple(grant for grant in found if grant.level > 0)


def _minutes(hours: float) -> int:
    return round(hours * 60)


def _renewing(
    graph: PolicyGraph,
    competency: str,
    level: int,
    day: date,
    found: tuple[CompiledGrant, ...],
    courses: tuple[str, ...],
) -> tuple[CompiledGrant, ...]:
    """Let the listed courses renew only, whatever they would give elsewhere."""
    told = {grant.item for grant in found if grant.level > 0}
    kept = [
        evolve(grant, award=_RENEWAL) if grant.item in courses else grant
        for grant in found
        if grant.level > 0 or grant.item not in courses
    ]
    unheard = [name for name in courses if name not in told]
    return (*kept, *_plainly(graph, unheard, competency, level, day, _RENEWAL))


def _updates(
    graph: PolicyGraph, names: tuple[str, ...], level: int, competency: str, day: date
) -> Iterator[CompiledGrant]:
    """Yield what is an update: courses as such, competencies with all that counts for them."""
    courses = [name for name in names if name in graph.catalogue.courses]
    yield from _plainly(graph, courses, competency, level, day, _FULL)
    for name in names:
        if name not in courses:
            for grant in grants(graph, name, day):
                if grant.level > 0:
                    yield evolve(_compiled(grant, once=True), level=level, levelled=False)


def _plainly(
    graph: PolicyGraph,
    names: Iterable[str],
    competency: str,
    level: int,
    day: date,
    award: AwardKind,
) -> Iterator[CompiledGrant]:
    """Yield grants of items that a requirement names itself: at its level, without limits."""
    for name in names:
        kind = Kind.COURSE if name in graph.catalogue.courses else Kind.COMPETENCY
        against: list[Equivalence] = [
            data["link"]
            for (_, of), data in graph.successors((kind, name), Edge.REFUSED_FOR)
            if of == competency and data["link"].in_force(day)
        ]
        yield CompiledGrant(
            item=name,
            level=level,
            levelled=False,
            expiry_direct=False,
            expiry_included=False,
            award=award,
            valid_for=None,
            completed_from=None,
            completed_until=None,
            agencies=(),
            sectors=(),
            refusals=tuple(Refusal(link.agencies, link.sectors) for link in against),
        )


def _compiled(grant: Grant, once: bool) -> CompiledGrant:
    return CompiledGrant(
        item=grant.item,
        level=grant.level,
        levelled=grant.levelled,
        expiry_direct=grant.direct,
        expiry_included=grant.included and not once,
        award=grant.award,
        valid_for=grant.valid_for,
        completed_from=grant.completed_from,
        completed_until=grant.completed_until,
        agencies=grant.agencies,
        sectors=grant.sectors,
        refusals=tuple(Refusal(link.agencies, link.sectors) for link in grant.refusals),
    )
