"""Records as model values, for one person or for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Assignment, Person, Tag
from skillsmatrix.problems import Place
from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import Values, last_import, rows_in_place, standing
from skillsmatrix.records.direct import sound
from skillsmatrix.records.places import agencies, needs, settings, teams
from skillsmatrix.records.store import Store

__all__ = [
    "PersonRecords",
    "agencies",
    "all_person_records",
    "known_people",
    "needs",
    "person_records",
    "settings",
    "teams",
]

T = TypeVar("T")
Row = sa.Row[Any]


@frozen
class PersonRecords:
    """Everything recorded about one person, each kind by day."""

    person: Person
    assignments: tuple[Assignment, ...] = ()
    absences: tuple[Absence, ...] = ()
    completions: tuple[Completion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tags: tuple[Tag, ...] = ()


def person_records(
    store: Store, ref: str, known_at: datetime | None = None
) -> PersonRecords | None:
    """Return what is recorded about the person with this id, or None if there is nobody.

    With ``known_at``, what was recorded by that moment.
    """
    with sound(store.address), store.reading() as connection:
        code = connection.scalar(sa.select(t.people.c.id).where(t.people.c.ref == ref))
        found = [] if code is None else list(_records(connection, code, known_at))
    return found[0] if found else None


def all_person_records(store: Store, known_at: datetime | None = None) -> Iterator[PersonRecords]:
    """Yield what is recorded about each person, in the order in which people were first recorded.

    With ``known_at``, what was recorded by that moment.
    """
    with sound(store.address), store.reading() as connection:
        yield from _records(connection, None, known_at)


def known_people(store: Store) -> tuple[str, ...]:
    """Return the ids of all people, sorted."""
    with store.reading() as connection:
        return tuple(connection.scalars(sa.select(t.people.c.ref).order_by(t.people.c.ref)))


def _records(
    connection: sa.Connection, person: int | None, known_at: datetime | None
) -> Iterator[PersonRecords]:
    """Yield the records of one person, or of everybody; each table is read once."""
    last = last_import(connection, known_at)
    people = rows_in_place(connection, t.people, last, person)
    if not people:
        return
    make = _Maker(connection, people, person)
    order = {t.completions: t.completions.c.completed}

    def grouped(table: sa.Table, make_one: Callable[[Row], T]) -> dict[int, list[T]]:
        found: defaultdict[int, list[T]] = defaultdict(list)
        query = sa.select(table).where(standing(table, last))
        if person is not None:
            query = query.where(table.c.person == person)
        days = order.get(table, table.c.get("start"))
        for row in connection.execute(query.order_by(days, table.c.id)).all():
            found[row.person].append(make_one(row))
        return found

    held = grouped(t.assignments, make.assignment)
    away = grouped(t.absences, make.absence)
    done = grouped(t.completions, make.completion)
    decided = grouped(t.decisions, make.decision)
    tagged = grouped(t.tags, make.tag)
    for row in sorted(people, key=lambda row: int(row["id"])):
        code = row["id"]
        yield PersonRecords(
            Person(id=row["ref"], name=row["name"], email=row["email"], born=row["born"]),
            tuple(held.get(code, ())),
            tuple(away.get(code, ())),
            tuple(done.get(code, ())),
            tuple(decided.get(code, ())),
            tuple(tagged.get(code, ())),
        )


class _Maker:
    """Makes model values of rows, whose codes it knows the ids of."""

    def __init__(self, connection: sa.Connection, people: list[Values], person: int | None) -> None:
        self._names: dict[int, str] = {row["id"]: row["ref"] for row in people}
        if person is not None:
            self._names |= _others(connection, person)
        self._agencies, self._settings, self._teams, self._roles, self._items = (
            _pairs(connection, sa.select(table.c.id, table.c.ref))
            for table in (t.agencies, t.settings, t.teams, t.roles, t.items)
        )
        self._files = _pairs(connection, sa.select(t.imports.c.id, t.imports.c.file))

    def assignment(self, row: Row) -> Assignment:
        return Assignment(
            person=self._names[row.person],
            agency=self._agencies[row.agency],
            role=self._roles[row.role],
            start=row.start,
            end=row.end,
            setting=self._settings.get(row.setting, ""),
            team=self._teams.get(row.team, ""),
            manager=self._names.get(row.manager, ""),
            supervisor=self._names.get(row.supervisor, ""),
            hours=row.hours,
            employment=row.employment,
        )

    def absence(self, row: Row) -> Absence:
        return Absence(person=self._names[row.person], kind=row.kind, start=row.start, end=row.end)

    def tag(self, row: Row) -> Tag:
        return Tag(person=self._names[row.person], tag=row.tag, start=row.start, end=row.end)

    def completion(self, row: Row) -> Completion:
        return Completion(
            person=self._names[row.person],
            item=self._items[row.item],
            outcome=Outcome(row.outcome),
            completed=row.completed,
            expires=row.expires,
            level=row.level,
            hours=_hours(row.minutes),
            participatory_hours=_hours(row.participatory),
            multi_agency_hours=_hours(row.multi_agency),
            provider=self._agencies.get(row.provider, ""),
            source=self._source(row),
        )

    def decision(self, row: Row) -> Decision:
        return Decision(
            person=self._names[row.person],
            kind=DecisionKind(row.kind),
            subject=self._items[row.subject],
            reason=row.reason,
            decided_by=row.decided_by,
            start=row.start,
            end=row.end,
            agency=self._agencies.get(row.agency, ""),
            completed=row.completed,
            source=self._source(row),
        )

    def _source(self, row: Row) -> str:
        origin = row._mapping["import"]
        return "" if origin is None else str(Place(self._files[origin], row.row))


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / 60


def _others(connection: sa.Connection, person: int) -> dict[int, str]:
    """Return the ids of the person's managers and supervisors."""
    mine = t.assignments.c.person == person
    codes = sa.union(
        sa.select(t.assignments.c.manager).where(mine),
        sa.select(t.assignments.c.supervisor).where(mine),
    )
    query = sa.select(t.people.c.id, t.people.c.ref).where(t.people.c.id.in_(codes))
    return _pairs(connection, query)


def _pairs(connection: sa.Connection, query: sa.Select[int, str]) -> dict[int, str]:
    return {code: ref for code, ref in connection.execute(query)}
