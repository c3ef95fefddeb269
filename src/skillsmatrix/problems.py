"""A problem in a user's input, as a value: where, what is wrong, what to do.

Checks return lists of problems instead of raising, so that a person sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from unicodedata import category

from attrs import frozen

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINERS = "\u200c\u200d"
"""Scripts and emoji need them."""


def shown(text: str) -> str:
    r"""Return a text as it can be shown on a terminal, whoever wrote it: it does nothing there.

    >>> print(shown("\x1b[2J Ada"))
    \x1b[2J Ada
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    """Escape what moves, colours, turns round or ends text, is not seen, or is half a character."""
    if category(character) in _UNSEEN and character not in _JOINERS:
        return ascii(character)[1:-1]
    return character


@frozen(order=True)
class Place:
    """A spot in an input: a file, and a line of text or a row of a table.

    >>> str(Place("courses/c01.toml", 7))
    'courses/c01.toml:7'
    >>> str(Place("staff.xlsx", 12, sheet="Leavers"))
    'staff.xlsx[Leavers]:12'
    >>> str(Place("matrix.csv", 12, column="Fire safety"))
    'matrix.csv:12 under Fire safety'
    """

    file: str
    line: int | None = None
    sheet: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Give ``file:line``, or ``file[sheet]:row``, as far as known; for a cell, its header."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        line = f":{self.line}" if self.line is not None else ""
        column = f" under {self.column}" if self.column else ""
        return shown(f"{self.file}{sheet}{line}{column}")


@frozen
class Problem:
    """One thing wrong with an input.

    Attributes:
        code: a stable word for the kind of problem, as ``tests/problems`` lists them.
        place: where it is.
        what: what is wrong, with the value in brackets; no full stop.
        remedy: what to do about it, one sentence.

    >>> print(Problem("unknown-role", Place("a.toml", 3), "No such role (techer)", "Use teacher."))
    a.toml:3: No such role (techer). Use teacher.
    """

    code: str
    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        """Give the problem as one line for a person."""
        return shown(f"{self.place}: {self.what}. {self.remedy}")


def near(name: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the known names nearest to ``name``.

    >>> near("techer", ["teacher", "nurse"])
    'Did you mean teacher?'
    >>> near("zzz", ["teacher", "nurse"])
    'Known: nurse, teacher.'
    >>> near("zzz", [])
    'None is known yet.'
    """
    names = sorted(set(known))
    if not names:
        return "None is known yet."
    folded = {candidate.casefold(): candidate for candidate in names}
    matches = get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)
    if matches:
        return f"Did you mean {' or '.join(folded[match] for match in matches)}?"
    shown = ", ".join(names[:8])
    return f"Known: {shown}{', …' if len(names) > 8 else ''}."
