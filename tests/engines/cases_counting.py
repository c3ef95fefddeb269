"""What counts for what: levels, ladders, equivalences, refusals, groups, recognition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.engines.case import DAY, LONG_AGO, Case, D, Maker, off

from skillsmatrix.dates import Interval
from skillsmatrix.model.competency import Competency, Ladder
from skillsmatrix.model.course import AwardKind, Effect
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.renewal import Once, Rolling, TwoClocks

YEAR = Interval(12, "months")
TRUST = {"agency": "trust", "setting": "ward"}
ROLLING = Rolling(origin=D, every=YEAR)
CERTIFIED = DecisionKind.TEMPORARY


def levels(m: Maker) -> Case:
    """The level of an award, of a record, and of a renewal."""
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING, level=2),),
        competencies=(m.with_levels(),),
        courses=(
            m.course("one", ("", 1)),
            m.course("two", ("", 2)),
            m.course("again", ("", AwardKind.RENEWAL)),
        ),
        people=(
            m.who(m.done(DAY, "one")),
            m.who(m.done(DAY, "two")),
            m.who(m.done(DAY, "one", level=2)),
            m.who(m.done(DAY, "two", level=1)),
            m.who(m.done(DAY, level=3)),
            m.who(m.done(DAY)),
            m.who(m.done(LONG_AGO, "one")),
            m.who(m.done(LONG_AGO, "two"), m.done(DAY, "one")),
            m.who(m.done(off(DAY, -400), "two"), m.done(DAY, "again", level=2)),
        ),
    )


def ladder(m: Maker) -> Case:
    """Higher rungs count and lower ones are below the level."""
    low, high = (Competency(id=m.name(n), title=n, framework="f") for n in ("low", "high"))
    middle = Competency(id=m.id, title=m.id, framework="f")
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING),),
        competencies=(low, middle, high),
        ladders=(Ladder(id=m.name("l"), title="l", rungs=(low.id, m.id, high.id), origin=D),),
        courses=(
            m.course("gives-low", ("low", AwardKind.FULL)),
            m.course("gives-high", ("high", AwardKind.FULL)),
        ),
        people=(
            m.who(m.done(DAY, "low")),
            m.who(m.done(DAY, "high")),
            m.who(decisions=(m.decided(CERTIFIED, LONG_AGO, DAY, subject=m.name("high")),)),
            m.who(decisions=(m.decided(CERTIFIED, LONG_AGO, DAY, subject=m.name("low")),)),
            m.who(m.done(DAY, "gives-low")),
            m.who(m.done(DAY, "gives-high")),
            m.who(m.done(LONG_AGO, "low", expires=DAY)),
            m.who(m.done(LONG_AGO, "high", expires=DAY)),
        ),
    )


def equivalence(m: Maker) -> Case:
    """One counts for another: for a shorter time, in a window, in some places, by a detour."""
    until, since = off(DAY, -100), off(DAY, -50)
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING),),
        links=(
            m.link("short", "e1", valid_for=Interval(6, "months")),
            m.link("old", "e2", completed_until=until),
            m.link("new", "e3", completed_from=since),
            m.link("there", "e4", sectors=("nhs",)),
            m.link("here", "e5", agencies=("council",)),
            m.link("far", "e6", to="e1"),
        ),
        people=(
            *(m.who(m.done(day, "e1")) for day in m.edge("6 months")),
            *(m.who(m.done(off(until, n), "e2")) for n in (0, 1)),
            *(m.who(m.done(off(since, n), "e3")) for n in (0, -1)),
            *(m.who(m.done(DAY, e)) for e in ("e4", "e5")),
            *(m.who(m.done(DAY, e), posts=(m.post(**TRUST),)) for e in ("e4", "e5")),
            *(m.who(m.done(day, "e6")) for day in m.edge("6 months")),
            m.who(m.done(off(DAY, -400), "e1", expires=DAY)),
        ),
    )


def refusal(m: Maker) -> Case:
    """What is refused by name counts for nothing, at some or at all, wherever it comes by."""
    refused = {"effect": Effect.REFUSED}
    return Case(
        id=m.id,
        rules=(m.rule(),),
        courses=(
            m.course("c", ("", AwardKind.FULL)),
            m.course("d", ("", AwardKind.FULL)),
            m.course("e", ("by", AwardKind.FULL)),
        ),
        links=(
            m.link("way", "by"),
            m.link("no-c", "c", **refused),
            m.link("no-d", "d", sectors=("nhs",), **refused),
            m.link("no-by", "by", agencies=("trust",), **refused),
        ),
        people=tuple(
            m.who(m.done(DAY, item), posts=(post,))
            for item in ("c", "d", "e")
            for post in (m.post(), m.post(**TRUST))
        ),
    )


def kinds_of_award(m: Maker) -> Case:
    """What only renews renews nothing that is held once; an event is none of these."""
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING),),
        courses=(
            m.course("renews", ("", AwardKind.RENEWAL)),
            m.course("event", ("", AwardKind.EVENT)),
        ),
        people=(
            m.who(m.done(off(DAY, -400)), m.done(DAY, "renews")),
            m.who(m.done(DAY, "renews")),
            m.who(m.done(off(DAY, -400)), m.done(DAY, "event")),
        ),
    )


def _group(m: Maker, least: int | None, renewal: Any = None) -> Case:
    lapsed, held = m.edge("12 months")
    names = ("one", "two", "three")
    given = m.decided(CERTIFIED, LONG_AGO, DAY, subject=m.name("two"), agency="council")
    rule = m.rule(renewal or ROLLING, of=tuple(map(m.name, names)), at_least=least)
    return Case(
        id=m.id,
        rules=(rule,),
        people=(
            m.who(*(m.done(held, name) for name in names)),
            m.who(m.done(held, "one"), m.done(off(held, 5), "two"), m.done(lapsed, "three")),
            m.who(m.done(held, "one"), m.done(lapsed, "two")),
            m.who(m.done(lapsed, "one")),
            m.who(m.done(held, "one"), decisions=(given,)),
            m.who(m.done(held, "one"), decisions=(given,), posts=(m.post(**TRUST),)),
            m.who(m.done(DAY)),
        ),
    )


def all_of_a_group(m: Maker) -> Case:
    """All must be held."""
    return _group(m, None)


def any_of_a_group(m: Maker) -> Case:
    """One is enough."""
    return _group(m, 1)


def two_of_a_group(m: Maker) -> Case:
    """Two are enough."""
    return _group(m, 2)


def group_of_clocks(m: Maker) -> Case:
    """Each competency of a group has two clocks."""
    return _group(m, 2, TwoClocks(origin=D, every=YEAR, update_every=YEAR))


def group_for_good(m: Maker) -> Case:
    """A group held once."""
    return _group(m, 2, Once(origin=D))


COUNTING: Mapping[str, Callable[[Maker], Case]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        levels,
        ladder,
        equivalence,
        refusal,
        kinds_of_award,
        all_of_a_group,
        any_of_a_group,
        two_of_a_group,
        group_of_clocks,
        group_for_good,
    )
}
