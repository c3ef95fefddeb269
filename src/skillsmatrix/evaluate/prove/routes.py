"""What counts for one competency of a rule, and as what: in full, to renew, as an event, an update."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import evolve, field, frozen

from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.graph import Grant
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.renewal import (
    Calendar,
    Events,
    Once,
    Renewal,
    RenewedBy,
    TwoClocks,
)
from skillsmatrix.model.requirement import Requirement


class Use(StrEnum):
    """What a route does for a rule."""

    FULL = "full"
    RENEWAL = "renewal"
    EVENT = "event"
    UPDATE = "update"
    """It moves the shorter of two clocks only."""
    NONE = "none"
    """It would do something for another kind of rule."""


@frozen
class Route:
    """One way from an item to the competency, and what it does there."""

    grant: Grant
    use: Use


@frozen(eq=False)
class Routes:
    """The routes of all rules on one day, worked out when a rule is first asked about."""

    ground: Ground
    _found: dict[tuple[str, str], dict[str, tuple[Route, ...]]] = field(factory=dict, init=False)

    def of(
        self, rule: Requirement, renewal: Renewal, competency: str
    ) -> dict[str, tuple[Route, ...]]:
        """Return the routes to a competency of a rule, by item; none for one refused by name."""
        key = rule.id, competency
        if key not in self._found:
            found: dict[str, tuple[Route, ...]] = dict.fromkeys(
                self.ground.refusals(competency), ()
            )
            for route in self._routes(rule, renewal, competency):
                item = route.grant.item
                found[item] = (*found.get(item, ()), route)
            # The most direct comes first: among equals it is the one to tell.
            self._found[key] = {
                item: tuple(sorted(ways, key=lambda way: len(way.grant.via)))
                for item, ways in found.items()
            }
        return self._found[key]

    def _routes(self, rule: Requirement, renewal: Renewal, competency: str) -> Iterator[Route]:
        only_renew = renewal.courses if isinstance(renewal, RenewedBy) else ()
        told = set()
        for grant in self.ground.grants(competency):
            listed = grant.item in only_renew
            if grant.level == 0 and (listed or grant.award is not AwardKind.FULL):
                continue  # a lower rung shows that a lower level is held, and renews nothing
            if listed and grant.award is AwardKind.EVENT:
                continue
            told.add(grant.item)
            yield Route(grant, Use.RENEWAL if listed else _use(grant, renewal))
        level = rule.level or 1
        for name in only_renew:
            if name not in told:
                yield Route(self._named(name, competency, level, "renews"), Use.RENEWAL)
        if isinstance(renewal, TwoClocks):
            yield from self._updates(renewal, competency, level)

    def _updates(self, renewal: TwoClocks, competency: str, level: int) -> Iterator[Route]:
        """Yield what is an update: courses as such, competencies with all that counts for them."""
        for name in renewal.updated_by:
            if name in self.ground.catalogue.courses:
                grant = self._named(name, competency, level, "is an update of")
                yield Route(grant, Use.UPDATE)
                continue
            for grant in self.ground.grants(name):
                if grant.level > 0 and grant.award is AwardKind.FULL:
                    via = (*grant.via, f"{name} is an update of {competency}")
                    as_update = evolve(grant, level=level, levelled=False, direct=False, via=via)
                    yield Route(as_update, Use.UPDATE)

    def _named(self, item: str, competency: str, level: int, verb: str) -> Grant:
        """Return the grant of an item that the rule names itself: at its level, without limits."""
        return Grant(
            item=item,
            level=level,
            through=(item, competency),
            via=(f"{item} {verb} {competency} by this rule",),
            refusals=self.ground.refusals(competency).get(item, ()),
        )


def _use(grant: Grant, renewal: Renewal) -> Use:
    if grant.award is AwardKind.FULL:
        return Use.FULL
    if isinstance(renewal, Events | Calendar):
        return Use.EVENT
    if grant.award is AwardKind.EVENT or isinstance(renewal, Once):
        return Use.NONE
    return Use.RENEWAL
