"""Records as coded frames, whatever library holds them, and the names behind the codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import narwhals as nw
from attrs import frozen

from skillsmatrix.evaluate.status import Lazy
from skillsmatrix.matrix.post import Post
from skillsmatrix.records.columns import Columns

NOWHERE = -1
"""The code of no setting, no team, no manager."""


@frozen
class PlaceNames:
    """What policy needs to know of an agency or a setting."""

    ref: str
    sector: str = ""
    area: str = ""
    type: str = ""


@frozen(eq=False)
class Frames:
    """Records ready to be joined.

    Attributes:
        people: person, person_ref, name.
        assignments: assignment, person, agency, role, setting, team, manager, start, end.
        completions: person, item, completed, expires, level.
        lay: makes a frame of the same library from columns of whole numbers.
        agencies: code → names.
        settings: code → names; area empty where it is the agency's.
        roles: code → id.
        teams: code → id.
        items: id → code.
        assignment_count: how many assignments there are.
    """

    people: Lazy
    assignments: Lazy
    completions: Lazy
    lay: Callable[[Mapping[str, list[Any]]], Lazy]
    agencies: dict[int, PlaceNames]
    settings: dict[int, PlaceNames]
    roles: dict[int, str]
    teams: dict[int, str]
    items: dict[str, int]
    assignment_count: int

    def posts(self, keys: Iterable[tuple[int, int, int]]) -> list[Post]:
        """Return the posts behind codes of role, agency and setting, equal ones the same object."""
        places: dict[tuple[int, int], tuple[str, str, str, str]] = {}
        made: dict[tuple[int, tuple[str, str, str, str]], Post] = {}
        found = []
        for role, agency, setting in keys:
            place = places.get((agency, setting))
            if place is None:
                at = self.agencies.get(agency, _NOWHERE)
                inside = self.settings.get(setting, _NOWHERE)
                place = (at.ref, at.sector, inside.area or at.area, inside.type)
                places[agency, setting] = place
            post = made.get((role, place))
            if post is None:
                post = made[role, place] = Post(self.roles.get(role, ""), *place)
            found.append(post)
        return found


_NOWHERE = PlaceNames("")


def frames_of_columns(columns: Columns) -> Frames:
    """Return the frames of a store or a snapshot, as Polars holds them."""
    import polars as pl  # slow import

    def lay(values: Mapping[str, list[Any]]) -> Lazy:
        # Empty columns would have no type of their own.
        schema = None if next(iter(values.values())) else {name: pl.Int64 for name in values}
        return nw.from_native(pl.LazyFrame(values, schema=schema))

    assignments = columns.assignments.with_row_index("assignment")
    agencies = {
        code: PlaceNames(ref, sector or "", area or "")
        for code, ref, sector, area in columns.agencies.select(
            "id", "ref", "sector", "area"
        ).iter_rows()
    }
    settings = {
        code: PlaceNames(ref, area=area or "", type=kind or "")
        for code, ref, area, kind in columns.settings.select(
            "id", "ref", "area", "type"
        ).iter_rows()
    }
    return Frames(
        people=nw.from_native(columns.people.lazy()).select(
            nw.col("id").alias("person"), nw.col("ref").alias("person_ref"), "name"
        ),
        assignments=nw.from_native(assignments.lazy()),
        completions=nw.from_native(columns.completions.lazy()),
        lay=lay,
        agencies=agencies,
        settings=settings,
        roles=dict(columns.roles.select("id", "ref").iter_rows()),
        teams=dict(columns.teams.select("id", "ref").iter_rows()),
        items={ref: code for code, ref in columns.items.select("id", "ref").iter_rows()},
        assignment_count=assignments.height,
    )
