"""Texts that people take for the same."""

from __future__ import annotations


def folded(text: str) -> str:
    """Return a header or a title as it is compared: in any case, with any spaces.

    >>> folded("Date\\n of  Birth")
    'date of birth'
    """
    return " ".join(text.casefold().split())
