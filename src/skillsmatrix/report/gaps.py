"""The page of ``skills gaps``: figures by group, or the gaps name by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from attrs import evolve

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.gaps import Cell
from skillsmatrix.evaluate.summary import SummaryRow
from skillsmatrix.model.status import Status
from skillsmatrix.report.figures import counted, facts, figures_header
from skillsmatrix.report.table import Column, Page, Value
from skillsmatrix.report.units import units_page
from skillsmatrix.report.words import more_rows

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
    if by == "unit":
        return units_page(gaps, name)
    return _summed(gaps, name, by, limit, titles)


def _summed(gaps: Gaps, name: str, by: str, limit: int | None, titles: Mapping[str, str]) -> Page:
    # What has nothing due comes last; by competency statutory first. Else the summary's order.
    found = sorted(
        gaps.summary(by),
        key=lambda row: (
            row.figures.required == 0,
            row.standings[0].rank if row.standings else 0,
        ),
    )
    columns = (
        Column(by, by.capitalize(), shrinks=not titles),
        Column("title", "Title", narrow=bool(titles), shrinks=True),
        Column("standings", "Standing", narrow=by == "competency", shrinks=True, least=9),
        Column("required", "Due"),
        Column("met", "Met", narrow=not titles),
        Column("percent", "%"),
        Column("gaps", "Gaps"),
        Column("missing", "Missing"),
        Column("expired", "Expired"),
        Column("below_level", "Below level", narrow=_below(found[:limit])),
        Column("expiring", "Expiring", narrow=not titles, drops=True),
        Column("not_yet_due", "Not yet due", narrow=False),
        Column("exempt", "Exempt", narrow=False),
        Column("paused", "Paused", narrow=False),
        Column("not_evaluated", "Not evaluated", narrow=False),
        Column("not_counted", "Not counted", narrow=False),
        Column("all_in_met", "All-in met", narrow=False),
        Column("all_in", "All-in", narrow=False),
        Column("all_in_percent", "All-in %", narrow=False),
        Column("people_with_gaps", "People", drops=True),
    )
    rows = tuple(
        (
            row.key or "(none)",
            titles.get(row.key, ""),
            ", ".join(row.standings) or None,
            *counted(row.figures).values(),
            row.people,
        )
        for row in found[:limit]
    )
    notes = list(more_rows(len(found) - len(rows)))
    notes += _about_sums(gaps, by, found)
    notes.append("People: those with at least one gap. Names: --by person, or --by manager.")
    return Page(
        title=f"Training gaps by {by}: {name}",
        header=figures_header(gaps),
        columns=columns,
        rows=rows,
        notes=tuple(notes),
        facts=facts(gaps),
    )


def _below(found: Sequence[SummaryRow]) -> bool:
    """Say whether gaps would not add up without the column of what is below level."""
    return any(row.figures[Status.BELOW_LEVEL] for row in found)


def _about_sums(gaps: Gaps, by: str, found: Sequence[SummaryRow]) -> Iterator[str]:
    """Yield why a group has no percentage, and why groups are more than the figures above."""
    nothing = [row for row in found if row.figures.required == 0]
    uncounted = [row for row in nothing if row.figures.not_counted == row.figures.total]
    unsettled = [row for row in nothing if row not in uncounted]
    if uncounted:
        yield f"Not counted in a percentage, by the settings: {_keys(uncounted)}."
    if unsettled:
        yield f"Nothing is due, or can be evaluated: {_keys(unsettled)}."
    if by != "competency" and sum(row.figures.total for row in found) > gaps.total.total:
        yield f"Who has posts in two rows counts in both, and once above: by {by} adds up to more."


def _keys(rows: Iterable[SummaryRow]) -> str:
    return ", ".join(row.key or "(none)" for row in rows)


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
        notes=(*more_rows(len(rows) - len(shown)), *_about_names(gaps, cells)),
        facts=facts(gaps),
    )


def _about_names(gaps: Gaps, cells: Sequence[Cell]) -> Iterator[str]:
    """Yield why the list is longer than the figure above it."""
    if not cells:
        yield "Nobody: nothing is of that status within these limits."
    if gaps.only.statuses or gaps.only.within is not None:
        return
    distinct = len({(cell.person, cell.competency) for cell in cells})
    if uncounted := distinct - gaps.total.gaps:
        kinds = ", ".join(gaps.evaluation.settings.not_counted)
        yield f"{uncounted:,} more than the figure: of staff who are not counted ({kinds})."
    if again := len(cells) - distinct:
        yield (
            f"{again:,} more than the figure: a person has a row at each agency, and counts once"
            " above."
        )


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
