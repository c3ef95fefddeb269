"""Text → numbers, or what is wrong with it."""

from __future__ import annotations

import re

from skillsmatrix.records.faults import Wrong

_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]{1,3}")
_HOURS_OF_A_WEEK = 168
NO_END = 0
"""The months of what the source says is valid for good."""


def hours(text: str) -> float | Wrong:
    """Return hours a week."""
    if _NUMBER.fullmatch(text) and 0 < float(text) <= _HOURS_OF_A_WEEK:
        return float(text)
    return Wrong("bad-number", f"not hours a week ({text})", "Write a number like 37.5.")


def learnt(text: str) -> int | Wrong:
    """Return hours of learning as whole minutes."""
    if _NUMBER.fullmatch(text):
        return round(float(text) * 60)
    return Wrong("bad-number", f"not hours ({text})", "Write a number like 6 or 1.5.")


def level(text: str) -> int | Wrong:
    """Return a level, counted from 1."""
    if _WHOLE.fullmatch(text) and int(text) > 0:
        return int(text)
    return Wrong(
        "bad-number",
        f"not a level ({text})",
        "Write a whole number from 1, or give its meaning in a profile, under [values.level].",
    )


def months(text: str) -> int | Wrong:
    """Return months, or :data:`NO_END`."""
    if text.casefold() == "none":
        return NO_END
    if _WHOLE.fullmatch(text) and int(text) > 0:
        return int(text)
    return Wrong("bad-number", f"not months ({text})", "Write 1 to 999, or none.")
