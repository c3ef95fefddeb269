"""What a post has to learn, read from the catalogue: courses, in order, with their intervals.

The policy is a graph; this turns the part of it that binds one post into a short list of steps,
each a choice of courses to begin with, a choice to renew with, and how often.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from skillsmatrix.dates import Interval, day_number, in_force
from skillsmatrix.graph import PolicyGraph, needs_of_role, use_of_course
from skillsmatrix.model.course import AwardKind, Course, Effect
from skillsmatrix.model.renewal import Calendar, Events, Hours, Once, RenewedBy, TwoClocks
from skillsmatrix.model.requirement import Requirement

_BUNDLE = 5
"""A course that awards so many competencies is an induction, not a choice for one of them."""

_NEGLECT = (0.5, 0.8, 1.3, 2.2)
"""How often something is never done, by how binding it is, beside the average."""


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
        share: the part of people who do it, where a setting needs only a few.
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
    """All steps of a post, and the course by which newcomers begin; 0 for none."""

    steps: tuple[Step, ...]
    induction: int


class Planner:
    """Makes the plan of each post when it is first asked for.

    Attributes:
        items: ids of everything a record can name; the code of one is its place, from 1.
        periods: code of a course → first and last day on which it ran, where it has some.
    """

    def __init__(self, graph: PolicyGraph, as_at: date) -> None:
        self._graph, self._as_at = graph, as_at
        self.items = graph.catalogue.items
        self._codes = {item: code for code, item in enumerate(self.items, start=1)}
        self._plans: dict[Post, Plan] = {}
        self._rules: dict[str, tuple[Requirement, ...]] = {}
        courses = graph.catalogue.courses
        self._gives = {name: frozenset(use_of_course(graph, name, as_at)) for name in courses}
        self._full = {
            name: [a.competency for a in course.awards if a.kind is AwardKind.FULL]
            for name, course in courses.items()
        }
        self._named = {a for rule in graph.catalogue.requirements.values() for a in rule.agencies}
        self.periods = {
            self._codes[name]: (
                day_number(course.start or date.min),
                day_number(course.end or date.max),
            )
            for name, course in courses.items()
            if course.start or course.end
        }

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
        rules: dict[str, list[Requirement]] = {}
        for rule in self._rules_of(post.role):
            if _binds(rule, post):
                rules.setdefault(rule.competency, []).append(rule)
        needed = sorted(rules, key=lambda name: (-self._height(name), _shortest(rules[name]), name))
        induction = self._induction(needed, post)
        steps: list[Step] = []
        covered: set[str] = set()
        for name in needed:
            if name in covered:
                continue
            courses = self._courses(name, set(needed) - covered)
            if courses:
                given = {name} | (self._gives[courses[0]] & set(needed) - covered)
                covered |= given
                steps.append(self._step(name, given, courses, rules, induction))
        steps.sort(key=lambda step: step.after != 0)
        return Plan(tuple(steps), self._codes[induction] if induction else 0)

    def _rules_of(self, role: str) -> tuple[Requirement, ...]:
        if role not in self._rules:
            self._rules[role] = needs_of_role(self._graph, role, self._as_at)
        return self._rules[role]

    def _height(self, competency: str) -> int:
        """Return how many competencies the ladders put below it."""
        ladders = self._graph.catalogue.ladders.values()
        return sum(x.rungs.index(competency) for x in ladders if competency in x.rungs)

    def _courses(self, competency: str, wanted: set[str]) -> list[str]:
        """Return the courses one would begin with: those that give most, and nothing unasked."""
        found = [
            name
            for name, full in self._full.items()
            if competency in full
            and len(full) < _BUNDLE
            and competency not in self._course(name).requires
        ]
        asked = [name for name in found if wanted.issuperset(self._full[name])]
        found = [name for name in asked or found if self._runs(name)] or found
        most = max((len(self._gives[name] & wanted) for name in found), default=0)
        return [name for name in found if len(self._gives[name] & wanted) == most]

    def _course(self, name: str) -> Course:
        return self._graph.catalogue.courses[name]

    def _runs(self, name: str) -> bool:
        return in_force(self._course(name).start, self._course(name).end, self._as_at)

    def _induction(self, needed: list[str], post: Post) -> str:
        """Return the course that gives most of what a newcomer needs, if there is such a course."""
        refused = {
            link.item
            for link in self._graph.catalogue.equivalences.values()
            if link.effect is Effect.REFUSED and post.sector in (link.sectors or (post.sector,))
        }
        fitting = [
            name
            for name, full in self._full.items()
            if len(full) >= _BUNDLE and name not in refused and len(set(full) & set(needed)) >= 3
        ]
        if post.sector != "nhs":  # a trust's induction is for its own staff
            fitting = [name for name in fitting if name in self._refused_somewhere()]
        return min(fitting, default="")

    def _refused_somewhere(self) -> set[str]:
        links = self._graph.catalogue.equivalences.values()
        return {link.item for link in links if link.effect is Effect.REFUSED}

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
        months = [m for rule in own if (m := _months(rule, self._as_at))]
        again, due = list(courses), 0
        for rule in asked:
            renewal = rule.renewal_on(self._as_at)
            if isinstance(renewal, RenewedBy):
                kept = given - {rule.competency}
                fitting = [c for c in renewal.courses if kept <= self._gives[c]]
                again = fitting or again
            elif isinstance(renewal, Events):
                again = self._events(rule.competency)
            elif isinstance(renewal, TwoClocks):
                again = [c for c, full in self._full.items() if name in full]
                again = [c for c in again if name in self._course(c).requires] or again
            elif isinstance(renewal, Calendar):
                due = date.fromisoformat(f"2023-{renewal.due}").timetuple().tm_yday
        requires = [c for c in self._course(courses[0]).requires if c in rules]
        within = [w.value for rule in asked if (w := rule.within_on(self._as_at))]
        return Step(
            competency=self._codes[name],
            covers=frozenset(self.codes(given)),
            first=self.codes(courses),
            again=self.codes(again),
            rare=self.codes(self._equivalent(name, courses)),
            interval=min(intervals, default=0),
            validity=max(months, default=0),
            within=min((_days(value) for value in within), default=0),
            opens=max((day_number(rule.start) for rule in own if rule.start), default=0),
            neglect=_NEGLECT[min(rule.standing.rank for rule in own)],
            share=0.4 if all(rule.coverage for rule in own) else 1.0,
            after=self._codes[requires[0]] if requires else 0,
            due=due,
            bundled=bool(induction) and given <= self._gives_any(induction),
        )

    def _gives_any(self, course: str) -> set[str]:
        return self._gives[course] | set(self._full[course])

    def _events(self, competency: str) -> list[str]:
        return [
            name
            for name, course in self._graph.catalogue.courses.items()
            if any(a.competency == competency and a.kind is AwardKind.EVENT for a in course.awards)
        ]

    def _equivalent(self, competency: str, courses: list[str]) -> list[str]:
        """Return courses that count by an equivalence of no limited time."""
        found: list[str] = []
        for link in self._graph.catalogue.equivalences.values():
            if link.effect is Effect.REFUSED or competency not in link.competency or link.valid_for:
                continue
            held = [name for name, full in self._full.items() if link.item in full]
            found += [link.item] if link.item in self._full else held
        return [name for name in dict.fromkeys(found) if name not in courses]

    def _interval(self, rule: Requirement, courses: list[str]) -> int:
        renewal = rule.renewal_on(self._as_at)
        if isinstance(renewal, Hours):
            hours = [h for name in courses if (h := self._course(name).hours)]
            each = sum(hours) / len(hours) if hours else renewal.hours
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


def _shortest(rules: list[Requirement]) -> int:
    renewals = [value for rule in rules for value in rule.renewal]
    return min((_days(r.every) for r in renewals if hasattr(r, "every")), default=99_999)


def _months(rule: Requirement, day: date) -> int:
    every = getattr(rule.renewal_on(day), "every", None)
    return (every.months or 0) if every else 0


def _days(interval: Interval) -> int:
    days = interval.days
    return days if days is not None else round((interval.months or 0) * 365.25 / 12)
