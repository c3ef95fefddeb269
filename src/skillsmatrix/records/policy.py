"""The fields of a table that says who must be able to do what: policy, which no store holds.

Such a table becomes text for people to review; it goes through the same door as records do.
"""

from __future__ import annotations

from skillsmatrix.records.fields import Field, Kind, Sort
from skillsmatrix.records.kinds import KINDS

REQUIREMENTS = Kind(
    "requirements",
    "requirement",
    ("role", "grade", "competency", "course"),
    (
        Field("role", Sort.TEXT, "title of the role that is bound"),
        Field("grade", Sort.TEXT, "grade or experience within it: a role of its own, a kind of it"),
        Field("competency", Sort.TEXT, "title of what must be held"),
        Field("course", Sort.TEXT, "title of a course that gives it"),
        Field("level", Sort.TEXT, "its level, as a number from 1, or the level's name"),
        Field("description", Sort.TEXT, "what it means to be able to do it, at the level"),
        Field("area", Sort.TEXT, "title of the framework it belongs to"),
        Field("standing", Sort.TEXT, "statutory, mandatory, essential or desirable"),
        Field("provider", Sort.TEXT, "who gives the course, in words"),
    ),
)

PROFILED = {**KINDS, REQUIREMENTS.name: REQUIREMENTS}
"""Every kind of table that a profile can be for."""
