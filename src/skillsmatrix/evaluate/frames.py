"""Records as coded frames, whatever library holds them, and the names behind the codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import in_force_number
from skillsmatrix.records.columns import Columns

Lazy = nw.LazyFrame[Any]
c = nw.col

NOWHERE = -1
"""The code of no setting, no team, no manager, no provider."""


@frozen
class PlaceNames:
    """What policy needs to know of an agency, a setting or a team.

    Attributes:
        agency: code of the agency, for a setting or a team.
        setting: code of the setting, for a team.
    """

    ref: str
    sector: str = ""
    area: str = ""
    type: str = ""
    agency: int = NOWHERE
    setting: int = NOWHERE


@frozen
class NeedOf:
    """What a setting has from a day until a day, as numbers; ``end`` may be None."""

    setting: int
    need: str
    start: int
    end: int | None


@frozen(eq=False)
class Frames:
    """Records ready to be joined.

    Attributes:
        people: person, person_ref, name.
        assignments: assignment, person, agency, role, setting, team, manager, start, end,
            employment (a code), weekly (minutes).
        completions: person, item, completed, expires, level, minutes, participatory,
            multi_agency, provider.
        absences: person, kind (a word), start, end.
        decisions: person, kind (a word), subject (as items), agency, completed, start, end.
        tags: person, tag (a word), start, end.
        lay: makes a frame of the same library from columns of whole numbers.
        agencies: code → names.
        settings: code → names; area empty where it is the agency's.
        teams: code → names.
        roles: code → id.
        employments: code → id.
        items: id → code of courses, competencies and requirements.
        needs: of settings.
        assignment_count: how many assignments there are.
    """

    people: Lazy
    assignments: Lazy
    completions: Lazy
    absences: Lazy
    decisions: Lazy
    tags: Lazy
    lay: Callable[[Mapping[str, list[Any]]], Lazy]
    agencies: dict[int, PlaceNames]
    settings: dict[int, PlaceNames]
    teams: dict[int, PlaceNames]
    roles: dict[int, str]
    employments: dict[int, str]
    items: dict[str, int]
    needs: tuple[NeedOf, ...]
    assignment_count: int

    def needs_on(self, day: int) -> dict[int, frozenset[str]]:
        """Return what each setting has on a day."""
        found: dict[int, set[str]] = {}
        for need in self.needs:
            if in_force_number(need.start, need.end, day):
                found.setdefault(need.setting, set()).add(need.need)
        return {setting: frozenset(needs) for setting, needs in found.items()}


def frames_of_columns(columns: Columns) -> Frames:
    """Return the frames of a store or a snapshot, as Polars holds them."""
    import polars as pl  # slow import

    def lay(values: Mapping[str, list[Any]]) -> Lazy:
        # Empty columns would have no type of their own.
        schema = None if next(iter(values.values())) else {name: pl.Int64 for name in values}
        return nw.from_native(pl.LazyFrame(values, schema=schema))

    def lazy(frame: pl.DataFrame) -> Lazy:
        return nw.from_native(frame.lazy())

    words = sorted(set(columns.assignments["employment"].drop_nulls().unique()) - {""})
    codes = pl.DataFrame(
        {"employment": words, "code": range(len(words))},
        schema={"employment": pl.String, "code": pl.Int64},
    )
    # Among equal answers the post that began first decides, then the one recorded first.
    assignments = columns.assignments.sort("start", maintain_order=True).with_row_index(
        "assignment"
    )
    if words:
        assignments = assignments.join(codes, on="employment", how="left", maintain_order="left")
    else:
        assignments = assignments.with_columns(pl.lit(None, pl.Int64).alias("code"))
    assignments = assignments.drop("employment").rename({"code": "employment"})
    return Frames(
        people=lazy(columns.people).select(
            c("id").alias("person"), c("ref").alias("person_ref"), "name"
        ),
        assignments=lazy(assignments),
        completions=nw.from_native(columns.scan()) if columns.scan else lazy(columns.completions),
        absences=lazy(columns.absences),
        decisions=lazy(columns.decisions),
        tags=lazy(columns.tags),
        lay=lay,
        agencies={
            code: PlaceNames(ref, sector or "", area or "")
            for code, ref, sector, area in columns.agencies.select(
                "id", "ref", "sector", "area"
            ).iter_rows()
        },
        settings={
            code: PlaceNames(ref, area=area or "", type=kind or "", agency=agency)
            for code, ref, area, kind, agency in columns.settings.select(
                "id", "ref", "area", "type", "agency"
            ).iter_rows()
        },
        teams={
            code: PlaceNames(ref, agency=agency, setting=NOWHERE if setting is None else setting)
            for code, ref, agency, setting in columns.teams.select(
                "id", "ref", "agency", "setting"
            ).iter_rows()
        },
        roles=dict(columns.roles.select("id", "ref").iter_rows()),
        employments=dict(enumerate(words)),
        items={ref: code for code, ref in columns.items.select("id", "ref").iter_rows()},
        needs=tuple(
            NeedOf(*row)
            for row in columns.needs.select("setting", "need", "start", "end").iter_rows()
        ),
        assignment_count=assignments.height,
    )
