"""What people learnt in the last four years: mostly in time, some late, some never.

One person's life with one step of a plan: a first completion somewhere before the deadline, then
renewals a little before the last one lapses, until a lapse, or the end of the assignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from needs import Planner, Post, Step

from skillsmatrix.dates import Convention, Interval, last_valid_day_number

if TYPE_CHECKING:
    from people import Assignment

FOUR_YEARS = 1461
COMPLETE, FAILED, IN_PROGRESS, NOT_STARTED = range(4)

_LASTING = 100
"""A deadline so short belongs to an induction; records of those are kept for good."""

_ELSEWHERE = {
    "education": ("D36", "PSCP-REFRESHER", "C34"),
    "early-years": ("C05", "D36", "PSCP-REFRESHER"),
    "nhs": ("LOCAL-AUTHORITY-COURSE", "C04"),
    "local-authority": ("C21", "C44"),
    "social-care": ("C01", "C30"),
}
"""Courses that people of a sector bring along; some are no longer run, or refused."""

_CERTIFIED = ("PFA", "FAW", "TT-")
"""Competencies whose certificates bear a date of their own."""


class Completion(NamedTuple):
    """A record; item is a code, days are numbers, 0 where there is none."""

    item: int
    outcome: int
    day: int
    expires: int
    reference: str


class Trait(NamedTuple):
    """How reliably somebody learns: chances of never, of late, and of a lapse."""

    never: float
    late: float
    lapse: float

    @classmethod
    def draw(cls, rng: Random, standard: float) -> Trait:
        """Return the trait of a person in an agency; below 1 the agency does better than most."""
        draw = rng.random()
        if draw < 0.68:
            return cls(0.03 * standard, 0.10 * standard, 0.03 * standard)
        if draw < 0.93:
            return cls(0.09 * standard, 0.35 * standard, 0.12 * standard)
        return cls(0.35 * standard, 0.65 * standard, 0.4 * standard)


class Studies:
    """What stays the same for everybody: the policy, the day, the courses' own periods."""

    def __init__(self, planner: Planner, as_at: int, rng: Random) -> None:
        self.planner, self.as_at, self.rng = planner, as_at, rng
        self.window = as_at - FOUR_YEARS
        self.periods = planner.periods
        self.elsewhere = {sector: planner.codes(items) for sector, items in _ELSEWHERE.items()}
        self.certified = {
            code for code, item in enumerate(planner.items, start=1) if item.startswith(_CERTIFIED)
        }
        self._valid: dict[tuple[int, int, Convention], int] = {}
        self._references = 0

    def reference(self, source: str) -> str:
        """Return the next id of a record in its source."""
        self._references += 1
        return f"{source}-{self._references:08}"

    def last_valid_day(self, day: int, months: int, convention: Convention) -> int:
        """Return what a certificate says."""
        key = day, months, convention
        if key not in self._valid:
            interval = Interval(months, "months")
            self._valid[key] = last_valid_day_number(day, interval, convention)
        return self._valid[key]

    def runs(self, course: int, day: int) -> bool:
        """Say whether a course was there to be attended on a day."""
        period = self.periods.get(course)
        return period is None or period[0] <= day <= period[1]


def learn(
    studies: Studies,
    posts: Sequence[Post],
    assignments: Sequence[Assignment],
    trait: Trait,
    since: int,
) -> list[Completion]:
    """Return the records of a person, by day; those without a day last.

    Args:
        studies: the city.
        posts: what rules can ask of each assignment, the main one first.
        assignments: the assignments.
        trait: how reliable the person is.
        since: when the person's first assignment began.
    """
    life = _Life(studies, trait, posts[0].sector == "nhs")
    for place, (post, assignment) in enumerate(zip(posts, assignments, strict=True)):
        plan = studies.planner.plan(post)
        last = min(assignment.end or studies.as_at, studies.as_at)
        start = assignment.start if place else since
        induction = 0
        if plan.induction and start >= studies.window and studies.rng.random() < 0.5:
            induction = start + int(studies.rng.random() * 14)
            if induction <= last:
                life.add(plan.induction, induction, 0)
        for step in plan.steps:
            if step.competency not in life.held:
                life.take(step, start, last, induction if step.bundled else 0)
    life.bring(posts[0].sector, since, min(assignments[0].end or studies.as_at, studies.as_at))
    life.records.sort(key=lambda record: record.day or 99_999)
    return life.records


