"""Policy, posts → tables: who is bound by what, and what counts for it, worked out once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from skillsmatrix.dates import FOREVER_NUMBER, Convention, Interval, day_number, shorter
from skillsmatrix.matrix.calendar import first_start
from skillsmatrix.matrix.policy import CompiledGrant, Policy, Rule
from skillsmatrix.matrix.post import Post, binds
from skillsmatrix.matrix.tables import (
    ALWAYS,
    COUNTS,
    EARLIER,
    IGNORED,
    NEED,
    NO_INTERVAL,
    WINS,
    Columns,
    Tables,
)
from skillsmatrix.model.source_expiry import SourceExpiry


def lay_out(
    policy: Policy,
    posts: Sequence[Post],
    items: Mapping[str, int],
    convention: Convention,
) -> Tables:
    """Return the tables of a policy for these posts.

    Args:
        policy: the policy compiled for the day.
        posts: the posts that assignments hold.
        items: id → code of every item that records name; others cannot matter.
        convention: how intervals end.
    """
    laid = _Layout(policy, items, convention)
    profile = cache(laid.profile)
    profiles = tuple(profile(post) for post in posts)
    return Tables(
        rules=policy.rules,
        competencies=laid.competencies,
        renewals={
            n: laid.intervals[n] for n in sorted(set(laid.counts["interval"]) - {NO_INTERVAL})
        },
        deadlines={n: laid.intervals[n] for n in sorted(set(laid.of_rule["within"]))},
        profiles=profiles,
        of_rule=laid.of_rule,
        need=laid.need,
        counts=laid.counts,
        profile_count=len(laid.numbers),
    )


class _Layout:
    """The tables while they grow, profile by profile."""

    def __init__(self, policy: Policy, items: Mapping[str, int], convention: Convention) -> None:
        self.items = items
        self.rules = policy.rules
        self.competencies = tuple(sorted({rule.competency for rule in policy.rules}))
        self.codes = {name: code for code, name in enumerate(self.competencies)}
        self.intervals = _intervals(policy)
        self.interval_numbers = {interval: n for n, interval in enumerate(self.intervals)}
        self.of_rule: Columns = {
            "rule": list(range(len(self.rules))),
            "comp": [self.codes[rule.competency] for rule in self.rules],
            "standing": [rule.standing.rank for rule in self.rules],
            "within": [self.interval_numbers[rule.within] for rule in self.rules],
        }
        self.numbers: dict[tuple[int, ...], int] = {}
        # A variant is a rule with the grants accepted somewhere; a profile is a row of variants.
        self.variants: dict[tuple[int, tuple[int, ...]], int] = {}
        self.need: Columns = {name: [] for name in NEED}
        self.counts: Columns = {name: [] for name in COUNTS}
        self.day = day_number(policy.day)
        self.convention = convention
        self.by_role: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for role in rule.roles:
                self.by_role.setdefault(role, []).append(number)
        # A grant can only matter if some record names its item.
        self.grants = [
            [grant for grant in rule.grants if grant.item in items] for rule in self.rules
        ]
        self.named = {name for rule in self.rules for name in _agencies_named(rule)}
        # Few rules and places, many posts: what they have in common is worked out once.
        self.accepted = cache(self._accepted)
        self.bound_at = cache(self._bound_at)
        self.starts_from = cache(lambda within: first_start(within, self.day, self.convention))
        self.counts_of = cache(self._counts_of)
        self.need_of = cache(self._need_of)

    def profile(self, post: Post) -> int:
        """Return the number of the post's profile, laying it out if it is new."""
        # An agency that no rule names is like any other of its sector.
        agency = post.agency if post.agency in self.named else ""
        here = self.bound_at(agency, post.sector, post.area, post.setting_type)
        rules = self.by_role.get(post.role, ())
        bound = tuple([here[number] for number in rules if number in here])
        if bound not in self.numbers:
            self.numbers[bound] = len(self.numbers)
            self._add(self.numbers[bound], bound)
        return self.numbers[bound]

    def _bound_at(self, agency: str, sector: str, area: str, setting_type: str) -> dict[int, int]:
        """Return the rules that bind at a place, each with its variant there."""
        place = Post("", agency, sector, area, setting_type)
        found = {}
        for number, rule in enumerate(self.rules):
            if binds(rule, place):
                variant = number, self.accepted(number, agency, sector)
                found[number] = self.variants.setdefault(variant, len(self.variants))
        return found

    def _accepted(self, number: int, agency: str, sector: str) -> tuple[int, ...]:
        return tuple(
            at for at, grant in enumerate(self.grants[number]) if grant.accepted_at(agency, sector)
        )

    def _add(self, profile: int, bound: tuple[int, ...]) -> None:
        variants = list(self.variants)
        rules = [variants[variant] for variant in bound]
        competencies = Counter(self.rules[number].competency for number, _ in rules)
        rows = [
            self.need_of(number, competencies[self.rules[number].competency] > 1)
            for number, _ in rules
        ]
        if rows:
            _extend(self.need, ([profile] * len(rows), *zip(*rows, strict=True)))
        for number, accepted in rules:
            added = self.counts_of(number, accepted)
            if added:
                _extend(self.counts, ([profile] * len(added[0]), *added))

    def _need_of(self, number: int, shared: bool) -> tuple[int, ...]:
        """Return what a rule adds to ``need``, but for the profile."""
        rule = self.rules[number]
        return (
            number,
            self.starts_from(rule.within),
            _number(rule.start, ALWAYS),
            int(rule.evaluated),
            int(shared),
        )

    def _counts_of(self, number: int, accepted: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """Return what a rule adds to ``counts``, column by column, but for the profile."""
        rule = self.rules[number]
        if not rule.evaluated:
            return ()
        rows = [self._count_of(number, rule, self.grants[number][place]) for place in accepted]
        return tuple(zip(*rows, strict=True))

    def _count_of(self, number: int, rule: Rule, grant: CompiledGrant) -> tuple[int, ...]:
        interval = shorter(rule.every, grant.valid_for)
        return (
            self.items[grant.item],
            number,
            grant.level,
            int(grant.levelled),
            rule.min_level,
            NO_INTERVAL if interval is None else self.interval_numbers[interval],
            _own_expiry(rule, grant),
            _number(grant.completed_from, ALWAYS),
            _number(grant.completed_until, FOREVER_NUMBER),
        )


def _extend(columns: Columns, added: Iterable[Iterable[int]]) -> None:
    for column, values in zip(columns.values(), added, strict=True):
        column.extend(values)


def _intervals(policy: Policy) -> tuple[Interval, ...]:
    found = {rule.within for rule in policy.rules}
    found |= {rule.every for rule in policy.rules if rule.every}
    found |= {grant.valid_for for rule in policy.rules for grant in rule.grants if grant.valid_for}
    return tuple(sorted(found, key=lambda interval: (interval.unit, interval.count)))


def _own_expiry(rule: Rule, grant: CompiledGrant) -> int:
    """Return what an expiry that came with a record means for a rule."""
    if not (grant.expiry_direct or (grant.expiry_included and rule.every is not None)):
        return IGNORED
    return WINS if rule.source_expiry is SourceExpiry.WINS else EARLIER


def _agencies_named(rule: Rule) -> Iterator[str]:
    yield from rule.agencies
    for grant in rule.grants:
        yield from grant.agencies
        for refusal in grant.refusals:
            yield from refusal.agencies


def _number(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day_number(day)
