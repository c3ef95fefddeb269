"""What one record is worth to one rule at one agency, by one route."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen
from tests.reference.recognise import Ask, recognised, standing
from tests.reference.routes import Route, accepted, routes

from skillsmatrix.dates import FOREVER, Interval, shorter
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.recognition import Recognition
from skillsmatrix.model.source_expiry import SourceExpiry


@frozen(kw_only=True)
class Validity:
    """How long a rule lets a record be valid.

    Attributes:
        interval: for how long; None for ever.
        expiry: what the record's own expiry means; None where it means nothing.
        once: the rule is held for good.
    """

    interval: Interval | None = None
    expiry: SourceExpiry | None = None
    once: bool = False


@frozen(kw_only=True)
class Worth:
    """What one record is worth by one route.

    Attributes:
        own: its own last valid day.
        at_most: the day a recognition limits it to; the last day there is for no limit.
        moves: an early renewal may date it from the end of what it renews.
        reached: it reaches the level.
    """

    item: str
    record: Completion
    day: date
    own: date
    at_most: date
    moves: bool
    reached: bool
    award: AwardKind


def weigh(
    ask: Ask, competency: str, validity: Validity, ways: Iterable[Route] | None = None
) -> list[Worth]:
    """Return what every record is worth by every route that the receiving agency accepts.

    Args:
        ask: the rule and the assignment.
        competency: the one the rule asks for; who recognises training goes by it.
        validity: for how long.
        ways: the routes; those to the competency if they are not given.
    """
    if ways is None:
        ways = routes(ask.world, competency)
    found = []
    for route in ways:
        if not accepted(ask.world, route, ask.agency):
            continue
        for record, day in standing(ask):
            if record.item == route.item and route.lets(day):
                limits = recognised(ask, record, competency)
                if limits is not None:
                    found.append(_worth(ask, record, day, route, limits, validity))
    return found


def _worth(
    ask: Ask,
    record: Completion,
    day: date,
    route: Route,
    limits: Recognition,
    validity: Validity,
) -> Worth:
    length = shorter(validity.interval, route.valid_for)
    computed = ask.world.end(day, length) if length else FOREVER
    given = record.expires is not None and record.expires < FOREVER
    speaks = route.direct or (route.included and not validity.once)
    own, dated = computed, given and speaks and validity.expiry is not None
    if dated:
        assert record.expires is not None  # given
        wins = validity.expiry is SourceExpiry.WINS
        own = record.expires if wins else min(record.expires, computed)
    older = limits.not_older_than
    at_most = ask.world.end(day, older) if older else FOREVER
    level = (record.level if route.levelled else None) or route.level
    if limits.level is not None:
        level = min(level, limits.level)
    return Worth(
        item=record.item,
        record=record,
        day=day,
        own=min(own, at_most),
        at_most=at_most,
        moves=not dated and route.valid_for is None,
        reached=level >= (ask.rule.level or 1),
        award=route.award,
    )
