"""How many of how many, and what was left out: the lines and facts above every page of gaps."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.model.status import Status
from skillsmatrix.report.table import Value
from skillsmatrix.report.words import count_words, long_day, percent_words


def figures_header(gaps: Gaps) -> tuple[str, ...]:
    """Return how many of how many, and what was left out, in lines for people."""
    total, policy = gaps.total, gaps.evaluation.policy
    soon = gaps.evaluation.settings.soon
    scope = f" Only {gaps.only}." if str(gaps.only) else ""
    population, people = gaps.population, gaps.people
    lines = [
        (
            f"As at {long_day(policy.day)}{_known(gaps)}, by the rules of that day"
            f" (catalogue {policy.digest[:12] or 'given'}).{scope}"
        ),
        (
            f"{count_words(gaps.people_bound, 'person', 'people')},"
            f" {count_words(total.total, 'requirement', 'requirements')}."
            f" Met: {total.met:,} of {total.required:,} due, {percent_words(total.percent)}"
            f" (all-in: {_all_in(total)}, {percent_words(total.all_in_percent)})."
        ),
        (
            f"People who meet all that is due of them: {people.met:,} of {people.of:,},"
            f" {percent_words(people.percent)}."
        ),
        (
            f"Gaps: {total.gaps:,} ({total[Status.MISSING]:,} missing,"
            f" {total[Status.EXPIRED]:,} expired, {total[Status.BELOW_LEVEL]:,} below level)."
            f" Met but expiring within {soon} days: {total[Status.EXPIRING]:,}."
        ),
        f"Not counted in the percentage: {'; '.join(_left_out(gaps))}.",
    ]
    never = []
    if population.left:
        never.append(f"{count_words(population.left, 'person', 'people')} who left")
    if population.without_post:
        who = count_words(population.without_post, "person", "people")
        never.append(f"{who} without a post, such as families")
    if never:
        lines.append(f"In no figure at all: {'; '.join(never)}.")
    if not total.total:
        lines.append("Nobody is bound by any rule: skills import assignments FILE, or check roles.")
    if gaps.no_course:
        lines.append(f"Required, but no course in force gives it: {', '.join(gaps.no_course)}.")
    return tuple(lines)


def _known(gaps: Gaps) -> str:
    """Return by what had been recorded when, where that was asked."""
    if gaps.known_at is None:
        return ""
    return f", as known on {gaps.known_at.astimezone(UTC):%Y-%m-%d at %H:%M} UTC"


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
    policy = gaps.evaluation.policy
    return {
        "as_at": policy.day.isoformat(),
        "known_at": None if gaps.known_at is None else gaps.known_at.isoformat(),
        "catalogue": policy.digest,
        "people": gaps.people_bound,
        **counted(gaps.total),
        "people_with_all_met": gaps.people.met,
        "people_with_something_due": gaps.people.of,
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
