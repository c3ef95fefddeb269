"""What counts for which part in which profile, on what terms: the tables that records are joined to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from skillsmatrix.dates import FOREVER_NUMBER, day_number, shorter
from skillsmatrix.matrix.numbered import Numbered
from skillsmatrix.matrix.policy import CompiledGrant, Formula, Part, Policy
from skillsmatrix.matrix.recognised import PLAINLY, Recognitions, Terms
from skillsmatrix.matrix.tables import (
    ALWAYS,
    COUNTS,
    EARLIER,
    IGNORED,
    MORE,
    WINS,
    Columns,
)
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.source_expiry import SourceExpiry


class CountedItems:
    """The tables while they grow.

    Attributes:
        alone: for each formula, what counts for the only part of a rule.
        several: the same, for rules of several parts.
        terms: as :class:`skillsmatrix.matrix.Tables` has it.
    """

    def __init__(
        self,
        policy: Policy,
        numbered: Numbered,
        items: Mapping[str, int],
        recognitions: Recognitions,
        sorts: Mapping[tuple[str, str], int],
    ) -> None:
        self.rules = policy.rules
        self.known = policy.items
        self.numbered = numbered
        self.items = items
        self.recognitions = recognitions
        self.sorts = sorts
        self.alone = {formula: _columns(formula) for formula in Formula}
        self.several = {formula: _columns(formula) for formula in Formula}
        self.terms: Columns = {"key": [], "cap": [], "limit": []}
        self._terms: dict[tuple[Terms, ...], int] = {}
        # A grant can only matter if some record names its item.
        self.grants = [
            [(part, grant) for part in self._parts(number) for grant in self._told(part)]
            for number in range(len(self.rules))
        ]
        self.rows = cache(self._rows)
        self.terms_of = cache(self._terms_of)
        self.accepted = cache(self._accepted)

    def _parts(self, rule: int) -> list[int]:
        return self.numbered.of_rule_parts.get(rule, [])

    def _told(self, part: int) -> list[CompiledGrant]:
        found = self.numbered.parts[part][1]
        return [] if found is None else [g for g in found.grants if g.item in self.items]

    def _accepted(self, rule: int, agency: str, sector: str) -> tuple[int, ...]:
        """Return which grants of a rule an agency accepts, by their places."""
        return tuple(
            at
            for at, (_, grant) in enumerate(self.grants[rule])
            if grant.accepted_at(agency, sector)
        )

    def add(
        self, profile: int, rule: int, accepted: tuple[int, ...], receiver: tuple[int, ...]
    ) -> None:
        """Add what counts for a rule in a profile."""
        into = self.several if len(self._parts(rule)) > 1 else self.alone
        for formula, columns in self.rows(rule, accepted, receiver).items():
            table = into[formula]
            table["profile"] += [profile] * len(columns[0])
            for name, values in zip(list(table)[1:], columns, strict=True):
                table[name] += values

    def _rows(
        self, rule: int, accepted: tuple[int, ...], receiver: tuple[int, ...]
    ) -> dict[Formula, tuple[tuple[int, ...], ...]]:
        found: dict[Formula, list[tuple[int, ...]]] = {}
        for at in accepted:
            number, grant = self.grants[rule][at]
            part = self.numbered.parts[number][1]
            assert part is not None  # it has grants
            row = self._row(number, part, self.rules[rule].min_level, grant, receiver)
            found.setdefault(part.formula, []).append(row)
        return {formula: tuple(zip(*rows, strict=True)) for formula, rows in found.items()}

    def _row(
        self,
        number: int,
        part: Part,
        min_level: int,
        grant: CompiledGrant,
        receiver: tuple[int, ...],
    ) -> tuple[int, ...]:
        span = part.year or shorter(part.every, grant.valid_for)
        if part.formula is Formula.HOURS:
            span = part.every
        terms = self.terms_of(receiver, part.competency, grant.item)
        row = (
            self.items[grant.item],
            number,
            grant.level,
            int(grant.levelled),
            min_level,
            self.numbered.span(span),
            _own_expiry(part, grant),
            ALWAYS if grant.completed_from is None else day_number(grant.completed_from),
            FOREVER_NUMBER if grant.completed_until is None else day_number(grant.completed_until),
            int(grant.award is AwardKind.RENEWAL),
            terms,
        )
        item = self.known[grant.item]
        more = {
            Formula.BEST: (),
            Formula.CHAIN: (int(part.early is not None and grant.valid_for is None),),
            Formula.HOURS: (item.minutes, int(item.participatory), int(item.multi_agency)),
            Formula.EVENTS: (int(grant.item in part.including),),
        }
        return (*row, *more[part.formula])

    def _terms_of(self, receiver: tuple[int, ...], competency: str, item: str) -> int:
        """Return the number of the terms for every sort of provider; 0 where all are accepted."""
        if all(rank < 0 for rank in receiver):
            return 0
        terms = tuple(
            self.recognitions.terms(receiver, giver, competency, item) for giver in self.sorts
        )
        if all(each == PLAINLY for each in terms):
            return 0
        if terms not in self._terms:
            number = self._terms[terms] = len(self._terms) + 1
            for giver, each in zip(self.sorts.values(), terms, strict=True):
                self.terms["key"].append(number * (len(self.sorts) + 1) + giver)
                self.terms["cap"].append(each.cap)
                self.terms["limit"].append(self.numbered.span(each.not_older_than))
        return self._terms[terms]


def _columns(formula: Formula) -> Columns:
    return {name: [] for name in (*COUNTS, *MORE[formula])}


def _own_expiry(part: Part, grant: CompiledGrant) -> int:
    """Return what an expiry that came with a record means for a part."""
    if part.source_expiry is None or not (grant.expiry_direct or grant.expiry_included):
        return IGNORED
    return WINS if part.source_expiry is SourceExpiry.WINS else EARLIER
