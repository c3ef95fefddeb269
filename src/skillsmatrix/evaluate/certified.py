"""What a temporary certificate counts for: what it names, and whatever holding that counts for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from skillsmatrix.evaluate.frames import NOWHERE, PlaceNames
from skillsmatrix.matrix.policy import CompiledGrant, Formula, Part, Policy, Rule
from skillsmatrix.matrix.tables import Tables
from skillsmatrix.model.course import AwardKind

_BY_RECORDS_OF_THEIR_OWN = (Formula.BEST, Formula.CHAIN)
"""Formulas by which one thing held is enough: a certificate is no hours and no event."""


@frozen
class Use:
    """A rule, or a part of one that asks for several, that a certificate counts for.

    Attributes:
        part: None for the whole rule.
        grant: how what is certified counts for it; None where it is what is asked for.
    """

    rule: int
    part: int | None = None
    grant: CompiledGrant | None = None

    def agencies(self, places: Mapping[int, PlaceNames]) -> list[int]:
        """Return the agencies that let it count; NOWHERE for all of them."""
        grant = self.grant
        if grant is None or not (grant.agencies or grant.sectors or grant.refusals):
            return [NOWHERE]
        return [code for code, at in places.items() if grant.accepted_at(at.ref, at.sector)]

    def counts_from(self, day: date) -> bool:
        """Say whether a certificate counts that begins on a day."""
        grant = self.grant
        return grant is None or (
            (grant.completed_from is None or grant.completed_from <= day)
            and (grant.completed_until is None or day <= grant.completed_until)
        )


def uses(policy: Policy, tables: Tables) -> dict[str, list[Use]]:
    """Return what certificates of each competency and requirement count for, by its id."""
    numbers: dict[int, list[int]] = {}
    for code, of in zip(tables.of_part["part"], tables.of_part["rule"], strict=True):
        numbers.setdefault(of, []).append(code)
    found: dict[str, list[Use]] = {}
    for number, rule in enumerate(policy.rules):
        for name in {rule.id, rule.competency}:
            found.setdefault(name, []).append(Use(number))
        # A rule without a formula has a number for its first part, but no part.
        for code, part in zip(numbers[number], rule.parts, strict=False):
            for name, use in _of_part(number, rule, code, part):
                found.setdefault(name, []).append(use)
    return found


def _of_part(number: int, rule: Rule, code: int, part: Part) -> Iterator[tuple[str, Use]]:
    at = None if len(rule.parts) == 1 else code
    if part.competency != rule.competency:
        yield part.competency, Use(number, at)
    alone = sum(other.member == part.member for other in rule.parts) == 1
    if not alone or part.formula not in _BY_RECORDS_OF_THEIR_OWN:
        return
    for grant in part.grants:
        if (
            grant.award is AwardKind.FULL
            and grant.level >= rule.min_level
            and grant.item not in (rule.id, rule.competency, part.competency)
        ):
            yield grant.item, Use(number, at, grant)
