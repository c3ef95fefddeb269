"""All that policy says on one day, resolved: plain values, no graph is needed any more."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from skillsmatrix.dates import Interval
from skillsmatrix.model.source_expiry import SourceExpiry
from skillsmatrix.model.standing import Standing


@frozen
class Refusal:
    """Agencies that refuse a grant by name; both empty for all agencies."""

    agencies: tuple[str, ...]
    sectors: tuple[str, ...]


@frozen
class CompiledGrant:
    """An item that counts for a requirement, as :class:`skillsmatrix.graph.Grant` says it."""

    item: str
    level: int
    levelled: bool
    expiry_direct: bool
    expiry_included: bool
    valid_for: Interval | None
    completed_from: date | None
    completed_until: date | None
    agencies: tuple[str, ...]
    sectors: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    def accepted_at(self, agency: str, sector: str) -> bool:
        """Say whether an agency of a sector lets it count."""
        if not (self.agencies or self.sectors or self.refusals):
            return True

        def covers(agencies: tuple[str, ...], sectors: tuple[str, ...]) -> bool:
            return (not agencies or agency in agencies) and (not sectors or sector in sectors)

        if not covers(self.agencies, self.sectors):
            return False
        return not any(covers(refusal.agencies, refusal.sectors) for refusal in self.refusals)


@frozen
class Rule:
    """A requirement in force on the day.

    Attributes:
        roles: every role bound, wider ones resolved into the narrower.
        min_level: the level needed, 1 for a competency without levels.
        renewal: ``rolling`` or ``once``; any other kind is not evaluated.
        every: the interval of a rolling renewal.
        within: the first deadline; zero days where none is given.
        start: the day the requirement took force; the first deadline counts from then at the
            earliest.
    """

    id: str
    competency: str
    title: str
    standing: Standing
    weight: int
    roles: tuple[str, ...]
    sectors: tuple[str, ...]
    agencies: tuple[str, ...]
    areas: tuple[str, ...]
    setting_types: tuple[str, ...]
    min_level: int
    renewal: str
    evaluated: bool
    every: Interval | None
    source_expiry: SourceExpiry
    within: Interval
    start: date | None
    grants: tuple[CompiledGrant, ...]

    @property
    def scope(self) -> tuple[tuple[str, ...], ...]:
        """The places it is limited to: sectors, agencies, areas, setting types."""
        return self.sectors, self.agencies, self.areas, self.setting_types


@frozen
class Policy:
    """Every rule in force on a day, and the names people see.

    Attributes:
        day: the day whose rules these are.
        digest: the digest of the catalogue they come from.
        role_titles: role id → title.
        no_course: competencies that a rule needs and no course in force gives.
    """

    day: date
    digest: str
    rules: tuple[Rule, ...]
    role_titles: dict[str, str]
    no_course: tuple[str, ...]
