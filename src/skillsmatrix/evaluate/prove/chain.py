"""Records that are each valid for a time, and those that renew what was held before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from attrs import frozen

from skillsmatrix.dates import FOREVER, Interval
from skillsmatrix.evaluate.finding import Chain, Considered, Link, Step
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.routes import Use
from skillsmatrix.evaluate.prove.weigh import Own, Weighed, own_end
from skillsmatrix.model.renewal import Once, RenewedBy, Rolling, TwoClocks
from skillsmatrix.model.source_expiry import SourceExpiry


@frozen(kw_only=True)
class Terms:
    """How long a record is valid, and when it renews: see the classes of ``model.renewal``.

    Attributes:
        put_off: what extensions make of a last day; what they let count can be renewed as long.
    """

    every: Interval | None
    expiry: SourceExpiry
    early: Interval | None = None
    lapsed_within: Interval | None = None
    once: bool = False
    put_off: Callable[[date], date] = lambda day: day

    @classmethod
    def of(
        cls, renewal: Rolling | RenewedBy | Once | TwoClocks, put_off: Callable[[date], date]
    ) -> Terms:
        """Return the terms of a renewal; of two clocks, those of the longer."""
        if isinstance(renewal, Once):
            return cls(every=None, expiry=renewal.source_expiry, once=True)
        if isinstance(renewal, TwoClocks):
            return cls(every=renewal.every, expiry=renewal.source_expiry)
        return cls(
            every=renewal.every,
            expiry=renewal.source_expiry,
            early=renewal.early,
            lapsed_within=renewal.lapsed_within,
            put_off=put_off,
        )


@frozen(eq=False)
class _Entry:
    weighed: Weighed
    own: Own

    @property
    def renews(self) -> bool:
        return self.weighed.route.use is Use.RENEWAL


def chained(
    ground: Ground, found: Iterable[Weighed], terms: Terms
) -> tuple[Chain, dict[int, Considered]]:
    """Return how far records reach together, and what became of each, by its number.

    A record in full stands by itself. One that only renews does so if something was held before,
    perhaps not too long before. Either, if it comes early enough, goes on from the old last day.
    """
    entries = [
        _Entry(one, own_end(ground, one, terms.every, terms.expiry, once=terms.once))
        for one in found
        if one.route.use in (Use.FULL, Use.RENEWAL)
    ]
    links = _links(ground, [entry for entry in entries if entry.weighed.reached], terms)
    best = max((link for _, link in links), key=lambda link: link.until, default=None)
    lower = [e.own.until for e in entries if not e.weighed.reached and not e.renews]
    chain = Chain(best.until if best else None, max(lower, default=None), best)
    by_number: dict[int, list[tuple[_Entry, Link]]] = {}
    for entry, link in links:
        by_number.setdefault(entry.weighed.number, []).append((entry, link))
    told: dict[int, Considered] = {}
    for entry in entries:
        number = entry.weighed.number
        if number in by_number:
            told[number] = _counting(*max(by_number[number], key=lambda pair: pair[1].until))
        else:
            told[number] = _better(told.get(number), _idle(ground, entry, links, terms))
    return chain, told


def latest(
    ground: Ground, found: Iterable[Weighed], every: Interval
) -> tuple[date | None, Weighed | None]:
    """Return through which day the shorter of two clocks is kept up, and by which record."""
    ends = [(own_end(ground, one, every, None).until, one) for one in found if one.reached]
    return max(ends, key=lambda end: end[0], default=(None, None))


def can_renew(ground: Ground, chain: Chain, terms: Terms) -> bool:
    """Say whether something that only renews would do so if it were completed on the day itself."""
    if chain.until is None:
        return False
    return terms.lapsed_within is None or ground.day <= ground.end_after(
        terms.put_off(chain.until), terms.lapsed_within
    )


def _links(ground: Ground, entries: Sequence[_Entry], terms: Terms) -> list[tuple[_Entry, Link]]:
    """Return every last day that the records give, day by day."""
    links: list[tuple[_Entry, Link]] = []
    # Of links with the same last day the first to be held can do all that the others can.
    earlier: dict[date, Link] = {}
    for day, group in groupby(sorted(entries, key=_day), key=_day):
        todays = list(group)
        fresh = [
            (entry, Link(entry.weighed.record, entry.own.until, Step.FULL))
            for entry in todays
            if not entry.renews
        ]
        # On one day the full record comes before what renews it.
        held = (*earlier.values(), *(link for _, link in fresh))
        before = max(held, key=lambda link: terms.put_off(link.until), default=None)
        for entry in todays:
            record = entry.weighed.record
            if entry.renews and before is not None and _in_time(ground, day, before, terms):
                fresh.append((entry, Link(record, entry.own.until, Step.RENEWED, before)))
            fresh += [
                (entry, Link(record, until, Step.CARRIED, link))
                for link, until in _carried(ground, entry, earlier.values(), terms)
            ]
        for entry, link in fresh:
            links.append((entry, link))
            earlier.setdefault(link.until, link)
    return links


def _day(entry: _Entry) -> date:
    return entry.weighed.day


def _in_time(ground: Ground, day: date, before: Link, terms: Terms) -> bool:
    within = terms.lapsed_within
    return within is None or day <= ground.end_after(terms.put_off(before.until), within)


def _carried(
    ground: Ground, entry: _Entry, earlier: Iterable[Link], terms: Terms
) -> Iterator[tuple[Link, date]]:
    """Yield what an early renewal goes on from, and through which day."""
    if terms.early is None or terms.every is None:
        return
    if entry.own.dated or entry.weighed.route.grant.valid_for is not None:
        return
    day = entry.weighed.day
    reach = ground.end(day, terms.early)
    for link in earlier:
        if day <= link.until <= reach:
            yield link, min(ground.end_after(link.until, terms.every), entry.weighed.limit)


def _counting(entry: _Entry, link: Link) -> Considered:
    weighed, own = entry.weighed, entry.own
    why = weighed.why
    differs = None
    if link.step is Step.CARRIED and link.before is not None:
        why += f"; renewed early, so dated from the old last day, {link.before.until}"
    elif own.stands and own.until != own.computed:
        differs = own.computed
    return Considered(weighed.record, link.until, why, differs=differs)


def _idle(
    ground: Ground, entry: _Entry, links: Sequence[tuple[_Entry, Link]], terms: Terms
) -> Considered:
    """Return what is said of a record that gives no last day at the level needed."""
    weighed, own = entry.weighed, entry.own
    record, why = weighed.record, weighed.why
    if not weighed.reached:
        differs = own.computed if own.stands and own.until != own.computed else None
        until = None if entry.renews else own.until
        return Considered(record, until, why, below=True, differs=differs)
    held = [link for other, link in links if other.weighed.day <= weighed.day]
    if not held:
        return Considered(record, None, f"{why}; it only renews, and nothing was held before it")
    last = max(terms.put_off(link.until) for link in held)
    assert terms.lapsed_within is not None  # without it any renewal counts
    limit = ground.end_after(last, terms.lapsed_within)
    return Considered(
        record,
        None,
        f"{why}; it only renews, and came too late: what was held lapsed after {last}"
        f" and could be renewed until {min(limit, FOREVER)}",
    )


def _better(one: Considered | None, other: Considered) -> Considered:
    """Return what is to be said of a record that has several routes, none of which is enough."""
    if one is None:
        return other
    return max(one, other, key=lambda c: (c.until is not None, c.until or date.min))
