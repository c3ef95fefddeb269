"""``skills courses``: titles of other systems, and what they mean in the catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.near_names import NearNames
from skillsmatrix_cli.options import format_option, workspace_option


@click.group(cls=NearNames)
def command() -> None:
    """Say what titles mean that the catalogue does not know.

    \b
    Example: skills courses unmapped
             skills courses map "Fire Safety 2024" CSTF-FIRE --reason "the same course"
             skills courses mappings
    """


@command.command()
@format_option("text", "csv", "json")
@workspace_option
def unmapped(workspace: Path, form: str, output: Path | None) -> None:
    """List the titles that completions name and the catalogue does not know.

    With how many records and people, from when to when, and what is like it in the catalogue.

    \b
    Example: skills courses unmapped --format csv
    """
    from skillsmatrix.records.by_hand.unmapped import unmapped as found_unmapped  # slow import
    from skillsmatrix.records.known import Known  # slow import
    from skillsmatrix.report.titles import unmapped_page  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix_cli.output import write_page

    opened = open_workspace(workspace)
    found = found_unmapped(opened.store, Known.of(opened.catalogue))
    write_page(unmapped_page(found), form, output)


@command.command("map")
@click.argument("title", metavar="TITLE")
@click.argument("item", metavar="ITEM")
@click.option("--reason", default="", metavar="TEXT", help="Why, in words; it is kept.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@workspace_option
def map_(workspace: Path, title: str, item: str, reason: str, dry_run: bool) -> None:
    """Let TITLE, in any case, mean the course or competency with the id ITEM from now on.

    The completions recorded under it are superseded by ones of the item, which keep all else.
    Where a person has the same under the item already, the one under the title ends.

    \b
    Example: skills courses map "Fire Safety 2023" CSTF-FIRE --dry-run
    """
    import getpass  # only for this command
    from datetime import UTC, datetime  # only for this command

    from skillsmatrix.records.by_hand.titles import map_title  # slow import
    from skillsmatrix.records.known import Known  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import

    opened = open_workspace(workspace)
    done = map_title(
        opened.store,
        title,
        item,
        known=Known.of(opened.catalogue),
        recorded_at=datetime.now(UTC),
        recorded_by=getpass.getuser(),
        reason=reason,
        dry_run=dry_run,
    )
    for remark in done.remarks:
        click.echo(remark, err=True)
    click.echo(str(done))
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.", err=True)


@command.command()
@format_option("text", "csv", "json")
@workspace_option
def mappings(workspace: Path, form: str, output: Path | None) -> None:
    """List what titles mean, since when, by whom, and why.

    \b
    Example: skills courses mappings --format json
    """
    from skillsmatrix.records.mapped import mappings as found_mappings  # slow import
    from skillsmatrix.report.titles import mappings_page  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix_cli.output import write_page

    write_page(mappings_page(found_mappings(open_workspace(workspace).store)), form, output)
