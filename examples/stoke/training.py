"""What people learnt in the last four years: mostly in time, some late, some never.

One person's life with one step of a plan: a first completion somewhere before the deadline, then
renewals a little before the last one lapses, until a lapse, or the end of the assignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from needs import Planner, Post, Step
from shape import ELSEWHERE

from skillsmatrix.dates import Convention, Interval, last_valid_day_number

FOUR_YEARS = 1461
COMPLETE, FAILED, IN_PROGRESS, NOT_STARTED = range(4)

_LASTING = 100
"""A deadline so short, in days, belongs to an induction; records of those are kept for good."""

_CERTIFIED = ("PFA", "FAW", "TT-")
"""Competencies whose certificates bear a date of their own."""


class Completion(NamedTuple):
    """A record; item and provider are codes, days and minutes numbers, 0 where there is none."""

    item: int
    outcome: int
    day: int
    expires: int
    reference: str
    minutes: int = 0
    participatory: int = 0
    multi_agency: int = 0
    provider: int = 0


class Trait(NamedTuple):
    """How reliably somebody learns: chances of never, of late, and of a lapse."""

    never: float
    late: float
    lapse: float

    @classmethod
    def draw(cls, rng: Random, standard: float) -> Trait:
        """Return the trait of a person in an agency; below 1 the agency does better than most."""
        draw = rng.random()
        if draw < 0.62:
            return cls(0.035 * standard, 0.10 * standard, 0.08 * standard)
        if draw < 0.92:
            return cls(0.12 * standard, 0.35 * standard, 0.25 * standard)
        return cls(0.40 * standard, 0.65 * standard, 0.6 * standard)


class Stint(NamedTuple):
    """A post, and the days a person held it as far as we look."""

    post: Post
    start: int
    last: int


class Studies:
    """What is the same for everybody: the policy, the window of four years, the sources' habits."""

    def __init__(self, planner: Planner, as_at: int, rng: Random) -> None:
        self.planner, self.as_at, self.rng = planner, as_at, rng
        self.window = as_at - FOUR_YEARS
        self.elsewhere = {sector: planner.codes(items) for sector, items in ELSEWHERE.items()}
        self.certified = {
            code for code, item in enumerate(planner.items, start=1) if item.startswith(_CERTIFIED)
        }
        self._ends: dict[tuple[int, int, Convention], int] = {}
        self._references = 0

    def learn(self, stints: Sequence[Stint], trait: Trait) -> list[Completion]:
        """Return the records of a person by day, those without a day last.

        Args:
            stints: where the person worked, the main post first.
            trait: how reliable the person is.
        """
        life = _Life(self, trait, stints[0].post.sector == "nhs", several=len(stints) > 1)
        for post, start, last in stints:
            plan = self.planner.plan(post)
            induction = 0
            if plan.induction and start >= self.window and self.rng.random() < 0.5:
                induction = start + int(14 * self.rng.random())
                if induction <= last:
                    life.add(plan.induction, induction, 0)
            for step in plan.steps:
                if step.competency not in life.held:
                    life.take(step, start, last, induction if step.bundled else 0)
        life.bring(*stints[0])
        life.records.sort(key=lambda record: record.day or 99_999)
        return life.records

    def reference(self, source: str) -> str:
        """Return the next id of a record in its source."""
        self._references += 1
        return f"{source}-{self._references:08}"

    def certificate_ends(self, day: int, months: int, convention: Convention) -> int:
        """Return what a certificate says."""
        key = day, months, convention
        if key not in self._ends:
            interval = Interval(months, "months")
            self._ends[key] = last_valid_day_number(day, interval, convention)
        return self._ends[key]

    def runs(self, course: int, day: int) -> bool:
        """Say whether a course was there to be attended on a day."""
        period = self.planner.periods.get(course)
        return period is None or period[0] <= day <= period[1]


