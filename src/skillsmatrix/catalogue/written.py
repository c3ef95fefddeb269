"""Entries of a catalogue → TOML for people to review, in the order they are in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from skillsmatrix.catalogue.wanted import Policy
from skillsmatrix.model.course import Award
from skillsmatrix.model.dated import Reference


def write_policy(policy: Policy, reference: Reference, above: Sequence[str]) -> str:
    """Return the text of a catalogue file.

    Args:
        policy: what it is to hold.
        reference: the document that it comes from.
        above: what to say in comments at its head.
    """
    tables = [*(f"# {line}".rstrip() for line in above), "", *_table("reference", {
        "id": reference.id, "document": reference.document,
    })]  # fmt: skip
    source = {"origin": "local", "reference": reference.id}
    for name, title in policy.frameworks.items():
        tables += _table("framework", {"id": name, "title": title, **source})
    for role in policy.roles:
        tables += _table("role", {"id": role.id, "title": role.title, "kind_of": role.kind_of})
    for each in policy.competencies:
        tables += _table(
            "competency",
            {
                "id": each.id,
                "title": each.title,
                "framework": each.framework,
                "summary": each.summary,
                "levels": each.levels,
            },
        )
    for course in policy.courses:
        tables += _table(
            "course", {"id": course.id, "title": course.title, "trainers": course.trainers}
        )[:-1]
        awards = ", ".join(map(_award, course.awards))
        tables += [f"awards = [{awards}]", *_keys(source), ""]
    for rule in policy.requirements:
        tables += _table(
            "requirement",
            {
                "id": rule.id,
                "competency": rule.competency,
                "level": rule.level,
                "standing": rule.standing.value,
                "roles": rule.roles,
                **source,
            },
        )
        tables += _table("requirement.renewal", {"kind": "once", "origin": "default"})
    return "\n".join(tables)


def _award(award: Award) -> str:
    level = f", level = {award.level}" if award.level else ""
    return f"{{ competency = {_quoted(award.competency)}{level} }}"


def _table(name: str, values: Mapping[str, object]) -> list[str]:
    return [f"[[{name}]]", *_keys(values), ""]


def _keys(values: Mapping[str, object]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, tuple) and value:
            yield f"{key} = [{', '.join(map(_quoted, value))}]"
        elif isinstance(value, int):
            yield f"{key} = {value}"
        elif value:
            yield f"{key} = {_quoted(str(value))}"


def _quoted(text: str) -> str:
    """Return text as TOML writes it; what JSON escapes, TOML escapes alike."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
