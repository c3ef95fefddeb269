"""Sheet → values of the store, with every fault of every row; nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from attrs import field, frozen

from skillsmatrix.problems import near
from skillsmatrix.records import tables as t
from skillsmatrix.records.faults import Fault, refused
from skillsmatrix.records.kinds import Sort
from skillsmatrix.records.landing.decision_checks import unmatched_faults
from skillsmatrix.records.landing.kept_items import count_kept
from skillsmatrix.records.landing.order import Order
from skillsmatrix.records.landing.person_ids import NewIds, find_new_ids, read_owners
from skillsmatrix.records.landing.resolve import Codes, People, Places, same_ids
from skillsmatrix.records.landing.row_checks import Values, check_rows
from skillsmatrix.records.landing.values import Reading, convert, converters
from skillsmatrix.records.profiles.profile import UnknownItems
from skillsmatrix.records.sheets.headers import Mapped
from skillsmatrix.records.sheets.sheet import Sheet

_PLACES = (Sort.AGENCY, Sort.SETTING, Sort.TEAM)

INTERNED = {"item": t.items, "subject": t.items, "role": t.roles}
"""The fields that name things of the catalogue, and the tables of their codes."""


@frozen(kw_only=True)
class Checked:
    """The values of a sheet and what is wrong with them.

    Attributes:
        good: rows without faults.
        remarks: by row.
        kept: how many rows name each item that the catalogue does not know.
    """

    values: Values
    faults: Sequence[Fault]
    good: Sequence[int]
    new_ids: NewIds
    remarks: Sequence[tuple[int, str]]
    kept: Counter[str] = field(factory=Counter)


class Checker:
    """Checks one sheet after the other against the catalogue and the store.

    Args:
        connection: the store.
        order: what decides, besides the sheets.

    Attributes:
        people: everyone, with those that sheets name first.
        places: agencies, settings and teams, likewise.
        interned: the codes of catalogue ids, by the field that has them.

    Raises:
        InputRefused: the profile names things that the catalogue does not know.
    """

    def __init__(self, connection: sa.Connection, order: Order) -> None:
        profile, sectors = order.profile, order.known.sectors
        if profile.agency_sector and profile.agency_sector not in sectors:
            raise refused(
                f"profile {profile.name}",
                "unknown-sector",
                f"agency_sector: the catalogue has no such sector ({profile.agency_sector})",
                near(profile.agency_sector, sectors),
            )
        self._connection, self._order = connection, order
        self.people, self.places = People(connection, profile), Places(connection, profile)
        kind, unknown = order.kind, profile.unknown_items
        self._keeps = kind.name == "completions" and unknown is UnknownItems.KEEP
        self._by_sort = converters(order.known, self._keeps) | {
            sort: self.places.converter(sort) for sort in _PLACES
        }
        self._by_sort[Sort.PERSON] = self.people.convert
        if kind.field("id") is not None:
            people = kind.name == "people"
            theirs = self.people.codes if people else self.places.codes[Sort(kind.one)]
            self._by_sort[Sort.ID] = same_ids(profile.ids, theirs.refs())
        self._owners = read_owners(connection) if kind.name == "people" else {}
        fields = {each.name for each in kind.fields}
        self.interned = {
            name: Codes.read(connection, table)
            for name, table in INTERNED.items()
            if name in fields
        }

    def check(self, sheet: Sheet, mapped: Mapped) -> Checked:
        """Return the values of a sheet, and what is wrong with them."""
        values, faults = self.read(mapped)
        return self.weigh(values, faults, mapped.labels, len(sheet.lines))

    def read(self, mapped: Mapped) -> tuple[Values, list[Fault]]:
        """Return the value of each cell by itself, and what is wrong with cells."""
        order, values = self._order, Values()
        faults: list[Fault] = []
        for each in order.kind.fields:
            if each.name in mapped.cells:
                label = mapped.labels[each.name]
                reading = Reading(field=each, label=label, profile=order.profile, as_at=order.as_at)
                cells = mapped.cells[each.name]
                values[each.name], found = convert(cells, reading, self._by_sort[each.sort])
                faults += found
        return values, faults

    def weigh(
        self, values: Values, faults: list[Fault], labels: Mapping[str, str], count: int
    ) -> Checked:
        """Return rows of values with codes in place of ids, and all that is wrong with them.

        Args:
            values: the values of each field, each by itself; changed in place.
            faults: what is wrong with them already; added to.
            labels: what the file calls each field.
            count: how many rows there are.
        """
        order = self._order
        kind, profile = order.kind, order.profile
        bad = {fault.row for fault in faults}
        born = self.people.born
        between = check_rows(kind.name, values, bad, born, profile.undated, labels, order.known)
        faults += between.faults
        bad |= {fault.row for fault in between.faults}
        rows = [row for row in range(count) if row not in bad]
        kept = count_kept(values["item"], order.known, bad) if self._keeps else Counter[str]()
        self._intern(values, rows)
        if kind.name == "decisions":
            items = {code: ref for ref, code in self.interned["subject"].pairs()}
            faults += (late := list(unmatched_faults(self._connection, values, rows, items)))
            bad |= {fault.row for fault in late}
            rows = [row for row in rows if row not in bad]
        new_ids = find_new_ids(values, rows, self._owners) if kind.name == "people" else NewIds()
        faults += new_ids.faults
        bad |= {fault.row for fault in new_ids.faults}
        return Checked(
            values=values,
            faults=faults,
            good=[row for row in rows if row not in bad],
            new_ids=new_ids,
            remarks=[remark for remark in between.remarks if remark[0] not in bad],
            kept=kept,
        )

    def _intern(self, values: Values, rows: Sequence[int]) -> None:
        """Put codes in place of the catalogue's ids."""
        for name, codes in self.interned.items():
            column: list[Any] | None = values.get(name)
            if column is not None:
                refs = {column[row] for row in rows}
                by_ref = {ref: codes.intern(ref) for ref in sorted(refs)}
                values[name] = [by_ref.get(ref) for ref in column]
