"""Regular expressions of a profile: whether they are any, and whether they would take for ever.

Python tries every way to match, and cannot be told to stop. With a repeat inside of a repeat, like
``(a+)+``, the ways double with each character; with several beside each other, like ``.*.*x``, they
grow with a power of the length. The former are refused, and texts of any length are not matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]  # nothing public tells what is in one
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

NO_PATTERN = (re.error, OverflowError, RecursionError)
"""What Python says to texts that are no regular expression, or too much of one."""
LONGEST = 500
"""The characters of a text that is matched; a longer one is none that a profile has in mind."""
QUICKER = "Repeat nothing that repeats or has choices itself; or end it for good: (?>…), a++."
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_SETTLED = (sre.POSSESSIVE_REPEAT, sre.ATOMIC_GROUP)
_OFTEN = 10


def matched(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Match a whole text, if it is not too long to be tried."""
    return pattern.fullmatch(text) if len(text) <= LONGEST else None


def takes_for_ever(pattern: str) -> bool:
    r"""Say whether there is a repeat, or a choice, inside of a repeat.

    >>> [takes_for_ever(text) for text in (r"(a+)+", r"(?:a|bc)*x", r"(\d{3}[A-Z]){1,3} .*")]
    [True, True, False]
    >>> [takes_for_ever(text) for text in (r"((?>a+)-)+", r"(a++)+", r"(C\d+).*")]
    [False, False, False]
    """
    return any(
        any(found[0] in (*_REPEATS, sre.BRANCH) and _varies(found) for found in _inside(each[1]))
        for each in _inside(parser.parse(pattern))
        if each[0] in _REPEATS and _varies(each)
    )


def _varies(node: Any) -> bool:
    """Say whether a repeat may have many lengths; a choice always has."""
    if node[0] is sre.BRANCH:
        return True
    least, most, _ = node[1]
    return bool(most - least >= _OFTEN)


def _inside(found: Any) -> Iterator[Any]:
    """Yield every operation of an expression, but for what is never tried again."""
    if isinstance(found, parser.SubPattern):
        for each in found:
            if each[0] not in _SETTLED:
                yield each
                yield from _inside(each[1])
    elif isinstance(found, tuple | list):
        for each in found:
            yield from _inside(each)
