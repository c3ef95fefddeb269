"""``skills gaps``: who lacks what."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skillsmatrix_cli.exits import DONE, PROBLEMS
from skillsmatrix_cli.limits import limit_options, rows_option
from skillsmatrix_cli.options import (
    as_at_option,
    days_option,
    format_option,
    known_at_option,
    workspace_option,
)

if TYPE_CHECKING:
    from skillsmatrix.evaluate.answer import Gaps
    from skillsmatrix.workspace import Workspace

GROUPINGS = (
    "competency",
    "person",
    "manager",
    "agency",
    "sector",
    "area",
    "setting",
    "team",
    "role",
    "employment",
    "unit",
)
STATUSES = (
    "missing",
    "expired",
    "below level",
    "expiring",
    "not yet due",
    "exempt",
    "paused",
    "not evaluated",
    "met",
)
_ROWS_OF_TEXT = 25


@click.command()
@click.option(
    "--by",
    type=click.Choice(GROUPINGS),
    default=GROUPINGS[0],
    show_default=True,
    help="Sum up by this; person lists names, manager a chase list a head, unit counts people "
    "and records beside requirements.",
)
@limit_options()
@click.option(
    "--status",
    "statuses",
    type=click.Choice(STATUSES),
    multiple=True,
    help="List these instead of gaps, with --by person or manager. May be repeated.",
)
@days_option("--within", "List also what ends within so many days, like 90d.")
@rows_option(_ROWS_OF_TEXT)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if less than this is met, as reported.",
)
@click.option(
    "--engine",
    type=click.Choice(("polars", "duckdb", "pandas", "spark")),
    default="polars",
    show_default=True,
    help="What works it out; the answer is the same. spark is the one the environment sets up.",
)
@format_option("text", "csv", "json", "markdown", "xlsx")
@known_at_option
@as_at_option
@workspace_option
def command(
    workspace: Path,
    as_at: date,
    known_at: datetime | None,
    by: str,
    statuses: tuple[str, ...],
    within: int | None,
    limit: int | None,
    fail_under: float | None,
    engine: str,
    form: str,
    output: Path | None,
    **limits: Any,
) -> int:
    """Say who lacks what: missing, expired or below the level needed.

    \b
    Example: skills gaps --agency uhnm --standing statutory --by person
             skills gaps --by manager --within 90d -o chase.xlsx
             skills gaps --as-at 2027-03-31 --fail-under 90
    """
    from skillsmatrix.model.status import Status  # slow import
    from skillsmatrix.report.gaps import gaps_page  # slow import
    from skillsmatrix.workspace.asked import check_names  # slow import
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import write_page
    from skillsmatrix_cli.waiting import waiting

    if by not in ("person", "manager") and (statuses or within is not None):
        raise click.UsageError("--status and --within choose names: add --by person or manager.")
    opened = open_workspace(workspace)
    if limit is None and form in ("text", "markdown") and output is None:
        limit = _ROWS_OF_TEXT
    with waiting("Comparing records with rules"):
        gaps = opened.gaps(
            as_at,
            known_at,
            engine,
            **limits,
            statuses=tuple(Status(word) for word in statuses),
            within=within,
        )
        check_names(gaps.evaluation, gaps.only, lambda: opened.catalogue)
        page = gaps_page(gaps, opened.name, by, limit or None, _titles(opened, gaps, by))
    write_page(page, form, output)
    return DONE if fail_under is None else _judged(gaps.total.percent, fail_under)


def _judged(percent: float | None, least: float) -> int:
    """Hold the percentage against a threshold, as it is reported: to one decimal."""
    if percent is None:
        click.echo("Nothing is due, so there is nothing to hold against --fail-under.", err=True)
        return DONE
    if round(percent, 1) >= least:
        return DONE
    click.echo(f"Below the threshold: {percent:.1f} % is less than {least:g} %.", err=True)
    return PROBLEMS


def _titles(opened: Workspace, gaps: Gaps, by: str) -> dict[str, str]:
    """Return what people call the groups, where they have more than an id."""
    if by == "competency":
        return {rule.competency: rule.title for rule in gaps.evaluation.policy.rules}
    if by == "role":
        return gaps.evaluation.policy.role_titles
    if by in ("agency", "setting", "team"):
        frame = {
            "agency": opened.columns.agencies,
            "setting": opened.columns.settings,
            "team": opened.columns.teams,
        }[by]
        names = frame.select("ref", "name").iter_rows()
        return {ref: name for ref, name in names if name and name != ref}
    return {}
