"""``skills import``: bring records in from a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillsmatrix_cli.exits import DONE, PROBLEMS
from skillsmatrix_cli.options import as_at_option, workspace_option
from skillsmatrix_cli.policy import print_policy
from skillsmatrix_cli.suggesting import print_suggestion

if TYPE_CHECKING:
    from skillsmatrix.records.landing.result import ImportResult
    from skillsmatrix.records.sheets.sheet import Progress

_REMARKS_SHOWN = 20
_KINDS = (
    "agencies, settings, teams, people, assignments, absences, completions, decisions, tags, needs;"
    " and requirements, which become text"
)


@click.command()
@click.argument("kind", metavar="KIND", required=False)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path), required=False)
@workspace_option
@as_at_option
@click.option(
    "--profile",
    metavar="NAME|FILE",
    help="How to read the headers of another system; our own template by default.",
)
@click.option("--profiles", is_flag=True, help="List the profiles there are, and stop.")
@click.option(
    "--suggest",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Print a profile that may fit a file, with reasons and questions, and stop.",
)
@click.option("--template", metavar="KIND", help="Print the header of our own template, and stop.")
@click.option(
    "--person",
    metavar="ID",
    default="",
    help="Whose records these are, for a file about one person that does not say.",
)
@click.option(
    "--missing",
    type=click.Choice(["keep", "end"]),
    default="keep",
    show_default=True,
    help="Of people or assignments no longer in the file: keep them, or end the assignments at"
    " the file's agencies on the day before --as-at.",
)
@click.option(
    "--existing",
    type=click.Choice(["newest", "keep", "refuse"]),
    default="newest",
    show_default=True,
    help="Of a record that is stored with other values: supersede it, keep both side by side, or"
    " refuse the row. What is changed in place, as people are, has no both: keep is newest there.",
)
@click.option("--partial", is_flag=True, help="Let the good rows in where others have problems.")
@click.option(
    "--rejects",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --partial: write the other rows there, each with its problem.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With requirements: write the policy there, a new file; else it is printed.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
def command(
    kind: str | None,
    file: Path | None,
    workspace: Path,
    as_at: date,
    profile: str | None,
    profiles: bool,
    suggest: Path | None,
    template: str | None,
    person: str,
    missing: str,
    existing: str,
    partial: bool,
    rejects: Path | None,
    out: Path | None,
    dry_run: bool,
) -> int:
    """Bring records in from a CSV or XLSX file: every row, or none of them.

    KIND is agencies, settings, teams, people, assignments, absences, completions, decisions, tags
    or needs; import them in this order. A file that comes twice changes nothing the second time.
    A table of requirements, roles by competencies or courses, becomes text for a catalogue instead.

    \b
    Example: skills import --template completions > training.csv
             skills import --profiles
             skills import --suggest records/completions.csv
             skills import completions records/completions.csv --dry-run
             skills import completions records/completions.csv --existing refuse
    """  # click wants the character, not its name
    if template is not None:
        return _print_template(template)
    if profiles:
        return _print_profiles(workspace)
    if suggest is not None:
        return print_suggestion(suggest, workspace)
    if kind is None or file is None:
        raise click.UsageError(f"Name a kind and a file. The kinds are {_KINDS}.")
    if kind == "requirements":
        return print_policy(file, workspace, profile, as_at, out)
    if out is not None:
        raise click.UsageError("--out is for requirements: records go into the store.")

    import getpass  # only for this command
    from datetime import UTC, datetime  # only for this command

    from skillsmatrix.records.door import Existing, find_kind, import_file  # slow import
    from skillsmatrix.records.known import Known  # slow import
    from skillsmatrix.records.landing.leavers import Missing  # slow import
    from skillsmatrix.records.profiles.profile_file import find_profile  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import

    kind = find_kind(kind).name
    opened = open_workspace(workspace)
    with progress_bar(f"Importing {kind}") as progress:
        result = import_file(
            opened.store,
            kind,
            file,
            known=Known.of(opened.catalogue),
            as_at=as_at,
            recorded_at=datetime.now(UTC),
            recorded_by=getpass.getuser(),
            profile=find_profile(profile, [opened.root / "profiles"]) if profile else None,
            person=person,
            missing=Missing(missing),
            existing=Existing(existing),
            partial=partial,
            rejects=rejects,
            dry_run=dry_run,
            progress=progress,
        )
    return print_result(result, rejects=rejects, dry_run=dry_run)


def print_result(
    result: ImportResult, *, rejects: Path | None = None, dry_run: bool = False
) -> int:
    """Print the counts on stdout and all else on stderr; return the exit code."""
    for problem in result.problems:
        click.echo(str(problem), err=True)
    for remark in result.remarks[:_REMARKS_SHOWN]:
        click.echo(remark, err=True)
    if (more := len(result.remarks) - _REMARKS_SHOWN) > 0:
        click.echo(f"… and {more} more remarks.", err=True)
    click.echo(str(result))
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.", err=True)
    elif rejects is not None and result.rejected:
        click.echo(f"The rejected rows are in {rejects}.", err=True)
    return PROBLEMS if result.problems else DONE


def _print_template(name: str) -> int:
    from skillsmatrix.records.door import find_kind  # slow import
    from skillsmatrix.records.kinds import template  # slow import

    kind = find_kind(name)
    click.echo(template(kind))
    for field in kind.fields:
        if field.own:
            needed = " (needed)" if field.required else ""
            click.echo(f"  {field.name}{needed}: {field.note}", err=True)
    return DONE


def _print_profiles(workspace: Path) -> int:
    from skillsmatrix.records.profiles.profile_file import all_profiles  # slow import

    for profile in all_profiles([workspace / "profiles"]):
        click.echo(f"{profile.name}  {profile.title or ' and '.join(profile.kind)}")
    return DONE


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Give what moves a bar on stderr to a percentage; there is none where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:
        yield lambda percent: bar.update(percent - bar.pos)
