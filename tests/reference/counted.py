"""What is counted rather than chained: hours in a window, and events in a year."""

from __future__ import annotations

from datetime import date

from attrs import frozen
from tests.reference.recognise import Ask
from tests.reference.weigh import Validity, Worth, weigh
from tests.reference.world import day_after

from skillsmatrix.dates import end_of_year
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.renewal import Calendar, Events, Hours


@frozen
class Entry:
    """What one item gave on one day.

    Attributes:
        leaves: the last day it is in the window.
        minutes: in all, with other people, with other agencies.
    """

    day: date
    leaves: date
    minutes: tuple[int, int, int]


def by_hours(ask: Ask, renewal: Hours, competency: str) -> date | None:
    """Return the last day on which the hours in the window suffice, trying every last day."""
    entries = _entries(ask, renewal, competency)
    needed = [
        round(hours * 60)
        for hours in (renewal.hours, renewal.participatory_needed, renewal.multi_agency_needed)
    ]
    found = []
    for last in {entry.leaves for entry in entries}:
        there = [entry.minutes for entry in entries if entry.day <= last <= entry.leaves]
        sums = [sum(sort) for sort in zip(*there, strict=True)]
        if there and all(s >= n for s, n in zip(sums, needed, strict=True)):
            found.append(last)
    return max(found, default=None)


def _entries(ask: Ask, renewal: Hours, competency: str) -> list[Entry]:
    """Return an entry for each item and day, with the most that any record of it says."""
    found: dict[tuple[str, date], Entry] = {}
    for worth in weigh(ask, competency, Validity()):
        if worth.reached and worth.award is not AwardKind.EVENT:
            leaves = min(ask.world.end(worth.day, renewal.window), worth.at_most)
            entry = Entry(worth.day, leaves, _minutes(ask, worth))
            key = worth.item, worth.day
            found[key] = _most(found.get(key, entry), entry)
    return list(found.values())


def _most(one: Entry, other: Entry) -> Entry:
    """Return the most that two records of one item and day say."""
    total, people, agencies = map(max, one.minutes, other.minutes)
    return Entry(one.day, max(one.leaves, other.leaves), (total, people, agencies))


def _minutes(ask: Ask, worth: Worth) -> tuple[int, int, int]:
    """Return the minutes of a record: in all, with other people, with other agencies."""
    record, course = worth.record, ask.world.catalogue.courses.get(worth.item)
    hours, people, agencies = record.hours, record.participatory_hours, record.multi_agency_hours
    if hours is None:
        hours = (course.hours if course else None) or 0
    if people is None:
        people = hours if course and course.participatory else 0
    if agencies is None:
        agencies = hours if course and course.multi_agency else 0
    total = round(hours * 60)
    return total, min(total, round(people * 60)), min(total, round(agencies * 60))


def by_years(ask: Ask, renewal: Events | Calendar, competency: str) -> date | None:
    """Return the end of the year after the last year that has enough."""
    entries = {(w.item, w.day) for w in weigh(ask, competency, Validity()) if w.reached}
    needed = renewal.count if isinstance(renewal, Events) else renewal.pieces
    enough = []
    for year in {end_of_year(day, renewal.first_day) for _, day in entries}:
        items = [item for item, day in entries if end_of_year(day, renewal.first_day) == year]
        special = [item for item in items if item in renewal.including]
        if len(items) >= needed and (
            not renewal.including or len(special) >= renewal.including_count
        ):
            enough.append(end_of_year(day_after(year), renewal.first_day))
    return max(enough, default=None)
