"""The prover: every rule that binds a person on a day, and the strictest of each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from attrs import evolve, field, frozen

from skillsmatrix.dates import in_force
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.evidence import Evidence
from skillsmatrix.evaluate.finding import MemberProof
from skillsmatrix.evaluate.proof import CellProof, FirstDeadline, RuleProof
from skillsmatrix.evaluate.prove.bound import Binding
from skillsmatrix.evaluate.prove.certified import certificate
from skillsmatrix.evaluate.prove.cure import curing, in_need
from skillsmatrix.evaluate.prove.deadline import first_deadline
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.member import prove_member
from skillsmatrix.evaluate.prove.moved import Extended, certificates, extended, put_off
from skillsmatrix.evaluate.prove.recognised import Recognitions
from skillsmatrix.evaluate.prove.routes import Routes
from skillsmatrix.evaluate.prove.verdict import due_day, verdict
from skillsmatrix.evaluate.prove.weigh import Asked, Scales, revocations
from skillsmatrix.graph import PolicyGraph
from skillsmatrix.model.agency import Agency, Need, Setting
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.status import Status


@frozen
class _Held:
    """What records and decisions give for one rule, before it is weighed against the day."""

    first: FirstDeadline
    earned: date | None
    below: date | None
    extended: Extended
    members: tuple[MemberProof, ...]


@frozen(eq=False)
class Prover:
    """Proofs for one day.

    Attributes:
        graph: the policy.
        agencies: id → agency, for sectors and areas.
        settings: id → setting, for areas and types.
        day: the day asked about.
        counting: how days are counted.
        needs: what settings need, each for a time.
    """

    graph: PolicyGraph
    agencies: Mapping[str, Agency]
    settings: Mapping[str, Setting]
    day: date
    counting: Settings
    needs: tuple[Need, ...] = ()
    _ground: Ground = field(init=False)
    _binding: Binding = field(init=False)
    _routes: Routes = field(init=False)
    _recognitions: Recognitions = field(init=False)

    @_ground.default
    def _lay_ground(self) -> Ground:
        return Ground(
            self.graph, self.agencies, self.settings, tuple(self.needs), self.day, self.counting
        )

    @_binding.default
    def _bind(self) -> Binding:
        return Binding(self._ground)

    @_routes.default
    def _route(self) -> Routes:
        return Routes(self._ground)

    @_recognitions.default
    def _recognise(self) -> Recognitions:
        return Recognitions(self._ground)

    def prove(
        self, evidence: Evidence, assignments: Sequence[Assignment] | None = None
    ) -> tuple[CellProof, ...]:
        """Return a proof for each agency and competency that binds the person, in that order.

        Args:
            evidence: everything recorded about the person.
            assignments: prove only what binds in these; in all of the evidence by default.
        """
        cells: dict[tuple[str, str], list[RuleProof]] = {}
        for assignment in evidence.assignments if assignments is None else assignments:
            for rule in self._binding.rules(assignment, evidence):
                key = assignment.agency, rule.competency
                cells.setdefault(key, []).append(self.apply(rule, assignment, evidence))
        proofs = []
        for (agency, competency), found in sorted(cells.items()):
            # Sorting keeps the order of assignments among equals.
            first, *others = sorted(found, key=lambda proof: proof.order)
            proofs.append(CellProof(agency, competency, first, tuple(others)))
        return tuple(proofs)

    def held(self, rule: Requirement, assignment: Assignment, evidence: Evidence) -> date | None:
        """Return through which day the person holds what a rule asks for, bound by it or not.

        Extensions and temporary certifications count; None where it was never held.
        """
        return self._held(rule, assignment, evidence).extended.until

    def apply(self, rule: Requirement, assignment: Assignment, evidence: Evidence) -> RuleProof:
        """Return what a rule says of an assignment, bound by it or not."""
        held = self._held(rule, assignment, evidence)
        until, deadline = held.extended.until, held.extended.deadline
        found = verdict(self._ground, rule, assignment, evidence, until, held.below, deadline)
        proof = RuleProof(
            requirement=rule,
            assignment=assignment,
            status=found.status,
            first=held.first,
            deadline=deadline,
            until=until,
            due=due_day(until, deadline, found.allowed),
            members=held.members,
            earned=held.earned,
            below=held.below,
            moved=held.extended.moved,
            exemption=found.exemption,
            away=tuple(a for a in evidence.absences if in_force(a.start, a.end, self.day)),
            pause=found.pause,
            returned=found.returned,
            grace=found.grace,
            allowed=found.allowed,
        )
        return (
            proof
            if found.status is Status.MET
            else evolve(proof, courses=self._courses(proof, evidence))
        )

    def _held(self, rule: Requirement, assignment: Assignment, evidence: Evidence) -> _Held:
        renewal, agency = rule.renewal_on(self.day), assignment.agency
        certified = certificates(evidence.decisions, agency, self.day)
        direct = [given for given in certified if given.subject in (rule.competency, rule.id)]
        members: list[MemberProof] = []
        if renewal is not None:
            standing = revocations(evidence.decisions, self.day)
            scales = Scales(self._ground, self._recognitions, standing)
            for competency in rule.members:
                routes = self._routes.of(rule, renewal, competency)
                asked = self._asked(rule, assignment, competency, evidence)
                member = prove_member(scales, evidence.completions, routes, renewal, asked)
                given = certificate(certified, routes, renewal, asked)
                members.append(evolve(member, certified=given) if given else member)
        if not rule.of:
            direct += [member.certified for member in members if member.certified]
        first = first_deadline(self._ground, rule, assignment, evidence)
        earned = _most_recent(rule, [member.until for member in members])
        held, below = earned, [_later(member.until, member.below) for member in members]
        if rule.of:
            held = _most_recent(rule, [member.last for member in members])
            below = [_later(day, member.last) for day, member in zip(below, members, strict=True)]
        return _Held(
            first,
            earned,
            _most_recent(rule, below),
            extended(self._ground, rule, agency, evidence.decisions, direct, held, first.last),
            tuple(members),
        )

    def _asked(
        self, rule: Requirement, assignment: Assignment, competency: str, evidence: Evidence
    ) -> Asked:
        agency = assignment.agency
        later = partial(put_off, self._ground, rule, agency, evidence.decisions)
        return Asked(competency, rule.level or 1, agency, self._ground.sector(agency), later)

    def _courses(self, proof: RuleProof, evidence: Evidence) -> tuple[str, ...]:
        """Return the courses that would cure a gap, or help to."""
        rule = proof.requirement
        renewal = rule.renewal_on(self.day)
        if renewal is None:
            return ()
        courses = [
            course
            for member in in_need(proof.members, proof.earned, self.day)
            for course in curing(
                self._ground,
                self._routes.of(rule, renewal, member.competency),
                renewal,
                self._asked(rule, proof.assignment, member.competency, evidence),
                member,
            )
        ]
        return tuple(dict.fromkeys(courses))


def _most_recent(rule: Requirement, ends: list[date | None]) -> date | None:
    """Return the day through which as many as the rule needs are held; None if never."""
    held = sorted((end for end in ends if end is not None), reverse=True)
    needed = rule.members_needed
    return held[needed - 1] if len(held) >= needed else None


def _later(one: date | None, other: date | None) -> date | None:
    return max(one or date.min, other or date.min) if one or other else None
