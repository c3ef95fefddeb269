"""Why a status is what it is: the proof for one person, straight from the graph.

This shares no formula with the set-wise evaluation but the expiry function; the two must agree
for every cell, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import field, frozen

from skillsmatrix.dates import FOREVER, Interval, in_force, last_valid_day, shorter
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.proof import CellProof, Considered, RuleProof
from skillsmatrix.graph import Edge, Grant, Kind, PolicyGraph, grants
from skillsmatrix.model.agency import Agency, Setting
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.renewal import Once, Rolling
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.source_expiry import SourceExpiry
from skillsmatrix.model.status import Status


@frozen
class Prover:
    """Proofs for one day.

    Attributes:
        graph: the policy.
        agencies: id → agency, for sectors and areas.
        settings: id → setting, for areas and types.
        day: the day asked about.
        counting: how days are counted.
    """

    graph: PolicyGraph
    agencies: Mapping[str, Agency]
    settings: Mapping[str, Setting]
    day: date
    counting: Settings
    _grants: dict[str, tuple[Grant, ...]] = field(factory=dict, init=False, eq=False)
    _rules: dict[str, tuple[Requirement, ...]] = field(factory=dict, init=False, eq=False)

    def prove(
        self, assignments: Iterable[Assignment], completions: Iterable[Completion]
    ) -> tuple[CellProof, ...]:
        """Return a proof for each agency and competency that binds the person, in that order."""
        records = tuple(completions)
        cells: dict[tuple[str, str], list[RuleProof]] = {}
        for assignment in assignments:
            if in_force(assignment.start, assignment.end, self.day):
                for rule in self._binding(assignment):
                    key = assignment.agency, rule.competency
                    cells.setdefault(key, []).append(self._apply(rule, assignment, records))
        proofs = []
        for (agency, competency), found in sorted(cells.items()):
            # Sorting keeps the order of assignments among equals.
            first, *others = sorted(found, key=lambda proof: proof.order)
            proofs.append(CellProof(agency, competency, first, tuple(others)))
        return tuple(proofs)

    def _binding(self, assignment: Assignment) -> list[Requirement]:
        agency = self.agencies.get(assignment.agency)
        setting = self.settings.get(assignment.setting)
        place = {
            "sectors": agency.sector if agency else "",
            "agencies": assignment.agency,
            "areas": (setting.area if setting else "") or (agency.area if agency else ""),
            "setting_types": setting.type if setting else "",
        }
        return [
            rule
            for rule in self._in_force(assignment.role)
            if all(
                not getattr(rule, scope) or at in getattr(rule, scope)
                for scope, at in place.items()
            )
        ]

    def _in_force(self, role: str) -> tuple[Requirement, ...]:
        if role not in self._rules:
            found = {
                name: self.graph.catalogue.requirements[name]
                for wider in self.graph.wider_roles(role)
                for (_, name), _ in self.graph.predecessors((Kind.ROLE, wider), Edge.BINDS)
            }
            self._rules[role] = tuple(
                rule for rule in found.values() if in_force(rule.start, rule.end, self.day)
            )
        return self._rules[role]

    def _granting(self, competency: str) -> tuple[Grant, ...]:
        if competency not in self._grants:
            self._grants[competency] = grants(self.graph, competency, self.day)
        return self._grants[competency]

    def _apply(
        self, rule: Requirement, assignment: Assignment, records: tuple[Completion, ...]
    ) -> RuleProof:
        within = rule.within_on(self.day)
        deadline = last_valid_day(
            max(assignment.start, rule.start or date.min),
            within.value if within else Interval(0, "days"),
            self.counting.convention,
        )
        if rule.not_evaluated(self.day):
            return RuleProof(rule, assignment, Status.NOT_EVALUATED, deadline, None, ())
        considered = [self._consider(rule, assignment, record) for record in records]
        told = [answer for answer in considered if answer is not None]
        reached = [a.until for a in told if a.until and not a.below]
        until = max(reached, default=None)
        if until is not None and until >= self.day:
            soon = self.day + timedelta(days=self.counting.soon)
            status = Status.EXPIRING if until <= soon else Status.MET
        elif deadline >= self.day:
            status = Status.NOT_YET_DUE
        elif until is not None:
            status = Status.EXPIRED
        elif any(a.below and a.until and a.until >= self.day for a in told):
            status = Status.BELOW_LEVEL
        else:
            status = Status.MISSING
        courses = () if status is Status.MET else self._curing(rule, assignment)
        return RuleProof(rule, assignment, status, deadline, until, tuple(told), courses)

    def _consider(
        self, rule: Requirement, assignment: Assignment, record: Completion
    ) -> Considered | None:
        """Return what a record does for a rule; None for one about something else."""
        routes = [g for g in self._granting(rule.competency) if g.item == record.item]
        if not routes:
            return self._refused(rule, record)
        if record.outcome is not Outcome.COMPLETE or record.completed is None:
            return Considered(record, None, f"earns nothing: {record.outcome}")
        if record.completed > self.day:
            return Considered(record, None, "lies after the day asked about")
        answers = [self._weigh(rule, assignment, record, route) for route in routes]
        return max(answers, key=lambda a: (a.until is not None, not a.below, a.until or date.min))

    def _refused(self, rule: Requirement, record: Completion) -> Considered | None:
        """Return the refusal by name of a record that would not count anyway, or None."""
        kind = Kind.COURSE if record.item in self.graph.catalogue.courses else Kind.COMPETENCY
        for (_, name), data in self.graph.successors((kind, record.item), Edge.REFUSED_FOR):
            link = data["link"]
            if name == rule.competency and link.in_force(self.day):
                return Considered(record, None, f"is refused by name ({link.id}, {link.place})")
        return None

    def _weigh(
        self, rule: Requirement, assignment: Assignment, record: Completion, route: Grant
    ) -> Considered:
        agency = self.agencies.get(assignment.agency)
        sector = agency.sector if agency else ""
        refusal = route.refused_at(assignment.agency, sector)
        if refusal is not None:
            return Considered(record, None, f"is refused by name ({refusal.id}, {refusal.place})")
        if not route.accepted_at(assignment.agency, sector):
            return Considered(record, None, f"does not count at {assignment.agency}")
        assert record.completed is not None  # the caller has looked
        first, last = route.completed_from or date.min, route.completed_until or date.max
        if not first <= record.completed <= last:
            return Considered(record, None, f"counts only when completed from {first} until {last}")
        until, differs = self._until(rule, record, route)
        why = "; ".join(route.via) or f"is {rule.competency} itself"
        level = (record.level if route.levelled else None) or route.level
        if level < (rule.level or 1):
            why = f"{why}; below the level needed"
            return Considered(record, until, why, below=True, differs=differs)
        return Considered(record, until, why, differs=differs)

    def _until(
        self, rule: Requirement, record: Completion, route: Grant
    ) -> tuple[date, date | None]:
        """Return the last valid day, and the rule's own day where the source's stands instead."""
        renewal = rule.renewal_on(self.day)
        assert isinstance(renewal, Rolling | Once)  # others are not evaluated
        assert record.completed is not None  # the caller has looked
        interval = shorter(renewal.every if isinstance(renewal, Rolling) else None, route.valid_for)
        computed = (
            last_valid_day(record.completed, interval, self.counting.convention)
            if interval
            else FOREVER
        )
        given = record.expires is not None and record.expires < FOREVER
        if not given or not route.speaks_of_expiry(once=isinstance(renewal, Once)):
            return computed, None
        assert record.expires is not None  # given
        wins = renewal.source_expiry is SourceExpiry.WINS
        until = record.expires if wins else min(record.expires, computed)
        return until, computed if until != computed else None

    def _curing(self, rule: Requirement, assignment: Assignment) -> tuple[str, ...]:
        agency = self.agencies.get(assignment.agency)
        sector = agency.sector if agency else ""
        courses = self.graph.catalogue.courses
        return tuple(
            dict.fromkeys(
                grant.item
                for grant in sorted(self._granting(rule.competency), key=lambda g: len(g.via))
                if grant.item in courses
                and grant.level >= (rule.level or 1)
                and grant.accepted_at(assignment.agency, sector)
                and in_force(courses[grant.item].start, courses[grant.item].end, self.day)
            )
        )
