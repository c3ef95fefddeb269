"""Random records that tell a story: renewed just in time or just too late, hours just enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen
from tests.reference.dice import Dice, moved, starts

from skillsmatrix.dates import Convention, Interval, end_of_year, last_valid_day
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.renewal import (
    Calendar,
    Events,
    Hours,
    Renewal,
    RenewedBy,
    Rolling,
    TwoClocks,
)
from skillsmatrix.model.requirement import Requirement

Sources = Mapping[str, Mapping[AwardKind, list[str]]]
"""Competency → award → what gives it so."""


@frozen
class Teller:
    """What a story is told of."""

    dice: Dice
    person: str
    day: date
    convention: Convention
    sources: Sources

    def done(self, item: str, day: date, hours: float | None = None) -> Completion:
        """Return a record; its day never lies after the one asked about."""
        dice = self.dice
        return Completion(
            person=self.person,
            item=item,
            completed=min(day, self.day),
            expires=moved(self.day, dice.choice([0, -1, 91])) if dice.chance(0.1) else None,
            level=dice.maybe(0.5, [2, 3]),
            hours=hours,
            participatory_hours=dice.choice([None, hours]),
            multi_agency_hours=dice.choice([None, hours]),
            provider=dice.choice(["", "", "", "council", "trust"]),
        )

    def item(self, competency: str, *awards: AwardKind) -> str:
        """Return something that gives a competency in one of these ways, if anything does."""
        dice, given = self.dice, self.sources[competency]
        return dice.choice(given[dice.choice(awards)] or given[AwardKind.FULL])


def sources(catalogue: Catalogue) -> Sources:
    """Return what gives each competency, by what it gives."""
    found: dict[str, dict[AwardKind, list[str]]] = {
        name: {AwardKind.FULL: [name], AwardKind.RENEWAL: [], AwardKind.EVENT: []}
        for name in catalogue.competencies
    }
    for course in catalogue.courses.values():
        for award in course.awards:
            found[award.competency][award.kind].append(course.id)
    for link in catalogue.equivalences.values():
        for name in link.competency:
            found[name][AwardKind.FULL].append(link.item)
    return found


def story(teller: Teller, rule: Requirement) -> list[Completion]:
    """Return records that nearly, or just, meet a rule."""
    renewal, found = rule.renewal[0], []
    for competency in rule.members[: teller.dice.choice([1, 2, 2])]:
        found += _one(teller, renewal, competency)
    return found


def _one(teller: Teller, renewal: Renewal, competency: str) -> list[Completion]:
    match renewal:
        case Rolling() | RenewedBy():
            return _chain(teller, renewal, competency)
        case TwoClocks():
            return _updates(teller, renewal, competency)
        case Hours():
            return _hours(teller, renewal, competency)
        case Events() | Calendar():
            return _events(teller, renewal, competency)
        case _:
            return [teller.done(teller.item(competency, AwardKind.FULL), _ago(teller, 400))]


def _ago(teller: Teller, most: int) -> date:
    return teller.day - timedelta(days=teller.dice.randint(0, most))


def _back(teller: Teller, interval: Interval, times: int) -> date:
    """Return a day from which an interval, so many times over, ends about the day asked about."""
    day = teller.day
    for _ in range(times):
        day = teller.dice.near(starts(day, [interval], teller.convention))
    return day


def _chain(teller: Teller, renewal: Rolling | RenewedBy, competency: str) -> list[Completion]:
    dice, convention = teller.dice, teller.convention
    times = dice.choice([1, 2, 2, 3])
    day = _back(teller, renewal.every, times)
    found = [teller.done(teller.item(competency, AwardKind.FULL), day)]
    named = renewal.courses if isinstance(renewal, RenewedBy) else ()
    for _ in range(times - 1):
        ends = last_valid_day(day, renewal.every, convention)
        edges = [ends, moved(ends, 1)]
        if renewal.early:
            edges += starts(ends, [renewal.early], convention) * 2
            edges.append(moved(ends, -10))
        if renewal.lapsed_within:
            late = last_valid_day(moved(ends, 1), renewal.lapsed_within, convention)
            edges += [late, moved(late, 1)]
        day = dice.near(edges)
        item = teller.item(competency, AwardKind.FULL, AwardKind.RENEWAL, AwardKind.RENEWAL)
        found.append(teller.done(dice.choice([item, *named, *named]), day))
    return found


def _updates(teller: Teller, renewal: TwoClocks, competency: str) -> list[Completion]:
    dice = teller.dice
    found = [teller.done(teller.item(competency, AwardKind.FULL), _back(teller, renewal.every, 1))]
    others = [
        *renewal.updated_by,
        *(
            teller.item(name, AwardKind.FULL)
            for name in renewal.updated_by
            if name in teller.sources
        ),
    ]
    for _ in range(dice.choice([1, 1, 2])):
        own = teller.item(competency, AwardKind.RENEWAL)
        update = dice.choice(others) if others and dice.chance(0.75) else own
        found.append(teller.done(update, _back(teller, renewal.update_every, 1)))
    return found


def _hours(teller: Teller, renewal: Hours, competency: str) -> list[Completion]:
    dice, parts = teller.dice, teller.dice.choice([1, 2, 2, 3])
    window = (teller.day - _back(teller, renewal.window, 1)).days
    each = renewal.hours / parts + dice.choice([0, 0, 0.25, -0.25, 1])
    found = []
    for number in range(parts):
        first = _back(teller, renewal.window, 1)
        day = first if not number else first + timedelta(days=dice.randint(0, max(window, 1)))
        item = teller.item(competency, AwardKind.FULL, AwardKind.FULL, AwardKind.RENEWAL)
        found.append(teller.done(item, day, dice.choice([each, each, each, None])))
    return found


def _events(teller: Teller, renewal: Events | Calendar, competency: str) -> list[Completion]:
    """Put as many as needed, or one fewer, into the year before the one asked about."""
    dice = teller.dice
    needed = renewal.count if isinstance(renewal, Events) else renewal.pieces
    past = teller.day - timedelta(days=365 * dice.choice([0, 1, 1, 2]))
    ends = end_of_year(past, renewal.first_day)
    found = []
    for _ in range(needed + dice.choice([0, 0, 1])):
        day = min(teller.day, ends) - timedelta(days=dice.choice([0, 1, 30, 100, 200, 363, 364]))
        item = teller.item(competency, AwardKind.FULL, AwardKind.EVENT, AwardKind.EVENT)
        found.append(teller.done(dice.choice([item, item, *renewal.including]), day))
    return found
