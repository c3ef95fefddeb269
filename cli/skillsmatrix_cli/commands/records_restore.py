"""``skills records restore``: a backup, into a workspace without records."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.options import workspace_option


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@workspace_option
def command(file: Path, workspace: Path) -> None:
    """Bring a backup back, into a workspace in which nothing was recorded: all of it or nothing.

    The store may be of the other kind: so records move from a file to PostgreSQL and back. A backup
    of an older skillsmatrix is brought up on the way. FILE stays as it is.

    \b
    Example: skills records backup before.sqlite
             skills init second
             skills records restore before.sqlite --workspace second
    """  # click wants the character, not its name
    from skillsmatrix.records.copies.restore import restore_store  # slow import
    from skillsmatrix.records.identity import SCHEMA  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix_cli.waiting import waiting  # only when called

    address = open_workspace(workspace).store_address
    with waiting("Restoring the records"):
        restored = restore_store(file, address)
    click.echo(f"Restored {address}: {restored.totals}")
    if restored.schema != SCHEMA:
        click.echo(f"Brought up from schema {restored.schema or 'none'} to {SCHEMA}.", err=True)
