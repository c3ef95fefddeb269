"""The history of a person's records: lines for people, a row for each field for machines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from skillsmatrix.records.by_hand.events import Event
from skillsmatrix.records.by_hand.history import History
from skillsmatrix.report.table import Column, Page

_COLUMNS = (
    "entry",
    "recorded_at",
    "recorded_by",
    "action",
    "reason",
    "place",
    "source",
    "what",
    "kind",
    "record",
    "now",
    "field",
    "before",
    "after",
    "stands",
)


def history_lines(found: History) -> Iterator[str]:
    """Yield a history as people read it, entry by entry."""
    yield f"History of {found.person}: {found.name or '(no name)'}"
    for _, events in groupby(found.events, key=lambda event: event.entry):
        of_entry = list(events)
        yield ""
        yield _entry(of_entry[0])
        for event in of_entry:
            yield f"  {_told(event)}"
    yield ""
    yield f"Standing now: {', '.join(found.standing) or 'nothing'}"


def history_page(found: History) -> Page:
    """Return a history as a table: a row for each field that an entry gave, changed or took."""
    rows = tuple(
        (
            event.entry,
            event.recorded_at,
            event.recorded_by,
            event.action,
            event.reason,
            event.place,
            event.source,
            event.what,
            event.kind,
            event.record,
            event.now,
            each.field,
            each.before,
            each.after,
            "yes" if event.stands else "no",
        )
        for event in found.events
        for each in event.fields
    )
    return Page(
        title=f"History of {found.person}",
        columns=tuple(Column(name, name.replace("_", " ")) for name in _COLUMNS),
        rows=rows,
        facts={"person": found.person, "name": found.name, "standing": list(found.standing)},
    )


def _entry(event: Event) -> str:
    if not event.entry:
        return "Before the log"
    when = f"{event.recorded_at[:10]} {event.recorded_at[11:16]} UTC"
    reason = f": {event.reason}" if event.reason else ""
    return f"Entry {event.entry}, {when}, {event.action} by {event.recorded_by}{reason}"


def _told(event: Event) -> str:
    source = f" from {event.source}" if event.source else ""
    place = f"  [{event.place}{source}]" if event.place else ""
    if event.what == "added":
        said = ", ".join(f"{each.field} {each.after}" for each in event.fields)
        stands = "" if event.stands else " (stands no more)"
        return f"added {event.record}{stands}: {said}{place}"
    if not event.stands and not any(each.after for each in event.fields):
        held = f", as {event.now} says the same" if event.now else ""
        said = ", ".join(f"{each.field} {each.before}" for each in event.fields)
        return f"{event.what} {event.record}{held}: {said}{place}"
    became = f", now {event.now}" if event.now else ""
    stands = "" if event.stands else " (stands no more)"
    said = "; ".join(str(each) for each in event.fields) or "nothing"
    return f"{event.what} {event.record}{became}{stands}: {said}{place}"
