"""A role at a place, and whether a rule binds there."""

from __future__ import annotations

from attrs import frozen

from skillsmatrix.matrix.policy import Rule


@frozen(cache_hash=True)
class Post:
    """A role at a place, by the ids that policy uses; empty where not known."""

    role: str
    agency: str
    sector: str
    area: str
    setting_type: str


def binds(rule: Rule, post: Post) -> bool:
    """Say whether a post lies in the places a rule is limited to; its role is not looked at."""
    return (
        (not rule.sectors or post.sector in rule.sectors)
        and (not rule.agencies or post.agency in rule.agencies)
        and (not rule.areas or post.area in rule.areas)
        and (not rule.setting_types or post.setting_type in rule.setting_types)
    )
