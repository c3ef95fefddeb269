"""What a row of somebody's table wants of whom, and what all rows come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from skillsmatrix.model.competency import Competency
from skillsmatrix.model.course import Course
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.role import Role
from skillsmatrix.problems import Place


@frozen(kw_only=True)
class Wanted:
    """One row: which role needs what, in the words of whoever wrote it; empty where nothing is said.

    Attributes:
        grade: of the role, as experience; it makes a role of its own.
        course: what gives the competency; without a competency, one of the course's title is meant.
        level: a number from 1, or the name of a level.
        description: what the competency is, at that level.
        area: the framework it belongs to.
        provider: who gives the course.
    """

    place: Place
    role: str = ""
    grade: str = ""
    competency: str = ""
    course: str = ""
    level: str = ""
    description: str = ""
    area: str = ""
    standing: str = ""
    provider: str = ""


@frozen(kw_only=True)
class Policy:
    """What rows come to, in their order; what the catalogue has already is not in it."""

    frameworks: Mapping[str, str]
    roles: Sequence[Role]
    competencies: Sequence[Competency]
    courses: Sequence[Course]
    requirements: Sequence[Requirement]
    remarks: tuple[str, ...] = ()
