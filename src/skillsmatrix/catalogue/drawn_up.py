"""Rows that say who needs what → the entries of a catalogue, each with an id made from its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field

from skillsmatrix.catalogue.level_names import (
    Levels,
    level_number,
    levels_known,
    levels_named,
)
from skillsmatrix.catalogue.slug import slug
from skillsmatrix.catalogue.wanted import Policy, Wanted
from skillsmatrix.errors import InputRefused
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.competency import Competency
from skillsmatrix.model.course import Award, Course
from skillsmatrix.model.dated import Origin
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.role import Role
from skillsmatrix.model.standing import Standing
from skillsmatrix.problems import Problem, near

_MOST_LEVELS = 20


def draw_up(rows: Iterable[Wanted], source: str, catalogue: Catalogue, framework: str) -> Policy:
    """Return the entries that rows come to.

    Args:
        rows: in the order of the file.
        source: id of the reference that is written for the file.
        catalogue: what there is already; an entry of the same title is used as it stands.
        framework: the title of the framework of what has no area.

    Raises:
        InputRefused: with everything wrong with the rows.
    """
    drawing = _Drawing(source=source, catalogue=catalogue, framework=framework)
    for row in rows:
        drawing.add(row)
    policy = drawing.policy()
    if drawing.problems:
        raise InputRefused(drawing.problems)
    return policy


@define(kw_only=True)
class _Drawing:
    source: str
    catalogue: Catalogue
    framework: str
    problems: list[Problem] = field(factory=list)
    remarks: dict[str, int] = field(factory=dict)
    titles: dict[tuple[str, str], str] = field(factory=dict)
    frameworks: dict[str, str] = field(factory=dict)
    roles: dict[str, Role] = field(factory=dict)
    competencies: dict[str, Competency] = field(factory=dict)
    descriptions: dict[str, dict[str, str]] = field(factory=dict)
    levels: dict[str, dict[str, None]] = field(factory=dict)
    courses: dict[str, tuple[Course, Wanted]] = field(factory=dict)
    requirements: dict[str, tuple[Requirement, Wanted]] = field(factory=dict)

    def add(self, row: Wanted) -> None:
        what = row.competency or row.course
        if not what:
            self._wrong(
                row, "missing-value", "neither competency nor course (empty)", "Fill it in."
            )
            return
        if row.level.isdigit() and not 0 < int(row.level) <= _MOST_LEVELS:
            remedy = f"Count levels from 1 to {_MOST_LEVELS}, or give them names."
            self._wrong(row, "bad-value", f"no such level ({row.level})", remedy)
            return
        known = self._awarded(row.course) if not row.competency else ""
        competency = known or self._competency(row, what)
        if row.course:
            self._course(row, competency)
        if row.role:
            self._requirement(row, competency)

    def _competency(self, row: Wanted, title: str) -> str:
        name = self._id(row, "competency", title, self.catalogue.competencies)
        if name not in self.catalogue.competencies and name not in self.competencies:
            area = row.area or self.framework
            framework = self._id(row, "framework", area, self.catalogue.frameworks)
            if framework not in self.catalogue.frameworks:
                self.frameworks.setdefault(framework, area)
            self.competencies[name] = Competency(id=name, title=title, framework=framework)
        level = row.level
        if level:
            self.levels.setdefault(name, {}).setdefault(level)
        if row.description:
            self.descriptions.setdefault(name, {}).setdefault(level, row.description)
        return name

    def _awarded(self, title: str) -> str:
        """Return what a course gives that the catalogue has already."""
        titled = (
            course
            for course in self.catalogue.courses.values()
            if course.title.casefold() == title.casefold() and course.awards
        )
        return next((course.awards[0].competency for course in titled), "")

    def _course(self, row: Wanted, competency: str) -> None:
        name = self._id(row, "course", row.course, self.catalogue.courses)
        if name in self.catalogue.courses:
            return
        course = Course(
            id=name,
            title=row.course,
            awards=(Award(competency=competency),),
            trainers=row.provider,
            origin=Origin.LOCAL,
            reference=self.source,
        )
        before, first = self.courses.setdefault(name, (course, row))
        if (before.awards, first.level) != (course.awards, row.level):
            self._contradiction(row, first, "course, with another competency or level")

    def _requirement(self, row: Wanted, competency: str) -> None:
        if row.standing.casefold() not in list(Standing):
            shown = row.standing or "empty"
            remedy = (
                f"{near(row.standing, Standing)} Or say it in the profile, under [values.standing]"
            )
            remedy += ', or for all rows under [constants]: standing = "mandatory".'
            self._wrong(row, "unknown-standing", f"no such standing ({shown})", remedy)
            return
        role = self._role(row)
        name = f"{role}.{competency}"
        rule = Requirement(
            id=name,
            competency=competency,
            standing=Standing(row.standing.casefold()),
            roles=(role,),
            origin=Origin.LOCAL,
            reference=self.source,
        )
        before, first = self.requirements.setdefault(name, (rule, row))
        if (before.standing, first.level) != (rule.standing, row.level):
            self._contradiction(row, first, "role and competency, with another level or standing")
        elif first is not row:
            told = "rows that say the same again, counted once"
            self.remarks[told] = self.remarks.get(told, 0) + 1

    def _contradiction(self, row: Wanted, first: Wanted, what: str) -> None:
        shown = f"{row.role}: {row.competency or row.course}".removeprefix(": ")
        what = f"the same {what} as in {first.place} ({shown})"
        self._wrong(row, "contradiction", what, "Keep one of them.")

    def _role(self, row: Wanted) -> str:
        role = self._id(row, "role", row.role, self.catalogue.roles)
        if role not in self.catalogue.roles:
            self.roles.setdefault(role, Role(id=role, title=row.role))
        if not row.grade:
            return role
        title = f"{row.role}, {row.grade}"
        graded = self._id(row, "role", title, self.catalogue.roles)
        if graded not in self.catalogue.roles:
            self.roles.setdefault(graded, Role(id=graded, title=title, kind_of=(role,)))
        return graded

    def _id(self, row: Wanted, kind: str, title: str, known: Mapping[str, object]) -> str:
        """Return the id of a title: of what is there already by that title, or one made from it."""
        folded = title.casefold()
        for name, entry in known.items():
            if getattr(entry, "title", "").casefold() == folded:
                self.remarks[f"{kind} {name} is in the catalogue already and used as it is"] = 1
                return name
        name = slug(title)
        if kind == "course":
            name = f"{name}-course"  # courses and competencies share their ids
        other = self.titles.setdefault((kind, name), folded)
        if not name.removesuffix("-course"):
            self._wrong(row, "no-id", f"no id can be made of this title ({title})", "Use letters.")
        elif other != folded:
            self._wrong(
                row,
                "same-id",
                f"two titles of one kind would have the same id, {name} ({title}; {other})",
                f"Tell them apart in the profile, under [values.{kind}].",
            )
        elif name in known:
            self._wrong(
                row,
                "taken-id",
                f"the catalogue has another {kind} of this id ({name}), for {title}",
                f"Give it another title in the profile, under [values.{kind}].",
            )
        return name

    def _wrong(self, row: Wanted, code: str, what: str, remedy: str) -> None:
        problem = Problem(code, row.place, what, remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def policy(self) -> Policy:
        requirements = tuple(
            evolve(rule, level=self._number(row, rule.competency))
            for rule, row in self.requirements.values()
        )
        courses = tuple(
            evolve(course, awards=(evolve(award, level=self._number(row, award.competency)),))
            for course, row in self.courses.values()
            for award in course.awards
        )
        return Policy(
            frameworks=self.frameworks,
            roles=tuple(self.roles.values()),
            competencies=tuple(self._described(each) for each in self.competencies.values()),
            courses=courses,
            requirements=requirements,
            remarks=tuple(f"{n} {told}" if n > 1 else told for told, n in self.remarks.items()),
        )

    def _levels(self, name: str) -> Levels:
        known = self.catalogue.competencies.get(name)
        return levels_known(known) if known else levels_named(self.levels.get(name, ()))

    def _number(self, row: Wanted, name: str) -> int | None:
        number = level_number(self._levels(name), row.level)
        if isinstance(number, ValueError):
            remedy = "Name one of its levels in each row, or none in any."
            self._wrong(row, "no-such-level", f"{name}: {number}", remedy)
            return None
        return number

    def _described(self, each: Competency) -> Competency:
        levels = self._levels(each.id)
        texts = self.descriptions.get(each.id, {})
        lines = (f"{levels[at]}: {text}" if at in levels else text for at, text in texts.items())
        return evolve(each, levels=tuple(levels.values()), summary="\n".join(lines))
