"""What was ever recorded about a person, in the order of the log, and which of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from attrs import evolve, frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.problems import Place
from skillsmatrix.records import tables as t
from skillsmatrix.records.by_hand.events import Event, of_person, of_rows
from skillsmatrix.records.by_hand.in_words import (
    growing,
    label,
)
from skillsmatrix.records.door import find_kind
from skillsmatrix.records.kinds import KINDS
from skillsmatrix.records.landing.stage import table_of
from skillsmatrix.records.store import Store
from skillsmatrix.records.succession import rows_where

_DONE = {"correct": "corrected", "map": "mapped", "repair": "repaired"}


@frozen(kw_only=True)
class History:
    """Everything recorded about a person.

    Attributes:
        person: our id.
        name: as it is now.
        events: in the order of the log.
        standing: the records that stand now, by kind and number.
    """

    person: str
    name: str
    events: tuple[Event, ...]
    standing: tuple[str, ...]


def history(store: Store, person: str, kind: str | None = None) -> History | None:
    """Return what was ever recorded about the person with this id; None if there is nobody.

    Args:
        store: where it is.
        person: our id.
        kind: only records of this kind.

    Raises:
        UsageError: there is no such kind, or it is not about people.
    """
    only = None if kind is None else find_kind(kind)
    about = [KINDS["people"], *(each for each in growing() if "person" in table_of(each).c)]
    if only not in (None, *about):
        raise UsageError(
            f"{kind} is no kind of records about people. Known: "
            f"{', '.join(each.one for each in about)}."
        )
    with store.reading() as connection:
        query = sa.select(t.people).where(t.people.c.ref == person)
        row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        events: list[Event] = []
        standing: list[str] = []
        if only in (None, KINDS["people"]):
            events += of_person(connection, row)
            standing.append(label(KINDS["people"], row))
        for each in about[1:]:
            if only in (None, each):
                found = list(rows_where(connection, table_of(each), "person", [row["id"]]))
                events += of_rows(connection, each, found, row["id"])
                standing += [label(each, mine) for mine in found if mine["superseded"] is None]
        told = tuple(_with_entries(connection, sorted(events, key=lambda event: event.entry)))
    return History(person=person, name=row["name"], events=told, standing=tuple(standing))


def _with_entries(connection: sa.Connection, events: Sequence[Event]) -> Iterator[Event]:
    """Yield events with what the log says of their entries, and the words for what was done."""
    log = {
        row["id"]: row
        for row in rows_where(connection, t.imports, "id", {event.entry for event in events})
    }
    for event in events:
        entry = log.get(event.entry)
        if entry is None:
            yield event
            continue
        yield evolve(
            event,
            recorded_at=entry["recorded_at"],
            recorded_by=entry["recorded_by"],
            action=entry["action"],
            reason=entry["reason"],
            what=_word(event, entry["action"]),
            place=str(Place(entry["file"], event.row)) if entry["file"] else "",
            source=entry["source"],
        )


def _word(event: Event, action: str) -> str:
    """Return what was done, as the action says it, where it does."""
    if event.what == "changed" and action == "import" and event.row is None:
        # What a file no longer has is ended by it, and comes from no row.
        return "ended" if [each.field for each in event.fields] == ["end"] else event.what
    if event.what == "withdrawn" and action != "map":
        return event.what
    return _DONE.get(action, event.what) if event.what != "added" else event.what
