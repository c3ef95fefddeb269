"""``skills records upgrade``: a store of an older skillsmatrix, for this one."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.options import workspace_option


@click.command()
@workspace_option
@click.option("--no-backup", is_flag=True, help="Make no backup of a file beside it first.")
def command(workspace: Path, no_backup: bool) -> None:
    """Bring the records of an older skillsmatrix to this version: in one step or not at all.

    A file is backed up first, beside it, as records.sqlite.0002.backup. Of a database your own
    backups are made by pg_dump. Those who still use the older version have to install this one.

    \b
    Example: skills records upgrade
    """  # click wants the character, not its name
    from skillsmatrix.records.copies.upgrade import (  # slow import
        backup_name,
        bring_up,
        bring_up_file,
        older_schema,
    )
    from skillsmatrix.records.identity import SCHEMA  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix_cli.waiting import waiting  # only when called

    address = open_workspace(workspace).store_address
    older = older_schema(address)
    if older is None:
        click.echo(f"{address} has the newest schema, {SCHEMA}. Nothing was changed.")
        return
    with waiting("Bringing the records up"):
        if isinstance(address, Path) and not no_backup:
            backup = backup_name(address, older)
            bring_up_file(address, backup)
            click.echo(f"Made {backup}")
        else:
            bring_up(address)
    click.echo(f"{address}: brought up from schema {older or 'none'} to {SCHEMA}.")
