"""Pieces of small worlds for tests of proofs: a rule, a course, a post, a record."""

from __future__ import annotations

from datetime import date

from skillsmatrix.model.agency import Agency
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.person import Assignment

AGENCIES = {
    "council": Agency(id="council", name="Council", sector="local-authority", area="stoke"),
    "trust": Agency(id="trust", name="Trust", sector="nhs", area="stoke"),
    "other": Agency(id="other", name="Another trust", sector="nhs", area="stoke"),
}
LONG_AGO = date(2015, 1, 1)


def rule(renewal: str, *, name: str = "A.staff", competency: str = "A", more: str = "") -> str:
    """Return a requirement of any staff, renewed as told."""
    return f"""
[[requirement]]
id = "{name}"
competency = "{competency}"
standing = "mandatory"
roles = ["staff"]
origin = "default"
{more}
[[requirement.renewal]]
{renewal}
origin = "default"
"""


def course(name: str, awards: str, more: str = "") -> str:
    """Return a course with its awards."""
    return f"""
[[course]]
id = "{name}"
title = "Course {name}"
awards = [{awards}]
origin = "default"
{more}
"""


def dated(table: str, values: str) -> str:
    """Return a dated value of a requirement."""
    return f'[[requirement.{table}]]\n{values}\norigin = "default"\n'


def post(start: date = LONG_AGO, agency: str = "council", **more: object) -> Assignment:
    """Return an assignment of one person."""
    told = {"person": "P", "role": "nurse", **more}
    return Assignment(agency=agency, start=start, **told)  # type: ignore[arg-type]


def done(completed: date, item: str = "A", **more: object) -> Completion:
    """Return a record of one person."""
    return Completion(person="P", item=item, completed=completed, **more)  # type: ignore[arg-type]
