"""Policy, posts → tables: who is bound by what, and what counts for it, worked out once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from attrs import evolve

from skillsmatrix.dates import Convention, day_number
from skillsmatrix.matrix.calendar import first_start
from skillsmatrix.matrix.counted_items import CountedItems
from skillsmatrix.matrix.numbered import Numbered
from skillsmatrix.matrix.policy import Policy, Rule
from skillsmatrix.matrix.post import Place, Post, binds
from skillsmatrix.matrix.recognised import Recognitions
from skillsmatrix.matrix.tables import ALWAYS, NEED, Columns, Tables
from skillsmatrix.model.requirement import Trigger

_TRIGGERS = {trigger: code for code, trigger in enumerate(Trigger)}

Bound = tuple[tuple[int, tuple[int, ...], tuple[int, ...], bool], ...]
"""Of each rule that binds: its number, the grants accepted, who is recognised, whether it has grace."""


def lay_out(
    policy: Policy,
    posts: Sequence[Post],
    items: Mapping[str, int],
    convention: Convention,
    agencies: Mapping[int, tuple[str, str]] | None = None,
) -> Tables:
    """Return the tables of a policy for these posts.

    Args:
        policy: the policy compiled for the day.
        posts: the posts that assignments hold.
        items: id → code of every item that records name; others cannot matter.
        convention: how intervals end.
        agencies: code → id and sector of the agencies that may provide training.
    """
    recognitions = Recognitions(policy.recognitions, policy.frameworks, policy.items)
    agencies = agencies or {}
    sorts = recognitions.givers(agencies.values())
    laid = _Layout(policy, items, convention, recognitions, sorts)
    profile = cache(laid.profile)
    profiles = tuple(profile(post) for post in posts)
    counted, numbered = laid.counted, laid.numbered
    return Tables(
        rules=policy.rules,
        competencies=numbered.competencies,
        spans=dict(enumerate(numbered.spans)),
        profiles=profiles,
        of_rule=numbered.of_rule,
        of_part=numbered.of_part,
        members_needed={
            number: rule.members_needed
            for number, rule in enumerate(policy.rules)
            if len(rule.parts) > 1
        },
        need=laid.need,
        counts=counted.alone,
        several=counted.several,
        terms=counted.terms,
        givers={
            code: sorts[recognitions.giver(*agency)] if policy.recognitions else 0
            for code, agency in agencies.items()
        },
        giver_count=len(sorts) + 1,
        profile_count=len(laid.numbers),
        part_count=len(numbered.parts),
    )


class _Layout:
    """The tables while they grow, profile by profile."""

    def __init__(
        self,
        policy: Policy,
        items: Mapping[str, int],
        convention: Convention,
        recognitions: Recognitions,
        sorts: Mapping[tuple[str, str], int],
    ) -> None:
        self.rules = policy.rules
        self.day = day_number(policy.day)
        self.convention = convention
        self.recognitions = recognitions
        self.numbered = Numbered(policy)
        self.counted = CountedItems(policy, self.numbered, items, recognitions, sorts)
        self.extended = {name for found in policy.extensions for name in found.competencies}
        self.numbers: dict[Bound, int] = {}
        self.need: Columns = {name: [] for name in NEED}
        self.by_role: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for role in rule.roles:
                self.by_role.setdefault(role, []).append(number)
        self.named = _Named(self.rules, recognitions.agencies)
        # Few rules and places, many posts: what they have in common is worked out once.
        self.bound_at = cache(self._bound_at)
        self.starts_from = cache(lambda span: first_start(span, self.day, self.convention))

    def profile(self, post: Post) -> int:
        """Return the number of the post's profile, laying it out if it is new."""
        here = self.bound_at(self.named.place(post.place))
        bound: Bound = tuple(
            (number, *here[number], post.role in self.rules[number].grace_roles)
            for number in self.by_role.get(post.role, ())
            if number in here
        )
        if bound not in self.numbers:
            self.numbers[bound] = len(self.numbers)
            self._add(self.numbers[bound], bound)
        return self.numbers[bound]

    def _bound_at(self, place: Place) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
        """Return the rules that bind at a place: the grants accepted, and who is recognised."""
        receiver = self.recognitions.receiver(place.agency, place.sector)
        return {
            number: (self.counted.accepted(number, place.agency, place.sector), receiver)
            for number, rule in enumerate(self.rules)
            if binds(rule.scope, place)
        }

    def _add(self, profile: int, bound: Bound) -> None:
        shared = Counter(self.rules[number].competency for number, *_ in bound)
        for number, accepted, receiver, graced in bound:
            rule = self.rules[number]
            row = (
                profile,
                number,
                self.starts_from(rule.within),
                ALWAYS if rule.new_starters is None else self.starts_from(rule.new_starters),
                _number(rule.start, ALWAYS),
                int(rule.evaluated),
                int(shared[rule.competency] > 1),
                _TRIGGERS[rule.trigger],
                self.numbered.span(rule.grace if graced else None),
                int(graced or rule.competency in self.extended),
            )
            _extend(self.need, ([value] for value in row))
            self.counted.add(profile, number, accepted, receiver)


class _Named:
    """What rules name of places: whatever they do not name makes no difference."""

    def __init__(self, rules: Iterable[Rule], agencies: Iterable[str]) -> None:
        rules = tuple(rules)
        scopes = [rule.scope for rule in rules]
        self.agencies = set(agencies).union(*(scope.agencies for scope in scopes))
        for rule in rules:
            for part in rule.parts:
                for grant in part.grants:
                    self.agencies.update(grant.agencies)
                    for refusal in grant.refusals:
                        self.agencies.update(refusal.agencies)
        self.employments = {name for scope in scopes for name in scope.employments}
        self.tags = {name for scope in scopes for name in scope.tags}
        self.needs = {name for scope in scopes for name in scope.needs}

    def place(self, place: Place) -> Place:
        return evolve(
            place,
            agency=place.agency if place.agency in self.agencies else "",
            employment=place.employment if place.employment in self.employments else "",
            tags=place.tags & self.tags,
            needs=place.needs & self.needs,
        )


def hours_that_matter(policy: Policy) -> tuple[int, ...]:
    """Return the minutes a week at which some rule begins, or ceases, to bind; in order."""
    scopes = [rule.scope for rule in policy.rules]
    found = {minutes for scope in scopes for minutes in (scope.hours_from, scope.hours_below)}
    return tuple(sorted(minutes for minutes in found if minutes is not None))


def tags_that_matter(policy: Policy) -> tuple[str, ...]:
    """Return the tags that some rule names, in order."""
    return tuple(sorted({name for rule in policy.rules for name in rule.scope.tags}))


def agencies_that_matter(policy: Policy) -> frozenset[str]:
    """Return the agencies that some rule, grant, refusal or recognition names."""
    recognitions = Recognitions(policy.recognitions, policy.frameworks, policy.items)
    return frozenset(_Named(policy.rules, recognitions.agencies).agencies)


def employments_that_matter(policy: Policy) -> bool:
    """Say whether some rule names kinds of employment."""
    return any(rule.scope.employments for rule in policy.rules)


def needs_that_matter(policy: Policy) -> frozenset[str]:
    """Return the needs of settings that some rule names."""
    return frozenset(name for rule in policy.rules for name in rule.scope.needs)


def _extend(columns: Columns, added: Iterable[Iterable[int]]) -> None:
    for column, values in zip(columns.values(), added, strict=True):
        column.extend(values)


def _number(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day_number(day)
