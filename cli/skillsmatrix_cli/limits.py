"""The options that limit a question to a part of a workspace, the same for every command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from skillsmatrix_cli.options import F

if TYPE_CHECKING:
    from skillsmatrix.model.standing import Standing

_LIMITS = {
    "agency": ("agencies", "Only this agency."),
    "sector": ("sectors", "Only this sector."),
    "area": ("areas", "Only this area."),
    "setting": ("settings", "Only this setting."),
    "team": ("teams", "Only this team."),
    "role": ("roles", "Only people in this role."),
    "competency": ("competencies", "Only this competency."),
    "person": ("people", "Only this person."),
    "standing": ("standings", "Only requirements of this standing."),
}
"""Option → the attribute of :class:`skillsmatrix.evaluate.only.Only` it is handed on as, and help."""

PLACES = ("agency", "sector", "area", "setting", "team", "competency", "standing")
"""The limits that places can have as well as people."""

_STANDINGS = ("statutory", "mandatory", "essential", "desirable")


def limit_options(*names: str) -> Callable[[F], F]:
    """Add options that limit a question; each may be repeated. All of them by default."""

    def add(command: F) -> F:
        for name in reversed(names or tuple(_LIMITS)):
            into, about = _LIMITS[name]
            command = click.option(
                f"--{name}",
                into,
                multiple=True,
                type=click.Choice(_STANDINGS) if name == "standing" else None,
                callback=_standings if name == "standing" else None,
                metavar=None if name == "standing" else "ID",
                help=f"{about} May be repeated.",
            )(command)
        return command

    return add


def _standings(
    _ctx: click.Context, _param: click.Parameter, words: tuple[str, ...]
) -> tuple[Standing, ...]:
    from skillsmatrix.model.standing import Standing  # only where they are asked for

    return tuple(Standing(word) for word in words)


def rows_option(shown: int, what: str = "rows") -> Callable[[F], F]:
    """Add ``--limit``, handed on as ``limit``.

    Args:
        shown: how many are shown as text where nobody says.
        what: what is counted.
    """
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        metavar="N",
        help=f"Show N {what}, 0 for all.  [default: {shown} as text, else all]",
    )
