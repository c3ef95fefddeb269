"""The last line of a proof: the answer, why it is that one, and what would help."""

from __future__ import annotations

from datetime import date

from skillsmatrix.dates import FOREVER, days_after
from skillsmatrix.evaluate.proof import RuleProof
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.person import Absence
from skillsmatrix.model.renewal import Calendar, Events, Hours
from skillsmatrix.model.requirement import Clock
from skillsmatrix.model.status import Status
from skillsmatrix.report.source import who_says

CLOCKS = {
    Clock.EMPLOYER: "the employer's clock",
    Clock.REGISTRATION: "the professional register's clock",
    Clock.SUPERVISION: "the clock of supervision",
}
"""The clocks, as people call them."""


def conclusion(proof: RuleProof, catalogue: Catalogue, day: date) -> str:
    """Return the last line of a proof."""
    until = proof.until
    match proof.status:
        case Status.EXEMPT:
            return _exempt(proof)
        case Status.PAUSED:
            return _paused(proof, catalogue)
        case Status.NOT_EVALUATED:
            return "Not evaluated: no renewal is in force that day; never counted as met."
        case Status.MET if until == FOREVER:
            return "Met for good."
        case Status.MET:
            return f"Met; lapses after {until}."
        case Status.EXPIRING:
            return f"Met, but lapses after {until}.{cure(proof, day)}"
        case Status.NOT_YET_DUE:
            return f"Not yet due: {_time(proof, catalogue)}.{cure(proof, day)}"
        case _:
            return f"{_gap(proof, catalogue, day)}{cure(proof, day)}"


def cure(proof: RuleProof, day: date) -> str:
    """Return what would help, as a sentence after others."""
    several = len(proof.members) > 1
    counted = isinstance(proof.requirement.renewal_on(day), Hours | Events | Calendar)
    if not proof.courses:
        return " No course cures it."
    if several or counted:
        return f" What counts towards it: {', '.join(proof.courses[:4])}."
    return f" Cure: {' or '.join(proof.courses[:4])}."


def running_on(proof: RuleProof, catalogue: Catalogue, day: date) -> str:
    """Say of an absence that day that it does not stop the rule's clock; empty without one."""
    if not proof.away or proof.status in (Status.PAUSED, Status.EXEMPT):
        return ""
    absence = proof.away[0]
    clock = proof.requirement.clock
    kind = catalogue.absence_kinds.get(absence.kind)
    said = f"Away that day: {_absence(absence, catalogue)}; {CLOCKS[clock]} runs on"
    if kind is not None and clock in kind.pauses and kind.after is not None:
        said += f" until the absence has lasted {kind.after}"
    return f"{said}."


def _absence(absence: Absence, catalogue: Catalogue) -> str:
    kind = catalogue.absence_kinds.get(absence.kind)
    title = kind.title.lower() if kind else absence.kind
    return f"{title} since {absence.start}"


def _exempt(proof: RuleProof) -> str:
    decision = proof.exemption
    assert decision is not None  # that is why
    until = f"until {decision.end}" if decision.end else "until further notice"
    return f"Exempt {until}: {decision.decided_by} decided it, because: {decision.reason}."


def _paused(proof: RuleProof, catalogue: Catalogue) -> str:
    absence = proof.pause
    assert absence is not None  # that is why
    kind = catalogue.absence_kinds[absence.kind]
    said = f"Paused: {_absence(absence, catalogue)}; {CLOCKS[proof.requirement.clock]} stands still"
    if kind.after is not None:
        said += f" once the absence has lasted {kind.after}"
    if kind.grace is None:
        return f"{said}. What falls due meanwhile is due on the return."
    return f"{said}. What falls due meanwhile is due {kind.grace} after the return."


def _time(proof: RuleProof, catalogue: Catalogue) -> str:
    """Say until when there is time, and why."""
    if proof.returned is not None:
        absence = proof.returned
        kind = catalogue.absence_kinds[absence.kind]
        return (
            f"back from {kind.title.lower()} ({absence.start} to {absence.end}); what fell due"
            f" meanwhile has time until {proof.allowed}"
        )
    if proof.grace is not None:
        said = f"it lapsed after {proof.until}, but there is time until {proof.allowed}"
        if proof.grace.allows:
            said += f", meanwhile only to {proof.grace.allows}"
        return f"{said} ({who_says(proof.grace, catalogue)} [{proof.grace.place}])"
    return f"there is time until {proof.deadline}"


def _gap(proof: RuleProof, catalogue: Catalogue, day: date) -> str:
    since, days = "", ""
    if proof.due is not None:
        late = (day - proof.due).days
        since = f"; overdue since {days_after(proof.due, 1)}"
        days = f", {late:,} day{'' if late == 1 else 's'}"
    counted = isinstance(proof.requirement.renewal_on(day), Hours)
    words = {
        Status.EXPIRED: (
            f"Expired: the hours were enough through {proof.until}"
            if counted and proof.until == proof.earned
            else f"Expired: lapsed after {proof.until}"
        ),
        Status.BELOW_LEVEL: "Below level: only a lower level is held",
        Status.MISSING: _missing(proof, day),
    }[proof.status]
    return f"{words}{_time_before(proof, catalogue)}{since}{days}."


def _time_before(proof: RuleProof, catalogue: Catalogue) -> str:
    """Say what time there was, and why; empty where there was none."""
    if proof.returned is not None:
        kind = catalogue.absence_kinds[proof.returned.kind]
        return f"; back from {kind.title.lower()}, there was time until {proof.allowed}"
    return f"; there was time until {proof.allowed}" if proof.grace is not None else ""


def _missing(proof: RuleProof, day: date) -> str:
    if len(proof.members) > 1:
        return "Missing: too few are held"
    match proof.requirement.renewal_on(day):
        case Hours() if any(c.until for c in proof.considered):
            return "Missing: the hours are too few"
        case Events() | Calendar() if any(c.until for c in proof.considered):
            return "Missing: too few in any year so far"
        case _:
            return "Missing: no record counts"
