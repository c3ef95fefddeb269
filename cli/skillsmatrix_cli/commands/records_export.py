"""``skills records export``: everything as plain text."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.options import workspace_option


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@workspace_option
def command(folder: Path, workspace: Path) -> None:
    """Write everything to FOLDER as plain CSV and TOML: records with all history, settings, policy.

    The same records give the same bytes. In the CSV files nothing between commas is a null, "" is
    an empty text; days are like 2026-09-30. store.toml says how many rows each file has, with its
    SHA-256. Only you can read them: names and dates of birth are among them.

    \b
    Example: skills records export all-of-it
    """  # click wants the character, not its name
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix.workspace.export import export_workspace  # slow import
    from skillsmatrix.workspace.own_files import layers_elsewhere  # slow import
    from skillsmatrix_cli.waiting import waiting  # only when called

    opened = open_workspace(workspace)
    with waiting("Writing the records"):
        made = export_workspace(opened, folder)
    click.echo(f"Made {folder}: {made.totals}\nDigest of the records: {made.digest}")
    for name in layers_elsewhere(opened.root, opened.settings):
        click.echo(f"Not in it: the catalogue {name}, which is not in the workspace.", err=True)
