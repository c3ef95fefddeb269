"""Which part of an evaluation is asked about."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw
from attrs import field, fields, frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import PlaceNames
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
        codes = [code for code, names in frames.agencies.items() if names.ref in only.agencies]
        rows = rows.filter(c("agency").is_in(codes))
    if only.competencies or only.standings:
        codes = [
            code
            for code, rule in enumerate(tables.rules)
            if (not only.competencies or rule.competency in only.competencies)
            and (not only.standings or rule.standing in only.standings)
        ]
        rows = rows.filter(c("rule").is_in(codes))
    if only.people:
        found = frames.people.filter(c("person_ref").is_in(list(only.people)))
        codes = found.select("person").collect()["person"].to_list()
        rows = rows.filter(c("person").is_in(codes))
    by_assignment = (
        ("sector", _places(evaluation.sectors, only.sectors), only.sectors),
        ("area", _places(evaluation.areas, only.areas), only.areas),
        ("setting", _codes(frames.settings, only.settings), only.settings),
        ("team", [code for code, ref in frames.teams.items() if ref in only.teams], only.teams),
        ("role", [code for code, ref in frames.roles.items() if ref in only.roles], only.roles),
    )
    asked = [(name, codes) for name, codes, wanted in by_assignment if wanted]
    if asked:
        kept = evaluation.attributes.filter(*(c(name).is_in(codes) for name, codes in asked))
        rows = rows.join(kept.select("assignment"), on="assignment", how="inner")
    return Scope(evaluation, rows)


def _places(names: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    return [place for place, name in enumerate(names) if name in wanted]


def _codes(places: dict[int, PlaceNames], wanted: tuple[str, ...]) -> list[int]:
    return [code for code, names in places.items() if names.ref in wanted]
