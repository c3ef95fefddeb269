"""Can a requirement bind anybody, or any place, as it is written?"""

from __future__ import annotations

from collections.abc import Iterator

from skillsmatrix.catalogue.checks.written import Written
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.requirement import Per, Requirement, Trigger
from skillsmatrix.problems import Place, Problem

_OF_PEOPLE = ("employments", "tags", "hours_from", "hours_below", "new_starters", "grace")
"""What can be asked of a person's post, and not of a place."""

_OF_SETTINGS = ("setting_types", "needs")
"""What can be asked of a setting, and not of a whole agency."""


def scopes_make_sense(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report scopes and groups that could never hold or say nothing."""
    return [
        Problem("bad-value", place, f"requirement {rule.id}: {what}", "Correct the value.")
        for rule in catalogue.requirements.values()
        for place, what in (*_group(rule), *_scopes(rule), *_coverage(rule))
    ]


def _at(rule: Requirement, key: str) -> Place:
    return rule.places.get(key, rule.place)


def _group(rule: Requirement) -> Iterator[tuple[Place, str]]:
    if rule.at_least is not None and not rule.of:
        yield _at(rule, "at_least"), f"at_least wants of (at least {rule.at_least} of nothing)"
    elif rule.at_least is not None and rule.at_least > len(rule.of):
        asked = f"at least {rule.at_least} of {len(rule.of)}"
        yield _at(rule, "at_least"), f"at_least cannot be more than of lists ({asked})"
    if rule.of and rule.level is not None:
        yield _at(rule, "level"), f"level cannot be asked of several competencies ({rule.level})"
    if twice := sorted({name for name in rule.of if rule.of.count(name) > 1}):
        yield _at(rule, "of"), f"of lists a competency twice ({twice[0]})"


def _scopes(rule: Requirement) -> Iterator[tuple[Place, str]]:
    if rule.hours_from and rule.hours_below and rule.hours_from >= rule.hours_below:
        span = f"{rule.hours_from:g} to {rule.hours_below:g}"
        yield _at(rule, "hours_from"), f"hours_from must be less than hours_below ({span})"
    for within in rule.within:
        if within.trigger is Trigger.TAG and not rule.tags:
            yield within.place, "a deadline from a tag wants tags (none)"


def _coverage(rule: Requirement) -> Iterator[tuple[Place, str]]:
    if rule.coverage is None:
        if "per" in rule.places:
            yield _at(rule, "per"), f"per wants coverage ({rule.per})"
        return
    for key in _OF_PEOPLE:
        if getattr(rule, key):
            yield (
                _at(rule, key),
                f"{key} cannot limit a coverage requirement ({rule.coverage} in each {rule.per})",
            )
    for key in _OF_SETTINGS if rule.per is Per.AGENCY else ():
        if getattr(rule, key):
            yield _at(rule, key), f"{key} is of settings, not of agencies (per {rule.per})"
