"""The page of ``skills gaps``: figures by group, or the gaps name by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby, islice
from typing import Any

from attrs import evolve

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.gaps import Cell
from skillsmatrix.model.status import Status
from skillsmatrix.report.table import Column, Page, Value

_PEOPLE = (
    Column("standing", "Standing"),
    Column("person", "Person"),
    Column("name", "Name", shrinks=True, least=14),
    Column("agency", "Agency", shrinks=True, drops=True),
    Column("role", "Role", shrinks=True, drops=True),
    Column("competency", "Competency"),
    Column("title", "Title", narrow=False),
    Column("status", "Status"),
    Column("due", "Due"),
    Column("overdue_days", "Days late"),
    Column("until", "Valid until", narrow=False),
    Column("requirement", "Requirement", narrow=False),
    Column("weight", "Weight", narrow=False),
    Column("setting", "Setting", narrow=False),
    Column("team", "Team", narrow=False),
    Column("manager", "Manager", narrow=False),
)


def gaps_page(gaps: Gaps, name: str, by: str, limit: int | None, titles: Mapping[str, str]) -> Page:
    """Return the page for one way of asking.

    Args:
        gaps: the answer.
        name: of the workspace.
        by: ``person``, or one of :data:`skillsmatrix.evaluate.summary.GROUPINGS`; ``manager``
            lists names, head by head.
        limit: show no more rows than this; None for all.
        titles: titles of groups, where people know them better than ids.
    """
    if by in ("person", "manager"):
        return _named(gaps, name, by, limit)
    return _summed(gaps, name, by, limit, titles)


def figures_header(gaps: Gaps) -> tuple[str, ...]:
    """Return how many of how many, and what was left out, in lines for people."""
    total, policy = gaps.total, gaps.evaluation.policy
    soon = gaps.evaluation.settings.soon
    scope = f" Only {gaps.only}." if str(gaps.only) else ""
    lines = [
        (
            f"As at {_long(policy.day)}, by the rules of that day"
            f" (catalogue {policy.digest[:12] or 'given'}).{scope}"
        ),
        (
            f"{_count(gaps.people, 'person', 'people')},"
            f" {_count(total.total, 'requirement', 'requirements')}."
            f" Met: {total.met:,} of {total.required:,} due, {_percent(total.percent)}"
            f" (all-in: of {total.total:,}, {_percent(total.all_in_percent)})."
        ),
        (
            f"Gaps: {total.gaps:,} ({total[Status.MISSING]:,} missing,"
            f" {total[Status.EXPIRED]:,} expired, {total[Status.BELOW_LEVEL]:,} below level)."
            f" Met but expiring within {soon} days: {total[Status.EXPIRING]:,}."
        ),
    ]
    left = [f"{total[Status.NOT_YET_DUE]:,} not yet due"]
    if total[Status.NOT_EVALUATED]:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in total.kinds.items())
        left.append(f"{total[Status.NOT_EVALUATED]:,} not evaluated ({kinds})")
    lines.append(f"Not counted in the percentage: {'; '.join(left)}.")
    if not total.total:
        lines.append("Nobody is bound by any rule: skills import assignments FILE, or check roles.")
    if gaps.no_course:
        lines.append(f"Required, but no course in force gives it: {', '.join(gaps.no_course)}.")
    return tuple(lines)


def facts(gaps: Gaps) -> dict[str, Any]:
    """Return the header for machines."""
    policy = gaps.evaluation.policy
    return {
        "as_at": policy.day.isoformat(),
        "catalogue": policy.digest,
        "people": gaps.people,
        **_counted(gaps.total),
        "all_in_percent": gaps.total.all_in_percent,
        "not_evaluated_kinds": dict(gaps.total.kinds),
        "no_course": list(gaps.no_course),
    }


def _counted(figures: Figures) -> dict[str, Value]:
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
        "not_evaluated": figures[Status.NOT_EVALUATED],
    }


def _summed(gaps: Gaps, name: str, by: str, limit: int | None, titles: Mapping[str, str]) -> Page:
    # What has nothing due comes last; by competency statutory first. Else the summary's order.
    found = sorted(
        gaps.summary(by),
        key=lambda row: (
            row.figures.required == 0,
            row.standing.rank if row.standing else 0,
        ),
    )
    columns = (
        Column(by, by.capitalize(), shrinks=not titles),
        Column("title", "Title", narrow=bool(titles), shrinks=True),
        Column("standing", "Standing", narrow=by == "competency"),
        Column("required", "Due"),
        Column("met", "Met", narrow=not titles),
        Column("percent", "%"),
        Column("gaps", "Gaps"),
        Column("missing", "Missing"),
        Column("expired", "Expired"),
        Column("below_level", "Below level", narrow=False),
        Column("expiring", "Expiring", narrow=not titles, drops=True),
        Column("not_yet_due", "Not yet due", narrow=False),
        Column("not_evaluated", "Not evaluated", narrow=False),
        Column("people_with_gaps", "People", drops=True),
    )
    rows = tuple(
        (
            row.key or "(none)",
            titles.get(row.key, ""),
            row.standing.value if row.standing else None,
            *_counted(row.figures).values(),
            row.people,
        )
        for row in found[:limit]
    )
    notes = list(_more(len(found) - len(rows), "rows"))
    unsettled = [row.key or "(none)" for row in found if row.figures.required == 0]
    if unsettled:
        notes.append(f"Nothing is due, or can be evaluated: {', '.join(unsettled)}.")
    notes.append("People: those with at least one gap. Names: --by person, or --by manager.")
    return Page(
        title=f"Training gaps by {by}: {name}",
        header=figures_header(gaps),
        columns=columns,
        rows=rows,
        notes=tuple(notes),
        facts=facts(gaps),
    )


def _named(gaps: Gaps, name: str, by: str, limit: int | None) -> Page:
    titles = {rule.competency: rule.title for rule in gaps.evaluation.policy.rules}
    cells = list(gaps)
    columns: tuple[Column, ...] = _PEOPLE
    if by == "manager":
        cells.sort(key=lambda cell: (cell.manager == "", cell.manager))
        # A head knows the agency; the name needs the room.
        told = (
            evolve(c, narrow=c.narrow and c.key != "agency", drops=c.drops or c.key == "standing")
            for c in _PEOPLE
        )
        columns = (Column("head", "Manager"), *told)
    rows: list[tuple[Value, ...]] = []
    for head, group in groupby(cells, key=lambda cell: cell.manager if by == "manager" else ""):
        for cell in group:
            row = _row(cell, titles)
            rows.append((head or "(none)", *row) if by == "manager" else row)
    shown = tuple(islice(rows, limit))
    return Page(
        title=f"Training gaps by {by}: {name}",
        header=figures_header(gaps),
        columns=columns,
        rows=shown,
        notes=(*_more(len(rows) - len(shown), "rows"), *_about_names(gaps, len(rows))),
        facts=facts(gaps),
    )


def _about_names(gaps: Gaps, count: int) -> tuple[str, ...]:
    if count == 0:
        return ("Nobody: nothing is of that status within these limits.",)
    if count != gaps.total.gaps and not gaps.only.statuses and gaps.only.within is None:
        return (
            "Figures count a person once, whatever the agency; the list has each agency's row.",
        )
    return ()


def _row(cell: Cell, titles: Mapping[str, str]) -> tuple[Value, ...]:
    return (
        cell.standing.value,
        cell.person,
        cell.name,
        cell.agency,
        cell.role,
        cell.competency,
        titles.get(cell.competency, ""),
        cell.status.value,
        cell.due,
        cell.overdue,
        cell.until,
        cell.requirement,
        cell.weight,
        cell.setting,
        cell.team,
        cell.manager,
    )


def _more(count: int, what: str) -> tuple[str, ...]:
    return (f"… and {count:,} more {what}: --limit 0 shows all.",) if count > 0 else ()


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _percent(value: float | None) -> str:
    return "nothing due" if value is None else f"{value:.1f} %"
