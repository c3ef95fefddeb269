"""The pages of ``skills show`` about one person: the records, and the way to a role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from skillsmatrix.dates import in_force
from skillsmatrix.graph import PolicyGraph, chain_to_role
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.records.read import PersonRecords


def show_chain(graph: PolicyGraph, records: PersonRecords, role: str, day: date) -> Iterator[str]:
    """Yield the shortest chain of courses from what a person holds to what a role needs."""
    held = {
        completion.item
        for completion in records.completions
        if completion.completed and completion.outcome == "complete"
    }
    steps, without = chain_to_role(graph, held, role, day)
    yield f"From what {records.person.id} has ever completed to {role}: {len(steps)} courses"
    for number, step in enumerate(steps, start=1):
        hours = f", {step.course.hours:g} h" if step.course.hours else ""
        yield f"  {number}. {step.course.id} {step.course.title}{hours}: {', '.join(step.competencies)}"
    if without:
        yield f"  no course in force gives: {', '.join(without)}"


def show_person(records: PersonRecords, day: date) -> Iterator[str]:
    """Yield what is recorded about a person, and which records are revoked on a day."""
    person = records.person
    yield f"Person {person.id}: {person.name or '(no name)'} {person.email}".rstrip()
    yield "  assignments:"
    for a in records.assignments:
        at = " ".join(part for part in (a.agency, a.setting, a.team) if part)
        manager = f", manager {a.manager}" if a.manager else ""
        supervisor = f", supervisor {a.supervisor}" if a.supervisor else ""
        yield f"    {a.role} at {at}, {a.start} to {a.end or 'now'}{manager}{supervisor}"
    if records.absences:
        yield "  absences:"
        for absence in records.absences:
            yield f"    {absence.kind}, {absence.start} to {absence.end or 'now'}"
    if records.tags:
        yield "  tags:"
        for tag in records.tags:
            yield f"    {tag.tag}, {tag.start} to {tag.end or 'now'}"
    if records.decisions:
        yield "  decisions:"
        for decision in records.decisions:
            yield f"    {_decided(decision)}{_from(decision.source)}"
    yield "  completions:"
    for c in records.completions:
        expires = f", expires {c.expires}" if c.expires else ""
        revoked = "".join(f", {_revoked(d)}" for d in records.decisions if _strikes(d, c, day))
        done = f"{c.completed or '(no day)'} {c.item}: {c.outcome}"
        yield f"    {done}{expires}{revoked}{_from(c.source)}"


def _decided(decision: Decision) -> str:
    at = f" at {decision.agency}" if decision.agency else ""
    of = f" of {decision.completed}" if decision.completed else ""
    when = f"{decision.start} to {decision.end or 'further notice'}"
    return (
        f"{decision.kind} of {decision.subject}{of}{at}, {when},"
        f" by {decision.decided_by}: {decision.reason}"
    )


def _strikes(decision: Decision, record: Completion, day: date) -> bool:
    """Say whether a decision revokes a record on a day."""
    return (
        decision.kind is DecisionKind.REVOCATION
        and (decision.subject, decision.completed) == (record.item, record.completed)
        and in_force(decision.start, decision.end, day)
    )


def _revoked(decision: Decision) -> str:
    at = f" at {decision.agency}" if decision.agency else ""
    return f"REVOKED{at} from {decision.start}"


def _from(source: str) -> str:
    return f"  [{source}]" if source else ""
