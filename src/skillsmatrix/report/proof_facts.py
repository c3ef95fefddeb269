"""Proofs for machines: the same as ``skills explain`` says, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.finding import Chain, Considered, EventsCounted, Finding, HoursCounted
from skillsmatrix.evaluate.proof import CellProof, Moved, RuleProof
from skillsmatrix.model.decision import Decision
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.basis import Basis


def proof_facts(records: PersonRecords, cells: Sequence[CellProof], basis: Basis) -> dict[str, Any]:
    """Return a person's proofs for machines."""
    return {
        "person": records.person.id,
        **basis.facts,
        "cells": [
            {
                "agency": cell.agency,
                "competency": cell.competency,
                "status": cell.status.value,
                **_rule(cell.deciding),
                "also_bound_by": [other.requirement.id for other in cell.others],
            }
            for cell in cells
        ],
    }


def _rule(proof: RuleProof) -> dict[str, Any]:
    return {
        "requirement": proof.requirement.id,
        "role": proof.assignment.role,
        "deadline": proof.deadline,
        "until": _day(proof.until),
        "due": proof.due,
        "allowed": proof.allowed,
        "courses": list(proof.courses),
        "records": [
            {**_record(considered), "for": member.competency}
            for member in proof.members
            for considered in member.considered
        ],
        "members": [
            {
                "competency": member.competency,
                "until": _day(member.until),
                "findings": [_finding(finding) for finding in member.findings],
            }
            for member in proof.members
        ],
        "moved": [_moved(moved) for moved in proof.moved],
        "exemption": _decision(proof.exemption),
        "absence": None if proof.pause is None else proof.pause.kind,
    }


def _record(considered: Considered) -> dict[str, Any]:
    record = considered.completion
    held = considered.until is not None or considered.update is not None
    return {
        "item": record.item,
        "completed": record.completed,
        "counts": held and not considered.below,
        "why": considered.why,
        "until": _day(considered.until),
        "source": record.source,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    match finding:
        case HoursCounted():
            return {
                "until": _day(finding.until),
                "hours": finding.now.total / 60,
                "hours_needed": finding.needed.total / 60,
                "participatory": finding.now.participatory / 60,
                "participatory_needed": finding.needed.participatory / 60,
                "multi_agency": finding.now.multi_agency / 60,
                "multi_agency_needed": finding.needed.multi_agency / 60,
            }
        case EventsCounted():
            years = {year.last.isoformat(): year.counted for year in finding.years}
            return {"until": _day(finding.until), "needed": finding.needed, "years": years}
        case Chain():
            item = finding.best.completion.item if finding.best else None
            return {"until": _day(finding.until), "clock": finding.clock, "by": item}


def _moved(moved: Moved) -> dict[str, Any]:
    by = moved.by
    return {
        "what": "deadline" if moved.of_deadline else "until",
        "from": moved.before,
        "to": _day(moved.after),
        "by": by.decided_by if isinstance(by, Decision) else by.id,
    }


def _decision(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "decided_by": decision.decided_by,
        "reason": decision.reason,
        "start": decision.start,
        "end": decision.end,
    }


def _day(day: date | None) -> date | None:
    return None if day == FOREVER else day
