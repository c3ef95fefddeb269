"""A profile: how another system's file says what ours would say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from skillsmatrix.records.days import ISO
from skillsmatrix.records.kinds import Kind


class UnknownColumns(StrEnum):
    """What becomes of a column that the profile does not name."""

    REFUSE = "refuse"
    IGNORE = "ignore"


class PersonBy(StrEnum):
    """What a file knows people by."""

    ID = "id"
    EMAIL = "email"
    SOURCE_ID = "source id"
    """Their id in the system the file comes from."""
    OPTION = "option"
    """Nothing: the whole file is about one person, named by whoever imports it."""


@frozen(kw_only=True)
class PersonColumns:
    """How a file identifies people.

    Attributes:
        columns: the headers that together make up a source id; joined by ``|``.
    """

    by: PersonBy = PersonBy.ID
    columns: tuple[str, ...] = ()


@frozen(kw_only=True)
class Profile:
    """How to read the files of one system.

    Attributes:
        title: one sentence for a list of profiles.
        kind: the kinds of records that such a file gives.
        source: the system; ids of people and of records are told apart by it.
        columns: the headers of each field; where several are present, the first that is not
            empty counts.
        dates: the forms in which dates are written.
        column_dates: the forms for single fields.
        values: what texts mean, by field; an empty meaning leaves the field empty.
        constants: fields that are the same in every row.
        ignore: headers that are known and not used.
        exact_header: the whole header row, by version; a file must have one of them.
        create: what the import may create where it is not known yet.
        agency_sector: the sector of agencies that it creates.
        item_pattern: takes the id or title out of the item's text, as its first group.
        item_as: what the id or title is put into.
        undated: the outcome of a row that gives neither an outcome nor a day.
        sheet: which sheet of a workbook; the first, if none is named.
    """

    name: str = ""
    title: str = ""
    kind: tuple[str, ...]
    source: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(factory=dict)
    dates: tuple[str, ...] = (ISO,)
    column_dates: Mapping[str, tuple[str, ...]] = field(factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(factory=dict)
    constants: Mapping[str, str] = field(factory=dict)
    ignore: tuple[str, ...] = ()
    unknown_columns: UnknownColumns = UnknownColumns.REFUSE
    exact_header: Mapping[str, tuple[str, ...]] = field(factory=dict)
    person: PersonColumns = PersonColumns()
    create: tuple[str, ...] = ()
    agency_sector: str = ""
    item_pattern: str = ""
    item_as: str = "{}"
    undated: str = ""
    sheet: str = ""

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms in which a field's dates are written."""
        return self.column_dates.get(name, self.dates)


def own_profile(kind: Kind) -> Profile:
    """Return the profile of our own template."""
    return Profile(
        kind=(kind.name,),
        columns={each.name: (each.name,) for each in kind.fields if each.own},
    )
