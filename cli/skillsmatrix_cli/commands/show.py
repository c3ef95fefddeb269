"""``skills show``: one thing, and where each word of it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from skillsmatrix_cli.options import as_at_option, workspace_option

KINDS = ("role", "course", "competency", "requirement", "person")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option(
    "--person", metavar="ID", help="With a role: the shortest chain of courses to it from there."
)
@as_at_option
@workspace_option
def command(workspace: Path, as_at: date, kind: str, name: str, person: str | None) -> None:
    """Show the KIND called NAME.

    A requirement comes with every dated value of every layer, the file and line each came from,
    and which one stands.

    \b
    Example: skills show requirement SGC-EYFS.early-years --as-at 2025-08-31
             skills show role senco --person P00042
    """
    from skillsmatrix.errors import UsageError
    from skillsmatrix.problems import near
    from skillsmatrix.records.read import PersonRecords, known_people, person_records  # slow import
    from skillsmatrix.report import shown  # slow import
    from skillsmatrix.workspace.opened import open_workspace

    opened = open_workspace(workspace)

    def records_of(ref: str) -> PersonRecords:
        found = person_records(opened.store, ref)
        if found is None:
            raise UsageError(f"There is no person {ref}. {near(ref, known_people(opened.store))}")
        return found

    def lines() -> Iterable[str]:
        if kind == "person":
            return shown.show_person(records_of(name))
        catalogue = opened.catalogue
        known = {
            "role": catalogue.roles,
            "course": catalogue.courses,
            "competency": catalogue.competencies,
            "requirement": catalogue.requirements,
        }[kind]
        if name not in known:
            raise UsageError(f"There is no {kind} {name}. {near(name, known)}")
        if kind == "role" and person is not None:
            return shown.show_chain(opened.graph, records_of(person), name, as_at)
        show = {
            "role": shown.show_role,
            "course": shown.show_course,
            "competency": shown.show_competency,
            "requirement": shown.show_requirement,
        }[kind]
        return show(opened.graph, name, as_at)

    for line in lines():
        click.echo(line)
