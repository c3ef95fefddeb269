"""The page of ``skills explain``: a proof as a tree, as a person would say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.proof import CellProof, Considered, RuleProof
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Source
from skillsmatrix.model.status import GAPS, Status
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.source import who_says


def proof_text(
    records: PersonRecords, cells: Sequence[CellProof], catalogue: Catalogue, day: date
) -> str:
    """Return the proofs of a person's cells as text: a line each, its reasons indented below."""
    person = records.person
    lines = [f"{person.name or person.id} ({person.id}), as at {day}"]
    if not cells:
        lines.append("No requirement binds this person on that day.")
    # The worst first, then the most binding: the reader came for those.
    order = sorted(cells, key=lambda c: (-c.status.severity, c.deciding.requirement.standing.rank))
    for cell in order:
        lines.append("")
        lines += _cell(cell, catalogue, day)
    return "\n".join(lines) + "\n"


def _cell(cell: CellProof, catalogue: Catalogue, day: date) -> Iterator[str]:
    title = catalogue.competencies[cell.competency].title
    yield f"{cell.competency} {title}, for {cell.agency}: {cell.status.value.upper()}"
    yield from _rule(cell.deciding, catalogue, day)
    for other in cell.others:
        yield (
            f"├─ Also bound by {other.requirement.id} as {other.assignment.role}:"
            f" {other.status.value}; the stricter answer stands."
        )
    yield f"└─ {_conclusion(cell.deciding, day)}"


def _rule(proof: RuleProof, catalogue: Catalogue, day: date) -> Iterator[str]:
    rule = proof.requirement
    level = f" at level {rule.level}" if rule.level else ""
    yield f"├─ Required{level} by {rule.id} ({rule.standing}), {_source(rule, catalogue)}"
    yield f"│  as {proof.assignment.role} at {proof.assignment.agency} since {proof.assignment.start}"
    within = rule.within_on(day)
    if within is not None:
        yield (
            f"│  first within {within.value}, so by {proof.deadline}; {_source(within, catalogue)}"
        )
    renewal = rule.renewal_on(day)
    if renewal is not None:
        yield f"│  renewed: {renewal}; {_source(renewal, catalogue)}"
    for considered in sorted(
        proof.considered, key=lambda c: c.completion.completed or date.min, reverse=True
    ):
        yield f"├─ Record: {_record(considered)}"


def _source(source: Source, catalogue: Catalogue) -> str:
    return f"{who_says(source, catalogue)} [{source.place}]"


def _record(considered: Considered) -> str:
    record = considered.completion
    day = f"completed {record.completed}" if record.completed else str(record.outcome)
    said = f"{record.item} {day}: {considered.why}"
    if considered.until is not None:
        said += (
            ", for good" if considered.until == FOREVER else f", valid through {considered.until}"
        )
    if considered.differs is not None:
        rule = "never ends" if considered.differs == FOREVER else f"says {considered.differs}"
        said += f" (the source's own date; the rule {rule})"
    if record.source:
        said += f" [{record.source}]"
    return said


def _conclusion(proof: RuleProof, day: date) -> str:
    until = proof.until
    cure = f" Cure: {' or '.join(proof.courses[:4])}." if proof.courses else " No course cures it."
    if proof.status is Status.NOT_EVALUATED:
        kind = proof.requirement.not_evaluated(day)
        return (
            f"Not evaluated ({kind}): this kind of rule has no formula yet; never counted as met."
        )
    if proof.status is Status.MET:
        return "Met for good." if until == FOREVER else f"Met; lapses after {until}."
    if proof.status is Status.EXPIRING:
        return f"Met, but lapses after {until}.{cure}"
    if proof.status is Status.NOT_YET_DUE:
        return f"Not yet due: there is time until {proof.deadline}.{cure}"
    assert proof.status in GAPS
    since = f"overdue since {proof.due}" if proof.due else ""
    late = (day - proof.due).days if proof.due else 0
    days = f", {late:,} day{'' if late == 1 else 's'}" if proof.due else ""
    words = {
        Status.EXPIRED: f"Expired: lapsed after {until}",
        Status.BELOW_LEVEL: "Below level: only a lower level is held",
        Status.MISSING: "Missing: no record counts",
    }[proof.status]
    return f"{words}; {since}{days}.{cure}"


def proof_facts(records: PersonRecords, cells: Sequence[CellProof], day: date) -> dict[str, Any]:
    """Return the proofs for machines."""
    return {
        "person": records.person.id,
        "as_at": day.isoformat(),
        "cells": [
            {
                "agency": cell.agency,
                "competency": cell.competency,
                "status": cell.status.value,
                "requirement": cell.deciding.requirement.id,
                "role": cell.deciding.assignment.role,
                "deadline": cell.deciding.deadline,
                "until": None if cell.deciding.until == FOREVER else cell.deciding.until,
                "due": cell.deciding.due,
                "courses": list(cell.deciding.courses),
                "records": [
                    {
                        "item": considered.completion.item,
                        "completed": considered.completion.completed,
                        "counts": considered.until is not None and not considered.below,
                        "why": considered.why,
                        "until": None if considered.until == FOREVER else considered.until,
                        "source": considered.completion.source,
                    }
                    for considered in cell.deciding.considered
                ],
                "also_bound_by": [other.requirement.id for other in cell.others],
            }
            for cell in cells
        ],
    }
