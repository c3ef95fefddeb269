"""Every scope, trigger and grace, with people on both sides of each edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.engines.case import DAY, LONG_AGO, Case, D, Maker, off, tagged

from skillsmatrix.dates import Interval
from skillsmatrix.model.renewal import Rolling
from skillsmatrix.model.requirement import Grace, Trigger, Within
from skillsmatrix.model.standing import Standing

MONTH, YEAR = Interval(1, "months"), Interval(12, "months")
NURSERY = {"agency": "council", "setting": "nursery"}
OVER_THE_EDGE = {"agency": "council", "setting": "edge"}
WARD = {"agency": "trust", "setting": "ward"}
COUNTY = {"agency": "county"}


def _places(m: Maker, *places: Mapping[str, Any], **scope: Any) -> Case:
    """Return a case of one person at each place; nobody holds what is asked."""
    people = tuple(m.who(posts=(m.post(**place),)) for place in places)
    return Case(id=m.id, rules=(m.rule(**scope),), people=people)


def sectors(m: Maker) -> Case:
    """Agencies of a sector."""
    return _places(m, NURSERY, WARD, COUNTY, {"agency": "unheard-of"}, sectors=("nhs",))


def agencies(m: Maker) -> Case:
    """Named agencies."""
    return _places(m, NURSERY, WARD, COUNTY, agencies=("county", "trust"))


def areas(m: Maker) -> Case:
    """The area of the setting goes before that of the agency."""
    return _places(m, NURSERY, OVER_THE_EDGE, WARD, COUNTY, areas=("staffs",))


def setting_types(m: Maker) -> Case:
    """Types of settings."""
    return _places(m, NURSERY, OVER_THE_EDGE, WARD, COUNTY, setting_types=("ward", "school"))


def needs(m: Maker) -> Case:
    """What a setting has: since long, until yesterday, or from tomorrow."""
    return _places(m, NURSERY, OVER_THE_EDGE, WARD, COUNTY, needs=("epilepsy",))


def employments(m: Maker) -> Case:
    """Kinds of employment; one that is not known is none of them."""
    kinds = ({"employment": kind} for kind in ("bank", "permanent", ""))
    return _places(m, *kinds, employments=("bank",))


def hours_from(m: Maker) -> Case:
    """Contracted for so many hours or more; hours that are not known bind."""
    contracts = ({"hours": hours} for hours in (22.5, 22.25, None))
    return _places(m, *contracts, hours_from=22.5)


def hours_below(m: Maker) -> Case:
    """Contracted for fewer hours."""
    contracts = ({"hours": hours} for hours in (22.5, 22.25, None))
    return _places(m, *contracts, hours_below=22.5)


def new_starters(m: Maker) -> Case:
    """Only in the first so long of an assignment."""
    starts = ({"start": day} for day in (*m.edge("3 months"), LONG_AGO))
    return _places(m, *starts, new_starters=Interval(3, "months"))


def tags(m: Maker) -> Case:
    """Any of the tags, in force on the day."""
    return Case(
        id=m.id,
        rules=(m.rule(tags=("ratio", "lone")),),
        people=(
            m.who(tags=(tagged("ratio"),)),
            m.who(tags=(tagged("lone", end=DAY), tagged("ratio", start=off(DAY, 1)))),
            m.who(tags=(tagged("lone", end=off(DAY, -1)),)),
            m.who(tags=(tagged("driver"),)),
            m.who(),
        ),
    )


def wider_role(m: Maker) -> Case:
    """A wider role binds every kind of it."""
    return _places(m, NURSERY, {"role": "head"}, {"role": "nobody-knows"}, roles=(m.id, "lead"))


def begins_today(m: Maker) -> Case:
    """A rule from today; its deadline runs from today at the earliest."""
    starts = ({"start": day} for day in (LONG_AGO, DAY))
    return _places(m, *starts, start=DAY, within=(Within(origin=D, value=MONTH),))


def ends_yesterday(m: Maker) -> Case:
    """A rule that is not in force any more binds nobody."""
    other = m.rule(part="still", standing=Standing.DESIRABLE)
    return Case(
        id=m.id, rules=(m.rule(end=off(DAY, -1)), other), people=(m.who(), m.who(m.done(DAY)))
    )


def in_post(m: Maker) -> Case:
    """Who starts tomorrow or left yesterday is not bound."""
    posts = (
        {"start": DAY},
        {"start": off(DAY, 1)},
        {"end": DAY},
        {"end": off(DAY, -1)},
    )
    return _places(m, *posts)


def _triggered(m: Maker, trigger: Trigger, **scope: Any) -> Case:
    """Return a case of people whose first deadline is over, or not yet."""
    late, just = m.edge("1 month")
    rule = m.rule(within=(Within(origin=D, value=MONTH, trigger=trigger),), **scope)
    ratio = tagged("ratio")
    return Case(
        id=m.id,
        rules=(rule,),
        people=(
            m.who(posts=(m.post(late),), tags=(ratio,)),
            m.who(posts=(m.post(just),), tags=(ratio,)),
            m.who(posts=(m.post(just), m.post(LONG_AGO, end=late)), tags=(ratio,)),
            m.who(posts=(m.post(just), m.post(LONG_AGO, end=off(late, -1))), tags=(ratio,)),
            m.who(posts=(m.post(just), m.post(LONG_AGO, end=late, **WARD)), tags=(ratio,)),
            m.who(posts=(m.post(just), m.post(LONG_AGO, end=late, role="staff")), tags=(ratio,)),
            m.who(tags=(tagged("ratio", start=just),)),
            m.who(tags=(tagged("ratio", start=late),)),
            m.who(tags=(tagged("ratio", start=just), tagged("ratio", start=late, end=late))),
        ),
    )


def from_post(m: Maker) -> Case:
    """The deadline runs from the start of the post."""
    return _triggered(m, Trigger.POST)


def from_agency(m: Maker) -> Case:
    """The deadline runs from the start of unbroken service at the agency."""
    return _triggered(m, Trigger.AGENCY)


def from_role(m: Maker) -> Case:
    """The deadline runs from the first start in such a role anywhere."""
    return _triggered(m, Trigger.ROLE)


def from_tag(m: Maker) -> Case:
    """The deadline runs from the day a tag was given."""
    return _triggered(m, Trigger.TAG, tags=("ratio",))


def within_changed(m: Maker) -> Case:
    """A new first deadline stands from its first day."""
    first, second = (
        Within(origin=D, value=YEAR),
        Within(origin=D, value=MONTH, start=DAY),
    )
    starts = ({"start": day} for day in m.edge("1 month"))
    return _places(m, *starts, within=(first, second))


def grace(m: Maker) -> Case:
    """Some may go on for a while after a lapse."""
    rule = m.rule(
        Rolling(origin=D, every=YEAR),
        grace=(Grace(origin=D, value=MONTH, roles=("lead",)),),
        roles=(m.id, "lead"),
    )
    borne = m.first("12 months", off(m.first("1 month"), -1))
    head = (m.post(role="head"),)
    return Case(
        id=m.id,
        rules=(rule,),
        people=(
            m.who(m.done(borne), posts=head),
            m.who(m.done(off(borne, -1)), posts=head),
            m.who(m.done(borne)),
            m.who(posts=head),
        ),
    )


def two_rules(m: Maker) -> Case:
    """The strictest of two rules about one thing stands, for one post or for several."""
    rules = (
        m.rule(Rolling(origin=D, every=YEAR), part="year"),
        m.rule(part="once", standing=Standing.STATUTORY),
        m.rule(part="nhs", sectors=("nhs",), standing=Standing.STATUTORY),
    )
    old, held = m.edge("12 months")
    both = (m.post(), m.post(role="lead"), m.post(**WARD))
    return Case(
        id=m.id,
        rules=rules,
        people=(
            m.who(m.done(old)),
            m.who(m.done(held)),
            m.who(),
            m.who(m.done(old), posts=both),
            m.who(posts=both),
            m.who(m.done(held), posts=(m.post(**WARD), m.post(off(DAY, -5), **WARD))),
        ),
    )


SCOPES: Mapping[str, Callable[[Maker], Case]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        sectors,
        agencies,
        areas,
        setting_types,
        needs,
        employments,
        hours_from,
        hours_below,
        new_starters,
        tags,
        wider_role,
        begins_today,
        ends_yesterday,
        in_post,
        from_post,
        from_agency,
        from_role,
        from_tag,
        within_changed,
        grace,
        two_rules,
    )
}
