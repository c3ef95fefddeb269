"""Records as model values, for one person or for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.model.agency import Agency, Setting, Team
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.person import Absence, Assignment, Person
from skillsmatrix.problems import Place
from skillsmatrix.records import tables as t
from skillsmatrix.records.store import Store

T = TypeVar("T")
Row = sa.Row[Any]


@frozen
class PersonRecords:
    """Everything recorded about one person, each kind by day."""

    person: Person
    assignments: tuple[Assignment, ...] = ()
    absences: tuple[Absence, ...] = ()
    completions: tuple[Completion, ...] = ()


def person_records(store: Store, ref: str) -> PersonRecords | None:
    """Return what is recorded about the person with this id, or None if there is nobody."""
    with store.reading() as connection:
        code = connection.scalar(sa.select(t.people.c.id).where(t.people.c.ref == ref))
        found = [] if code is None else list(_records(connection, code))
    return found[0] if found else None


def all_person_records(store: Store) -> Iterator[PersonRecords]:
    """Yield what is recorded about each person, in the order in which people were first recorded."""
    with store.reading() as connection:
        yield from _records(connection, None)


def known_people(store: Store) -> tuple[str, ...]:
    """Return the ids of all people, sorted."""
    with store.reading() as connection:
        return tuple(connection.scalars(sa.select(t.people.c.ref).order_by(t.people.c.ref)))


def agencies(store: Store) -> dict[str, Agency]:
    """Return all agencies by id."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(t.agencies).order_by(t.agencies.c.ref))
        return {
            row.ref: Agency(id=row.ref, name=row.name, sector=row.sector, area=row.area)
            for row in rows
        }


def settings(store: Store) -> dict[str, Setting]:
    """Return all settings by id."""
    query = (
        sa.select(t.settings, t.agencies.c.ref.label("of"))
        .join(t.agencies, t.settings.c.agency == t.agencies.c.id)
        .order_by(t.settings.c.ref)
    )
    with store.reading() as connection:
        return {
            row.ref: Setting(id=row.ref, name=row.name, agency=row.of, type=row.type, area=row.area)
            for row in connection.execute(query)
        }


def teams(store: Store) -> dict[str, Team]:
    """Return all teams by id."""
    query = (
        sa.select(t.teams, t.agencies.c.ref.label("of"), t.settings.c.ref.label("inside"))
        .join(t.agencies, t.teams.c.agency == t.agencies.c.id)
        .outerjoin(t.settings, t.teams.c.setting == t.settings.c.id)
        .order_by(t.teams.c.ref)
    )
    with store.reading() as connection:
        return {
            row.ref: Team(id=row.ref, name=row.name, agency=row.of, setting=row.inside or "")
            for row in connection.execute(query)
        }


def _records(connection: sa.Connection, person: int | None) -> Iterator[PersonRecords]:
    """Yield the records of one person, or of everybody; each table is read once."""
    refs = {
        table: _pairs(connection, sa.select(table.c.id, table.c.ref))
        for table in (t.agencies, t.settings, t.teams, t.roles, t.items)
    }
    people = connection.execute(_of(t.people, t.people.c.id, person)).all()
    names = {row.id: row.ref for row in people}
    if person is not None:
        names |= _others(connection, person)
    files = _pairs(connection, sa.select(t.imports.c.id, t.imports.c.file))

    def assignment(row: Row) -> Assignment:
        return Assignment(
            person=names[row.person],
            agency=refs[t.agencies][row.agency],
            role=refs[t.roles][row.role],
            start=row.start,
            end=row.end,
            setting=refs[t.settings].get(row.setting, ""),
            team=refs[t.teams].get(row.team, ""),
            manager=names.get(row.manager, ""),
            supervisor=names.get(row.supervisor, ""),
            hours=row.hours,
        )

    def absence(row: Row) -> Absence:
        return Absence(person=names[row.person], kind=row.kind, start=row.start, end=row.end)

    def completion(row: Row) -> Completion:
        origin = row._mapping["import"]
        return Completion(
            person=names[row.person],
            item=refs[t.items][row.item],
            outcome=Outcome(row.outcome),
            completed=row.completed,
            expires=row.expires,
            level=row.level,
            source="" if origin is None else str(Place(files[origin], row.row)),
        )

    held = _grouped(connection, t.assignments, t.assignments.c.start, person, assignment)
    away = _grouped(connection, t.absences, t.absences.c.start, person, absence)
    done = _grouped(connection, t.completions, t.completions.c.completed, person, completion)
    for row in people:
        yield PersonRecords(
            Person(id=row.ref, name=row.name, email=row.email, born=row.born),
            tuple(held.get(row.id, ())),
            tuple(away.get(row.id, ())),
            tuple(done.get(row.id, ())),
        )


def _grouped(
    connection: sa.Connection,
    table: sa.Table,
    day: sa.Column[Any],
    person: int | None,
    make: Callable[[Row], T],
) -> dict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    query = _of(table, table.c.person, person, day, table.c.id)
    for row in connection.execute(query).all():
        found[row.person].append(make(row))
    return found


def _of(
    table: sa.Table, key: sa.Column[int], person: int | None, *order: sa.Column[Any]
) -> sa.Select[Any]:
    query = sa.select(table).order_by(*order, table.c.id)
    return query if person is None else query.where(key == person)


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
