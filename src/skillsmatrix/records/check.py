"""Sheet → values of the store, with every fault of every row; nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from attrs import evolve, field, frozen

from skillsmatrix.problems import near
from skillsmatrix.records import tables as t
from skillsmatrix.records.decision_checks import unmatched_faults
from skillsmatrix.records.duplicates import Key, find_duplicates, keys
from skillsmatrix.records.faults import Fault
from skillsmatrix.records.headers import Mapped
from skillsmatrix.records.kept_items import count_kept
from skillsmatrix.records.kinds import Sort
from skillsmatrix.records.order import Order
from skillsmatrix.records.person_ids import NewIds, find_new_ids
from skillsmatrix.records.profile import UnknownItems
from skillsmatrix.records.resolve import Codes, People, Places, same_ids
from skillsmatrix.records.row_checks import Values, check_rows
from skillsmatrix.records.sheet import Sheet, refused
from skillsmatrix.records.values import Reading, convert, converters

_PLACES = (Sort.AGENCY, Sort.SETTING, Sort.TEAM)

INTERNED = {"item": t.items, "subject": t.items, "role": t.roles}
"""The fields that name things of the catalogue, and the tables of their codes."""


@frozen(kw_only=True)
class Checked:
    """The values of a sheet and what is wrong with them.

    Attributes:
        good: rows without faults, less those that repeat another.
        keys: what says which record each good row is.
        repeated: rows that repeat another word for word.
        interned: the codes of catalogue ids, by the field that has them.
        remarks: by row.
        kept: how many rows name each item that the catalogue does not know.
    """

    values: Values
    faults: Sequence[Fault]
    good: Sequence[int]
    keys: Sequence[Key]
    repeated: frozenset[int]
    people: People
    places: Places
    interned: dict[str, Codes]
    new_ids: NewIds
    remarks: Sequence[tuple[int, str]]
    kept: Counter[str] = field(factory=Counter)


def check(connection: sa.Connection, sheet: Sheet, mapped: Mapped, order: Order) -> Checked:
    """Check a sheet against the catalogue and the store.

    Raises:
        InputRefused: the profile names things that the catalogue does not know.
    """
    kind, profile = order.kind, order.profile
    if profile.agency_sector and profile.agency_sector not in order.known.sectors:
        raise refused(
            f"profile {profile.name}",
            "unknown-sector",
            f"agency_sector: the catalogue has no such sector ({profile.agency_sector})",
            near(profile.agency_sector, order.known.sectors),
        )
    people, places = People(connection, profile), Places(connection, profile)
    keep = kind.name == "completions" and profile.unknown_items is UnknownItems.KEEP
    by_sort = converters(order.known, keep) | {sort: places.converter(sort) for sort in _PLACES}
    by_sort[Sort.PERSON] = people.convert
    if kind.field("id") is not None:
        theirs = people.codes if kind.name == "people" else places.codes[Sort(kind.one)]
        by_sort[Sort.ID] = same_ids(profile.ids, theirs.refs())
    values: Values = {}
    faults: list[Fault] = []
    for each in kind.fields:
        if each.name in mapped.cells:
            reading = Reading(
                field=each, label=mapped.labels[each.name], profile=profile, as_at=order.as_at
            )
            cells = mapped.cells[each.name]
            values[each.name], found = convert(cells, reading, by_sort[each.sort])
            faults += found
    bad = {fault.row for fault in faults}
    between = check_rows(
        kind.name, values, bad, people.born, profile.undated, mapped.labels, order.known
    )
    faults += between.faults
    bad |= {fault.row for fault in between.faults}
    rows = [row for row in range(len(sheet.lines)) if row not in bad]
    kept = count_kept(values["item"], order.known, bad) if keep else Counter[str]()
    interned = _intern(connection, values, rows)
    if kind.name == "decisions":
        items = {code: ref for ref, code in interned["subject"].pairs()}
        unmatched = list(unmatched_faults(connection, values, rows, items))
        faults += unmatched
        bad |= {fault.row for fault in unmatched}
        rows = [row for row in rows if row not in bad]
    keyed = keys(kind, values, rows)
    twice = find_duplicates(kind, keyed, values, rows, sheet.lines)
    faults += twice.faults
    bad |= {fault.row for fault in twice.faults}
    new_ids = _new_ids(connection, order, values, rows, people)
    faults += new_ids.faults
    bad |= {fault.row for fault in new_ids.faults}
    out = bad | twice.repeated
    good = [(row, key) for row, key in zip(rows, keyed, strict=True) if row not in out]
    return Checked(
        values=values,
        faults=faults,
        good=[row for row, _ in good],
        keys=[key for _, key in good],
        repeated=frozenset(twice.repeated - bad),
        people=people,
        places=places,
        interned=interned,
        kept=kept,
        new_ids=evolve(
            new_ids, added={row: ids for row, ids in new_ids.added.items() if row not in out}
        ),
        remarks=[remark for remark in between.remarks if remark[0] not in bad],
    )


def _intern(connection: sa.Connection, values: Values, rows: Sequence[int]) -> dict[str, Codes]:
    """Put codes in place of the catalogue's ids."""
    interned: dict[str, Codes] = {}
    for name, table in INTERNED.items():
        column: list[Any] | None = values.get(name)
        if column is None:
            continue
        codes = interned[name] = Codes.read(connection, table)
        refs = {column[row] for row in rows}
        by_ref = {ref: codes.intern(ref) for ref in sorted(refs)}
        values[name] = [by_ref.get(ref) for ref in column]
    return interned


def _new_ids(
    connection: sa.Connection, order: Order, values: Values, rows: Sequence[int], people: People
) -> NewIds:
    if order.kind.name != "people":
        return NewIds()
    known = {ref: code for ref in people.codes.refs() if (code := people.codes.get(ref))}
    return find_new_ids(connection, values, rows, known)
