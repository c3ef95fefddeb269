"""Do renewals make sense, and are there any that use the awards that only renew?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from skillsmatrix.catalogue.checks.written import Written
from skillsmatrix.dates import Interval, shorter
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.renewal import (
    YEARS,
    Calendar,
    Events,
    Hours,
    Once,
    Renewal,
    RenewedBy,
    Rolling,
)
from skillsmatrix.problems import Problem


def renewals_make_sense(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report renewals that nobody could fulfil, and days that are no day of a year."""
    return [
        Problem(
            "bad-value",
            renewal.place,
            f"requirement {rule.id}: {what}",
            "Correct the value.",
        )
        for rule in catalogue.requirements.values()
        for renewal in rule.renewal
        for what in _nonsense(renewal)
    ]


def _nonsense(renewal: Renewal) -> Iterator[str]:
    if isinstance(renewal, Hours):
        for word, needed in (
            ("participatory_hours", renewal.participatory_needed),
            ("multi_agency_hours", renewal.multi_agency_needed),
        ):
            if needed > renewal.hours:
                yield f"{word} cannot be more than hours ({needed:g} of {renewal.hours:g})"
    elif isinstance(renewal, Events):
        if renewal.count > renewal.out_of:
            yield f"count must lie between 1 and out_of ({renewal.count} of {renewal.out_of})"
        if not _day_of_the_year(renewal.first_day):
            years = ", ".join(YEARS)
            yield f"period must be one of {years} or a day like 09-01 ({renewal.period})"
        yield from _included(renewal, renewal.count)
    elif isinstance(renewal, Calendar):
        if not _day_of_the_year(renewal.due):
            yield f"due must be a day of the year like 11-30 ({renewal.due})"
        yield from _included(renewal, renewal.pieces)
    elif isinstance(renewal, Rolling | RenewedBy):
        for word, value in (("early", renewal.early), ("lapsed_within", renewal.lapsed_within)):
            if value is not None and _longer(value, renewal.every):
                yield f"{word} cannot be longer than every ({value}, {renewal.every})"


def _included(renewal: Events | Calendar, most: int) -> Iterator[str]:
    if renewal.including_count > most:
        yield (
            "including_count cannot be more than the year needs"
            f" ({renewal.including_count} of {most})"
        )
    elif renewal.including_count > 1 and not renewal.including:
        yield f"including_count wants including ({renewal.including_count} of nothing)"


def _day_of_the_year(text: str) -> bool:
    """Say whether it is a day that every year has, as ``MM-DD``."""
    if not re.fullmatch(r"\d\d-\d\d", text):
        return False
    try:
        date.fromisoformat(f"2023-{text}")
    except ValueError:
        return False
    return True


def _longer(one: Interval, other: Interval) -> bool:
    return one != other and shorter(other, one) == other


def awards_fit_renewals(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report courses that can only renew what every requirement keeps up without renewals."""
    kept_up: dict[str, bool] = {}
    for rule in catalogue.requirements.values():
        used = any(not isinstance(r, Once | Events | Calendar) for r in rule.renewal)
        for name in rule.members:
            kept_up[name] = kept_up.get(name, False) or used
    return [
        Problem(
            "renewal-unused",
            course.place,
            f"course {course.id} only renews {award.competency}, which no requirement renews",
            "Give a requirement a renewal that runs out and is renewed, or award it in full.",
        )
        for course in catalogue.courses.values()
        for award in course.awards
        if award.kind is AwardKind.RENEWAL and not kept_up.get(award.competency, True)
    ]
