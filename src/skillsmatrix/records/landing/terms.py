"""Texts → ids of the catalogue, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.known import Known, NearNames

Converter = Callable[[str], Any]
"""Text that is not empty → its value, or what is wrong with it."""


def term(what: str, ids: frozenset[str]) -> Converter:
    """Take the ids of one sort of thing of the catalogue."""
    nearest = NearNames(ids)

    def convert_term(text: str) -> str | Wrong:
        if text in ids:
            return text
        return Wrong(
            f"unknown-{what.replace(' ', '-')}",
            f"the catalogue has no such {what} ({text})",
            f"{nearest(text)} Or give its meaning in a profile.".strip(),
        )

    return convert_term


def listed(what: str, ids: frozenset[str]) -> Converter:
    """Take the words of a closed list; any word, where the catalogue has no such list."""
    return term(what, ids) if ids else str


def item(known: Known) -> Converter:
    """Take the ids and titles of courses and competencies."""
    return _named(known, "course or competency", known.items)


def kept_item(known: Known) -> Converter:
    """Take any title; which of them the catalogue does not know is told later, all at once."""
    return _named(known, "course or competency", known.items, str)


def subject(known: Known) -> Converter:
    """Take whatever a decision can be about; which of it, the kind of decision says."""
    return _named(known, "competency or requirement", known.items | known.requirements)


def _named(
    known: Known, what: str, ids: frozenset[str], otherwise: Converter | None = None
) -> Converter:
    unknown = otherwise or term(what, ids)

    def convert_name(text: str) -> str | Wrong:
        if text in ids:
            return text
        title = text.casefold()
        if known.mapped.get(title) in ids:
            return known.mapped[title]
        if title in known.shared:
            names = ", ".join(known.shared[title])
            return Wrong(
                "shared-title",
                f"several things of the catalogue have this title ({text})",
                f"Write the id of one: {names}. Or give its meaning in a profile.",
            )
        by_title = known.titles.get(title)
        return by_title if by_title is not None else unknown(text)

    return convert_name
