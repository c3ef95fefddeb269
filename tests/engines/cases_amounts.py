"""Hours in a window and events of a year, and people on both sides of each edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from tests.engines.case import DAY, Case, D, Maker, off

from skillsmatrix.dates import Interval
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.renewal import (
    Calendar,
    Events,
    Hours,
)

YEAR, QUARTER, MONTH = Interval(12, "months"), Interval(3, "months"), Interval(1, "months")


def hours(m: Maker) -> Case:
    """Enough hours of each sort in the window, each thing on a day once."""
    late, just = m.edge("12 months")
    rule = Hours(
        origin=D, hours=4, window=YEAR, participatory=0.5, multi_agency_hours=1.0, multi_agency=0.1
    )
    sorts = {"participatory_hours": 2.0, "multi_agency_hours": 1.0}
    return Case(
        id=m.id,
        rules=(m.rule(rule),),
        courses=(
            m.course("long", ("", AwardKind.FULL), hours=4, participatory=True, multi_agency=True),
            m.course("half", ("", AwardKind.RENEWAL), hours=2, participatory=True),
            m.course("odd", ("", AwardKind.FULL)),
        ),
        people=(
            m.who(m.done(just, "long")),
            m.who(m.done(late, "long")),
            m.who(m.done(just, hours=4.0, **sorts)),
            m.who(m.done(just, hours=3.75, **sorts)),
            m.who(m.done(just, hours=2.0, **sorts), m.done(just, hours=2.0, **sorts)),
            m.who(m.done(just, hours=2.0, **sorts), m.done(DAY, hours=2.0)),
            m.who(m.done(just, hours=2.0, **sorts), m.done(off(DAY, 1), hours=2.0)),
            m.who(m.done(just, "half"), m.done(DAY, "half", multi_agency_hours=1.0)),
            m.who(m.done(just, "half"), m.done(DAY, "half", multi_agency_hours=0.75)),
            m.who(m.done(just, "long", participatory_hours=1.0)),
            m.who(m.done(just, "long", hours=1.0, participatory_hours=9.0)),
            m.who(m.done(just, "odd", hours=3.625, **sorts), m.done(DAY, "odd", hours=0.375)),
            m.who(m.done(just)),
        ),
    )


def events(m: Maker) -> Case:
    """Enough events in a year, and some of them of a certain sort."""
    rule = Events(
        origin=D,
        count=2,
        out_of=4,
        period="academic year",
        including=(m.name("told"),),
        including_count=1,
    )
    return Case(
        id=m.id,
        rules=(m.rule(rule),),
        courses=(m.course("event", ("", AwardKind.EVENT)), m.course("told", ("", AwardKind.EVENT))),
        people=(
            m.who(m.done(date(2025, 9, 1), "event"), m.done(date(2026, 8, 31), "told")),
            m.who(m.done(date(2025, 8, 31), "event"), m.done(date(2026, 8, 31), "told")),
            m.who(m.done(date(2025, 9, 1), "event"), m.done(date(2026, 8, 31), "event")),
            m.who(m.done(date(2025, 9, 1), "told"), m.done(date(2025, 9, 1), "told")),
            m.who(m.done(date(2024, 9, 1), "told"), m.done(date(2025, 1, 1))),
            m.who(m.done(date(2026, 9, 1), "told"), m.done(DAY, "event")),
            m.who(posts=(m.post(date(2025, 9, 1)),)),
            m.who(posts=(m.post(date(2025, 8, 31)),)),
        ),
    )


def calendar(m: Maker) -> Case:
    """So many pieces by a day of each year."""
    rule = Calendar(origin=D, due="08-31", pieces=2)
    return Case(
        id=m.id,
        rules=(m.rule(rule),),
        people=(
            m.who(m.done(date(2025, 9, 1)), m.done(date(2026, 8, 31))),
            m.who(m.done(date(2025, 8, 31)), m.done(date(2026, 8, 31))),
            m.who(m.done(date(2024, 9, 1)), m.done(date(2025, 8, 31))),
            m.who(posts=(m.post(date(2026, 9, 1)),)),
        ),
    )


def calendar_including(m: Maker) -> Case:
    """Some of the pieces must be of a certain sort."""
    rule = Calendar(origin=D, due="08-31", pieces=2, including=(m.name("told"),), including_count=2)
    days = date(2025, 10, 1), date(2026, 2, 1)
    return Case(
        id=m.id,
        rules=(m.rule(rule),),
        courses=(m.course("told", ("", AwardKind.FULL)),),
        people=(
            m.who(*(m.done(day, "told") for day in days)),
            m.who(m.done(days[0], "told"), m.done(days[1])),
        ),
    )


AMOUNTS: Mapping[str, Callable[[Maker], Case]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        hours,
        events,
        calendar,
        calendar_including,
    )
}
