"""Cells of our own CSV files that no spreadsheet takes for a formula, and that come back as they were.

Excel runs what begins with ``=`` in a CSV file, and ``=cmd|…`` starts a program. An apostrophe before
it makes it text. As the file of refused rows is read again by us, the apostrophe is taken off there;
so a text that begins with an apostrophe itself gets another.
"""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What formulas begin with; Excel takes the wide characters for the narrow ones in some languages."""
_GUARDED = (*FORMULA_STARTS, "'")


def guarded(text: str) -> str:
    """Return a text as it can be written to a CSV file.

    >>> guarded("=1+1"), guarded("'t Hooft"), guarded("Ada")
    ("'=1+1", "''t Hooft", 'Ada')
    """
    return f"'{text}" if text.startswith(_GUARDED) else text


def bared(text: str) -> str:
    """Return a text as it was before it was guarded.

    >>> bared("'=1+1"), bared("''t Hooft"), bared("'s"), bared("=1+1")
    ('=1+1', "'t Hooft", "'s", '=1+1')
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED) else text
