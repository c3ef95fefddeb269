"""Every kind of renewal with every option, and people on both sides of each edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.engines.case import DAY, LONG_AGO, Case, D, Maker, off

from skillsmatrix.dates import Interval
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.renewal import (
    Once,
    RenewedBy,
    Rolling,
    TwoClocks,
)
from skillsmatrix.model.source_expiry import SourceExpiry

YEAR, QUARTER, MONTH = Interval(12, "months"), Interval(3, "months"), Interval(1, "months")


def once(m: Maker) -> Case:
    """Held for good, and what a certificate's own end does to it."""
    return Case(
        id=m.id,
        rules=(m.rule(),),
        people=(
            m.who(m.done(DAY)),
            m.who(m.done(off(DAY, 1))),
            m.who(m.done(LONG_AGO, expires=DAY)),
            m.who(m.done(LONG_AGO, expires=off(DAY, -1))),
            m.who(),
        ),
    )


def rolling(m: Maker) -> Case:
    """Valid, expiring and lapsed."""
    return Case(
        id=m.id,
        rules=(m.rule(Rolling(origin=D, every=YEAR)),),
        people=(
            *(m.who(m.done(day)) for day in m.edge("12 months")),
            *(m.who(m.done(day)) for day in m.edge("12 months", off(DAY, 90))),
            m.who(m.done(m.first("12 months")), m.done(off(m.first("12 months"), -30))),
        ),
    )


def _expiry(m: Maker, means: SourceExpiry) -> Case:
    first = m.first("12 months")
    return Case(
        id=m.id,
        rules=(m.rule(Rolling(origin=D, every=YEAR, source_expiry=means)),),
        people=(
            m.who(m.done(first, expires=off(DAY, -1))),
            m.who(m.done(off(first, -1), expires=DAY)),
            m.who(m.done(off(first, -1), expires=off(DAY, 400)), m.done(off(first, -5))),
        ),
    )


def own_end_wins(m: Maker) -> Case:
    """The certificate's own end stands."""
    return _expiry(m, SourceExpiry.WINS)


def own_end_if_earlier(m: Maker) -> Case:
    """The earlier of the two ends stands."""
    return _expiry(m, SourceExpiry.EARLIER)


def early(m: Maker) -> Case:
    """An early renewal is dated from the old last day, one that came too early is not."""
    old = m.first("12 months", off(m.first("12 months"), -1))
    held = m.end(old, "12 months")
    too_early, just = m.edge("3 months", held)
    return Case(
        id=m.id,
        rules=(m.rule(Rolling(origin=D, every=YEAR, early=QUARTER)),),
        people=(
            m.who(m.done(old), m.done(just)),
            m.who(m.done(old), m.done(too_early)),
            m.who(m.done(old), m.done(held)),
            m.who(m.done(old), m.done(just, expires=off(DAY, -1))),
            m.who(m.done(off(old, -20)), m.done(just), m.done(off(just, 1))),
        ),
    )


def lapsed_within(m: Maker) -> Case:
    """What only renews does so until so long after a lapse."""
    first = m.first("12 months", off(m.first("12 months"), 30))
    held = m.end(first, "12 months")
    last = m.end(off(held, 1), "1 month")
    return Case(
        id=m.id,
        rules=(m.rule(Rolling(origin=D, every=YEAR, lapsed_within=MONTH)),),
        courses=(m.course("renews", ("", AwardKind.RENEWAL)),),
        people=(
            m.who(m.done(first), m.done(last, "renews")),
            m.who(m.done(first), m.done(off(last, 1), "renews")),
            m.who(m.done(DAY, "renews")),
            m.who(m.done(first), m.done(held, "renews")),
            m.who(m.done(m.first("12 months")), m.done(m.first("12 months"), "renews")),
        ),
    )


def renewed_by(m: Maker) -> Case:
    """Some courses cannot be the first, even one that gives nothing by itself."""
    first = m.first("12 months", off(m.first("12 months"), 30))
    held = m.end(first, "12 months")
    by = (m.name("full"), m.name("bare"))
    rule = RenewedBy(
        origin=D, every=YEAR, courses=by, early=QUARTER, lapsed_within=Interval(0, "days")
    )
    return Case(
        id=m.id,
        rules=(m.rule(rule),),
        courses=(m.course("full", ("", AwardKind.FULL)), m.course("bare")),
        people=(
            m.who(m.done(DAY, "full")),
            m.who(m.done(first), m.done(held, "full")),
            m.who(m.done(first), m.done(off(held, 1), "full")),
            m.who(m.done(first), m.done(off(held, -20), "bare")),
            m.who(m.done(first), m.done(off(held, 1), "bare")),
        ),
    )


def two_clocks(m: Maker) -> Case:
    """The whole training and an update between, by a course or by what counts for a competency."""
    lapsed, held = m.edge("24 months")
    late, just = m.edge("6 months")
    rule = TwoClocks(
        origin=D,
        every=Interval(24, "months"),
        update_every=Interval(6, "months"),
        updated_by=(m.name("update"), m.name("other")),
    )
    return Case(
        id=m.id,
        rules=(m.rule(rule),),
        courses=(
            m.course("update"),
            m.course("gives", ("other", AwardKind.FULL)),
            m.course("half", ("other", AwardKind.RENEWAL)),
        ),
        people=(
            m.who(m.done(held), m.done(just, "update")),
            m.who(m.done(held), m.done(late, "update")),
            m.who(m.done(lapsed), m.done(just, "update")),
            m.who(m.done(held), m.done(just, "gives", expires=off(DAY, -1))),
            m.who(m.done(held), m.done(just, "half")),
            m.who(m.done(held), m.done(just, "other")),
            m.who(m.done(just)),
            m.who(m.done(DAY, "update")),
        ),
    )


def none_in_force(m: Maker) -> Case:
    """A rule with no renewal in force cannot be evaluated."""
    ended = Once(origin=D, end=off(DAY, -1))
    return Case(id=m.id, rules=(m.rule(ended),), people=(m.who(m.done(DAY)), m.who()))


def replaced(m: Maker) -> Case:
    """A renewal that takes force on the day stands."""
    values = Rolling(origin=D, every=YEAR), Once(origin=D, start=DAY)
    old = off(m.first("12 months"), -1)
    rule = m.rule(*values)
    return Case(id=m.id, rules=(rule,), people=(m.who(m.done(old)), m.who()))


RENEWALS: Mapping[str, Callable[[Maker], Case]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        once,
        rolling,
        own_end_wins,
        own_end_if_earlier,
        early,
        lapsed_within,
        renewed_by,
        two_clocks,
        none_in_force,
        replaced,
    )
}
