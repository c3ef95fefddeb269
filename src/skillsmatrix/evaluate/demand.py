"""What it takes to close a gap, and the fewest courses that close several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

from attrs import define, field, frozen

from skillsmatrix.dates import Convention, day_number
from skillsmatrix.matrix.policy import CompiledGrant, Formula, Part, Policy
from skillsmatrix.matrix.spans import span_ending
from skillsmatrix.model.course import AwardKind


@frozen(cache_hash=True)
class Demand:
    """What it takes to close a gap: a course from each of so many lists.

    Attributes:
        many: from how many of the lists.
        lists: the courses of each.
        over_time: it takes hours, or several events in a year: more than one place.
    """

    many: int
    lists: tuple[frozenset[str], ...]
    over_time: bool = False

    @property
    def can_be_met(self) -> bool:
        """Whether there are courses for it."""
        return sum(map(bool, self.lists)) >= self.many

    def lacking(self, taken: Collection[str]) -> int:
        """Return from how many lists a course is lacking still."""
        return max(0, self.many - sum(not courses.isdisjoint(taken) for courses in self.lists))

    def gained(self, taken: Collection[str]) -> dict[str, int]:
        """Return for each course how much less would be lacking with it."""
        lacking = self.lacking(taken)
        found = Counter(name for of in self.lists if of.isdisjoint(taken) for name in of)
        return {name: min(lacking, lists) for name, lists in found.items()}


def fewest(demands: Iterable[Demand]) -> int:
    """Return how many courses meet all demands that courses meet; the one that meets most first.

    >>> one, either = frozenset("A"), frozenset("AB")
    >>> fewest([Demand(1, (one,)), Demand(1, (either,))])
    1
    """
    open_still = [demand for demand in demands if demand.can_be_met and not demand.over_time]
    # Most demands want one course from one list; equal lists are one.
    plain = {frozenset().union(*demand.lists) for demand in open_still if demand.many == 1}
    several = [demand for demand in open_still if demand.many > 1]
    taken: set[str] = set()
    while plain or several:
        gained = Counter(name for courses in plain for name in courses)
        for demand in several:
            gained.update(demand.gained(taken))
        best = min(gained, key=lambda name: (-gained[name], name))
        taken.add(best)
        plain = {courses for courses in plain if best not in courses}
        several = [demand for demand in several if demand.lacking(taken)]
    return len(taken)


@define(slots=False, eq=False)
class Demands:
    """The demands of a policy's rules, each worked out once.

    Attributes:
        policy: the rules.
        courses: ids of the courses in force.
        convention: how intervals end.
    """

    policy: Policy
    courses: Collection[str]
    convention: Convention
    _found: dict[tuple[int, str, bool], Demand] = field(factory=dict, init=False)

    def of(self, rule: int, agency: str, sector: str, until: int | None) -> Demand:
        """Return what closes a gap in a rule at an agency.

        Args:
            rule: number of the rule in the policy.
            agency: id of the receiving agency.
            sector: its sector.
            until: the last valid day of what has expired; None where nothing was held.
        """
        renewable = until is not None and self._renewable(rule, until)
        key = rule, agency if agency in self._named else f" {sector}", renewable
        if key not in self._found:
            self._found[key] = self._demand(rule, agency, sector, renewable)
        return self._found[key]

    @cached_property
    def _named(self) -> frozenset[str]:
        """The agencies that some grant names; any other is like those of its sector."""
        found: set[str] = set()
        for rule in self.policy.rules:
            for part in rule.parts:
                for grant in part.grants:
                    found.update(grant.agencies)
                    found.update(*(refusal.agencies for refusal in grant.refusals))
        return frozenset(found)

    def _renewable(self, rule: int, until: int) -> bool:
        """Say whether what only renews may renew what ended on a day."""
        day = day_number(self.policy.day)
        return all(
            part.lapsed_within is None
            or day <= span_ending(part.lapsed_within, self.convention)(until + 1)
            for part in self.policy.rules[rule].parts
        )

    def _demand(self, number: int, agency: str, sector: str, renewable: bool) -> Demand:
        rule = self.policy.rules[number]
        members: dict[int, list[frozenset[str]]] = {}
        for part in rule.parts:
            if _over_time(part):
                return Demand(0, (), over_time=True)
            closing = frozenset(
                grant.item
                for grant in part.grants
                if grant.level >= rule.min_level
                and grant.item in self.courses
                and (renewable or part.formula is Formula.EVENTS or _begins(grant))
                and self._counts_today(grant)
                and grant.accepted_at(agency, sector)
                and not (part.including_count and grant.item not in part.including)
            )
            members.setdefault(part.member, []).append(closing)
        if renewable:
            # Which part of it lapsed is not asked: the least that can be missing is one.
            return Demand(1, (frozenset().union(*(of for m in members.values() for of in m)),))
        lists = tuple(frozenset.intersection(*of) for of in members.values())
        return Demand(rule.members_needed, tuple(sorted(lists, key=sorted)))

    def _counts_today(self, grant: CompiledGrant) -> bool:
        day = self.policy.day
        return (grant.completed_from is None or grant.completed_from <= day) and (
            grant.completed_until is None or day <= grant.completed_until
        )


def _begins(grant: CompiledGrant) -> bool:
    return grant.award is AwardKind.FULL


def _over_time(part: Part) -> bool:
    return part.formula is Formula.HOURS or (part.formula is Formula.EVENTS and part.count > 1)
