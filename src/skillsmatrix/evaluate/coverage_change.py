"""The coverage of the same places by two policies: what one would change beside the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from skillsmatrix.evaluate.place_coverage import PlaceCoverage


@frozen
class Covered:
    """How many places must have enough holders, have too few, or can spare nobody."""

    places: int = 0
    short: int = 0
    single_points: int = 0


@frozen
class CoverageChange:
    """How places stand before and after.

    Attributes:
        requirement: id of the rule; empty for all of them.
        places: how many stand otherwise: other holders, another number, another last day.
    """

    requirement: str
    before: Covered
    after: Covered
    places: int


def coverage_changes(
    before: Sequence[PlaceCoverage], after: Sequence[PlaceCoverage]
) -> tuple[CoverageChange, tuple[CoverageChange, ...]]:
    """Return what changes in all, and for each requirement for which something does."""
    names = sorted({one.requirement for one in (*before, *after)})
    each = [
        _change(
            name, *([one for one in side if one.requirement == name] for side in (before, after))
        )
        for name in names
    ]
    return _change("", before, after), tuple(change for change in each if change.places)


def _change(
    requirement: str, before: Sequence[PlaceCoverage], after: Sequence[PlaceCoverage]
) -> CoverageChange:
    now, then = (
        {(one.requirement, one.per, one.place): (one.least, one.holders) for one in side}
        for side in (before, after)
    )
    places = sum(now.get(key) != then.get(key) for key in now.keys() | then.keys())
    return CoverageChange(requirement, _covered(before), _covered(after), places)


def _covered(found: Iterable[PlaceCoverage]) -> Covered:
    listed = list(found)
    return Covered(
        places=len(listed),
        short=sum(not one.covered for one in listed),
        single_points=sum(bool(one.single_points) for one in listed),
    )
