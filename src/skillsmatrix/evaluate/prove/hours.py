"""Hours of learning in a rolling window."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from skillsmatrix.evaluate.finding import Considered, HoursCounted, Minutes
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.weigh import Weighed
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.course import Course
from skillsmatrix.model.renewal import Hours


@frozen
class _Learnt:
    """What was learnt of one item on one day, and through which day it is in the window."""

    day: date
    last: date
    minutes: Minutes


def counted_hours(
    ground: Ground, found: Iterable[Weighed], renewal: Hours
) -> tuple[HoursCounted, dict[int, Considered]]:
    """Return whether hours are enough and through which day, and what became of each record."""
    needed = needed_minutes(renewal)
    learnt: dict[tuple[str, date], _Learnt] = {}
    told: dict[int, Considered] = {}
    for one in found:
        if not one.reached:
            told.setdefault(one.number, Considered(one.record, None, one.why, below=True))
            continue
        if one.number in told and told[one.number].until is not None:
            continue  # by another route, and no route makes it longer
        key = one.record.item, one.day
        course = ground.catalogue.courses.get(one.record.item)
        minutes = minutes_of(one.record, course)
        entry = _Learnt(one.day, min(ground.end(one.day, renewal.window), one.limit), minutes)
        again = key in learnt
        learnt[key] = _most(learnt[key], entry) if key in learnt else entry
        why = f"{one.why}; {_learning(one.record, course, minutes, needed)}"
        why += "; of that day the most counts, once" if again else ""
        told[one.number] = Considered(one.record, entry.last, why)
    entries = sorted(learnt.values(), key=lambda entry: (entry.day, entry.last))
    inside = [entry for entry in entries if entry.last >= ground.day]
    # Only on the last day of something in the window can the hours cease to suffice.
    works = [
        last
        for last in {entry.last for entry in entries}
        if _total(e for e in entries if e.day <= last <= e.last).reach(needed)
    ]
    finding = HoursCounted(
        max(works, default=None),
        needed,
        _total(inside),
        min((entry.last for entry in inside), default=None),
    )
    return finding, told


def needed_minutes(renewal: Hours) -> Minutes:
    """Return what a rule asks for."""
    return Minutes(
        _minutes(renewal.hours),
        _minutes(renewal.participatory_needed),
        _minutes(renewal.multi_agency_needed),
    )


def minutes_of(record: Completion, course: Course | None) -> Minutes:
    """Return how much learning a record is: what it says itself, else what its course says."""
    hours = record.hours if record.hours is not None else (course.hours if course else None)
    total = _minutes(hours or 0.0)

    def share(own: float | None, of_course: bool | None) -> int:
        if own is None:
            return total if of_course is True else 0
        return min(_minutes(own), total)

    return Minutes(
        total,
        share(record.participatory_hours, course.participatory if course else None),
        share(record.multi_agency_hours, course.multi_agency if course else None),
    )


def in_words(minutes: Minutes) -> str:
    """Say how much it is, as in ``3 hours, 1.5 participatory``."""
    said = [f"{minutes.total / 60:.4g} hour{'' if minutes.total == 60 else 's'}"]
    for part, sort in (
        (minutes.participatory, "participatory"),
        (minutes.multi_agency, "multi-agency"),
    ):
        if part:
            said.append(f"{'all' if part == minutes.total else f'{part / 60:.4g}'} {sort}")
    return ", ".join(said)


def _learning(record: Completion, course: Course | None, has: Minutes, needed: Minutes) -> str:
    """Say how much a record is, and what of it that the rule asks for nobody has recorded."""
    if record.hours is None and (course is None or course.hours is None):
        return "hours not recorded, counted as none"
    unrecorded = [
        f"{sort} hours not recorded, counted as none"
        for sort, asked, own, of_course in (
            (
                "participatory",
                needed.participatory,
                record.participatory_hours,
                course.participatory if course else None,
            ),
            (
                "multi-agency",
                needed.multi_agency,
                record.multi_agency_hours,
                course.multi_agency if course else None,
            ),
        )
        if asked and own is None and of_course is None
    ]
    return "; ".join((in_words(has), *unrecorded))


def _minutes(hours: float) -> int:
    return round(hours * 60)


def _most(one: _Learnt, other: _Learnt) -> _Learnt:
    return evolve(
        one,
        last=max(one.last, other.last),
        minutes=Minutes(
            max(one.minutes.total, other.minutes.total),
            max(one.minutes.participatory, other.minutes.participatory),
            max(one.minutes.multi_agency, other.minutes.multi_agency),
        ),
    )


def _total(entries: Iterable[_Learnt]) -> Minutes:
    return sum((entry.minutes for entry in entries), Minutes())
