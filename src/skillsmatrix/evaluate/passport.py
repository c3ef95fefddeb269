"""What a person brings to another agency: what counts there, what must be done, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen

from skillsmatrix.evaluate.evidence import Evidence, Given
from skillsmatrix.evaluate.finding import Chain, Considered, MemberProof
from skillsmatrix.evaluate.proof import CellProof, RuleProof
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.status import MEETING, Status


class Worth(StrEnum):
    """What becomes of one competency on arrival."""

    COUNTS = "counts"
    REDO = "redo"
    """Something was completed, but it does not count there, or no longer."""
    FIRST = "do"
    """Nothing was completed towards it."""
    EXEMPT = "exempt"
    NOT_EVALUATED = "not evaluated"


@frozen
class Entry:
    """One competency that the agency asks for.

    Attributes:
        cell: its proof there.
        by: the records by which it counts.
        first_by: the last day to do it; None where it counts, or need not be held.
        refused: what is recorded but does not count on that day, with the reasons.
    """

    cell: CellProof
    worth: Worth
    by: tuple[Completion, ...]
    first_by: date | None
    refused: tuple[Considered, ...]

    @property
    def rule(self) -> RuleProof:
        """What the strictest rule there says."""
        return self.cell.deciding


def passport(
    prover: Prover,
    evidence: Evidence,
    agency: str,
    roles: Iterable[str],
    setting: str = "",
    start: date | None = None,
) -> tuple[Entry, ...]:
    """Return what each competency asked for at an agency would find, if a person started there.

    Absences are left aside: whoever starts somewhere is there. Posts held before still count where
    a first deadline runs from the first day in such a role, or at the agency.

    Args:
        prover: the proofs of the day.
        evidence: everything recorded about the person.
        agency: id of the agency.
        roles: ids of the roles the person would have there.
        setting: id of the setting; empty for none in particular.
        start: the first day; the day of the proofs by default.
    """
    person = next((a.person for a in evidence.assignments), "")
    posts = tuple(
        Assignment(
            person=person, agency=agency, role=role, start=start or prover.day, setting=setting
        )
        for role in roles
    )
    arrived = Given(
        assignments=(*evidence.assignments, *posts),
        completions=tuple(evidence.completions),
        decisions=tuple(evidence.decisions),
        tags=tuple(evidence.tags),
    )
    return tuple(_entry(cell, prover.day) for cell in prover.prove(arrived, posts))


def _entry(cell: CellProof, day: date) -> Entry:
    proof = cell.deciding
    worth = _worth(proof)
    waits = worth in (Worth.REDO, Worth.FIRST)
    used = tuple(_used(proof)) if worth is Worth.COUNTS else ()
    refused = tuple(
        told for told in proof.considered if told.completion not in used and not _counts(told, day)
    )
    return Entry(cell, worth, used, proof.due if waits else None, refused)


def _worth(proof: RuleProof) -> Worth:
    if proof.status in MEETING:
        return Worth.COUNTS
    if proof.status is Status.EXEMPT:
        return Worth.EXEMPT
    if proof.status is Status.NOT_EVALUATED:
        return Worth.NOT_EVALUATED
    achieved = any(told.completion.outcome is Outcome.COMPLETE for told in proof.considered)
    return Worth.REDO if achieved else Worth.FIRST


def _counts(told: Considered, day: date) -> bool:
    ends = (told.until, told.update)
    return not told.below and any(end is not None and end >= day for end in ends)


def _used(proof: RuleProof) -> Iterator[Completion]:
    """Yield the records that the last day rests on, each once."""
    seen: list[Completion] = []
    for record in _all_used(proof.members):
        if record not in seen:
            seen.append(record)
            yield record


def _all_used(members: Sequence[MemberProof]) -> Iterator[Completion]:
    for member in members:
        for finding in member.findings:
            if not isinstance(finding, Chain):
                # Hours and events rest on all that were counted.
                yield from (told.completion for told in member.considered if told.until is not None)
            elif finding.best is not None:
                yield finding.best.completion
