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


class UnknownItems(StrEnum):
    """What becomes of a record of something that the catalogue does not know."""

    KEEP = "keep"
    """It is kept as evidence, under the title that the file gives."""
    REFUSE = "refuse"


class Merged(StrEnum):
    """What the cells of a merged area hold."""

    FIRST = "first"
    """The first has the value, the others are empty: as the file has it."""
    FILL = "fill"
    """Each has the value."""


class Ragged(StrEnum):
    """What becomes of a row that has not as many cells as the header."""

    REFUSE = "refuse"
    PAD = "pad"
    """A short one ends in empty cells; empty cells too many are read over."""


class BareYears(StrEnum):
    """Which day a year alone means, as a date."""

    NONE = ""
    """None: it is a problem."""
    FIRST_DAY = "first day"
    LAST_DAY = "last day"


class Ids(StrEnum):
    """When two ids are the same."""

    EXACT = "exact"
    IGNORE_CASE = "ignore case"
    IGNORE_PADDING = "ignore padding"
    """Whatever zeros stand before a number in them."""


FIND = "find"
"""The header is the first row that holds most of the headers that the profile names."""


@frozen(kw_only=True)
class Meaning:
    """What a text in a cell of a matrix means: the fields it gives, by name.

    The field without a name is the one that other cells give.
    """

    fields: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Matrix:
    """How a table is to be read that has one column for each course, say.

    Attributes:
        columns: its headers, or patterns of them with ``*``; never those that have another use.
        header_as: the field that a header gives.
        cell_as: the field that a cell gives, if neither ``cells`` nor ``patterns`` know its text.
        cells: what texts mean, in any case.
        patterns: regular expressions for whole texts; their named groups give fields.
    """

    columns: tuple[str, ...] = ("*",)
    header_as: str = "item"
    cell_as: str = "completed"
    cells: Mapping[str, Meaning] = field(factory=dict)
    patterns: tuple[str, ...] = ()


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
        sheet: which sheets of a workbook, by name or by patterns with ``*``; the first, if none is
            named.
        sheet_as: the field that the sheet's name gives.
        encoding: of a CSV file; found out, if not given.
        header: the number of the header's row, or :data:`FIND`; the first that is not empty, if not
            given.
        header_rows: how many rows make the header, a group above its parts: ``Group / Part``.
        merged: what the cells of a merged area hold.
        fill_down: headers under which an empty cell has the value of the one above.
        skip_rows: rows that are none of records, by what they say under a header.
        stop_at: the row that ends the table, by what it says under a header.
        ragged: what becomes of a row that has not as many cells as the header.
        matrix: which columns are one for each course, say, and what is in their cells.
        bare_years: which day a year alone means.
        two_digit_years: the hundred years that years of two digits are of, as ``1950-2049``.
        ids: when two ids of people or places are the same.
        unknown_items: what becomes of completions of what the catalogue does not know.
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
    sheet: tuple[str, ...] = ()
    sheet_as: str = ""
    encoding: str = ""
    header: int | str = ""
    header_rows: int = 1
    merged: Merged = Merged.FIRST
    fill_down: tuple[str, ...] = ()
    skip_rows: Mapping[str, tuple[str, ...]] = field(factory=dict)
    stop_at: Mapping[str, tuple[str, ...]] = field(factory=dict)
    ragged: Ragged = Ragged.REFUSE
    matrix: Matrix | None = None
    bare_years: BareYears = BareYears.NONE
    two_digit_years: str = ""
    ids: tuple[Ids, ...] = (Ids.EXACT,)
    unknown_items: UnknownItems = UnknownItems.KEEP

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms in which a field's dates are written."""
        return self.column_dates.get(name, self.dates)

    @property
    def century(self) -> range | None:
        """The years that years of two digits are of, if that is declared."""
        first, _, last = self.two_digit_years.partition("-")
        return range(int(first), int(last) + 1) if last else None


def own_profile(kind: Kind) -> Profile:
    """Return the profile of our own template."""
    return Profile(
        kind=(kind.name,),
        columns={each.name: (each.name,) for each in kind.fields if each.own},
    )
