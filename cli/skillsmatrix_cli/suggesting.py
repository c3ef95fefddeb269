"""``skills import --suggest``: what a profile for a file could say, printed and not applied."""

from __future__ import annotations

from pathlib import Path

import click

from skillsmatrix_cli.exits import DONE, PROBLEMS


def print_suggestion(file: Path, workspace: Path) -> int:
    """Print a profile on stdout and what to do with it on stderr; return the exit code."""
    from skillsmatrix.records.known import Known  # slow import
    from skillsmatrix.records.profiles.profile_texts import profile_texts  # slow import
    from skillsmatrix.records.suggest.render import render  # slow import
    from skillsmatrix.records.suggest.sample import read_samples  # slow import
    from skillsmatrix.records.suggest.suggest import suggest  # slow import
    from skillsmatrix.workspace.settings import FILE  # slow import

    known = Known()
    if (workspace / FILE).is_file():
        from skillsmatrix.workspace import open_workspace  # slow import

        known = Known.of(open_workspace(workspace).catalogue)
    found = suggest(read_samples(file), known, profile_texts([workspace / "profiles"]))
    click.echo(render(found), nl=False)
    if open_ := sum(question.needed for question in found.questions):
        what = "1 question is" if open_ == 1 else f"{open_} questions are"
        more = len(found.questions) - open_
        also = f" Of the others marked so, {more}, you may." if more else ""
        click.echo(f"{what} open that you must answer: look for # ?.{also}", err=True)
        return PROBLEMS
    click.echo(
        "Read it. If it is right, save it in profiles/ and name it with --profile.", err=True
    )
    return DONE