class _Life:
    """The records of one person as they come about.

    Attributes:
        held: competency → the day it was first held, 0 if it never was; only of those that
            matter to later steps or posts.
    """

    def __init__(self, studies: Studies, trait: Trait, nhs: bool, several: bool) -> None:
        self._studies, self._trait, self._nhs, self._several = studies, trait, nhs, several
        self._random = studies.rng.random
        self._seen: set[tuple[int, int, int]] = set()
        self.records: list[Completion] = []
        self.held: dict[int, int] = {}

    def take(self, step: Step, start: int, last: int, induction: int) -> None:
        """Live through one step of a plan, whose first completion an induction may have been."""
        random, trait = self._random, self._trait
        day = induction
        if not induction:
            if random() >= step.share:
                return
            if random() < trait.never * step.neglect:
                self._never(step)
                return
            day = self._first_day(step, max(start, step.opens))
        if step.after:
            before = self.held.get(step.after, 0)
            if not before:
                return
            day = max(day, before + 1 + int(30 * random()))
        if day > last:
            return
        self._hold(step, day)
        if not step.interval:
            if not induction:
                self._complete(step, step.first, self._once(step, day), last)
            return
        since = min(self._studies.window, self._studies.as_at - step.interval)
        if day < since:  # go on in the round that the window cuts
            day += max(0, (since - day) // step.interval - 1) * step.interval
        elif not induction:
            self._complete(step, step.first, day, last)
        self._renew(step, since, day, last)

    def _renew(self, step: Step, since: int, day: int, last: int) -> None:
        """Repeat a step, from the day of a completion to the last day of the post."""
        random, interval = self._random, step.interval
        lapse = self._trait.lapse * (0.4 + 0.6 * min(1.0, interval / 1100))
        late = lapse + self._trait.late
        early = min(75.0, interval * 0.2)
        while True:
            draw = random()
            if draw < lapse:
                day += interval + 150 + int(700 * random())
            elif draw < late:
                day += interval + int(90 * random() * random())
            else:
                day += interval - 3 - int(early * random())
            if step.due:
                day = self._before_due(day, step.due)
            if day > last:
                return
            if day >= since:
                self._complete(step, step.again, day, last)

    def bring(self, post: Post, start: int, last: int) -> None:
        """Add, for a few, a course that their post does not ask for."""
        courses = self._studies.elsewhere.get(post.sector)
        first = max(start, self._studies.window)
        if courses and self._random() < 0.06 and first <= last:
            day = first + int(self._random() * (last - first))
            course = courses[int(self._random() * len(courses))]
            if self._studies.runs(course, day):
                self.add(course, day, 0)

    def add(self, item: int, day: int, expires: int) -> None:
        """Add a completion, with an id where the source gives ids."""
        reference = ""
        if self._nhs:
            reference = self._studies.reference("ESR")
        elif item in self._studies.planner.shared:
            reference = self._studies.reference("POOL")
        self._put(Completion(item, COMPLETE, day, expires, reference))

    def _never(self, step: Step) -> None:
        if self._several:
            self._hold(step, 0)
        if self._random() < 0.12:
            outcome = IN_PROGRESS if self._random() < 0.6 else NOT_STARTED
            self._put(Completion(step.first[0], outcome, 0, 0, ""))

    def _hold(self, step: Step, day: int) -> None:
        if self._several:
            for competency in step.covers:
                self.held[competency] = day
        elif step.competency in self._studies.planner.prerequisites:
            self.held[step.competency] = day

    def _first_day(self, step: Step, start: int) -> int:
        if self._random() < self._trait.late:
            return start + step.within + int(self._studies.rng.expovariate(1 / 80))
        if step.within:
            return start + int((step.within - 1) * self._random())
        return start - int(90 * self._random())

    def _once(self, step: Step, day: int) -> int:
        """Return the day of what is done once; a younger programme reached old hands later."""
        window, periods = self._studies.window, self._studies.planner.periods
        lasting = step.within <= _LASTING or any(course in periods for course in step.first)
        return day if day >= window or lasting else window + int(600 * self._random())

    def _before_due(self, day: int, due: int) -> int:
        """Return a day in the weeks before the due day nearest to ``day``."""
        year = round((day - due) / 365.25)
        return int(year * 365.25) + due - 1 - int(60 * self._random())

    def _complete(self, step: Step, courses: tuple[int, ...], day: int, last: int) -> None:
        studies, random = self._studies, self._random
        course = courses[int(random() * len(courses))]
        if step.rare and (random() < 0.05 or not studies.runs(course, day)):
            course = step.rare[int(random() * len(step.rare))]
        if day > last or (course in studies.planner.periods and not studies.runs(course, day)):
            return
        draw = random()
        if draw < 0.012:
            self._put(Completion(course, FAILED, day - 7 - int(30 * random()), 0, ""))
        expires = 0
        if step.validity and step.competency in studies.certified:
            if draw < 0.8:
                expires = studies.certificate_ends(day, step.validity, Convention.LAST_VALID_DAY)
        elif self._nhs and step.validity and draw < 0.5:
            expires = studies.certificate_ends(day, step.validity, Convention.DAYS)
        self.add(step.competency if draw > 0.94 else course, day, expires)

    def _put(self, record: Completion) -> None:
        key = record[:3]
        if key not in self._seen:
            self._seen.add(key)
            self.records.append(record)
