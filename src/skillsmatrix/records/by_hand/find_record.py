"""A record by its number, or by its id where it has one: as a person names it, to put it right."""

from __future__ import annotations

import sqlalchemy as sa

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.problems import Place, Problem, near
from skillsmatrix.records import tables as t
from skillsmatrix.records.as_known import standing
from skillsmatrix.records.by_hand.in_words import label
from skillsmatrix.records.kinds import Kind
from skillsmatrix.records.landing.stage import table_of
from skillsmatrix.records.succession import Row, stands_now

_WHERE = "Look for its number: skills records history PERSON."


def check_reason(reason: str) -> None:
    """Raise if no reason is given.

    Raises:
        UsageError: whoever reads the log later wants to know why.
    """
    if not reason.strip():
        raise UsageError('Say why, for whoever reads it later: --reason "typed wrong".')


def find_standing(connection: sa.Connection, kind: Kind, names: list[str]) -> list[Row]:
    """Return the records with some numbers, or ids, all of which stand.

    Raises:
        InputRefused: there is no such record, or it stands no more; with all that is wrong.
    """
    found = [_find(connection, kind, name) for name in dict.fromkeys(names)]
    problems = [each for each in found if isinstance(each, Problem)]
    if problems:
        raise InputRefused(problems)
    return [each for each in found if not isinstance(each, Problem)]


def problem(place: str, code: str, what: str, remedy: str) -> Problem:
    """Return something that is wrong with what is asked about a record."""
    return Problem(code, Place(place), what, remedy)


def _find(connection: sa.Connection, kind: Kind, name: str) -> Row | Problem:
    table, place = table_of(kind), f"{kind.one} {name}"
    if "ref" in table.c:
        query = sa.select(table).where(table.c.ref == name)
        if row := connection.execute(query).mappings().one_or_none():
            return row
        refs = connection.scalars(sa.select(table.c.ref))
        return problem(place, "no-such-record", f"there is no such {kind.one}", near(name, refs))
    text = name.removeprefix(kind.one).strip()
    if not (text.isascii() and text.isdigit()):
        what = f"records of this kind have numbers ({name})"
        return problem(place, "no-such-record", what, _WHERE)
    query = sa.select(table).where(table.c.id == min(int(text), 2**31 - 1))
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        last = connection.scalar(sa.select(sa.func.max(table.c.id))) or 0
        what = f"there is no record of this number (the last is {last})"
        return problem(place, "no-such-record", what, _WHERE)
    return row if row["superseded"] is None else _superseded(connection, kind, row)


def _superseded(connection: sa.Connection, kind: Kind, row: Row) -> Problem:
    log = t.imports.c
    entry = connection.execute(sa.select(t.imports).where(log.id == row["superseded"])).one()
    what = (
        f"it was superseded by entry {entry.id} of the log"
        f" ({entry.action}, {entry.recorded_at[:10]}, {entry.recorded_by})"
    )
    now = stands_now(connection, table_of(kind), row)
    remedy = (
        f"What stands now is {label(kind, now)}."
        if now
        else f"Nothing stands in its place: add it again, skills records add {kind.one}."
    )
    return problem(label(kind, row), "superseded-record", what, remedy)


def revocations_of(connection: sa.Connection, completion: Row) -> list[int]:
    """Return the numbers of the decisions that revoke a completion, and no other that stands."""
    c, d = t.completions.c, t.decisions.c
    about = [completion[name] for name in ("person", "item", "completed")]
    others = sa.select(c.id).where(
        standing(t.completions),
        c.id != completion["id"],
        *(
            c[name] == value
            for name, value in zip(("person", "item", "completed"), about, strict=True)
        ),
    )
    if connection.execute(others.limit(1)).first() is not None:
        return []
    query = sa.select(d.id).where(
        standing(t.decisions),
        d.kind == "revocation",
        *(
            d[name] == value
            for name, value in zip(("person", "subject", "completed"), about, strict=True)
        ),
    )
    return list(connection.scalars(query.order_by(d.id)))
