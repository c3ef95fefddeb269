"""Rules, parts and spans by number."""

from __future__ import annotations

from collections.abc import Iterator

from skillsmatrix.matrix.policy import Part, Policy
from skillsmatrix.matrix.spans import Span
from skillsmatrix.matrix.tables import NO_SPAN, OF_PART, Columns


class Numbered:
    """The numbers of a policy.

    Attributes:
        competencies: by code.
        spans: by number.
        parts: by number: its rule and itself; the first part of a rule has the rule's number.
        of_rule: as :class:`skillsmatrix.matrix.Tables` has it.
        of_part: as :class:`skillsmatrix.matrix.Tables` has it.
    """

    def __init__(self, policy: Policy) -> None:
        rules = policy.rules
        self.competencies = tuple(sorted({rule.competency for rule in rules}))
        self.spans = tuple(sorted(set(_spans(policy)), key=_order))
        self._spans = {span: number for number, span in enumerate(self.spans)}
        codes = {name: code for code, name in enumerate(self.competencies)}
        self.of_rule: Columns = {
            "rule": list(range(len(rules))),
            "comp": [codes[rule.competency] for rule in rules],
            "standing": [rule.standing.rank for rule in rules],
            "within": [self.span(rule.within) for rule in rules],
        }
        first = [
            (rule, rules[rule].parts[0] if rules[rule].parts else None)
            for rule in range(len(rules))
        ]
        later = [(number, part) for number, rule in enumerate(rules) for part in rule.parts[1:]]
        self.parts: list[tuple[int, Part | None]] = [*first, *later]
        self.of_rule_parts: dict[int, list[int]] = {}
        for number, (rule, part) in enumerate(self.parts):
            if part is not None:
                self.of_rule_parts.setdefault(rule, []).append(number)
        self._first_clocks = {
            (rule, part.member): number
            for number, (rule, part) in reversed(list(enumerate(self.parts)))
            if part is not None
        }
        rows = [self._part(number) for number in range(len(self.parts))]
        self.of_part: Columns = {name: [row[at] for row in rows] for at, name in enumerate(OF_PART)}

    def span(self, span: Span | None) -> int:
        """Return the number of a span; NO_SPAN for none."""
        return NO_SPAN if span is None else self._spans[span]

    def _part(self, number: int) -> tuple[int, ...]:
        rule, part = self.parts[number]
        if part is None:
            return (number, rule, 0, 1, NO_SPAN, NO_SPAN, NO_SPAN, 0, 0, 0, 0)
        return (
            number,
            rule,
            part.member,
            int(number == self._first_clocks[rule, part.member]),
            self.span(part.every),
            self.span(part.early),
            self.span(part.lapsed_within),
            part.count,
            part.participatory,
            part.multi_agency,
            part.including_count,
        )


def _spans(policy: Policy) -> Iterator[Span]:
    for rule in policy.rules:
        found = [rule.within, rule.grace]
        for part in rule.parts:
            found += [part.every, part.early, part.lapsed_within, part.year]
            found += [grant.valid_for for grant in part.grants]
        yield from (span for span in found if span is not None)
    for recognised in policy.recognitions:
        if recognised.not_older_than is not None:
            yield recognised.not_older_than


def _order(span: Span) -> tuple[str, str]:
    return type(span).__name__, str(span)
