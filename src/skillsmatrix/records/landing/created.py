"""What an import creates on the way, where its profile says that it may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import sqlalchemy as sa
from attrs import field, frozen

from skillsmatrix.records.kinds import Sort
from skillsmatrix.records.landing.resolve import People, Places
from skillsmatrix.records.landing.row_checks import Values
from skillsmatrix.records.profiles.profile import PersonBy, Profile

_PEOPLE = ("person", "manager", "supervisor")
_TABLES = {Sort.AGENCY: "agencies", Sort.SETTING: "settings", Sort.TEAM: "teams"}
_NAMED = {Sort.AGENCY: ("agency", "provider"), Sort.SETTING: ("setting",), Sort.TEAM: ("team",)}


@frozen
class Created:
    """Rows to add to other tables than that of the kind."""

    agencies: list[dict[str, Any]] = field(factory=list)
    settings: list[dict[str, Any]] = field(factory=list)
    teams: list[dict[str, Any]] = field(factory=list)
    people: list[dict[str, Any]] = field(factory=list)
    person_ids: list[dict[str, Any]] = field(factory=list)

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield how many of what, where there are any."""
        for name in ("agencies", "settings", "teams", "people"):
            if count := len(getattr(self, name)):
                yield name, count

    def add(self, more: Created) -> None:
        """Add what more rows name first."""
        for name in ("agencies", "settings", "teams", "people"):
            mine = getattr(self, name)
            known = {row["id"] for row in mine}
            mine += [row for row in getattr(more, name) if row["id"] not in known]
        known_ids = {row["ref"] for row in self.person_ids}
        self.person_ids.extend(row for row in more.person_ids if row["ref"] not in known_ids)

    def keep(self, named: Mapping[str, AbstractSet[int]]) -> None:
        """Forget what no row names that lands; ``named`` has the codes by table."""
        for name in ("settings", "teams", "people", "agencies"):
            mine, codes = getattr(self, name), named.get(name, frozenset())
            if name == "agencies":
                codes = codes | {row["agency"] for row in (*self.settings, *self.teams)}
            mine[:] = [row for row in mine if row["id"] in codes]
        people = named.get("people", frozenset())
        self.person_ids[:] = [row for row in self.person_ids if row["person"] in people]


def find_named(connection: sa.Connection, staged: sa.Table) -> dict[str, AbstractSet[int]]:
    """Return the codes that staged rows name, by table."""
    named = {"people": _PEOPLE, **{_TABLES[sort]: names for sort, names in _NAMED.items()}}
    return {
        table: {
            code
            for name in names
            if name in staged.c
            for code in connection.scalars(sa.select(staged.c[name]).distinct())
        }
        for table, names in named.items()
    }


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
