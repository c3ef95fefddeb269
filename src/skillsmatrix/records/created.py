"""What an import creates on the way, where its profile says that it may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from skillsmatrix.records.kinds import Sort
from skillsmatrix.records.profile import PersonBy, Profile
from skillsmatrix.records.resolve import People, Places
from skillsmatrix.records.row_checks import Values

_PEOPLE = ("person", "manager", "supervisor")
_NAMED = {Sort.AGENCY: ("agency", "provider"), Sort.SETTING: ("setting",), Sort.TEAM: ("team",)}


@frozen
class Created:
    """Rows to add to other tables than that of the kind."""

    agencies: list[dict[str, Any]]
    settings: list[dict[str, Any]]
    teams: list[dict[str, Any]]
    people: list[dict[str, Any]]
    person_ids: list[dict[str, Any]]

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield how many of what, where there are any."""
        for name in ("agencies", "settings", "teams", "people"):
            if count := len(getattr(self, name)):
                yield name, count


def find_created(
    values: Values, rows: Sequence[int], profile: Profile, people: People, places: Places
) -> Created:
    """Return what the rows name that is new; what only refused rows name is not created."""
    wanted = _people(values, rows, people)
    persons = [
        {
            "id": code,
            "ref": ref,
            "name": _cell(values, "person_name", row) or ref,
            "email": _cell(values, "person_email", row)
            or (ref if people.by is PersonBy.EMAIL else ""),
        }
        for ref, (code, row) in wanted.items()
    ]
    ids = (
        [
            {"person": code, "source": profile.source, "ref": ref}
            for ref, (code, _) in wanted.items()
        ]
        if people.by is PersonBy.SOURCE_ID
        else []
    )
    agencies = [
        {"id": code, "ref": ref, "name": ref, "sector": profile.agency_sector, "area": ""}
        for ref, (code, _) in _places(values, rows, places, Sort.AGENCY).items()
    ]
    settings, teams = (
        [
            {"id": code, "ref": ref, "name": ref, "agency": values["agency"][row]}
            for ref, (code, row) in _places(values, rows, places, sort).items()
        ]
        for sort in (Sort.SETTING, Sort.TEAM)
    )
    return Created(agencies, settings, teams, persons, ids)


def _cell(values: Values, name: str, row: int | None) -> Any:
    return values[name][row] if name in values and row is not None else None


def _people(
    values: Values, rows: Sequence[int], people: People
) -> dict[str, tuple[int, int | None]]:
    """Return the code of each new person, and a row that is about them."""
    refs = {code: ref for ref, code in people.codes.new.items()}
    found: dict[str, tuple[int, int | None]] = {}
    for name in _PEOPLE:
        column = values.get(name)
        if column is None or not refs:
            continue
        for row in rows:
            if (ref := refs.get(column[row])) is not None:
                found.setdefault(ref, (column[row], row if name == "person" else None))
    return found


def _places(
    values: Values, rows: Sequence[int], places: Places, sort: Sort
) -> dict[str, tuple[int, int]]:
    refs = {code: ref for ref, code in places.codes[sort].new.items()}
    found: dict[str, tuple[int, int]] = {}
    for name in _NAMED[sort]:
        column = values.get(name)
        if column is None or not refs:
            continue
        for row in rows:
            if (ref := refs.get(column[row])) is not None:
                found.setdefault(ref, (column[row], row))
    return found
