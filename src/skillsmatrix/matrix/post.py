"""A role at a place, and whether a rule binds there."""

from __future__ import annotations

from attrs import frozen

from skillsmatrix.matrix.policy import Scope


@frozen(cache_hash=True)
class Place:
    """What policy asks of where and how somebody works, by the ids it uses; empty if not known.

    Attributes:
        hours: minutes a week; None where not known, which binds.
        tags: those of the person.
        needs: those of the setting.
    """

    agency: str = ""
    sector: str = ""
    area: str = ""
    setting_type: str = ""
    employment: str = ""
    hours: int | None = None
    tags: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@frozen(cache_hash=True)
class Post:
    """A role at a place."""

    role: str
    place: Place


def binds(scope: Scope, place: Place) -> bool:
    """Say whether a place lies within a scope."""
    return (
        (not scope.sectors or place.sector in scope.sectors)
        and (not scope.agencies or place.agency in scope.agencies)
        and (not scope.areas or place.area in scope.areas)
        and (not scope.setting_types or place.setting_type in scope.setting_types)
        and (not scope.employments or place.employment in scope.employments)
        and (not scope.tags or not place.tags.isdisjoint(scope.tags))
        and (not scope.needs or not place.needs.isdisjoint(scope.needs))
        and (scope.hours_from is None or place.hours is None or place.hours >= scope.hours_from)
        and (scope.hours_below is None or place.hours is None or place.hours < scope.hours_below)
    )
