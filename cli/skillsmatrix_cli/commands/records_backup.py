"""``skills records backup``: a copy of all records, while others use them."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.options import workspace_option


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@workspace_option
@click.option("--force", is_flag=True, help="Replace FILE, once the new backup is whole.")
def command(file: Path, workspace: Path, force: bool) -> None:
    """Copy all records, with their history, into FILE, while others use them.

    FILE is a store itself, a SQLite file that only you can read, wherever the records are. Keep it
    where the records are not. Settings and catalogue are text: keep them with skills records export.

    \b
    Example: skills records backup monday.sqlite
             skills records backup monday.sqlite --force
    """  # click wants the character, not its name
    from skillsmatrix.records.copies.backup import backup_store, replace_backup  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix_cli.waiting import waiting  # only when called

    copy = replace_backup if force else backup_store
    with waiting("Copying the records"):
        made = copy(open_workspace(workspace).store_address, file)
    click.echo(f"Made {file}: {made}")
