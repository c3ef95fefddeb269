"""What the fields of records hold, and what makes a kind of records."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Sort(StrEnum):
    """What a field holds, which says how it is read and checked."""

    ID = "id"
    TEXT = "text"
    EMAIL = "e-mail address"
    DAY = "day"
    HOURS = "hours"
    LEARNT = "hours of learning"
    LEVEL = "level"
    MONTHS = "months"
    OUTCOME = "outcome"
    ITEM = "course or competency"
    ROLE = "role"
    SECTOR = "sector"
    AREA = "area"
    SETTING_TYPE = "setting type"
    EMPLOYMENT = "kind of employment"
    ABSENCE_KIND = "kind of absence"
    TAG = "tag"
    NEED = "need"
    DECISION_KIND = "kind of decision"
    SUBJECT = "competency or requirement"
    PERSON = "person"
    AGENCY = "agency"
    SETTING = "setting"
    TEAM = "team"


@frozen
class Field:
    """One field of a kind.

    Attributes:
        note: what to write in it, for the reader of a template.
        required: no row may leave it empty.
        column: a file must have a column for it, though a cell may be empty.
        own: part of our own template; the others are for profiles of other systems' files.
        kept_as: the column of the table, if it is not of the same name.
    """

    name: str
    sort: Sort
    note: str
    required: bool = False
    column: bool = False
    own: bool = True
    kept_as: str = ""


@frozen
class Kind:
    """One kind of records.

    Attributes:
        one: what a single one is called.
        key: the fields that together say which record it is.
    """

    name: str
    one: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """Return the field of this name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)
