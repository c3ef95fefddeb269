"""Which part of an evaluation is asked about."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw
from attrs import field, fields, frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import Lazy, PlaceNames
from skillsmatrix.evaluate.scope import Scope
from skillsmatrix.model.standing import Standing
from skillsmatrix.model.status import Status

c = nw.col


def _ids(given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        raise UsageError(f"A limit is a list of ids, not text ({given}). Write ({given!r},).")
    return tuple(given)


@frozen(kw_only=True)
class Only:
    """Limits to a question; an empty one does not limit.

    Attributes:
        statuses: limits what is listed, not what is counted.
        within: list also what ends within so many days.
    """

    agencies: tuple[str, ...] = field(default=(), converter=_ids)
    sectors: tuple[str, ...] = field(default=(), converter=_ids)
    areas: tuple[str, ...] = field(default=(), converter=_ids)
    settings: tuple[str, ...] = field(default=(), converter=_ids)
    teams: tuple[str, ...] = field(default=(), converter=_ids)
    roles: tuple[str, ...] = field(default=(), converter=_ids)
    competencies: tuple[str, ...] = field(default=(), converter=_ids)
    standings: tuple[Standing, ...] = ()
    people: tuple[str, ...] = field(default=(), converter=_ids)
    statuses: tuple[Status, ...] = ()
    within: int | None = None

    def __str__(self) -> str:
        """Give the limits in words, empty where there are none."""
        parts = []
        for attribute in fields(Only):
            value = getattr(self, attribute.name)
            if attribute.name not in ("statuses", "within") and value:
                parts.append(f"{attribute.name} {', '.join(value)}")
        return "; ".join(parts)


def narrowed(evaluation: Evaluation, only: Only) -> Scope:
    """Return the part of an evaluation that lies within the limits."""
    rows, frames, tables = evaluation.rows, evaluation.frames, evaluation.tables
    if only.agencies:
        rows = rows.filter(c("agency").is_in(_codes(frames.agencies, only.agencies)))
    if only.competencies or only.standings:
        codes = [
            code
            for code, rule in enumerate(tables.rules)
            if (not only.competencies or rule.competency in only.competencies)
            and (not only.standings or rule.standing in only.standings)
        ]
        rows = rows.filter(c("rule").is_in(codes))
    if only.people:
        rows = rows.filter(c("person").is_in(_people(evaluation, only)))
    if _by_assignment(only):
        kept = _kept(evaluation, only).select("assignment")
        rows = rows.join(kept, on="assignment", how="inner")
    return Scope(evaluation, rows)


def counted_only(scope: Scope) -> Scope:
    """Return a scope without the employments that its workspace does not count."""
    evaluation = scope.evaluation
    names = evaluation.settings.not_counted
    codes = [code for code, ref in evaluation.frames.employments.items() if ref in names]
    if not codes:
        return scope
    counted = evaluation.attributes.filter(~c("employment").is_in(codes)).select("assignment")
    return Scope(evaluation, scope.rows.join(counted, on="assignment", how="inner"))


def assignments_within(evaluation: Evaluation, only: Only) -> Lazy:
    """Return the assignments within the limits on places, roles and people, whenever they stand."""
    kept = _kept(evaluation, only).select(c("assignment").cast(nw.Int64))
    posts = evaluation.frames.assignments.with_columns(c("assignment").cast(nw.Int64))
    if only.agencies:
        posts = posts.filter(c("agency").is_in(_codes(evaluation.frames.agencies, only.agencies)))
    if only.people:
        posts = posts.filter(c("person").is_in(_people(evaluation, only)))
    return posts.join(kept, on="assignment", how="semi")


def _people(evaluation: Evaluation, only: Only) -> list[int]:
    found = evaluation.frames.people.filter(c("person_ref").is_in(list(only.people)))
    codes: list[int] = found.select("person").collect()["person"].to_list()
    return codes


def _by_assignment(only: Only) -> bool:
    return bool(only.sectors or only.areas or only.settings or only.teams or only.roles)


def _kept(evaluation: Evaluation, only: Only) -> Lazy:
    """Return the attributes of assignments within the limits on their places and roles."""
    frames = evaluation.frames
    roles = [code for code, ref in frames.roles.items() if ref in only.roles]
    by_assignment = (
        ("sector", _places(evaluation.sectors, only.sectors), only.sectors),
        ("area", _places(evaluation.areas, only.areas), only.areas),
        ("setting", _codes(frames.settings, only.settings), only.settings),
        ("team", _codes(frames.teams, only.teams), only.teams),
        ("role", roles, only.roles),
    )
    asked = [c(name).is_in(codes) for name, codes, wanted in by_assignment if wanted]
    return evaluation.attributes.filter(*asked) if asked else evaluation.attributes


def _places(names: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    return [place for place, name in enumerate(names) if name in wanted]


def _codes(places: dict[int, PlaceNames], wanted: tuple[str, ...]) -> list[int]:
    return [code for code, names in places.items() if names.ref in wanted]
