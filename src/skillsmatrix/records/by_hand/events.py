"""What entries of the log did to the records of one person: each record's own events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from attrs import field, frozen

from skillsmatrix.records import tables as t
from skillsmatrix.records.by_hand.in_words import (
    Difference,
    changes_in_words,
    differences,
    in_words,
    label,
)
from skillsmatrix.records.kinds import KINDS, Kind
from skillsmatrix.records.landing.stage import table_of
from skillsmatrix.records.succession import Row, actions, rows_where, successors


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


def of_person(connection: sa.Connection, row: Row) -> Iterator[Event]:
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


def of_rows(
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
