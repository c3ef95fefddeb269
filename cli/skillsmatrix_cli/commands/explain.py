"""``skills explain``: why a status is what it is."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from skillsmatrix_cli.options import as_at_option, format_option, known_at_option, workspace_option


@click.command()
@click.argument("person")
@click.argument("competency", required=False)
@format_option("text", "json")
@known_at_option
@as_at_option
@workspace_option
def command(
    workspace: Path,
    as_at: date,
    known_at: datetime | None,
    person: str,
    competency: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Prove each status of PERSON, or only that of COMPETENCY.

    From the rule and where it comes from, through every record looked at and why it counts or
    not, to when it lapses and what would cure it.

    \b
    Example: skills explain P0000377 SGC-L3S --as-at 2026-09-30
    """
    import json

    from skillsmatrix.errors import UsageError
    from skillsmatrix.problems import near
    from skillsmatrix.report.basis import Basis, known_words
    from skillsmatrix.report.formats import fold  # slow import
    from skillsmatrix.report.proof import proof_facts, proof_text  # slow import
    from skillsmatrix.workspace.known import nobody
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import width, write

    opened = open_workspace(workspace)
    found = opened.proof(person, as_at, known_at)
    if found is None:
        raise nobody(opened.store, person, known_at)
    records, cells = found
    if competency is not None:
        if competency in opened.catalogue.courses:
            raise UsageError(
                f"{competency} is a course. See what it is for: show course {competency}"
            )
        if competency not in opened.catalogue.competencies:
            known = near(competency, opened.catalogue.competencies)
            raise UsageError(f"There is no competency {competency}. {known}")
        cells = tuple(cell for cell in cells if cell.competency == competency)
        if not cells and form == "text":
            known = known_words(known_at)
            click.echo(f"No requirement asks {person} for {competency} on {as_at}{known}.")
            return
    basis = Basis(day=as_at, digest=opened.digest, known_at=known_at)
    if form == "json":
        facts = proof_facts(records, cells, basis)
        write(json.dumps(facts, default=str, ensure_ascii=False, indent=2) + "\n", output, form)
    else:
        text = proof_text(records, cells, opened.catalogue, basis)
        write("\n".join(fold(line, width()) for line in text.splitlines()) + "\n", output, "proof")
