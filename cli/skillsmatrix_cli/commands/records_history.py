"""``skills records history``: everything ever recorded about a person."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.options import format_option, workspace_option


@click.command("history")
@click.argument("person", metavar="PERSON")
@click.option("--kind", metavar="KIND", help="Only this kind of records, such as completion.")
@format_option("text", "csv", "json")
@workspace_option
def command(workspace: Path, person: str, kind: str | None, form: str, output: Path | None) -> None:
    """Show everything ever recorded about the person with the id PERSON, in the order of the log.

    What was added, by which file and row, by whom and when; what was corrected, withdrawn or
    mapped, and why; and which records stand now. Each has its number, for skills records correct
    and skills records withdraw. CSV and JSON have a row for each field.

    \b
    Example: skills records history P0000377
             skills records history P0000377 --kind completion --format csv
    """
    from skillsmatrix.records.by_hand.history import history  # slow import
    from skillsmatrix.report.formats import fold  # slow import
    from skillsmatrix.report.history import history_lines, history_page  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix.workspace.known import nobody  # slow import
    from skillsmatrix_cli.output import width, write, write_page

    store = open_workspace(workspace).store
    found = history(store, person, kind)
    if found is None:
        raise nobody(store, person)
    if form == "text":
        lines = [fold(line, width()) for line in history_lines(found)]
        write("\n".join(lines) + "\n", output, form)
    else:
        write_page(history_page(found), form, output)
