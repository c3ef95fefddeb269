"""An answer on its way out: to the terminal in colour, or to a file."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillsmatrix.errors import UsageError
from skillsmatrix.problems import shown

if TYPE_CHECKING:
    from skillsmatrix.report.table import Page

_COLOURS = {
    "missing": "red",
    "expired": "red",
    "below level": "yellow",
    "expiring": "yellow",
}
"""Words that are coloured on a terminal; the word itself is always there."""

_NARROWEST, _UNSEEN = 60, 100


def write_page(page: Page, form: str, output: Path | None) -> None:
    """Write a page in a format to a file, or to stdout."""
    from skillsmatrix.report.formats import FORMATS  # slow import

    write(FORMATS[form](page, width()), output, form)


def write(content: str | bytes, output: Path | None, form: str) -> None:
    """Write text or bytes to a file, or to stdout; colour goes to terminals only."""
    if output is not None:
        data = content.encode() if isinstance(content, str) else content
        try:
            output.write_bytes(data)
        except OSError as error:
            raise UsageError(f"{output}: cannot be written ({error.strerror}).") from None
        click.echo(f"Written: {output}", err=True)
    elif isinstance(content, bytes):
        if sys.stdout.isatty():
            raise UsageError(f"{form} is no text: name a file with --output FILE.")
        sys.stdout.buffer.write(content)
    elif form == "text" and sys.stdout.isatty():
        content = "\n".join(map(shown, content.split("\n")))  # names of others do nothing here
        click.echo(content if os.environ.get("NO_COLOR") else _coloured(content), nl=False)
    else:
        click.echo(content, nl=False)


def width() -> int:
    """Return the columns of the terminal, or a fixed number where there is none."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return _UNSEEN
    return max(shutil.get_terminal_size().columns, _NARROWEST)


def _coloured(text: str) -> str:
    pattern = re.compile(rf"(?<=  )({'|'.join(_COLOURS)})(?= |$)", re.MULTILINE)
    return pattern.sub(lambda match: click.style(match[0], fg=_COLOURS[match[0]]), text)
