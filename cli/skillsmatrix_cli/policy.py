"""``skills import requirements``: a spreadsheet becomes text for a catalogue, and no record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from skillsmatrix.errors import UsageError
from skillsmatrix_cli.exits import DONE


def print_policy(
    file: Path, workspace: Path, profile: str | None, day: date, out: Path | None
) -> int:
    """Print the policy, or write it to a new file; counts and remarks go to stderr."""
    from skillsmatrix.model.catalogue import Catalogue  # slow import
    from skillsmatrix.records.policy import REQUIREMENTS  # slow import
    from skillsmatrix.records.profiles.profile import own_profile  # slow import
    from skillsmatrix.records.profiles.profile_file import find_profile  # slow import
    from skillsmatrix.workspace import open_workspace  # slow import
    from skillsmatrix.workspace.drawn_up import policy_text  # slow import
    from skillsmatrix.workspace.settings import FILE  # slow import

    if out is not None and out.exists():
        raise UsageError(f"{out} is there already, and is not overwritten. Name another --out.")
    known = Catalogue()
    if (workspace / FILE).is_file():
        known = open_workspace(workspace).catalogue
    asked = (
        find_profile(profile, [workspace / "profiles"]) if profile else own_profile(REQUIREMENTS)
    )
    found = policy_text(file, asked, known, day)
    for remark in found.remarks:
        click.echo(remark, err=True)
    if out is None:
        click.echo(found.text, nl=False)
        click.echo(found.counts, err=True)
        return DONE
    try:
        with out.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(found.text)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror}).") from None
    click.echo(found.counts)
    click.echo(f"Written: {out}. Read it, then run skills check.", err=True)
    return DONE
