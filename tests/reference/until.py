"""Through which day records keep a rule met: one plain function for each kind of renewal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve
from tests.reference.chain import chain
from tests.reference.counted import by_hours, by_years
from tests.reference.recognise import Ask
from tests.reference.routes import Route, accepted, routes
from tests.reference.weigh import Validity, Worth, weigh

from skillsmatrix.dates import FOREVER
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.renewal import Calendar, Events, Hours, Once, RenewedBy, Rolling, TwoClocks

Held = tuple[date | None, date | None]
"""Until when, and until when below the level needed."""


def held(ask: Ask) -> Held:
    """Return until when a rule is held: by so many of its members as it needs."""
    members = [
        (latest([until, certified(ask, name)] if ask.rule.of else [until]), below)
        for name in ask.rule.members
        for until, below in [_member(ask, name)]
    ]
    needed = ask.rule.members_needed
    return (
        _nth([until for until, _ in members], needed),
        _nth([latest([until, below]) for until, below in members], needed),
    )


def certified(ask: Ask, competency: str) -> date | None:
    """Return until when a temporary certificate counts for a competency, or something above it."""
    certificates = [
        decision
        for decision in ask.records.decisions
        if decision.kind is DecisionKind.TEMPORARY
        and decision.agency in ("", ask.agency)
        and decision.start <= ask.world.day
    ]
    ways = []
    match renewal := ask.rule.renewal_on(ask.world.day):
        case None:
            return None
        case Once() | Rolling():
            ways = routes(ask.world, competency)
        case RenewedBy():
            every = routes(ask.world, competency)
            ways = [way for way in every if way.item not in renewal.courses]
    holding = {
        (way.item, certificate.start)
        for way in ways
        for certificate in certificates
        if way.award is AwardKind.FULL
        and way.level >= (ask.rule.level or 1)
        and accepted(ask.world, way, ask.agency)
        and way.lets(certificate.start)
    }
    return latest(
        certificate.end or FOREVER
        for certificate in certificates
        if certificate.subject == competency or (certificate.subject, certificate.start) in holding
    )


def latest(days: Iterable[date | None]) -> date | None:
    """Return the latest of some days, or None if there are none."""
    return max((day for day in days if day is not None), default=None)


def _nth(days: list[date | None], n: int) -> date | None:
    found = sorted((day for day in days if day is not None), reverse=True)
    return found[n - 1] if len(found) >= n else None


def _member(ask: Ask, competency: str) -> Held:
    match renewal := ask.rule.renewal_on(ask.world.day):
        case None:
            return None, None
        case Once():
            return _once(ask, renewal, competency)
        case Rolling():
            return _rolling(ask, renewal, competency)
        case RenewedBy():
            return _renewed_by(ask, renewal, competency)
        case TwoClocks():
            return _two_clocks(ask, renewal, competency)
        case Hours():
            return by_hours(ask, renewal, competency), None
        case Events() | Calendar():
            return by_years(ask, renewal, competency), None


def _once(ask: Ask, renewal: Once, competency: str) -> Held:
    worths = weigh(ask, competency, Validity(expiry=renewal.source_expiry, once=True))
    return latest(worth.own for worth in _reached(worths, AwardKind.FULL)), _below(worths)


def _rolling(ask: Ask, renewal: Rolling, competency: str) -> Held:
    valid = Validity(interval=renewal.every, expiry=renewal.source_expiry)
    worths = weigh(ask, competency, valid)
    full, renewals = _reached(worths, AwardKind.FULL), _reached(worths, AwardKind.RENEWAL)
    until = chain(ask, full, renewals, renewal.every, renewal.early, renewal.lapsed_within)
    return until, _below(worths)


def _renewed_by(ask: Ask, renewal: RenewedBy, competency: str) -> Held:
    valid = Validity(interval=renewal.every, expiry=renewal.source_expiry)
    ways = [way for way in routes(ask.world, competency) if way.award is not AwardKind.EVENT]
    worths = weigh(ask, competency, valid, ways)
    first = [worth for worth in worths if worth.item not in renewal.courses]
    listed = [worth for worth in worths if worth.item in renewal.courses and worth.reached]
    counting = {way.item for way in ways if way.level > 0}
    for course in renewal.courses:
        if course not in counting:
            # It counts for nothing here but as a renewal, unless it is refused by name.
            plain = Route(item=course, level=ask.rule.level or 1, names=(course, competency))
            listed += [worth for worth in weigh(ask, competency, valid, [plain]) if worth.reached]
    full = _reached(first, AwardKind.FULL)
    renewals = _reached(first, AwardKind.RENEWAL) + listed
    until = chain(ask, full, renewals, renewal.every, renewal.early, renewal.lapsed_within)
    return until, _below(first)


def _two_clocks(ask: Ask, renewal: TwoClocks, competency: str) -> Held:
    valid = Validity(interval=renewal.every, expiry=renewal.source_expiry)
    worths = weigh(ask, competency, valid)
    full, renewals = _reached(worths, AwardKind.FULL), _reached(worths, AwardKind.RENEWAL)
    until = chain(ask, full, renewals, renewal.every, None, None)
    shortly = Validity(interval=renewal.update_every)
    trained = _reached(weigh(ask, competency, shortly), AwardKind.FULL, AwardKind.RENEWAL)
    updates = weigh(ask, competency, shortly, _updating(ask, renewal, competency))
    updated = latest(worth.own for worth in (*trained, *updates) if worth.reached)
    both = None if until is None or updated is None else min(until, updated)
    return both, _below(worths)


def _updating(ask: Ask, renewal: TwoClocks, competency: str) -> list[Route]:
    """Return the ways to be an update: a course by its name, a competency by all that counts.

    Each is of the level needed, unless who recognises it limits that.
    """
    ways, level = [], ask.rule.level or 1
    for name in renewal.updated_by:
        if name in ask.world.catalogue.courses:
            ways.append(Route(item=name, level=level, names=(name, competency)))
        else:
            full = [way for way in routes(ask.world, name) if way.award is AwardKind.FULL]
            ways += [evolve(way, level=level, levelled=False) for way in full if way.level > 0]
    return ways


def _reached(worths: list[Worth], *awards: AwardKind) -> list[Worth]:
    return [worth for worth in worths if worth.reached and worth.award in awards]


def _below(worths: list[Worth]) -> date | None:
    return latest(w.own for w in worths if not w.reached and w.award is AwardKind.FULL)
