"""What can be imported: the kinds of records, and the fields of each."""

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
    LEVEL = "level"
    MONTHS = "months"
    OUTCOME = "outcome"
    ITEM = "course or competency"
    ROLE = "role"
    SECTOR = "sector"
    AREA = "area"
    SETTING_TYPE = "setting type"
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
    """

    name: str
    sort: Sort
    note: str
    required: bool = False
    column: bool = False
    own: bool = True


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


_START = Field("start", Sort.DAY, "first day, as 2026-09-01", required=True)
_END = Field("end", Sort.DAY, "last day; empty while it lasts")
_WHO = Field("person", Sort.PERSON, "id of the person", required=True)
_NEW_PERSON = (
    Field("person_name", Sort.TEXT, "name of a person the import creates", own=False),
    Field("person_email", Sort.EMAIL, "e-mail of a person the import creates", own=False),
)
_AGENCY = Field("agency", Sort.AGENCY, "id of the agency", required=True)
_NAME = Field("name", Sort.TEXT, "name, as people know it", required=True)
_AREA = Field("area", Sort.AREA, "id of an area of the catalogue; may be empty")

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "agencies",
            "agency",
            ("id",),
            (
                Field("id", Sort.ID, "id of the agency", required=True),
                _NAME,
                Field("sector", Sort.SECTOR, "id of a sector of the catalogue", required=True),
                _AREA,
            ),
        ),
        Kind(
            "settings",
            "setting",
            ("id",),
            (
                Field("id", Sort.ID, "id of the school, ward or home", required=True),
                _NAME,
                _AGENCY,
                Field("type", Sort.SETTING_TYPE, "id of a setting type of the catalogue"),
                _AREA,
            ),
        ),
        Kind(
            "teams",
            "team",
            ("id",),
            (
                Field("id", Sort.ID, "id of the team", required=True),
                _NAME,
                _AGENCY,
                Field("setting", Sort.SETTING, "id of its setting; may be empty"),
            ),
        ),
        Kind(
            "people",
            "person",
            ("id",),
            (
                Field("id", Sort.ID, "id of the person", required=True),
                _NAME,
                Field("email", Sort.EMAIL, "work e-mail address; may be empty"),
                Field("born", Sort.DAY, "date of birth, to check dates only; may be empty"),
                Field("source", Sort.TEXT, "another system that knows the person; may be empty"),
                Field("source_id", Sort.TEXT, "the person's id in that system; may be empty"),
                Field(
                    "agency",
                    Sort.AGENCY,
                    "the agency whose staff list this is; only for --missing end",
                    own=False,
                ),
            ),
        ),
        Kind(
            "assignments",
            "assignment",
            ("person", "agency", "role", "setting", "team", "start"),
            (
                _WHO,
                _AGENCY,
                Field("role", Sort.ROLE, "id of a role of the catalogue", required=True),
                _START,
                _END,
                Field("setting", Sort.SETTING, "id of the setting; may be empty"),
                Field("team", Sort.TEAM, "id of the team; may be empty"),
                Field("manager", Sort.PERSON, "id of the line manager; may be empty"),
                Field("supervisor", Sort.PERSON, "id of the supervisor, if someone else"),
                Field("hours", Sort.HOURS, "contracted hours a week, as 37.5; may be empty"),
                *_NEW_PERSON,
            ),
        ),
        Kind(
            "absences",
            "absence",
            ("person", "kind", "start"),
            (
                _WHO,
                Field("kind", Sort.TEXT, "why, in a word: maternity, illness …", required=True),
                _START,
                _END,
                *_NEW_PERSON,
            ),
        ),
        Kind(
            "completions",
            "completion",
            ("person", "item", "completed", "outcome"),
            (
                _WHO,
                Field("item", Sort.ITEM, "id or title of a course or competency", required=True),
                Field("completed", Sort.DAY, "the day, as 2026-05-01", column=True),
                Field("expires", Sort.DAY, "last valid day by the source; may be empty"),
                Field("level", Sort.LEVEL, "level reached, as a number from 1; may be empty"),
                Field(
                    "outcome",
                    Sort.OUTCOME,
                    "complete, in progress, failed or not started; empty for complete",
                ),
                Field("reference", Sort.TEXT, "the record's id in its source; may be empty"),
                Field("validity", Sort.MONTHS, "months it is valid by the source", own=False),
                *_NEW_PERSON,
            ),
        ),
    )
}
"""Every kind of records, in the order in which a new workspace wants them."""


def template(kind: Kind) -> str:
    """Return the header of our own template for a kind.

    >>> template(KINDS["absences"])
    'person,kind,start,end'
    """
    return ",".join(field.name for field in kind.fields if field.own)
