"""A world of the reference as the engine gets it from a store, settings and teams included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl
from attrs import evolve
from tests.reference.dice import Dice
from tests.reference.world import World

from skillsmatrix.dates import day_number
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.frames import Frames, frames_of_columns
from skillsmatrix.graph import build_graph
from skillsmatrix.matrix import Policy
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.agency import Agency
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.completion import Outcome
from skillsmatrix.model.requirement import Per
from skillsmatrix.records.columns import Columns
from skillsmatrix.records.shapes import SHAPES


def frames_of_store(world: World) -> Frames:
    """Return the frames of a store that holds just this world."""
    return frames_of_columns(columns_of_store(world))


def columns_of_store(world: World) -> Columns:
    """Return everything in a store that holds just this world."""
    tables = _tables(world)
    return Columns(lambda name: pl.DataFrame(tables[name], schema=SHAPES[name], orient="row"))


def policy_of(world: World, catalogue: Catalogue | None = None) -> Policy:
    """Return the policy of the world's day, or that of another catalogue."""
    return compile_policy(build_graph(catalogue or world.catalogue), world.day)


def counting(world: World) -> Settings:
    """Return how the world's days are counted."""
    return Settings(world.convention, world.soon)


def all_coverage(world: World, dice: Dice) -> World:
    """Return a world each rule of which asks places for holders, not people."""
    rules = {}
    for name, rule in world.catalogue.requirements.items():
        per = dice.choice(list(Per))
        of_settings: dict[str, Any] = {"needs": rule.needs, "setting_types": rule.setting_types}
        if per is not Per.SETTING:
            of_settings = {"needs": (), "setting_types": ()}
        rules[name] = evolve(
            rule,
            coverage=dice.choice([1, 1, 2, 3]),
            per=per,
            employments=(),
            tags=(),
            hours_from=None,
            hours_below=None,
            new_starters=None,
            grace=(),
            **of_settings,
        )
    elsewhere = Agency(id="elsewhere", name="No partner", sector="")
    return evolve(
        world,
        catalogue=evolve(world.catalogue, requirements=rules),
        # A store knows every agency that records name.
        agencies={**world.agencies, elsewhere.id: elsewhere},
    )


def _tables(world: World) -> dict[str, list[tuple[Any, ...]]]:
    def every(name: str) -> list[Any]:
        return [record for of in world.people.values() for record in getattr(of, name)]

    people, agencies = _codes(world.people), _codes(world.agencies)
    settings, teams = _codes(world.settings), _codes(world.teams)
    posts, done, decisions = every("assignments"), every("completions"), every("decisions")
    roles = _codes(post.role for post in posts)
    items = _codes([*(record.item for record in done), *(given.subject for given in decisions)])
    return {
        "people": [(code, ref, f"{ref}'s name", "") for ref, code in people.items()],
        "agencies": [
            (agencies[a.id], a.id, a.name, a.sector, a.area) for a in world.agencies.values()
        ],
        "settings": [
            (settings[s.id], s.id, s.name, agencies[s.agency], s.type, s.area)
            for s in world.settings.values()
        ],
        "teams": [
            (teams[t.id], t.id, t.name, agencies[t.agency], settings.get(t.setting))
            for t in world.teams.values()
        ],
        "roles": [(code, ref) for ref, code in roles.items()],
        "items": [(code, ref) for ref, code in items.items()],
        "assignments": [
            (
                people[p.person],
                agencies[p.agency],
                roles[p.role],
                *_days(p.start, p.end),
                settings.get(p.setting),
                teams.get(p.team),
                None,
                None,
                p.employment or None,
                _minutes(p.hours),
            )
            for p in posts
        ],
        "completions": [
            (
                people[r.person],
                items[r.item],
                *_days(r.completed, r.expires),
                r.level,
                _minutes(r.hours),
                _minutes(r.participatory_hours),
                _minutes(r.multi_agency_hours),
                agencies[r.provider] if r.provider else None,
            )
            for r in done
            if r.outcome is Outcome.COMPLETE and r.completed
        ],
        "absences": [(people[a.person], a.kind, *_days(a.start, a.end)) for a in every("absences")],
        "decisions": [
            (
                people[d.person],
                d.kind.value,
                items[d.subject],
                agencies[d.agency] if d.agency else None,
                *_days(d.completed, d.start, d.end),
            )
            for d in decisions
        ],
        "tags": [(people[t.person], t.tag, *_days(t.start, t.end)) for t in every("tags")],
        "needs": [(settings[n.setting], n.need, *_days(n.start, n.end)) for n in world.needs],
    }


def _codes(names: Iterable[str] | Mapping[str, Any]) -> dict[str, int]:
    return {name: code for code, name in enumerate(dict.fromkeys(names), start=1)}


def _days(*days: date | None) -> Iterable[int | None]:
    return (None if day is None else day_number(day) for day in days)


def _minutes(hours: float | None) -> int | None:
    return None if hours is None else round(hours * 60)
