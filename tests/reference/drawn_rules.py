"""Random requirements, with every kind of renewal and every option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from tests.reference.dice import LONG, LONGER, SHORT, Dice, moved

from skillsmatrix.dates import Interval, shorter
from skillsmatrix.model.competency import Competency
from skillsmatrix.model.course import Course
from skillsmatrix.model.dated import Origin
from skillsmatrix.model.renewal import (
    KINDS,
    Calendar,
    Events,
    Hours,
    Once,
    Renewal,
    RenewedBy,
    Rolling,
    TwoClocks,
)
from skillsmatrix.model.requirement import Clock, Grace, Per, Requirement, Trigger, Within
from skillsmatrix.model.source_expiry import SourceExpiry
from skillsmatrix.model.standing import Standing

RULES = ("R1", "R2", "R3")
D = Origin.DEFAULT
NONE = Interval(0, "days")


class Drawn(Protocol):
    """The part of a policy that rules are about."""

    @property
    def competencies(self) -> Mapping[str, Competency]:
        """What can be asked for."""

    @property
    def courses(self) -> Mapping[str, Course]:
        """What can be attended."""


def draw_rule(
    dice: Dice, day: date, name: str, drawn: Drawn, *, covered: bool = False
) -> Requirement:
    """Return a rule about one of the competencies, or so many of a group; perhaps of coverage."""
    about = dice.choice(["A", "A", "A", "B", "B", "D", "D", "D", "D", "H", "H"])
    of = tuple(dice.sample(list("ABCD"), dice.randint(2, 3))) if about == "H" else ()
    levels = drawn.competencies[about].levels
    more: dict[str, Any] = _places(dice)
    if dice.chance(1.0 if covered else 0.1):
        more |= {"coverage": dice.choice([1, 1, 2, 3]), "per": dice.choice(list(Per))}
        if more["per"] is Per.AGENCY:
            more |= {"needs": (), "setting_types": ()}
    else:
        more |= _people(dice)
        more |= {"within": _within(dice, day), "grace": _grace(dice)}
        if any(value.trigger is Trigger.TAG for value in more["within"]):
            more["tags"] = dice.some(("ratio", "lone"))
    if dice.chance(0.12):
        more["start"] = moved(day, dice.choice([0, 1, -1, -30, -90, -364, -365]))
    elif dice.chance(0.08):
        more["end"] = moved(day, dice.choice([0, -1, 1]))
    return Requirement(
        id=name,
        competency=about,
        of=of,
        at_least=dice.choice([None, 1, 2]) if of else None,
        level=dice.randint(1, len(levels)) if levels else None,
        standing=dice.choice(list(Standing)),
        roles=dice.choice([("staff",), ("staff",), ("staff",), ("nurse", "lead"), ("lead",)]),
        clock=dice.choice([Clock.EMPLOYER, Clock.EMPLOYER, *Clock]),
        renewal=_dated(dice, day, _renewal(dice, drawn)),
        origin=D,
        **more,
    )


def _places(dice: Dice) -> dict[str, tuple[str, ...]]:
    return {
        "sectors": dice.scope(0.07, ("la", "nhs"), 1),
        "agencies": dice.scope(0.07, ("council", "trust", "county")),
        "areas": dice.scope(0.06, ("stoke", "staffs"), 1),
        "setting_types": dice.scope(0.04, ("nursery", "ward")),
        "needs": dice.scope(0.06, ("epilepsy", "asthma")),
    }


def _people(dice: Dice) -> dict[str, Any]:
    return {
        "employments": dice.scope(0.06, ("bank", "permanent"), 1),
        "tags": dice.scope(0.14, ("ratio", "lone")),
        "hours_from": dice.maybe(0.08, [10.0, 22.25]),
        "hours_below": dice.maybe(0.08, [22.5, 37.5]),
        "new_starters": dice.maybe(0.07, [*LONG, *LONGER]),
    }


def _within(dice: Dice, day: date) -> tuple[Within, ...]:
    if dice.chance(0.45):
        return ()
    value, trigger = (
        dice.choice([*SHORT, *LONG]),
        dice.choice([*Trigger, Trigger.AGENCY, Trigger.ROLE]),
    )
    first = Within(origin=D, value=value, trigger=trigger, backdated=dice.chance(0.3))
    if dice.chance(0.85):
        return (first,)
    second = Within(origin=D, value=dice.choice(LONG), start=moved(day, dice.choice([0, 1])))
    return first, second


def _grace(dice: Dice) -> tuple[Grace, ...]:
    if dice.chance(0.55):
        return ()
    value, roles = dice.choice([*SHORT[:3], *LONG]), dice.scope(0.6, ("nurse", "lead"), 1)
    return (Grace(origin=D, value=value, roles=roles),)


def _dated(dice: Dice, day: date, renewal: dict[str, Any]) -> tuple[Renewal, ...]:
    """Return a renewal in force, seldom one that has ended or has just been replaced."""
    cls, told = renewal.pop("cls"), renewal
    if dice.chance(0.05):
        return (cls(origin=D, end=moved(day, dice.choice([-1, 0])), **told),)
    if dice.chance(0.08):
        later = Once(origin=D, start=moved(day, dice.choice([0, 1])))
        return cls(origin=D, **told), later
    return (cls(origin=D, **told),)


def _renewal(dice: Dice, drawn: Drawn) -> dict[str, Any]:
    cls = dice.choice([*KINDS.values(), Rolling, Hours])
    every, courses = dice.choice([*LONG, *LONGER[:2]]), list(drawn.courses)
    expiry = dice.choice(list(SourceExpiry))
    chained = {
        "every": every,
        "early": dice.maybe(0.7, _no_longer([*SHORT[:3], LONG[0]], every)),
        "lapsed_within": dice.maybe(0.7, _no_longer([NONE, NONE, *SHORT[:3]], every)),
        "source_expiry": expiry,
    }
    if cls is Once:
        return {"cls": cls, "source_expiry": expiry}
    if cls is Rolling:
        return {"cls": cls, **chained}
    if cls is RenewedBy:
        return {"cls": cls, "courses": dice.some(courses), **chained}
    if cls is TwoClocks:
        updated_by = dice.scope(0.9, [*courses, *"ABCD"])
        shorter = dice.choice([*SHORT[1:3], *LONG])
        told = {"every": every, "update_every": shorter, "updated_by": updated_by}
        return {"cls": cls, "source_expiry": expiry, **told}
    if cls is Hours:
        return {"cls": cls, **_hours(dice)}
    return {"cls": cls, **_year(dice, [*courses, *"ABCD"], cls)}


def _no_longer(intervals: list[Interval], every: Interval) -> list[Interval]:
    return [interval for interval in intervals if shorter(interval, every) == interval]


def _hours(dice: Dice) -> dict[str, Any]:
    return {
        "hours": dice.choice([2, 3, 4.5, 6]),
        "window": dice.choice([*LONG, *LONGER[:2]]),
        "participatory": dice.choice([0.0, 0.0, 0.5, 0.25]),
        "multi_agency": dice.choice([0.0, 0.0, 0.5]),
        "participatory_hours": dice.choice([0.0, 0.0, 1.5]),
        "multi_agency_hours": dice.choice([0.0, 0.0, 1.0]),
    }


def _year(dice: Dice, items: Sequence[str], cls: type[Any]) -> dict[str, Any]:
    including, needed = dice.scope(0.35, items, 3), dice.randint(1, 2)
    told: dict[str, Any] = {"including": including}
    if including:
        told["including_count"] = dice.randint(1, needed)
    if cls is Calendar:
        return {**told, "due": dice.choice(["11-30", "08-31", "02-28"]), "pieces": needed}
    periods = ["academic year", "financial year", "calendar year", "registration year", "03-01"]
    return {**told, "count": needed, "out_of": 4, "period": dice.choice(periods)}


def lengths(rule: Requirement) -> list[Interval]:
    """Return every length of time that a rule names."""
    found = [rule.new_starters, *(w.value for w in rule.within), *(g.value for g in rule.grace)]
    for renewal in rule.renewal:
        names = ("every", "early", "lapsed_within", "window", "update_every")
        found += [getattr(renewal, name, None) for name in names]
    return [length for length in found if length is not None]


def year_days(rule: Requirement, day: date) -> list[date]:
    """Return the first days of the years about a day, where a rule counts by years."""
    return [
        date.fromisoformat(f"{day.year - back}-{renewal.first_day}") + timedelta(days=off)
        for renewal in rule.renewal
        if isinstance(renewal, Events | Calendar)
        for back in (0, 1, 2)
        for off in (0, -1, 40)
    ]
