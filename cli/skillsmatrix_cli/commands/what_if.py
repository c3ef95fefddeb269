"""``skills what-if``: what a change of policy would do to the gaps there are."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from skillsmatrix_cli.limits import PLACES, limit_options, rows_option
from skillsmatrix_cli.options import (
    as_at_option,
    format_option,
    known_at_option,
    workspace_option,
)

_ROWS_OF_TEXT = 10


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@limit_options(*PLACES)
@rows_option(_ROWS_OF_TEXT, "competencies")
@format_option("text", "csv", "json", "markdown", "xlsx")
@known_at_option
@as_at_option
@workspace_option
def command(
    workspace: Path,
    as_at: date,
    known_at: datetime | None,
    folder: Path,
    limit: int | None,
    form: str,
    output: Path | None,
    **limits: Any,
) -> None:
    """Try out FOLDER as one more catalogue layer, over the workspace's own.

    It holds competencies/ or courses/ with what would change: an interval, a new requirement, a
    course that ends. Nothing is kept; the same records are looked at by both catalogues.

    \b
    Example: skills what-if what-if/fire-every-year --as-at 2026-09-30
    with what-if/fire-every-year/competencies/fire.toml:
             [[requirement]]
             id = "CSTF-FIRE.nhs"
             overrides = true
             [[requirement.renewal]]
             kind = "rolling"
             every = "12 months"
             origin = "local"
             reference = "esr-fire"
    """
    from skillsmatrix.evaluate.only import Only  # slow import
    from skillsmatrix.report.what_if import what_if_page  # slow import
    from skillsmatrix.workspace.asked import check_names_among  # slow import
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import write_page
    from skillsmatrix_cli.waiting import waiting

    opened = open_workspace(workspace)
    only = Only(**limits)
    if str(only):
        catalogue = opened.catalogue
        check_names_among(opened.frames(), catalogue.competencies, only, lambda: catalogue)
    with waiting("Comparing records with both catalogues"):
        found = opened.what_if(folder, as_at, known_at, **limits)
    if limit is None and form in ("text", "markdown") and output is None:
        limit = _ROWS_OF_TEXT
    catalogue = opened.catalogue
    titles = {item.id: item.title for item in catalogue.courses.values()}
    titles |= {item.id: item.title for item in catalogue.competencies.values()}
    titles |= dict(opened.columns.agencies.select("ref", "name").iter_rows())
    page = what_if_page(
        found,
        opened.name,
        folder.resolve().name,
        limit=limit or None,
        titles=titles,
        known_at=known_at,
    )
    write_page(page, form, output)
