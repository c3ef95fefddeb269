"""What the reference evaluator is told: policy, places, and the records of each person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import field, frozen

from skillsmatrix.dates import FOREVER, Convention, Interval, last_valid_day
from skillsmatrix.model.agency import Agency, Need, Setting, Team
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.decision import Decision
from skillsmatrix.model.person import Absence, Assignment, Tag


@frozen(kw_only=True)
class Records:
    """Everything that is recorded of one person."""

    assignments: tuple[Assignment, ...] = ()
    absences: tuple[Absence, ...] = ()
    completions: tuple[Completion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tags: tuple[Tag, ...] = ()


@frozen(kw_only=True)
class World:
    """A policy, places and people on one day.

    Attributes:
        people: id of the person → records.
        day: the day asked about.
        soon: what ends within so many days is expiring.
    """

    catalogue: Catalogue
    agencies: Mapping[str, Agency] = field(factory=dict)
    settings: Mapping[str, Setting] = field(factory=dict)
    teams: Mapping[str, Team] = field(factory=dict)
    needs: tuple[Need, ...] = ()
    people: Mapping[str, Records] = field(factory=dict)
    day: date
    convention: Convention = Convention.LAST_VALID_DAY
    soon: int = 90

    def end(self, start: date, interval: Interval) -> date:
        """Return the last valid day of what starts on ``start``."""
        return last_valid_day(start, interval, self.convention)

    def sector(self, agency: str) -> str:
        """Return the sector of an agency; empty for one that is not known."""
        return self.agencies[agency].sector if agency in self.agencies else ""

    def wider_roles(self, role: str) -> set[str]:
        """Return the role and every role it is a kind of."""
        found = {role}
        if role in self.catalogue.roles:
            for wider in self.catalogue.roles[role].kind_of:
                found |= self.wider_roles(wider)
        return found


def day_after(day: date) -> date:
    """Return the next day; the last day there is has none and stays."""
    return day if day == FOREVER else day + timedelta(days=1)


def named(name: str, among: tuple[str, ...]) -> bool:
    """Say whether a scope lets a name in: an empty one lets everything in."""
    return not among or name in among
