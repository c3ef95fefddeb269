"""What was ever recorded about a person, in the order of the log, and which of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from attrs import evolve, field, frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.problems import Place
from skillsmatrix.records import tables as t
from skillsmatrix.records.door import find_kind
from skillsmatrix.records.in_words import (
    Difference,
    changes_in_words,
    differences,
    growing,
    in_words,
    label,
)
from skillsmatrix.records.kinds import KINDS, Kind
from skillsmatrix.records.stage import table_of
from skillsmatrix.records.store import Store
from skillsmatrix.records.succession import Row, actions, rows_where, successors

_DONE = {"correct": "corrected", "map": "mapped", "repair": "repaired"}


@frozen(kw_only=True)
class Event:
    """One thing that an entry of the log did to one record.

    Attributes:
        entry: number of the entry; 0 for what was there before the log.
        recorded_at: when, by whom, by which action and why it was done, as the log says it.
        what: added, changed, corrected, mapped, ended or withdrawn.
        kind: the kind of records.
        record: what was done it to, as ``completion 412``.
        now: what took its place; "" for nothing, or the same record.
        place: the file and row that it came from; "" for what came from none.
        source: the system that the file is from.
        fields: what each field said before and after, where it differs.
        stands: whether what it brought stands now.
    """

    entry: int
    recorded_at: str = ""
    recorded_by: str = ""
    action: str = ""
    reason: str = ""
    what: str
    kind: str
    record: str
    now: str = ""
    place: str = ""
    source: str = ""
    fields: tuple[Difference, ...]
    stands: bool
    row: int | None = field(default=None, repr=False)


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
            events += _of_person(connection, row)
            standing.append(label(KINDS["people"], row))
        for each in about[1:]:
            if only in (None, each):
                found = list(rows_where(connection, table_of(each), "person", [row["id"]]))
                events += _of_rows(connection, each, found, row["id"])
                standing += [label(each, mine) for mine in found if mine["superseded"] is None]
        told = tuple(_with_entries(connection, sorted(events, key=lambda event: event.entry)))
    return History(person=person, name=row["name"], events=told, standing=tuple(standing))


def _of_person(connection: sa.Connection, row: Row) -> Iterator[Event]:
    """Yield how the person, and the ids of other systems, came and changed."""
    kind = KINDS["people"]
    name = label(kind, row)
    c = t.changes.c
    query = sa.select(t.changes).where(c.kind == kind.name, c.record == row["id"]).order_by(c.id)
    changes = list(connection.execute(query).mappings())
    told = changes_in_words(connection, kind, changes)
    first = in_words(connection, kind, [row])[0]
    for difference in reversed(told):
        first[difference.field] = difference.before
    yield Event(
        entry=row["created"] or 0,
        what="added",
        kind=kind.name,
        record=name,
        fields=_said(first),
        stands=True,
    )
    by_entry: dict[int, list[Difference]] = {}
    for change, difference in zip(changes, told, strict=True):
        by_entry.setdefault(change["import"], []).append(difference)
    for entry, fields in by_entry.items():
        yield Event(
            entry=entry,
            what="changed",
            kind=kind.name,
            record=name,
            fields=tuple(fields),
            stands=True,
        )
    for each in rows_where(connection, t.person_ids, "person", [row["id"]]):
        yield Event(
            entry=each["created"] or 0,
            what="added",
            kind=kind.name,
            record=name,
            fields=(Difference(f"id in {each['source']}", "", each["ref"]),),
            stands=True,
        )


def _of_rows(
    connection: sa.Connection, kind: Kind, mine: Sequence[Row], person: int
) -> Iterator[Event]:
    """Yield what became of records of a kind that are, or were, a person's."""
    table = table_of(kind)
    done = actions(connection, {row["import"] for row in mine if row["import"] is not None})
    by_hand = {row["import"] for row in mine if done.get(row["import"]) == "correct"}
    # A correction may have taken a record from somebody else.
    given = [
        row
        for row in rows_where(connection, table, "superseded", by_hand)
        if row["person"] != person
    ]
    rows = [*mine, *given]
    after = successors(connection, table, rows)
    by_id = {row["id"]: row for row in (*rows, *after.values())}
    words = dict(zip(by_id, in_words(connection, kind, list(by_id.values())), strict=True))
    replaced = {
        new["id"] for old, new in after.items() if new["import"] == by_id[old]["superseded"]
    }
    for row in mine:
        if row["id"] not in replaced:
            yield _event(kind, row["import"] or 0, row, "added", fields=_said(words[row["id"]]))
    for row in rows:
        new = after.get(row["id"])
        if row["superseded"] is None or not ({row["person"], new and new["person"]} & {person}):
            continue
        if new is None or new["import"] != row["superseded"]:
            gone = tuple(
                Difference(name, text, "") for name, text in words[row["id"]].items() if text
            )
            yield _event(kind, row["superseded"], row, "withdrawn", new, gone)
        else:
            changed = differences(words[row["id"]], words[new["id"]])
            yield _event(kind, row["superseded"], row, "changed", new, changed)


def _event(
    kind: Kind,
    entry: int,
    row: Row,
    what: str,
    new: Row | None = None,
    fields: tuple[Difference, ...] = (),
) -> Event:
    brought = new if what == "changed" and new is not None else row
    return Event(
        entry=entry,
        what=what,
        kind=kind.name,
        record=label(kind, row),
        now="" if new is None else label(kind, new),
        fields=fields,
        stands=what != "withdrawn" and brought["superseded"] is None,
        row=None if what == "withdrawn" else brought["row"],
    )


def _said(words: Mapping[str, str]) -> tuple[Difference, ...]:
    return tuple(Difference(name, "", text) for name, text in words.items() if text)


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
