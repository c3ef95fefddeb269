"""``skills passport``: what a person's training is worth at another agency."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from skillsmatrix_cli.options import as_at_option, format_option, known_at_option, workspace_option


@click.command()
@click.argument("person")
@click.option("--to", "agency", metavar="AGENCY", required=True, help="The agency to go to.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ID",
    help="The role there. May be repeated.  [default: the person's roles on that day]",
)
@click.option("--setting", metavar="ID", help="The setting there.")
@format_option("text", "csv", "json", "markdown", "xlsx")
@known_at_option
@as_at_option
@workspace_option
def command(
    workspace: Path,
    as_at: date,
    known_at: datetime | None,
    person: str,
    agency: str,
    roles: tuple[str, ...],
    setting: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Say what PERSON's training would count for at another agency.

    As if starting there on the day: what counts and until when, what must be done by when and by
    which courses, and which records are refused, with the reason.

    \b
    Example: skills passport P0000377 --to mpft --role ward-nurse
    """
    from skillsmatrix.dates import in_force
    from skillsmatrix.errors import UsageError
    from skillsmatrix.evaluate.passport import passport  # slow import
    from skillsmatrix.problems import near
    from skillsmatrix.report.basis import Basis
    from skillsmatrix.report.passport import passport_page  # slow import
    from skillsmatrix.workspace.known import nobody
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import write_page

    opened = open_workspace(workspace)
    records = opened.person(person, known_at)
    if records is None:
        raise nobody(opened.store, person, known_at)
    prover = opened.prover(as_at, known_at)
    if agency not in prover.agencies:
        raise UsageError(f"There is no agency {agency}. {near(agency, prover.agencies)}")
    for role in roles:
        if role not in opened.catalogue.roles:
            raise UsageError(f"There is no role {role}. {near(role, opened.catalogue.roles)}")
    if setting is not None:
        there = [name for name, place in prover.settings.items() if place.agency == agency]
        if setting not in there:
            raise UsageError(f"There is no setting {setting} at {agency}. {near(setting, there)}")
    current = (a.role for a in records.assignments if in_force(a.start, a.end, as_at))
    wanted = roles or tuple(dict.fromkeys(current))
    if not wanted:
        raise UsageError(f"{person} has no role on {as_at}. Name the role there: --role ID.")
    entries = passport(prover, records, agency, wanted, setting or "")
    basis = Basis(day=as_at, digest=opened.digest, known_at=known_at)
    page = passport_page(records, entries, opened.catalogue, agency, wanted, basis)
    write_page(page, form, output)
