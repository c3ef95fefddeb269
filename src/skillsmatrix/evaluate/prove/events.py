"""Events by year: enough in one year keep it through the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from skillsmatrix.dates import FOREVER, end_of_year
from skillsmatrix.evaluate.finding import Considered, EventsCounted, YearCounted
from skillsmatrix.evaluate.prove.weigh import Weighed
from skillsmatrix.model.renewal import Calendar, Events


def counted_events(
    found: Iterable[Weighed], renewal: Events | Calendar
) -> tuple[EventsCounted, dict[int, Considered]]:
    """Return through which day events keep it up, and what became of each record."""
    years: dict[date, set[tuple[str, date]]] = {}
    told: dict[int, Considered] = {}
    for one in found:
        if not one.reached:
            told.setdefault(one.number, Considered(one.record, None, one.why, below=True))
            continue
        if one.number in told and told[one.number].until is not None:
            continue  # by another route
        last = end_of_year(one.day, renewal.first_day)
        years.setdefault(last, set()).add((one.record.item, one.day))
        why = f"{one.why}; counts in the year to {last}"
        told[one.number] = Considered(one.record, year_after(last, renewal), why)
    needed = renewal.count if isinstance(renewal, Events) else renewal.pieces
    included = renewal.including_count if renewal.including else 0
    counted = []
    for last, events in sorted(years.items()):
        of_sort = sum(item in renewal.including for item, _ in events)
        enough = len(events) >= needed and of_sort >= included
        counted.append(YearCounted(last, len(events), of_sort, enough))
    until = max((year_after(y.last, renewal) for y in counted if y.enough), default=None)
    return EventsCounted(until, needed, included, tuple(counted)), told


def year_after(last: date, renewal: Events | Calendar) -> date:
    """Return the last day of the year that follows the one that ends on a day."""
    if last >= FOREVER:
        return FOREVER
    return end_of_year(last + timedelta(days=1), renewal.first_day)
