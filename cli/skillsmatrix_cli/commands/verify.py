"""``skills records verify``: the store checks itself, and puts right what it can."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillsmatrix_cli.exits import DONE, PROBLEMS
from skillsmatrix_cli.options import as_at_option, format_option, workspace_option

if TYPE_CHECKING:
    from skillsmatrix.workspace.opened import Workspace


@click.command("verify")
@click.option(
    "--only",
    metavar="CODE",
    multiple=True,
    help="Look only for this, such as broken-chain; may be given several times.",
)
@click.option(
    "--sealed",
    metavar="SEAL",
    default="",
    help="A seal noted earlier: the log must still have it, else it was cut short.",
)
@click.option("--all", "every", is_flag=True, help="List every finding, not ten of each code.")
@click.option("--repair", metavar="CODE", help="Show what would be done about findings of a code.")
@click.option("--apply", is_flag=True, help="With --repair: do it, as an entry of the log.")
@click.option("--reason", metavar="TEXT", default="", help="With --apply: why, for the log.")
@format_option("text", "csv", "json")
@as_at_option
@workspace_option
def verify(
    workspace: Path,
    as_at: date,
    form: str,
    output: Path | None,
    only: tuple[str, ...],
    sealed: str,
    every: bool,
    repair: str | None,
    apply: bool,
    reason: str,
) -> int:
    """Check that the store is sound: the database, the log's chain of seals, and what records say.

    Errors cannot be true, or cannot be relied on: a broken chain, a damaged database, impossible
    days, the same record twice, a role the catalogue does not have. Notes are worth a look: people
    without an assignment, the same e-mail twice, another expiry than the rule's. With an error the
    exit code is 1, with notes alone 0. Note the last seal elsewhere, and give it as --sealed later.

    --repair shows, row by row, what would be done about a code, and --apply does it; where nothing
    can be done safely, it says what a person does instead.

    \b
    Example: skills records verify
             skills records verify --only broken-chain --format json
             skills records verify --repair duplicate-record
    """  # click wants the character, not its name
    from skillsmatrix.report.verified import (  # slow import
        count_errors,
        sealed_text,
        verified_csv,
        verified_json,
        verified_text,
    )
    from skillsmatrix.workspace.opened import open_workspace  # slow import
    from skillsmatrix_cli.commands.import_ import progress_bar
    from skillsmatrix_cli.output import write

    opened = open_workspace(workspace)
    if repair is not None:
        return _repair(opened, repair, apply=apply, reason=reason)
    if apply or reason:
        raise click.UsageError("--apply and --reason go with --repair CODE.")
    from skillsmatrix.records.verify import find_code, last_seal, verify  # slow import
    from skillsmatrix.workspace.verify import asked_of  # slow import

    chosen = [find_code(code).name for code in only]
    with progress_bar("Verifying") as progress:
        found = verify(
            opened.store, asked_of(opened, as_at, sealed), only=chosen, progress=progress
        )
    if form == "json":
        content = verified_json(found, last_seal(opened.store))
    elif form == "csv":
        content = verified_csv(found)
    else:
        lines = [*verified_text(found, every=every), sealed_text(last_seal(opened.store))]
        content = "\n".join(lines) + "\n"
    write(content, output, form)
    return PROBLEMS if count_errors(found) else DONE


def _repair(opened: Workspace, code: str, *, apply: bool, reason: str) -> int:
    import getpass  # only for a repair
    from datetime import UTC, datetime  # only for a repair

    from skillsmatrix.records.verify.repair import plan_repair, repair  # slow import
    from skillsmatrix.report.verified import steps_text  # slow import

    if apply:
        steps = repair(
            opened.store,
            code,
            recorded_at=datetime.now(UTC),
            recorded_by=getpass.getuser(),
            reason=reason,
        )
    else:
        steps = plan_repair(opened.store, code)
    for line in steps_text(steps):
        click.echo(line)
    rows = f"{len(steps):,} row{'' if len(steps) == 1 else 's'}"
    if not steps:
        click.echo(f"Nothing to repair: {code}.")
    elif apply:
        click.echo(f"Repaired: {rows}. The log says so.", err=True)
    else:
        click.echo(f"Nothing was changed: {rows} would be. Do it with --apply.", err=True)
    return DONE
