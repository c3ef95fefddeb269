"""Everything that is wrong with a workspace, or worth a look, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import Equivalence
from skillsmatrix.model.recognition import Extension, Recognition
from skillsmatrix.model.requirement import Requirement
from skillsmatrix.problems import Place, Problem, near
from skillsmatrix.workspace.findings import (
    POLICY_FINDINGS,
    RECORD_FINDINGS,
    completions_of_unknown_items,
)
from skillsmatrix.workspace.opened import Workspace
from skillsmatrix.workspace.settings import FILE


@frozen
class Checked:
    """What a check found.

    Attributes:
        problems: what must be mended.
        findings: what is not wrong, but somebody should know.
        counted: how much was looked at, in words.
    """

    problems: tuple[Problem, ...]
    findings: tuple[str, ...]
    counted: tuple[str, ...]


def check_workspace(workspace: Workspace, as_at: date) -> Checked:
    """Check the catalogue, and the records against it, for a day.

    Records are looked at only when the catalogue is sound.
    """
    catalogue, problems = workspace.catalogue_and_problems
    counted = [
        (
            f"{len(catalogue.competencies)} competencies, {len(catalogue.requirements)} requirements,"
            f" {len(catalogue.roles)} roles, {len(catalogue.courses)} courses"
            f" in {len(catalogue.layers)} layers"
        )
    ]
    if problems:
        return Checked(problems, (), tuple(counted))
    findings = [
        line for find in POLICY_FINDINGS for line in find(catalogue, workspace.policy(as_at))
    ]
    address = workspace.store_address
    if isinstance(address, Path) and not address.exists():
        findings.append(f"There is no store yet ({address}). Make it: skills init.")
        return Checked((), tuple(findings), tuple(counted))
    found = [problem for check in RECORD_CHECKS for problem in check(workspace, catalogue)]
    columns = workspace.columns
    counted.append(
        f"{columns.people.height:,} people, {columns.assignments.height:,} assignments,"
        f" {columns.completions.height:,} completions, {columns.agencies.height:,} agencies"
    )
    evaluation = workspace.evaluate(as_at)
    findings += completions_of_unknown_items(columns, catalogue)
    findings += [line for find in RECORD_FINDINGS for line in find(columns, evaluation)]
    return Checked(tuple(found), tuple(findings), tuple(counted))


def _unknown(kind: str, used: Iterable[str], known: Iterable[str], store: str) -> list[Problem]:
    listed = list(known)
    return [
        Problem(
            f"unknown-{kind.replace(' ', '-')}",
            Place(store),
            f"The records name a {kind} that the catalogue does not have ({name})",
            f"Add it to a catalogue layer, or correct the records. {near(name, listed)}",
        )
        for name in sorted({name for name in used if name} - set(listed))
    ]


def records_name_known_policy(workspace: Workspace, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield roles, sectors, areas, kinds and other words that no layer defines."""
    columns, store = workspace.columns, workspace.settings.store
    areas = [*columns.agencies["area"].to_list(), *columns.settings["area"].to_list()]
    for kind, used, known in (
        ("role", columns.roles["ref"].to_list(), catalogue.roles),
        ("sector", columns.agencies["sector"].to_list(), catalogue.sectors),
        ("area", areas, catalogue.areas),
        ("setting type", columns.settings["type"].to_list(), catalogue.setting_types),
        ("kind of employment", _words(columns.assignments["employment"]), catalogue.employments),
        ("kind of absence", _words(columns.absences["kind"]), catalogue.absence_kinds),
        ("tag", _words(columns.tags["tag"]), catalogue.tags),
        ("need", _words(columns.needs["need"]), catalogue.needs),
    ):
        yield from _unknown(kind, used, known, store)


def _words(column: Any) -> list[str]:
    found: list[str] = column.drop_nulls().unique().to_list()
    return found


def policy_names_known_agencies(workspace: Workspace, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield agencies that policy names and no record has."""
    known = workspace.columns.agencies["ref"].to_list()
    scoped: list[Requirement | Equivalence | Recognition | Extension] = [
        *catalogue.requirements.values(),
        *catalogue.equivalences.values(),
        *catalogue.recognitions.values(),
        *catalogue.extensions.values(),
    ]
    for rule in scoped:
        given = rule.from_agencies if isinstance(rule, Recognition) else ()
        for key, names in (("agencies", rule.agencies), ("from_agencies", given)):
            for name in names:
                if name not in known:
                    yield Problem(
                        "unknown-agency",
                        rule.places.get(key, rule.place),
                        f"{rule.id} is for an agency that the records do not have ({name})",
                        near(name, known),
                    )


def settings_name_known_policy(workspace: Workspace, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield kinds of employment that are not counted and that no layer defines."""
    for name in workspace.settings.not_counted:
        if name not in catalogue.employments:
            yield Problem(
                "unknown-kind-of-employment",
                Place(FILE),
                f"not_counted names a kind of employment that the catalogue does not have ({name})",
                near(name, catalogue.employments),
            )


RECORD_CHECKS: tuple[Callable[[Workspace, Catalogue], Iterator[Problem]], ...] = (
    records_name_known_policy,
    policy_names_known_agencies,
    settings_name_known_policy,
)
"""Every check of records against policy, in the order it runs."""
