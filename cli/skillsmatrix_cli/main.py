"""The group ``skills``: a table of commands, each imported when it is asked for."""

from __future__ import annotations

import gc
import importlib
import sys

import click

from skillsmatrix_cli.exits import HELP, call
from skillsmatrix_cli.near_names import NearNames

COMMANDS = {
    "init": ("init", "Make a folder a workspace: settings and an empty store."),
    "import": ("import_", "Bring in people, assignments, completions from a spreadsheet."),
    "records": ("records", "Single records, their history; verify, back up, export the store."),
    "courses": ("courses", "Say what titles of other systems mean."),
    "check": ("check", "Find every problem of the catalogue and the records."),
    "gaps": ("gaps", "Who lacks what: in figures, or name by name."),
    "matrix": ("matrix", "People by competencies, as a table or a spreadsheet."),
    "coverage": ("coverage", "Which places have enough trained people, and until when."),
    "what-if": ("what_if", "What a change of policy would do to the gaps there are."),
    "explain": ("explain", "Why a person's status is what it is."),
    "passport": ("passport", "What a person's training would count for at another agency."),
    "show": ("show", "A role, course, competency, requirement or person."),
}
"""Command → the module it lives in, and what it is for; in the order people meet them."""


class LazyGroup(NearNames):
    """A group that knows its commands by name and loads only the one called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a name, or return None for a name there is not."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"skillsmatrix_cli.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, epilog=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="skillsmatrix")
def skills() -> None:
    """Know whether the people who support children are trained for it, and close the gaps.

    \b
    Start:   skills init city && cd city
             skills import people people.csv
             skills gaps
    """


def run() -> None:
    """Run ``skills`` and leave with its exit code."""
    # A command is over soon: looking for garbage while libraries load only costs time.
    gc.set_threshold(100_000, 20, 20)
    sys.exit(call(lambda: skills(standalone_mode=False)))
