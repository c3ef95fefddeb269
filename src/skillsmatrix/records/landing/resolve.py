"""Ids in a file → codes in the store, for people, agencies, settings and teams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.kinds import Sort
from skillsmatrix.records.known import NearNames
from skillsmatrix.records.landing.id_rule import Alike
from skillsmatrix.records.landing.terms import Converter
from skillsmatrix.records.profiles.profile import Ids, PersonBy, Profile


class Codes:
    """The codes of one table's ids, and those handed out to ids that are new to it."""

    def __init__(self, codes: dict[str, int], last: int) -> None:
        self._codes = codes
        self._last = last
        self.new: dict[str, int] = {}

    @classmethod
    def read(cls, connection: sa.Connection, table: sa.Table) -> Codes:
        """Return the codes that are in use."""
        rows = connection.execute(sa.select(table.c.ref, table.c.id))
        last = connection.scalar(sa.select(sa.func.max(table.c.id)))
        return cls({row.ref: row.id for row in rows}, last or 0)

    def get(self, ref: str) -> int | None:
        """Return the code of an id, if it has one."""
        return self._codes.get(ref)

    def intern(self, ref: str) -> int:
        """Return the code of an id, handing out the next one if it has none."""
        code = self._codes.get(ref)
        if code is None:
            self._last += 1
            code = self._codes[ref] = self.new[ref] = self._last
        return code

    def refs(self) -> Iterable[str]:
        """Return all ids."""
        return self._codes

    def pairs(self) -> Iterable[tuple[str, int]]:
        """Return all ids, each with its code."""
        return self._codes.items()


class People:
    """Everyone the store knows, by whatever a profile says that a file knows them by."""

    def __init__(self, connection: sa.Connection, profile: Profile) -> None:
        rows = connection.execute(
            sa.select(t.people.c.id, t.people.c.ref, t.people.c.email, t.people.c.born)
        ).all()
        codes = {row.ref: row.id for row in rows}
        self.codes = Codes(codes, max(codes.values(), default=0))
        self.born: dict[int, date] = {row.id: row.born for row in rows if row.born is not None}
        self.by = profile.person.by
        self._source = profile.source
        self._create = "people" in profile.create
        self._found: dict[str, int] = {}
        self._shared: set[str] = set()
        if self.by is PersonBy.EMAIL:
            for row in rows:
                email = row.email.casefold()
                if self._found.setdefault(email, row.id) != row.id:
                    self._shared.add(email)
        elif self.by is PersonBy.SOURCE_ID:
            query = sa.select(t.person_ids.c.ref, t.person_ids.c.person)
            ids = connection.execute(query.where(t.person_ids.c.source == profile.source))
            self._found = {row.ref: row.person for row in ids}
        else:
            self._found = codes
        self._nearest = NearNames(self._found)
        self._alike = Alike(profile.ids, () if self.by is PersonBy.EMAIL else self._found)

    def convert(self, text: str) -> int | Wrong:
        """Return the code of a person, created if the profile says so, or what is wrong."""
        key = text.casefold() if self.by is PersonBy.EMAIL else text
        if key in self._shared:
            return Wrong(
                "shared-email",
                f"several people have this e-mail address ({text})",
                "Give each their own, or import with a profile that uses ids.",
            )
        code = self._found.get(key)
        if code is not None:
            return code
        same = self._alike(text)
        if isinstance(same, Wrong):
            return same
        if same is not None:
            return self._found[same]
        if self._create and self.codes.get(text) is None:
            self._found[key] = code = self.codes.intern(text)
            self._alike.add(text)
            return code
        if self._create:
            return Wrong(
                "unknown-person",
                f"someone has this as our id, but is not known by it in {self._source} ({text})",
                "Import the person first, with source and source_id.",
            )
        what = {
            PersonBy.EMAIL: "no person has this e-mail address",
            PersonBy.SOURCE_ID: f"no person has this id in {self._source}",
        }.get(self.by, "no such person")
        near = self._nearest(text)
        offered = near if near.startswith("Did you mean") else ""
        return Wrong(
            "unknown-person",
            f"{what} ({text})",
            f"{offered} Correct it, or import the person first.".strip(),
        )


def same_ids(rule: tuple[Ids, ...], known: Iterable[str]) -> Converter:
    """Return how the ids that a file gives to things are read: by the rule, as the known ones."""
    alike = Alike(rule, known)

    def convert_id(text: str) -> str | Wrong:
        found = alike(text)
        if found is None:
            alike.add(text)
        return text if found is None else found

    return convert_id


class Places:
    """The agencies, settings and teams that the store knows."""

    def __init__(self, connection: sa.Connection, profile: Profile) -> None:
        self.codes = {
            Sort.AGENCY: Codes.read(connection, t.agencies),
            Sort.SETTING: Codes.read(connection, t.settings),
            Sort.TEAM: Codes.read(connection, t.teams),
        }
        self._create = profile.create
        self._ids = profile.ids

    def converter(self, sort: Sort) -> Converter:
        """Return how the ids of one of the three are read."""
        codes = self.codes[sort]
        plural = {Sort.AGENCY: "agencies", Sort.SETTING: "settings", Sort.TEAM: "teams"}[sort]
        nearest = NearNames(codes.refs())
        alike = Alike(self._ids, codes.refs())

        def convert_place(text: str) -> Any:
            code = codes.get(text)
            if code is not None:
                return code
            same = alike(text)
            if isinstance(same, Wrong):
                return same
            if same is not None:
                return codes.get(same)
            if plural in self._create:
                alike.add(text)
                return codes.intern(text)
            return Wrong(
                f"unknown-{sort}",
                f"no such {sort} ({text})",
                f"{nearest(text)} Or import the {sort} first.".strip(),
            )

        return convert_place
