"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written 2026-09-30."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read the day, or refuse it with an example."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is no day. Write it like 2026-09-30.", param, ctx)


def workspace_option(command: F) -> F:
    """Add ``--workspace``, handed on as ``workspace``."""
    return click.option(
        "--workspace",
        "-w",
        type=click.Path(path_type=Path),
        default=".",
        show_default="this folder",
        metavar="FOLDER",
        envvar="SKILLS_WORKSPACE",
        show_envvar=True,
        help="The workspace to work in.",
    )(command)


def as_at_option(command: F) -> F:
    """Add ``--as-at``, handed on as ``as_at``."""
    return click.option(
        "--as-at",
        type=Day(),
        default=date.today,
        show_default="today",
        metavar="DAY",
        help="The day asked about; its rules and the records up to it apply.",
    )(command)


class Moment(click.ParamType[datetime]):
    """A day, through its end, or a time with its zone."""

    name = "moment"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read the moment, or refuse it with an example."""
        from skillsmatrix.records.moment import read_moment

        return value if isinstance(value, datetime) else read_moment(value)


def known_at_option(command: F) -> F:
    """Add ``--known-at``, handed on as ``known_at``, None for all that is recorded."""
    return click.option(
        "--known-at",
        type=Moment(),
        metavar="MOMENT",
        help="Only what had been recorded by then: a day, or a time like 2026-07-05T12:00Z.",
    )(command)


def format_option(*formats: str) -> Callable[[F], F]:
    """Add ``--format`` and ``--output``; of the formats the first is the default.

    Where none is named, a file's ending names it, if it is one of them.
    """

    def add(command: F) -> F:
        command = click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write there instead of to the terminal; its ending names the format.",
        )(command)
        return click.option(
            "--format",
            "form",
            type=click.Choice(formats),
            callback=_by_ending,
            help=f"How to write the answer.  [default: as FILE ends, else {formats[0]}]",
        )(command)

    return add


_ENDINGS = {
    ".txt": "text",
    ".csv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".xlsx": "xlsx",
}


def _by_ending(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """Return the format asked for, else by the file's ending, else the first there is."""
    assert isinstance(param.type, click.Choice)
    if value is not None:
        return value
    # Options that were given are read before those that were not.
    output: Path | None = ctx.params.get("output")
    ending = _ENDINGS.get(output.suffix.lower()) if output else None
    return str(ending if ending in param.type.choices else param.type.choices[0])


def days_option(name: str, about: str) -> Callable[[F], F]:
    """Add an option that takes a number of days, written 90 or 90d."""
    return click.option(name, callback=_days, metavar="DAYS", help=about)


def _days(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    number = value.removesuffix("d")
    if not number.isdigit():
        raise click.BadParameter(f"{value} is no number of days. Write it like 90d.")
    return int(number)
