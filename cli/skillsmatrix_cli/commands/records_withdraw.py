"""``skills records withdraw``: records taken back."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.options import workspace_option


@click.command("withdraw")
@click.argument("kind", metavar="KIND")
@click.argument("records", metavar="NUMBER…", nargs=-1, required=True)
@click.option("--reason", required=True, metavar="TEXT", help="Why, in words; it is kept.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@workspace_option
def command(
    workspace: Path, kind: str, records: tuple[str, ...], reason: str, dry_run: bool
) -> None:
    """Take back records of a KIND by their numbers: all of them, or none.

    They stand no more, and their history still tells them. A file that brought one does not bring
    it back; to have it again, add it: skills records add.

    \b
    Example: skills records withdraw completion 413 414 --reason "somebody else's"
             skills records withdraw absence 1 --reason "never away" --dry-run
    """
    import getpass  # only for this command
    from datetime import UTC, datetime  # only for this command

    from skillsmatrix.records.by_hand.withdraw import withdraw_records  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import

    done = withdraw_records(
        open_workspace(workspace).store,
        kind,
        records,
        reason=reason,
        recorded_at=datetime.now(UTC),
        recorded_by=getpass.getuser(),
        dry_run=dry_run,
    )
    for remark in done.remarks:
        click.echo(remark, err=True)
    for name, words in done.records:
        said = ", ".join(f"{field} {text}" for field, text in words.items() if text)
        click.echo(f"{name} withdrawn: {said}")
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.", err=True)
