"""``skills matrix``: people by competencies."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from skillsmatrix_cli.limits import limit_options, rows_option
from skillsmatrix_cli.options import as_at_option, format_option, known_at_option, workspace_option

_ROWS_OF_TEXT = 40


@click.command()
@limit_options()
@rows_option(_ROWS_OF_TEXT)
@format_option("text", "xlsx", "csv", "json", "markdown")
@known_at_option
@as_at_option
@workspace_option
def command(
    workspace: Path,
    as_at: date,
    known_at: datetime | None,
    form: str,
    output: Path | None,
    limit: int | None,
    **limits: Any,
) -> None:
    """Show people down and competencies across, with a status in each cell.

    As text each cell is a letter, told at the top; wide matrices come in parts that fit.

    \b
    Example: skills matrix --agency uhnm --role ward-nurse
             skills matrix -o matrix.xlsx
    """
    from skillsmatrix.model.status import Status  # slow import
    from skillsmatrix.report.formats import to_text  # slow import
    from skillsmatrix.report.matrix import matrix_page, matrix_pages  # slow import
    from skillsmatrix.workspace.asked import check_names  # slow import
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import width, write, write_page
    from skillsmatrix_cli.waiting import waiting

    opened = open_workspace(workspace)
    with waiting("Comparing records with rules"):
        gaps = opened.gaps(as_at, known_at, statuses=tuple(Status), **limits)
    check_names(gaps.evaluation, gaps.only, lambda: opened.catalogue)
    if form != "text":
        write_page(matrix_page(gaps, opened.name, limit or None), form, output)
        return
    shown = limit if limit is not None or output is not None else _ROWS_OF_TEXT
    pages = matrix_pages(gaps, opened.name, width(), shown or None)
    write("\n".join(to_text(page, width()) for page in pages), output, "text")
