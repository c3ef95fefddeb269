"""A profile → the headers that a file of it has."""

from __future__ import annotations

from skillsmatrix.records.fold import folded
from skillsmatrix.records.policy import PROFILED
from skillsmatrix.records.profiles.profile import PersonBy, Profile
from skillsmatrix.records.sheets.sheet import SHEET

REASON = "problem"
"""The header we add to a file of rejects; it may stay there when the file is imported again."""


def expected_headers(profile: Profile) -> list[str]:
    """Return every header that a file may have by the profile, if it is none to be ignored."""
    headers = [headers_of(name, profile) for name in all_fields(profile)]
    return list(dict.fromkeys(header for names in headers for header in names))


def named_headers(profile: Profile) -> frozenset[str]:
    """Return all headers that have a use or are ignored, folded: none of them is of a matrix."""
    others = (*profile.ignore, *profile.fill_down, REASON, SHEET)
    return frozenset(map(folded, (*expected_headers(profile), *others)))


def all_fields(profile: Profile) -> list[str]:
    """Return the names of all fields of the profile's kinds."""
    kinds = [PROFILED[name] for name in profile.kind]
    return list(dict.fromkeys(field.name for kind in kinds for field in kind.fields))


def headers_of(field: str, profile: Profile) -> tuple[str, ...]:
    """Return the headers under which a field may stand."""
    by_columns = profile.person.by is PersonBy.SOURCE_ID and profile.person.columns
    if by_columns and field in ("person", "source_id"):
        return profile.person.columns
    if field == "source_id" and field not in profile.columns:
        by_source = profile.person.by is PersonBy.SOURCE_ID
        return profile.columns.get("person", ()) if by_source else ()
    # A profile that maps no columns, for its dates or values alone, means our own headers.
    return profile.columns.get(field, () if profile.columns else (field,))
