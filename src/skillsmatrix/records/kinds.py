"""What can be imported: the kinds of records, and the fields of each."""

from __future__ import annotations

from skillsmatrix.records.fields import Field, Kind, Sort

__all__ = ["KINDS", "Field", "Kind", "Sort", "template"]


def _id(of: str) -> Field:
    return Field("id", Sort.ID, f"id of the {of}", required=True, kept_as="ref")


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
                _id("agency"),
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
                _id("school, ward or home"),
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
                _id("team"),
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
                _id("person"),
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
                Field("employment", Sort.EMPLOYMENT, "permanent, bank, volunteer …; may be empty"),
                *_NEW_PERSON,
            ),
        ),
        Kind(
            "absences",
            "absence",
            ("person", "kind", "start"),
            (
                _WHO,
                Field("kind", Sort.ABSENCE_KIND, "why: maternity, sick …", required=True),
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
                Field(
                    "hours",
                    Sort.LEARNT,
                    "hours of learning; empty for the course's own",
                    kept_as="minutes",
                ),
                Field(
                    "participatory_hours",
                    Sort.LEARNT,
                    "how many of them with other people; may be empty",
                    kept_as="participatory",
                ),
                Field(
                    "multi_agency_hours",
                    Sort.LEARNT,
                    "how many of them with other agencies; may be empty",
                    kept_as="multi_agency",
                ),
                Field(
                    "provider", Sort.AGENCY, "id of the agency that gave the training; may be empty"
                ),
                Field("validity", Sort.MONTHS, "months it is valid by the source", own=False),
                *_NEW_PERSON,
            ),
        ),
        Kind(
            "decisions",
            "decision",
            ("person", "kind", "subject", "agency", "start", "completed"),
            (
                _WHO,
                Field(
                    "kind",
                    Sort.DECISION_KIND,
                    "exemption, extension, temporary certification or revocation",
                    required=True,
                ),
                Field(
                    "subject",
                    Sort.SUBJECT,
                    "id of a competency or a requirement; for a revocation of what the record names",
                    required=True,
                ),
                Field("reason", Sort.TEXT, "why, in words", required=True),
                Field("decided_by", Sort.TEXT, "who decided", required=True),
                _START,
                Field(
                    "end",
                    Sort.DAY,
                    "last day; an extension or a temporary certification needs one",
                ),
                Field("agency", Sort.AGENCY, "only at this agency; empty for all"),
                Field("completed", Sort.DAY, "for a revocation, the day the record says"),
                *_NEW_PERSON,
            ),
        ),
        Kind(
            "tags",
            "tag",
            ("person", "tag", "start"),
            (
                _WHO,
                Field("tag", Sort.TAG, "id of a tag of the catalogue: in-ratio …", required=True),
                _START,
                _END,
                *_NEW_PERSON,
            ),
        ),
        Kind(
            "needs",
            "need",
            ("setting", "need", "start"),
            (
                Field("setting", Sort.SETTING, "id of the setting", required=True),
                Field(
                    "need",
                    Sort.NEED,
                    "id of a need of the catalogue: rescue-medication …",
                    required=True,
                ),
                _START,
                _END,
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
