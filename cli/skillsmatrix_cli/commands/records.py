"""``skills records``: single records, without a file; the store, checked, copied, moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from skillsmatrix_cli.commands import (
    records_backup,
    records_correct,
    records_export,
    records_history,
    records_import,
    records_restore,
    records_upgrade,
    records_withdraw,
)
from skillsmatrix_cli.commands.verify import verify
from skillsmatrix_cli.near_names import NearNames
from skillsmatrix_cli.options import as_at_option, workspace_option


class _Kinds(NearNames):
    """A group with one command per kind of records; the kinds are loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return what a single one of each kind is called."""
        from skillsmatrix.records.kinds import KINDS  # only when asked for

        return [kind.one for kind in KINDS.values()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command that adds one record of a kind, an option for each field."""
        from skillsmatrix.records.kinds import KINDS  # only when asked for

        kind = next((kind for kind in KINDS.values() if cmd_name in (kind.one, kind.name)), None)
        if kind is None:
            return None
        add = _adding(kind.name)
        for field in reversed([field for field in kind.fields if field.own]):
            add = click.option(
                f"--{field.name.replace('_', '-')}",
                f"field_{field.name}",
                metavar=field.sort.upper().replace(" ", "-"),
                help=f"{field.note[0].upper()}{field.note[1:]}.",
            )(add)
        about = f"Add {'an' if kind.one[0] in 'aeiou' else 'a'} {kind.one}."
        example = " ".join(
            f"--{field.name.replace('_', '-')} {_example(kind.one, field.name)}"
            for field in kind.fields
            if field.required or field.column
        )
        return click.command(
            kind.one, help=f"{about}\n\n\b\nExample: skills records add {kind.one} {example}"
        )(workspace_option(as_at_option(add)))


_EXAMPLES = {
    "agency id": "A1",
    "agency name": '"Hill Trust"',
    "setting id": "S1",
    "setting name": '"Hill School"',
    "team id": "T1",
    "team name": '"Year 3"',
    "person id": "P1",
    "person name": '"Ada King"',
    "person": "P1",
    "agency": "A1",
    "item": "C04",
    "role": "teacher",
    "sector": "education",
    "absence kind": "sick",
    "decision kind": "exemption",
    "subject": "SGC-L1",
    "reason": '"Agreed with the board"',
    "decided_by": '"Sam Head"',
    "setting": "S1",
    "tag": "in-ratio",
    "need": "rescue-medication",
    "start": "2026-09-01",
    "completed": "2026-05-01",
}


"""What a field, or that of one kind, may say: each kind names what the kinds before it made."""


def _example(kind: str, field: str) -> str:
    return _EXAMPLES.get(f"{kind} {field}") or _EXAMPLES[field]


@click.group(cls=NearNames)
def command() -> None:
    """Add, tell, correct and withdraw single records; verify, copy and move the store.

    \b
    Example: skills records add person --id P1 --name "Ada King"
             skills records add completion --person P1 --item C04 --completed 2026-05-01
             skills records history P0000377
             skills records correct completion 415 --completed 2026-05-03 --reason "typed wrong"
             skills records withdraw completion 416 --reason "somebody else's"
             skills records verify
    """  # click wants the character, not its name


command.add_command(verify)
command.add_command(records_history.command)
command.add_command(records_correct.command)
command.add_command(records_withdraw.command)


@command.group(cls=_Kinds)
def add() -> None:
    """Add one record of a kind; one that is there already is changed.

    \b
    Example: skills records add person --id P1 --name "Ada King"
    """  # click wants the character, not its name


command.add_command(records_backup.command, "backup")
command.add_command(records_restore.command, "restore")
command.add_command(records_export.command, "export")
command.add_command(records_import.command, "import")
command.add_command(records_upgrade.command, "upgrade")


def _adding(kind: str) -> Callable[..., int]:
    def add_record(workspace: Path, as_at: date, **fields: str | None) -> int:
        import getpass  # only for this command
        from datetime import UTC, datetime  # only for this command

        from skillsmatrix.records.door import import_row  # slow import
        from skillsmatrix.records.known import Known  # slow import
        from skillsmatrix.workspace import open_workspace  # slow import
        from skillsmatrix_cli.commands.import_ import print_result  # only when called

        opened = open_workspace(workspace)
        values = {name.removeprefix("field_"): text for name, text in fields.items() if text}
        result = import_row(
            opened.store,
            kind,
            values,
            known=Known.of(opened.catalogue),
            as_at=as_at,
            recorded_at=datetime.now(UTC),
            recorded_by=getpass.getuser(),
        )
        return print_result(result)

    return add_record
