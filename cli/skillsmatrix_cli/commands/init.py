"""``skills init``: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--name", default="", metavar="TEXT", help="What to call it.  [default: the folder]")
@click.option(
    "--store",
    default="",
    metavar="FILE|ADDRESS",
    help="Where the records go: a file in FOLDER, or postgresql://USER@HOST/DATABASE.  "
    "[default: records.sqlite]",
)
def command(folder: Path, name: str, store: str) -> None:
    """Make FOLDER a workspace: settings, a place for your own catalogue, an empty store.

    Settings that are there already are kept; a store that is there already is never touched. The
    password of a database goes into PGPASSWORD or ~/.pgpass, never into the settings.

    \b
    Example: skills init city --name "Our city"
             skills init city --store postgresql://ada@db.example/city
    """
    from skillsmatrix.workspace.create import create_workspace  # slow import

    for path in create_workspace(folder, name, store):
        click.echo(f"Made {path}")
    there = "" if folder == Path() else f"cd {folder}; "
    click.echo(
        f"Next: {there}skills import agencies FILE, then people, assignments, completions.",
        err=True,
    )
