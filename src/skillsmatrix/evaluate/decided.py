"""What was decided about people, as small tables: exemptions, extensions, certificates, revocations."""

from __future__ import annotations

import narwhals as nw
from attrs import field, frozen

from skillsmatrix.dates import FOREVER_NUMBER, day_number, from_day_number, in_force_number
from skillsmatrix.evaluate.certified import Use, uses
from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy
from skillsmatrix.matrix.policy import Policy
from skillsmatrix.matrix.tables import Columns, Tables
from skillsmatrix.model.decision import DecisionKind

c = nw.col


@frozen
class Decided:
    """The decisions that matter on a day; agency is NOWHERE where all are meant.

    Attributes:
        exempt: person, rule, agency.
        given: person, rule, agency, first, last: what lapses or falls due between holds to last.
        certified: person, rule, agency, last: counts as held through last.
        certified_parts: person, part, agency, last: the same of a part of a rule of several.
        revoked: person, item, completed, agency.
        extended: rule, agency, first, last: the same as ``given``, for everybody.
    """

    exempt: Columns = field(factory=lambda: _empty("person", "rule", "agency"))
    given: Columns = field(factory=lambda: _empty("person", "rule", "agency", "first", "last"))
    certified: Columns = field(factory=lambda: _empty("person", "rule", "agency", "last"))
    certified_parts: Columns = field(factory=lambda: _empty("person", "part", "agency", "last"))
    revoked: Columns = field(factory=lambda: _empty("person", "item", "completed", "agency"))
    extended: Columns = field(factory=lambda: _empty("rule", "agency", "first", "last"))

    @property
    def put_off(self) -> Columns:
        """``extended``, of person NOWHERE, and ``given`` in one."""
        everybody = {"person": [NOWHERE] * len(self.extended["rule"]), **self.extended}
        return {name: everybody[name] + self.given[name] for name in self.given}

    @property
    def people(self) -> frozenset[int]:
        """Everybody about whom something was decided that records alone do not tell."""
        tables = (self.exempt, self.given, self.certified, self.certified_parts)
        return frozenset(person for table in tables for person in table["person"])


def _empty(*names: str) -> Columns:
    return {name: [] for name in names}


def decided_on(frames: Frames, policy: Policy, tables: Tables) -> Decided:
    """Return the decisions that matter on the policy's day.

    Few people have any: they are looked at one by one.
    """
    found = Decided()
    day, rules = day_number(policy.day), policy.rules
    rules_of: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for name in {rule.id, rule.competency}:
            rules_of.setdefault(name, []).append(number)
    names = {code: ref for ref, code in frames.items.items()}
    certifying: dict[str, list[Use]] | None = None
    for kind, person, subject, agency, completed, start, end in _told(frames.decisions):
        stands = in_force_number(start, end, day)
        if kind == DecisionKind.REVOCATION:
            if stands:
                _add(found.revoked, person, subject, completed, agency)
            continue
        if kind == DecisionKind.TEMPORARY:
            if start <= day:
                certifying = uses(policy, tables) if certifying is None else certifying
                for use in certifying.get(names.get(subject, ""), ()):
                    _certify(found, use, frames, (person, agency, start, end))
            continue
        for rule_number in rules_of.get(names.get(subject, ""), ()):
            if kind == DecisionKind.EXEMPTION and stands:
                _add(found.exempt, person, rule_number, agency)
            elif kind == DecisionKind.EXTENSION:
                _add(found.given, person, rule_number, agency, start, end)
    _extensions(found.extended, frames, policy)
    return found


def _certify(found: Decided, use: Use, frames: Frames, told: tuple[int, int, int, int]) -> None:
    person, agency, start, end = told
    if not use.counts_from(from_day_number(start)):
        return
    accepting = use.agencies(frames.agencies)
    if agency != NOWHERE:
        accepting = [agency] if NOWHERE in accepting or agency in accepting else []
    for place in accepting:
        if use.part is None:
            _add(found.certified, person, use.rule, place, end)
        else:
            _add(found.certified_parts, person, use.part, place, end)


def _told(decisions: Lazy) -> list[tuple[str, int, int, int, int, int, int]]:
    columns = ("kind", "person", "subject", "agency", "completed", "start", "end")
    filled = decisions.select(
        "kind",
        "person",
        "subject",
        c("agency").fill_null(NOWHERE),
        c("completed").fill_null(NOWHERE),
        "start",
        c("end").fill_null(FOREVER_NUMBER),
    )
    return [(row[0], *(int(value) for value in row[1:])) for row in values(filled, *columns)]


def _add(table: Columns, *row: int) -> None:
    for column, value in zip(table.values(), row, strict=True):
        column.append(value)


def _extensions(table: Columns, frames: Frames, policy: Policy) -> None:
    for found in policy.extensions:
        first, last = day_number(found.start), day_number(found.end)
        everywhere = not (found.agencies or found.sectors)
        places = [
            code
            for code, names in frames.agencies.items()
            if names.ref in found.agencies or names.sector in found.sectors
        ]
        for number, rule in enumerate(policy.rules):
            if rule.competency in found.competencies:
                for agency in [NOWHERE] if everywhere else places:
                    _add(table, number, agency, first, last)
