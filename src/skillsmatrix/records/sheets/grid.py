"""Rows as they come out of a file, before it is known which of them is the header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import field, frozen

from skillsmatrix.problems import Place
from skillsmatrix.records.sheets.sheet import Unfit
from skillsmatrix.records.sheets.table import Row

_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")


@frozen(kw_only=True)
class Grid:
    """One table of a file, read as it is asked for.

    Attributes:
        sheet: which sheet of a workbook; None for text.
        rows: every row and, in its place, what cannot be read as one.
        done: tells how much of the file has been read, in percent.
    """

    file: str
    sha256: str
    rows: Iterator[Row | Unfit] = field(repr=False)
    sheet: str | None = None
    separator: str = ","
    remarks: tuple[str, ...] = ()
    done: Callable[[], int] = lambda: 100

    @property
    def place(self) -> Place:
        """Where the table is."""
        return Place(self.file, None, self.sheet)


def clean(text: str) -> str:
    """Return the text of a cell without what nobody sees.

    Spaces at the ends go, and so do zero-width characters, soft hyphens and direction marks; every
    sort of space becomes a plain one. Joiners inside a word stay: scripts and emoji need them.

    >>> clean(" Ada\\u00a0King\\u200b ")
    'Ada King'
    """
    if not text.isascii():
        text = _NOTHING.sub("", _SPACES.sub(" ", text)).strip("\u200c\u200d")
    return text.strip()
