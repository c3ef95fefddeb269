"""Whom a requirement binds: every scope that it names must hold of the assignment."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from skillsmatrix.dates import in_force
from skillsmatrix.evaluate.evidence import Evidence
from skillsmatrix.evaluate.prove.deadline import post_start
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.graph import Edge, Kind
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.requirement import Requirement


@frozen(eq=False)
class Binding:
    """The requirements of one day, by role."""

    ground: Ground
    _rules: dict[str, tuple[Requirement, ...]] = field(factory=dict, init=False)

    def rules(self, assignment: Assignment, evidence: Evidence) -> Iterator[Requirement]:
        """Yield the requirements that bind a person in an assignment."""
        day = self.ground.day
        if not in_force(assignment.start, assignment.end, day):
            return
        agency = self.ground.agencies.get(assignment.agency)
        setting = self.ground.settings.get(assignment.setting)
        area = (setting.area if setting else "") or (agency.area if agency else "")
        needs = {
            need.need
            for need in self.ground.needs
            if need.setting == assignment.setting and in_force(need.start, need.end, day)
        }
        held = {tag.tag for tag in evidence.tags if in_force(tag.start, tag.end, day)}
        for rule in self._of_role(assignment.role):
            if (
                _allows(rule.sectors, agency.sector if agency else "")
                and _allows(rule.agencies, assignment.agency)
                and _allows(rule.areas, area)
                and _allows(rule.setting_types, setting.type if setting else "")
                and _allows(rule.employments, assignment.employment)
                and (not rule.tags or not held.isdisjoint(rule.tags))
                and (not rule.needs or not needs.isdisjoint(rule.needs))
                and _hours_allow(rule, assignment.hours)
                and self._new_enough(rule, assignment, evidence)
            ):
                yield rule

    def _of_role(self, role: str) -> tuple[Requirement, ...]:
        """Return the requirements in force that name the role or a wider one."""
        if role not in self._rules:
            graph = self.ground.graph
            found = {
                name: graph.catalogue.requirements[name]
                for wider in graph.wider_roles(role)
                for (_, name), _ in graph.predecessors((Kind.ROLE, wider), Edge.BINDS)
            }
            self._rules[role] = tuple(
                rule
                for rule in found.values()
                if in_force(rule.start, rule.end, self.ground.day) and rule.coverage is None
            )
        return self._rules[role]

    def _new_enough(self, rule: Requirement, assignment: Assignment, evidence: Evidence) -> bool:
        if rule.new_starters is None:
            return True
        return self.ground.day <= self.ground.end(
            post_start(assignment, evidence.assignments), rule.new_starters
        )


def _allows(scope: tuple[str, ...], at: str) -> bool:
    return not scope or at in scope


def _hours_allow(rule: Requirement, hours: float | None) -> bool:
    """Compare whole minutes a week; hours that are not known bind."""
    if hours is None:
        return True
    minutes = round(hours * 60)
    return (rule.hours_from is None or minutes >= round(rule.hours_from * 60)) and (
        rule.hours_below is None or minutes < round(rule.hours_below * 60)
    )
