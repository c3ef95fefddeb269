"""A chain of renewals, link by link, until nothing can be added."""

from __future__ import annotations

from datetime import date

from attrs import frozen
from tests.reference.extended import extended
from tests.reference.recognise import Ask
from tests.reference.weigh import Worth
from tests.reference.world import World, day_after

from skillsmatrix.dates import FOREVER, Interval


@frozen
class Link:
    """Held from a day until an end.

    Attributes:
        plain: it is a full record with its own end, which a renewal of the same day can renew.
    """

    day: date
    end: date
    plain: bool


def chain(
    ask: Ask,
    full: list[Worth],
    renewals: list[Worth],
    every: Interval,
    early: Interval | None,
    lapsed_within: Interval | None,
) -> date | None:
    """Return until when a competency is held, or None if it never was.

    Args:
        ask: the rule, whose extensions put off when something lapses, and the person.
        full: what can be the first.
        renewals: what can only renew.
        every: for how long each is good.
        early: a renewal so long before the end, or less, loses nothing.
        lapsed_within: a renewal renews until so long after the end; None for however long.
    """
    links = {Link(worth.day, worth.own, plain=True) for worth in full}
    while True:
        more: set[Link] = set()
        for link in links:
            for worth in renewals:
                if _follows(link, worth) and _in_time(ask, link, worth, lapsed_within):
                    more.add(Link(worth.day, worth.own, plain=False))
            if early is not None:
                for worth in (*full, *renewals):
                    if worth.moves and _is_early(ask.world, link, worth, early):
                        end = min(_from_the_end(ask.world, link.end, every), worth.at_most)
                        more.add(Link(worth.day, end, plain=False))
        if more <= links:
            return max((link.end for link in links), default=None)
        links |= more


def _follows(link: Link, worth: Worth) -> bool:
    """Say whether a renewal comes after a link: on one day the full training comes first."""
    return worth.day > link.day or (worth.day == link.day and link.plain)


def _in_time(ask: Ask, link: Link, worth: Worth, lapsed_within: Interval | None) -> bool:
    if lapsed_within is None or link.end == FOREVER:
        return True
    lapsed = extended(ask, link.end)
    assert lapsed is not None  # there was an end to begin with
    return worth.day <= _from_the_end(ask.world, lapsed, lapsed_within)


def _is_early(world: World, link: Link, worth: Worth, early: Interval) -> bool:
    return link.day < worth.day <= link.end <= world.end(worth.day, early)


def _from_the_end(world: World, end: date, every: Interval) -> date:
    return FOREVER if end == FOREVER else world.end(day_after(end), every)