class _Life:
    """The records of one person as they come about."""

    def __init__(self, studies: Studies, trait: Trait, nhs: bool) -> None:
        self.studies, self.trait, self.nhs = studies, trait, nhs
        self.records: list[Completion] = []
        self.held: dict[int, int] = {}
        """Competency → the day it was first held; 0 if it never was."""
        self._seen: set[tuple[int, int, int]] = set()

    def take(self, step: Step, start: int, last: int, induction: int) -> None:
        """Live through one step of a plan; by the induction's day if that gave it first."""
        random, trait, window = self.studies.rng.random, self.trait, self.studies.window
        for competency in step.covers:
            self.held.setdefault(competency, 0)
        if step.share < 1 and random() >= step.share:
            return
        if not induction and random() < trait.never * step.neglect:
            if random() < 0.12:
                outcome = IN_PROGRESS if random() < 0.6 else NOT_STARTED
                self._put(Completion(step.first[0], outcome, 0, 0, ""))
            return
        day = induction or self._first_day(step, max(start, step.opens))
        if step.after:
            before = self.held.get(step.after, 0)
            if not before:
                return
            day = max(day, before + 1 + int(30 * random()))
        if day > last:
            return
        for competency in step.covers:
            self.held[competency] = day
        interval = step.interval
        if not interval:
            if not induction:
                self._complete(step, step.first, self._once(step, day))
            return
        courses = step.again
        if day >= window:
            if not induction:
                self._complete(step, step.first, day)
        else:  # somewhere within the round that the window cuts
            rounds = max(0, (window - day) // interval - 1)
            day += rounds * interval
        lapse = trait.lapse * (0.4 + 0.6 * min(1.0, interval / 1100))
        while True:
            draw = random()
            if draw < lapse:
                day += interval + 150 + int(500 * random())
            elif draw < lapse + trait.late:
                day += interval + int(90 * random() * random())
            else:
                day += interval - 3 - int(min(75, interval * 0.2) * random())
            if step.due:
                day = self._by_the_due_day(day, step.due)
            if day > last:
                return
            if day >= window:
                self._complete(step, courses, day)

    def bring(self, sector: str, since: int, last: int) -> None:
        """Add, for a few, a course that their post does not ask for."""
        courses = self.studies.elsewhere.get(sector)
        random = self.studies.rng.random
        if courses and random() < 0.06:
            first = max(since, self.studies.window)
            day = first + int(random() * (last - first))
            course = courses[int(random() * len(courses))]
            if first <= day <= last and self.studies.runs(course, day):
                self.add(course, day, 0)

    def add(self, item: int, day: int, expires: int) -> None:
        """Add a completion, with an id where the source gives ids."""
        source = "ESR" if self.nhs else "TP" if item % 3 == 0 else ""
        reference = self.studies.reference(source) if source else ""
        self._put(Completion(item, COMPLETE, day, expires, reference))

    def _first_day(self, step: Step, start: int) -> int:
        random = self.studies.rng.random
        if random() < self.trait.late:
            return start + step.within + int(self.studies.rng.expovariate(1 / 80))
        if step.within:
            return start + int((step.within - 1) * random())
        return start - int(90 * random())

    def _once(self, step: Step, day: int) -> int:
        """Return the day of what is done once; a younger programme reached old hands later."""
        window = self.studies.window
        if day >= window or step.within <= _LASTING or any(c in self.studies.periods for c in step.first):
            return day
        return window + int(self.studies.rng.random() * 600)

    def _by_the_due_day(self, day: int, due: int) -> int:
        """Return a day within the weeks before the due day nearest to ``day``."""
        year = round((day - due) / 365.25)
        return int(year * 365.25) + due - 1 - int(60 * self.studies.rng.random())

    def _complete(self, step: Step, courses: tuple[int, ...], day: int) -> None:
        studies, random = self.studies, self.studies.rng.random
        course = courses[int(random() * len(courses))]
        if step.rare and (random() < 0.05 or not studies.runs(course, day)):
            course = step.rare[int(random() * len(step.rare))]
        if not studies.runs(course, day):
            return
        draw = random()
        if draw < 0.012:
            self._put(Completion(course, FAILED, day - 7 - int(30 * random()), 0, ""))
        item = step.competency if draw > 0.94 else course
        expires = 0
        if step.validity and step.competency in studies.certified:
            if draw < 0.8:
                expires = studies.last_valid_day(day, step.validity, Convention.LAST_VALID_DAY)
        elif self.nhs and step.validity and draw < 0.5:
            expires = studies.last_valid_day(day, step.validity, Convention.DAYS)
        self.add(item, day, expires)

    def _put(self, record: Completion) -> None:
        key = record[:3]
        if key not in self._seen:
            self._seen.add(key)
            self.records.append(record)
