"""``skills show``: one thing, and where each word of it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from skillsmatrix_cli.options import as_at_option, workspace_option

LISTED = {
    "role": "roles",
    "course": "courses",
    "competency": "competencies",
    "requirement": "requirements",
    "sector": "sectors",
    "area": "areas",
    "setting-type": "setting_types",
    "employment": "employments",
    "tag": "tags",
    "need": "needs",
    "absence-kind": "absence_kinds",
    "recognition": "recognitions",
    "extension": "extensions",
}
"""What the catalogue has lists of, by the word people ask with."""

KINDS = (*LISTED, "person")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name", required=False)
@click.option(
    "--person", metavar="ID", help="With a role: the shortest chain of courses to it from there."
)
@as_at_option
@workspace_option
def command(workspace: Path, as_at: date, kind: str, name: str | None, person: str | None) -> None:
    """Show the KIND called NAME; without NAME, list all there are.

    A requirement comes with every dated value of every layer, the file and line each came from,
    and which one stands.

    \b
    Example: skills show requirement INFO-SHARE.any-staff --as-at 2026-03-31
             skills show role senco --person P0000377
             skills show person P0000377
             skills show role
    """
    from skillsmatrix.errors import UsageError
    from skillsmatrix.problems import near
    from skillsmatrix.records.read import PersonRecords, person_records  # slow import
    from skillsmatrix.report import shown, shown_agreements, shown_people  # slow import
    from skillsmatrix.report.formats import fold  # slow import
    from skillsmatrix.workspace.known import nobody
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import width

    opened = open_workspace(workspace)

    def records_of(ref: str) -> PersonRecords:
        found = person_records(opened.store, ref)
        if found is None:
            raise nobody(opened.store, ref)
        return found

    def lines() -> Iterable[str]:
        if kind == "person":
            if name is None:
                raise UsageError("Name the person: skills show person ID.")
            return shown_people.show_person(records_of(name), as_at)
        if name is None:
            return shown.show_list(getattr(opened.catalogue, LISTED[kind]))
        known = getattr(opened.catalogue, LISTED[kind])
        if name not in known:
            raise UsageError(f"There is no {kind} {name}. {near(name, known)}")
        if kind == "role" and person is not None:
            return shown_people.show_chain(opened.graph, records_of(person), name, as_at)
        show = {
            "role": shown.show_role,
            "course": shown.show_course,
            "competency": shown.show_competency,
            "requirement": shown.show_requirement,
            "recognition": shown_agreements.show_recognition,
            "extension": shown_agreements.show_extension,
            "absence-kind": shown_agreements.show_absence_kind,
        }.get(kind)
        if show is None:
            return shown.show_list({name: known[name]})
        return show(opened.graph, name, as_at)

    for line in lines():
        click.echo(fold(line, width()))
