"""All policy together, looked up by id."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.competency import Competency, Framework, Grouping, Ladder
from skillsmatrix.model.course import Course, Equivalence
from skillsmatrix.model.dated import Reference
from skillsmatrix.model.recognition import Extension, Recognition
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.model.role import Role, Term


@frozen(kw_only=True)
class Catalogue:
    """Everything that layers of policy say, each kind by id, in the order of the layers.

    Attributes:
        layers: the names of the layers, the first the one that later ones override.
    """

    layers: tuple[str, ...] = ()
    references: Mapping[str, Reference] = field(factory=dict)
    frameworks: Mapping[str, Framework] = field(factory=dict)
    ladders: Mapping[str, Ladder] = field(factory=dict)
    groupings: Mapping[str, Grouping] = field(factory=dict)
    sectors: Mapping[str, Term] = field(factory=dict)
    areas: Mapping[str, Term] = field(factory=dict)
    setting_types: Mapping[str, Term] = field(factory=dict)
    employments: Mapping[str, Term] = field(factory=dict)
    tags: Mapping[str, Term] = field(factory=dict)
    needs: Mapping[str, Term] = field(factory=dict)
    absence_kinds: Mapping[str, AbsenceKind] = field(factory=dict)
    roles: Mapping[str, Role] = field(factory=dict)
    competencies: Mapping[str, Competency] = field(factory=dict)
    requirements: Mapping[str, Requirement] = field(factory=dict)
    courses: Mapping[str, Course] = field(factory=dict)
    equivalences: Mapping[str, Equivalence] = field(factory=dict)
    recognitions: Mapping[str, Recognition] = field(factory=dict)
    extensions: Mapping[str, Extension] = field(factory=dict)

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of all that a record can name: competencies, then courses."""
        return (*self.competencies, *self.courses)
