"""``skills coverage``: which places have enough trained people, and until when."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skillsmatrix_cli.exits import DONE, PROBLEMS
from skillsmatrix_cli.limits import PLACES, limit_options, rows_option
from skillsmatrix_cli.options import (
    as_at_option,
    days_option,
    format_option,
    known_at_option,
    workspace_option,
)

if TYPE_CHECKING:
    from skillsmatrix.workspace import Workspace

_ROWS_OF_TEXT = 25
_SOON = 90


@click.command()
@limit_options(*PLACES)
@click.option("--names", is_flag=True, help="Name those it hangs on: personal data.")
@days_option(
    "--within",
    f"How far ahead counts as soon, like 30d.  [default: {_SOON}d]",
)
@rows_option(_ROWS_OF_TEXT)
@click.option("--fail-if-short", is_flag=True, help="Exit with 1 if any place has too few.")
@format_option("text", "csv", "json", "markdown", "xlsx")
@known_at_option
@as_at_option
@workspace_option
def command(
    workspace: Path,
    as_at: date,
    known_at: datetime | None,
    names: bool,
    within: int | None,
    limit: int | None,
    fail_if_short: bool,
    form: str,
    output: Path | None,
    **limits: Any,
) -> int:
    """Say which settings, teams and agencies have enough trained people, and until when.

    Short places come first, then those that break soonest: a record lapses, a post ends or an
    absence begins, and nobody else holds it. People who are away do not count.

    \b
    Example: skills coverage --competency EPI-RM --within 30d
             skills coverage --setting trust-1-school-1 --names
             skills coverage --fail-if-short --as-at 2026-12-01
    """
    from skillsmatrix.evaluate.only import Only  # slow import
    from skillsmatrix.report.basis import Basis
    from skillsmatrix.report.coverage import Asked, coverage_page  # slow import
    from skillsmatrix.workspace.asked import check_names_among  # slow import
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import write_page
    from skillsmatrix_cli.waiting import waiting

    opened = open_workspace(workspace)
    only = Only(**limits)
    if str(only):
        competencies = {needed.rule.competency for needed in opened.policy(as_at).coverage}
        check_names_among(opened.frames(), competencies, only, lambda: opened.catalogue)
    with waiting("Comparing records with rules"):
        found = opened.coverage(as_at, known_at, **limits)
    if limit is None and form in ("text", "markdown") and output is None:
        limit = _ROWS_OF_TEXT
    asked = Asked(
        workspace=opened.name,
        basis=Basis(day=as_at, digest=opened.digest, known_at=known_at),
        limits=str(only),
        within=_SOON if within is None else within,
        names=names,
        limit=limit or None,
        place_names=_place_names(opened),
    )
    write_page(coverage_page(found, asked), form, output)
    short = sum(not place.covered for place in found)
    if not (fail_if_short and short):
        return DONE
    click.echo(f"Short: {short:,} of {len(found):,} have too few.", err=True)
    return PROBLEMS


def _place_names(opened: Workspace) -> dict[str, str]:
    columns = opened.columns
    frames = (columns.agencies, columns.teams, columns.settings)
    pairs = (pair for frame in frames for pair in frame.select("ref", "name").iter_rows())
    return {ref: name for ref, name in pairs if name and name != ref}
