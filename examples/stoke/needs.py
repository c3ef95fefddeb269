"""What a post has to learn, read from the catalogue: courses, in order, with their intervals.

The policy is a graph; this turns the part of it that binds one post into a short list of steps,
each a choice of courses to begin with, a choice to renew with, and how often.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from counted import Counted, Counting
from courses import Courses
from shape import INDUCTION

from skillsmatrix.dates import Interval, day_number
from skillsmatrix.graph import PolicyGraph, needs_of_role
from skillsmatrix.model.renewal import Calendar, Events, Hours, Once, RenewedBy, TwoClocks
from skillsmatrix.model.requirement import Requirement

_NEGLECT = (0.5, 0.8, 1.3, 2.2)
"""How often something is never done, by how binding it is, beside the average."""

_ENOUGH = 0.4
"""The part of people who do what only a few in each setting need."""


class Post(NamedTuple):
    """What rules can ask of an assignment."""

    role: str
    agency: str
    sector: str
    area: str
    setting_type: str


class Step(NamedTuple):
    """Something a post has to learn and keep up; items are codes, times are days.

    Attributes:
        competency: what it is mainly for.
        covers: all that it gives of what the post needs.
        first: courses to begin with.
        again: courses to renew with.
        rare: courses that count as well, by equivalence.
        interval: how often; 0 for once.
        validity: months that a certificate promises; 0 for none.
        within: the first deadline after starting.
        opens: the day the rule took force.
        neglect: how often it is never done, beside the average.
        share: the part of people who do it at all.
        after: the competency that must be held before; 0 for none.
        due: day of the year by which it is due; 0 for any.
        bundled: the post's induction gives all of it.
    """

    competency: int
    covers: frozenset[int]
    first: tuple[int, ...]
    again: tuple[int, ...]
    rare: tuple[int, ...]
    interval: int
    validity: int
    within: int
    opens: int
    neglect: float
    share: float
    after: int
    due: int
    bundled: bool


class Plan(NamedTuple):
    """All steps of a post, what its rules count, and the course newcomers begin by; 0 for none."""

    steps: tuple[Step, ...]
    counted: tuple[Counted, ...]
    induction: int


class Planner:
    """Makes the plan of each post when it is first asked for.

    Attributes:
        items: ids of everything a record can name; the code of one is its place, from 1.
        periods: code of a course → first and last day on which it ran, where it has some.
        shared: codes of the courses that agencies run together.
        prerequisites: codes of the competencies that some course asks for first.
    """

    def __init__(self, graph: PolicyGraph, as_at: date) -> None:
        self._graph, self._as_at = graph, as_at
        self._courses = Courses(graph, as_at)
        self._counting = Counting(self._courses, self.codes, as_at)
        self._plans: dict[Post, Plan] = {}
        self._rules: dict[str, tuple[Requirement, ...]] = {}
        catalogue = graph.catalogue
        self._named = {a for rule in catalogue.requirements.values() for a in rule.agencies}
        self.items = catalogue.items
        self._codes = {item: code for code, item in enumerate(self.items, start=1)}
        self.shared: set[int] = set()
        self.prerequisites: set[int] = set()
        self.periods: dict[int, tuple[int, int]] = {}
        for name, course in catalogue.courses.items():
            if course.start or course.end:
                ends = course.start or date.min, course.end or date.max
                self.periods[self._codes[name]] = day_number(ends[0]), day_number(ends[1])
            if course.delivery.startswith("multi-agency"):
                self.shared.add(self._codes[name])
            self.prerequisites.update(self.codes(course.requires))

    def codes(self, items: Iterable[str]) -> tuple[int, ...]:
        """Return the codes of items."""
        return tuple(self._codes[item] for item in items)

    def plan(self, post: Post) -> Plan:
        """Return the plan of a post."""
        if post.agency not in self._named:
            post = post._replace(agency="")
        if post not in self._plans:
            self._plans[post] = self._make(post)
        return self._plans[post]

    def _make(self, post: Post) -> Plan:
        if post.role not in self._rules:
            self._rules[post.role] = needs_of_role(self._graph, post.role, self._as_at)
        rules: dict[str, list[Requirement]] = {}
        for rule in self._rules[post.role]:
            if _binds(rule, post):
                rules.setdefault(rule.competency, []).append(rule)
        induction = INDUCTION.get(post.sector, "")
        steps: list[Step] = []
        counted: list[Counted] = []
        open_now = set(rules)
        for name in sorted(rules, key=lambda name: self._order(name, rules[name])):
            courses = self._courses.first(name, open_now) if name in open_now else []
            if courses:
                given = {name} | (self._courses.gives[courses[0]] & open_now)
                open_now -= given
                step = self._step(name, given, courses, rules, induction)
                asked = {one: rules[one] for one in sorted(given)}
                everything = [rule for one in asked.values() for rule in one]
                again, _ = self._renewing(given, courses, everything)
                counted += self._counting.of_step(name, asked, courses, again, step.interval)
                steps.append(step)
            else:
                counted += self._counting.events(rules[name])
        steps.sort(key=lambda step: step.after != 0)
        useful = any(step.bundled for step in steps)
        return Plan(tuple(steps), tuple(counted), self._codes[induction] if useful else 0)

    def _order(self, name: str, rules: Sequence[Requirement]) -> tuple[bool, int, int, str]:
        """Return what sorts everybody's needs first, then the highest rungs, then the shortest."""
        ladders = self._graph.catalogue.ladders.values()
        height = sum(ladder.rungs.index(name) for ladder in ladders if name in ladder.rungs)
        months = [found for rule in rules if (found := _months(rule, self._as_at))]
        return all(rule.coverage for rule in rules), -height, min(months, default=999), name

    def _step(
        self,
        name: str,
        given: set[str],
        courses: list[str],
        rules: dict[str, list[Requirement]],
        induction: str,
    ) -> Step:
        own = rules[name]
        asked = [rule for one in given for rule in rules[one]]
        intervals = [days for rule in asked if (days := self._interval(rule, courses))]
        within = [value.value for rule in asked if (value := rule.within_on(self._as_at))]
        requires = [one for one in self._courses.by_id[courses[0]].requires if one in rules]
        again, due = self._renewing(given, courses, asked)
        return Step(
            competency=self._codes[name],
            covers=frozenset(self.codes(given)),
            first=self.codes(courses),
            again=self.codes(again),
            rare=self.codes(self._courses.equivalent(name, courses)),
            interval=min(intervals, default=0),
            validity=max((_months(rule, self._as_at) for rule in own), default=0),
            within=min((_days(value) for value in within), default=0),
            opens=max((day_number(rule.start) for rule in own if rule.start), default=0),
            neglect=_NEGLECT[min(rule.standing.rank for rule in own)],
            share=_ENOUGH if all(rule.coverage for rule in own) else 1.0,
            after=self._codes[requires[0]] if requires else 0,
            due=due,
            bundled=given <= self._courses.gives.get(induction, frozenset()),
        )

    def _renewing(
        self, given: set[str], courses: list[str], asked: list[Requirement]
    ) -> tuple[list[str], int]:
        """Return the courses to renew with, and the day of the year by which, or 0."""
        again, due = courses, 0
        for rule in asked:
            renewal = rule.renewal_on(self._as_at)
            if isinstance(renewal, RenewedBy):
                kept = given - {rule.competency}
                again = [c for c in renewal.courses if kept <= self._courses.gives[c]] or again
            elif isinstance(renewal, Events):
                again = self._courses.events(rule.competency) or again
            elif isinstance(renewal, TwoClocks):
                again = self._courses.refreshing(rule.competency) or again
            elif isinstance(renewal, Calendar):
                due = date.fromisoformat(f"2023-{renewal.due}").timetuple().tm_yday
        return again, due

    def _interval(self, rule: Requirement, courses: list[str]) -> int:
        renewal = rule.renewal_on(self._as_at)
        if isinstance(renewal, Hours):
            each = self._courses.hours(courses) or renewal.hours
            return _days(renewal.window) // max(1, round(renewal.hours / each))
        if isinstance(renewal, Events):
            return 365 // renewal.out_of
        if isinstance(renewal, Calendar):
            return 365
        if isinstance(renewal, TwoClocks):
            return _days(renewal.update_every)
        return _days(renewal.every) if renewal and not isinstance(renewal, Once) else 0


def _binds(rule: Requirement, post: Post) -> bool:
    scopes = (
        (rule.agencies, post.agency),
        (rule.sectors, post.sector),
        (rule.areas, post.area),
        (rule.setting_types, post.setting_type),
    )
    return all(not scope or value in scope for scope, value in scopes)


def _months(rule: Requirement, day: date) -> int:
    every = getattr(rule.renewal_on(day), "every", None)
    return (every.months or 0) if every else 0


def _days(interval: Interval) -> int:
    days = interval.days
    return days if days is not None else round((interval.months or 0) * 365.25 / 12)
