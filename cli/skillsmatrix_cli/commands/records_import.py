"""``skills records import``: an export, into a workspace without records or a new one."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.options import workspace_option


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@workspace_option
@click.option(
    "--store",
    default="",
    metavar="FILE|ADDRESS",
    help="Where the records of a new workspace go: a file in it, or"
    " postgresql://USER@HOST/DATABASE.  [default: records.sqlite]",
)
def command(folder: Path, workspace: Path, store: str) -> None:
    """Bring an export back, into a workspace in which nothing was recorded: all of it or nothing.

    Every file is checked against store.toml first. Where there is no workspace yet, settings and
    catalogue of the export make one; one that is there keeps its own. To bring records in from a
    spreadsheet use skills import.

    \b
    Example: skills records export everything
             skills records import everything --workspace third
    """  # click wants the character, not its name
    from skillsmatrix.workspace.import_export import import_workspace  # slow import
    from skillsmatrix_cli.waiting import waiting  # only when called

    with waiting("Reading the records"):
        imported = import_workspace(folder, workspace, store)
    for path in imported.made:
        click.echo(f"Made {path}")
    click.echo(f"Brought in: {imported.totals}")
    if not imported.made:
        click.echo("Settings and catalogue of the workspace were kept as they are.", err=True)
