"""``skills records correct``: a record put right, field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from skillsmatrix_cli.near_names import NearNames
from skillsmatrix_cli.options import as_at_option, workspace_option

_EXAMPLES = {
    "agency": 'agency council --name "Stoke Council"',
    "setting": 'setting care-1-care-home-1 --name "Hill House"',
    "team": 'team care-1-care-home-1-care --name "Day care"',
    "person": "person P0000377 --email olive@council.example",
    "assignment": "assignment 7 --hours 18.5",
    "absence": "absence 2 --end 2026-06-30",
    "completion": "completion 12 --completed 2026-05-02",
    "decision": "decision 1 --end 2026-12-31",
    "tag": "tag 1 --end 2026-06-30",
    "need": "need 1 --end 2026-06-30",
}


class _Kinds(NearNames):
    """A group with one command per kind of records; the kinds are loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return what a single one of each kind is called."""
        from skillsmatrix.records.kinds import KINDS  # only when asked for

        return [kind.one for kind in KINDS.values()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command that corrects a record of a kind, an option for each field."""
        from skillsmatrix.records.kinds import KINDS  # only when asked for

        kind = next((kind for kind in KINDS.values() if cmd_name in (kind.one, kind.name)), None)
        if kind is None:
            return None
        correct = click.argument("record", metavar="ID" if kind.key == ("id",) else "NUMBER")(
            _correcting(kind.name)
        )
        stays = ("id", "reference", "source", "source_id")
        own = [field for field in kind.fields if field.own and field.name not in stays]
        for field in reversed(own):
            correct = click.option(
                f"--{option_name(kind.one, field.name)}",
                f"field_{field.name}",
                metavar=field.sort.upper().replace(" ", "-"),
                help=f"{field.note[0].upper()}{field.note[1:]}.",
            )(correct)
        about = f"Correct {'an' if kind.one[0] in 'aeiou' else 'a'} {kind.one}"
        example = f'skills records correct {_EXAMPLES[kind.one]} --reason "typed wrong"'
        return click.command(
            kind.one,
            help=f"{about}: give the fields that are wrong; --FIELD '' empties one.\n\n"
            f"\b\nExample: {example}",
        )(workspace_option(as_at_option(correct)))


def option_name(kind: str, field: str) -> str:
    """Return what the option for a field is called; ``--reason`` says why it is corrected.

    >>> option_name("completion", "multi_agency_hours"), option_name("decision", "reason")
    ('multi-agency-hours', 'decision-reason')
    """
    return f"{kind}-reason" if field == "reason" else field.replace("_", "-")


@click.command("correct", cls=_Kinds)
def command() -> None:
    """Correct a record: what was wrong is superseded, and still told by its history.

    The new values are checked as those of a file are. A file that brought the record finds it
    again, and does not undo the correction. Numbers are in skills records history PERSON.

    \b
    Example: skills records correct completion 412 --completed 2026-05-02 --reason "typed wrong"
             skills records correct person P0000377 --email "" --reason "left" --dry-run
    """


def _correcting(kind: str) -> Callable[..., None]:
    @click.option("--reason", required=True, metavar="TEXT", help="Why, in words; it is kept.")
    @click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
    def correct_one(
        workspace: Path,
        as_at: date,
        record: str,
        reason: str,
        dry_run: bool,
        **fields: str | None,
    ) -> None:
        import getpass  # only for this command
        from datetime import UTC, datetime  # only for this command

        from skillsmatrix.records.by_hand.amend import correct_record  # slow import
        from skillsmatrix.records.known import Known  # slow import
        from skillsmatrix.workspace import open_workspace  # slow import

        opened = open_workspace(workspace)
        done = correct_record(
            opened.store,
            kind,
            record,
            {
                name.removeprefix("field_"): text
                for name, text in fields.items()
                if text is not None
            },
            reason=reason,
            known=Known.of(opened.catalogue),
            as_at=as_at,
            recorded_at=datetime.now(UTC),
            recorded_by=getpass.getuser(),
            dry_run=dry_run,
        )
        for remark in done.remarks:
            click.echo(remark, err=True)
        click.echo(str(done))
        if dry_run:
            click.echo("Nothing was changed: this was a dry run.", err=True)

    return correct_one
