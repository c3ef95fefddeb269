"""What must be right between the values of one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any

from attrs import frozen

from skillsmatrix.dates import Interval, last_valid_day
from skillsmatrix.model.completion import Outcome
from skillsmatrix.records.faults import Fault, Wrong
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.decision_checks import decision_faults
from skillsmatrix.records.numbers import NO_END

Values = dict[str, list[Any]]
_YOUNGEST = 14


@frozen
class Checked:
    """What the checks found, and remarks that stand in nobody's way, by row."""

    faults: list[Fault]
    remarks: list[tuple[int, str]]


def check_rows(
    kind: str,
    values: Values,
    bad: set[int],
    born: Mapping[int, date],
    undated: str,
    labels: Mapping[str, str],
    known: Known,
) -> Checked:
    """Check the rows that are not bad already; completions get their outcome and expiry filled in.

    Args:
        kind: the kind of records.
        values: the values of each field, changed in place.
        bad: rows that have faults already.
        born: birthdays by code of the person.
        undated: the outcome of a row that gives neither an outcome nor a day.
        labels: what the file calls each field.
        known: what the catalogue knows.
    """
    checked = Checked([], [])
    for check in CHECKS.get(kind, ()):
        check(values, bad, checked, _Given(born, undated, labels, known))
    return checked


@frozen
class _Given:
    born: Mapping[int, date]
    undated: str
    labels: Mapping[str, str]
    known: Known


def _column(values: Values, name: str) -> Sequence[Any]:
    if name in values:
        return values[name]
    return [None] * len(next(iter(values.values()), ()))


def _fill_outcomes(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    """An empty outcome is complete if there is a day; a day must be there for it."""
    outcomes = list(_column(values, "outcome"))
    for row, day in enumerate(_column(values, "completed")):
        if outcomes[row] is None:
            outcomes[row] = Outcome.COMPLETE.value if day else given.undated or None
        if row in bad or day or outcomes[row] not in (None, Outcome.COMPLETE):
            continue
        label = given.labels["completed"]
        checked.faults.append(
            Fault(
                row,
                Wrong(
                    "missing-value",
                    f"{label}: a completed record needs its day (no {label})",
                    "Fill it in, or give another outcome: in progress, failed, not started; "
                    "or one day for all in a profile, under [constants].",
                ),
            )
        )
    values["outcome"] = outcomes


def _check_birthdays(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    if not given.born:
        return
    pairs = zip(values["person"], _column(values, "completed"), strict=True)
    for row, (person, day) in enumerate(pairs):
        born = given.born.get(person)
        if born is None or day is None or row in bad:
            continue
        if (day.year - _YOUNGEST, day.month, day.day) < (born.year, born.month, born.day):
            wrong = Wrong(
                "before-14",
                f"{given.labels['completed']}: before the person's {_YOUNGEST}th birthday ({day})",
                f"Correct the day, or the date of birth ({born}).",
            )
            checked.faults.append(Fault(row, wrong))


def _check_expiry(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    if "expires" not in values:
        return
    for row, (day, end) in enumerate(
        zip(_column(values, "completed"), values["expires"], strict=True)
    ):
        if day is not None and end is not None and end < day and row not in bad:
            wrong = Wrong(
                "ends-before-start",
                f"{given.labels['expires']}: expires before it was completed on {day} ({end})",
                "Correct one of the two.",
            )
            checked.faults.append(Fault(row, wrong))


def _fill_expiry(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    """Where a source says for how many months, fill in an empty expiry; remark a different one.

    The last valid day is the anniversary less a day, as the ASC-WDS bulk upload reckons
    (lambdas/bulkUpload/classes/trainingCSVValidator.js); the source's own date stands.
    """
    if "validity" not in values:
        return
    ends = list(_column(values, "expires"))
    label = given.labels["validity"]
    rows = zip(values["completed"], values["validity"], strict=True)
    for row, (day, months) in enumerate(rows):
        if row in bad or day is None or months is None:
            continue
        if months == NO_END:
            if ends[row] is not None:
                remark = f"{label} says none, the expiry {ends[row]} is kept."
                checked.remarks.append((row, remark))
            continue
        reckoned = last_valid_day(day, Interval(months, "months"))
        if ends[row] is None:
            ends[row] = reckoned
        elif ends[row] != reckoned:
            remark = f"{label} ({months}) gives {reckoned}, the expiry {ends[row]} is kept."
            checked.remarks.append((row, remark))
    values["expires"] = ends


def _check_end(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    ends = values.get("end") or repeat(None)
    for row, (start, end) in enumerate(zip(values["start"], ends)):  # noqa: B905  # repeat is endless
        if start is not None and end is not None and end < start and row not in bad:
            wrong = Wrong(
                "ends-before-start",
                f"{given.labels['end']}: ends before it starts on {start} ({end})",
                "Correct one of the two.",
            )
            checked.faults.append(Fault(row, wrong))


def _check_source(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    pairs = zip(_column(values, "source"), _column(values, "source_id"), strict=True)
    for row, (source, ref) in enumerate(pairs):
        if bool(source) != bool(ref) and row not in bad:
            wrong = Wrong(
                "missing-value",
                f"source and source_id go together ({source or ref})",
                "Fill in both, or neither.",
            )
            checked.faults.append(Fault(row, wrong))


def _check_learnt(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    """No part of the hours can be more than all of them."""
    for name in ("participatory_hours", "multi_agency_hours"):
        pairs = zip(_column(values, "hours"), _column(values, name), strict=True)
        for row, (whole, part) in enumerate(pairs):
            if row not in bad and whole is not None and part is not None and part > whole:
                wrong = Wrong(
                    "more-than-all",
                    f"{given.labels[name]}: more than all the hours, {whole / 60:g} ({part / 60:g})",
                    "Correct one of the two.",
                )
                checked.faults.append(Fault(row, wrong))


def _check_decisions(values: Values, bad: set[int], checked: Checked, given: _Given) -> None:
    checked.faults.extend(decision_faults(values, bad, given.known, given.labels))


CHECKS: dict[str, tuple[Callable[[Values, set[int], Checked, _Given], None], ...]] = {
    "people": (_check_source,),
    "assignments": (_check_end,),
    "absences": (_check_end,),
    "completions": (_fill_outcomes, _check_birthdays, _check_expiry, _fill_expiry, _check_learnt),
    "decisions": (_check_end, _check_decisions),
    "tags": (_check_end,),
    "needs": (_check_end,),
}
"""The checks of each kind, in the order they run."""
