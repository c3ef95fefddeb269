"""What one record is not enough for: hours in a window, pieces of a year, events, a first course.

Read from the rules of one post; :mod:`kept_up` makes the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from courses import Courses

from skillsmatrix.dates import Interval
from skillsmatrix.model.renewal import Calendar, Events, Hours, RenewedBy
from skillsmatrix.model.requirement import Requirement

_SPARE = 1.5
"""How much more than the least people learn where several records make up the hours."""


class Bank(NamedTuple):
    """Hours in a window; times are minutes.

    Attributes:
        competency: what records of no course of its own are about.
        length: what may be recorded → the course's own length, 0 where it tells none.
        alone: what is learnt alone, as its course says.
        unsaid: what may be learnt alone or not, for its course does not say.
        each: how long each record of a window should be, so that they suffice together.
        newcomer: how long a newcomer's first year should be; 0 for no more than ``each``.
        participatory: the least share learnt with other people.
        multi_agency: the least share learnt with other agencies.
        several: more than one record makes up the hours.
    """

    competency: int
    length: dict[int, int]
    alone: frozenset[int]
    unsaid: frozenset[int]
    each: int
    newcomer: int
    participatory: float
    multi_agency: float
    several: bool


class Pieces(NamedTuple):
    """Several pieces in a year that begins on ``first_day``, some of them of a certain sort."""

    items: frozenset[int]
    needed: int
    including: int
    others: int
    first_day: str


class Gatherings(NamedTuple):
    """Events of a year that begins on ``first_day``, so many of them held."""

    course: int
    held: int
    first_day: str


class Origin(NamedTuple):
    """A first course that later ones only renew; ``full`` is all that could have been it."""

    full: frozenset[int]
    first: tuple[int, ...]
    again: frozenset[int]
    interval: int


Counted = Bank | Pieces | Gatherings | Origin


class Counting:
    """Finds what a post's rules count."""

    def __init__(
        self, courses: Courses, codes: Callable[[Iterable[str]], tuple[int, ...]], as_at: date
    ) -> None:
        self._courses, self._codes, self._as_at = courses, codes, as_at

    def of_step(
        self,
        name: str,
        asked: dict[str, list[Requirement]],
        first: Sequence[str],
        again: Sequence[str],
        interval: int,
    ) -> Iterable[Counted]:
        """Yield what the rules of a step count.

        Args:
            name: the competency the step is mainly for.
            asked: all competencies that it gives → their rules.
            first: the courses to begin with.
            again: the courses to renew with.
            interval: how many days lie between them.
        """
        renewals = {one: [r.renewal_on(self._as_at) for r in asked[one]] for one in asked}
        if any(isinstance(renewal, Hours) for renewal in renewals[name]):
            yield self._bank(name, asked[name], (*first, *again), interval)
        for renewal in renewals[name]:
            if isinstance(renewal, Calendar) and renewal.pieces > 1 and renewal.including:
                (including, *_), items = self._codes(renewal.including), self._codes(first)
                others = next((item for item in items if item != including), including)
                known = frozenset((*items, *self._codes([name])))
                yield Pieces(known, renewal.pieces, including, others, renewal.first_day)
        for one, found in renewals.items():
            if any(isinstance(renewal, RenewedBy) for renewal in found):
                full = [course for course, given in self._courses.full.items() if one in given]
                yield Origin(
                    frozenset(self._codes([one, *full])),
                    self._codes(course for course in first if course in full),
                    frozenset(self._codes(again)),
                    interval,
                )

    def events(self, rules: Iterable[Requirement]) -> Iterable[Gatherings]:
        """Yield the events that rules count, for which no course is a step."""
        for rule in rules:
            renewal, courses = rule.renewal_on(self._as_at), self._courses.events(rule.competency)
            if isinstance(renewal, Events) and courses:
                (course, *_) = self._codes(courses)
                yield Gatherings(course, renewal.out_of, renewal.first_day)

    def _bank(
        self, name: str, rules: Sequence[Requirement], names: Iterable[str], interval: int
    ) -> Bank:
        pairs = [(rule, rule.renewal_on(self._as_at)) for rule in rules]
        hours = [(rule, how) for rule, how in pairs if isinstance(how, Hours)]
        always = [how for rule, how in hours if not rule.new_starters]
        most = max(always or [how for _, how in hours], key=lambda how: how.hours)
        number = max(1, round(_days(most.window) / interval))
        spare = _SPARE if number > 1 else 1.0
        by_code = {
            code: self._courses.by_id[course] for course in names for code in self._codes([course])
        }
        (competency,) = self._codes([name])
        return Bank(
            competency=competency,
            length={competency: 0}
            | {code: round((course.hours or 0) * 60) for code, course in by_code.items()},
            alone=frozenset(c for c, course in by_code.items() if course.participatory is False),
            unsaid=frozenset(
                (competency, *(c for c, course in by_code.items() if course.participatory is None))
            ),
            each=round(most.hours * 60 * spare / number),
            newcomer=round(max((h.hours for r, h in hours if r.new_starters), default=0) * 60),
            participatory=max(how.participatory_needed / how.hours for _, how in hours),
            multi_agency=max(how.multi_agency_needed / how.hours for _, how in hours),
            several=number > 1,
        )


def _days(interval: Interval) -> int:
    days = interval.days
    return days if days is not None else round((interval.months or 0) * 365.25 / 12)
