"""How many of how many, and what was left out: the lines and facts above every page of gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.units import Unit
from skillsmatrix.model.status import Status
from skillsmatrix.report.basis import Basis
from skillsmatrix.report.table import Value
from skillsmatrix.report.words import count_words, percent_words

EXCLUSIONS = {
    "not_yet_due": "not yet due",
    "exempt": "exempt",
    "paused": "paused by absence",
    "not_evaluated": "not evaluated",
    "nothing_due_yet": "with nothing due yet",
    "set_aside": "with only what is exempt, paused or not evaluated",
    "nothing_asked": "that count for nothing asked",
    "not_counted": "of staff who are not counted",
}
"""What a percentage as reported leaves out, by its name for machines: in words."""


def figures_header(gaps: Gaps) -> tuple[str, ...]:
    """Return how many of how many, and what was left out, in lines for people."""
    total = gaps.total
    soon = gaps.evaluation.settings.soon
    scope = f" Only {gaps.only}." if str(gaps.only) else ""
    lines = [
        f"{_basis(gaps)}{scope}",
        (
            f"{count_words(gaps.people_bound, 'person', 'people')},"
            f" {count_words(total.total, 'requirement', 'requirements')}."
            f" Met: {total.met:,} of {total.required:,} due, {percent_words(total.percent)}"
            f" (all-in: {_all_in(total)}, {percent_words(total.all_in_percent)})."
        ),
        _people(gaps.people),
        (
            f"Gaps: {total.gaps:,} ({total[Status.MISSING]:,} missing,"
            f" {total[Status.EXPIRED]:,} expired, {total[Status.BELOW_LEVEL]:,} below level)."
            f" Met but expiring within {soon} days: {total[Status.EXPIRING]:,}."
        ),
        f"Not counted in the percentage: {'; '.join(_left_out(gaps))}.",
    ]
    lines += _never_counted(gaps)
    if not total.total:
        lines.append(_nobody(gaps))
    if gaps.no_course:
        lines.append(f"Required, but no course in force gives it: {', '.join(gaps.no_course)}.")
    return tuple(lines)


def _people(people: Unit) -> str:
    """Return how many people meet all, and who is not among those they are out of."""
    said = (
        f"People who meet all that is due of them: {people.met:,} of {people.of:,},"
        f" {percent_words(people.percent)}"
    )
    if not any(people.left_out.values()):
        return f"{said}."
    met = "" if people.all_in_met == people.met else f"{people.all_in_met:,} "
    return (
        f"{said} (all-in: {met}of {people.total:,}, {percent_words(people.all_in_percent)})."
        f" Not among them: {left_out_words(people)}."
    )


def left_out_words(unit: Unit) -> str:
    """Return each exclusion of a unit with its count."""
    found = (f"{count:,} {EXCLUSIONS[key]}" for key, count in unit.left_out.items() if count)
    return "; ".join(found) or "nothing"


def _never_counted(gaps: Gaps) -> Iterator[str]:
    population, only = gaps.population, gaps.only
    never = []
    if population.left:
        never.append(f"{count_words(population.left, 'person', 'people')} who left")
    if population.without_post:
        who = count_words(population.without_post, "person", "people")
        never.append(f"{who} without a post, such as families")
    # People leave places, not competencies.
    whatever = ", for any competency or standing" if only.competencies or only.standings else ""
    if never:
        yield f"In no figure at all{whatever}: {'; '.join(never)}."


def _nobody(gaps: Gaps) -> str:
    """Say why no requirement binds anybody, and what would help."""
    day, population = gaps.evaluation.policy.day, gaps.population
    first, last = population.first_start, population.last_end
    if first is None and str(gaps.only):
        return "Nobody has ever been in post within these limits."
    if first is None:
        return "Nobody is in post: skills import assignments FILE."
    if population.in_post:
        return "No rule asks this of anybody in post: skills show role ID says what a role needs."
    said = f"Nobody was in post on {day}"
    if first > day:
        return f"{said}: the first post starts on {first}."
    return f"{said}: the last post ended on {last}." if last and last < day else f"{said}."


def _basis(gaps: Gaps) -> Basis:
    policy = gaps.evaluation.policy
    return Basis(day=policy.day, digest=policy.digest, known_at=gaps.known_at)


def _all_in(total: Figures) -> str:
    """Return the figures all-in; the numerator only where it is another."""
    met = "" if total.all_in_met == total.met else f"{total.all_in_met:,} "
    return f"{met}of {total.total:,}"


def _left_out(gaps: Gaps) -> list[str]:
    """Return each exclusion with its count, in words."""
    total = gaps.total
    found = [f"{total[Status.NOT_YET_DUE]:,} not yet due"]
    found += [
        f"{total[status]:,} {words}"
        for status, words in (
            (Status.EXEMPT, "exempt"),
            (Status.PAUSED, "paused by absence"),
        )
        if total[status]
    ]
    if total[Status.NOT_EVALUATED]:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in total.kinds.items())
        found.append(f"{total[Status.NOT_EVALUATED]:,} not evaluated ({kinds})")
    if total.not_counted:
        kinds = ", ".join(gaps.evaluation.settings.not_counted)
        found.append(f"{total.not_counted:,} of staff who are not counted ({kinds})")
    return found


def facts(gaps: Gaps) -> dict[str, Any]:
    """Return the header for machines."""
    return {
        **_basis(gaps).facts,
        "people": gaps.people_bound,
        **counted(gaps.total),
        "people_with_all_met": gaps.people.met,
        "people_with_something_due": gaps.people.of,
        "people_percent": gaps.people.percent,
        **{f"people_{key}": count for key, count in gaps.people.left_out.items()},
        "people_all_in_met": gaps.people.all_in_met,
        "people_all_in": gaps.people.total,
        "people_all_in_percent": gaps.people.all_in_percent,
        "people_who_left": gaps.population.left,
        "people_without_post": gaps.population.without_post,
        "not_evaluated_kinds": dict(gaps.total.kinds),
        "no_course": list(gaps.no_course),
    }


def counted(figures: Figures) -> dict[str, Value]:
    """Return figures for machines."""
    return {
        "required": figures.required,
        "met": figures.met,
        "percent": figures.percent,
        "gaps": figures.gaps,
        "missing": figures[Status.MISSING],
        "expired": figures[Status.EXPIRED],
        "below_level": figures[Status.BELOW_LEVEL],
        "expiring": figures[Status.EXPIRING],
        "not_yet_due": figures[Status.NOT_YET_DUE],
        "exempt": figures[Status.EXEMPT],
        "paused": figures[Status.PAUSED],
        "not_evaluated": figures[Status.NOT_EVALUATED],
        "not_counted": figures.not_counted,
        "all_in_met": figures.all_in_met,
        "all_in": figures.total,
        "all_in_percent": figures.all_in_percent,
    }
