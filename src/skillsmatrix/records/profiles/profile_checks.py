"""What can be wrong with a profile that has the right shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skillsmatrix.model.completion import Outcome
from skillsmatrix.problems import near
from skillsmatrix.records.days import day_pattern
from skillsmatrix.records.kinds import Sort
from skillsmatrix.records.policy import PROFILED
from skillsmatrix.records.profiles.layout_checks import Found, layout_mistakes
from skillsmatrix.records.profiles.patterns import NO_PATTERN, QUICKER, takes_for_ever
from skillsmatrix.records.profiles.profile import PersonBy, Profile

CREATABLE = ("people", "agencies", "settings", "teams")
"""What a profile may have created."""


def mistakes(profile: Profile) -> Iterator[Found]:
    """Yield what is wrong with a profile that has the right shape."""
    for name in profile.kind:
        if name not in PROFILED:
            yield "kind", f"there is no such kind ({name})", near(name, PROFILED)
    kinds = [PROFILED[name] for name in profile.kind if name in PROFILED]
    fields = {each.name: each for kind in kinds for each in kind.fields}
    for key in ("columns", "values", "constants", "column_dates"):
        for name in getattr(profile, key):
            if kinds and name not in fields:
                yield (
                    key.removeprefix("column_"),
                    f"there is no such field in {key.removeprefix('column_')} ({name})",
                    near(name, fields),
                )
    for form in {*profile.dates, *(f for forms in profile.column_dates.values() for f in forms)}:
        try:
            day_pattern(form)
        except ValueError as error:
            yield "dates", str(error), "Make it of YYYY, MM or Mon, DD, like DD/MM/YYYY; or excel."
    for name in profile.column_dates:
        if name in fields and fields[name].sort is not Sort.DAY:
            yield "dates", f"the field holds no date ({name})", "Take it out of dates."
    for name in profile.create:
        if name not in CREATABLE:
            yield "create", f"this cannot be created ({name})", near(name, CREATABLE)
    for name, field in (("settings", "setting"), ("teams", "team")):
        lacking = [kind.name for kind in kinds if kind.field(field) and not kind.field("agency")]
        if name in profile.create and lacking:
            yield (
                "create",
                f"{lacking[0]} do not say of which agency (create has {name})",
                f"Take {name} out of create, and import them first.",
            )
    if "agencies" in profile.create and not profile.agency_sector:
        yield (
            "create",
            "agency_sector is missing (create has agencies)",
            'Add the sector of agencies that it creates: agency_sector = "…".',
        )
    if profile.undated and profile.undated not in list(Outcome):
        yield (
            "undated",
            f"there is no such outcome ({profile.undated})",
            near(profile.undated, Outcome),
        )
    try:
        if profile.item_pattern and re.compile(profile.item_pattern).groups < 1:
            yield (
                "item_pattern",
                f"it has no group ({profile.item_pattern})",
                "Put ( ) around the id.",
            )
        if takes_for_ever(profile.item_pattern):
            yield "item_pattern", f"it may take for ever ({profile.item_pattern})", QUICKER
    except NO_PATTERN as error:
        yield "item_pattern", f"it is no regular expression ({error})", "Mend it."
    if "{}" not in profile.item_as:
        yield "item_as", f"it has no place for the id ({profile.item_as})", "Put {} where it goes."
    yield from _person_mistakes(profile)
    yield from layout_mistakes(profile, fields)


def _person_mistakes(profile: Profile) -> Iterator[Found]:
    person = profile.person
    if person.by is PersonBy.SOURCE_ID and not profile.source:
        yield (
            "person",
            "source is missing (person by source id)",
            'Name the system whose ids these are: source = "…".',
        )
    if person.columns and person.by is not PersonBy.SOURCE_ID:
        yield (
            "person",
            f'person.columns is only for by = "source id" (by = "{person.by}")',
            "Name the column of the person in columns.",
        )
