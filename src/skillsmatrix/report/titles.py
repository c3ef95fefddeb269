"""Titles as tables: those that the catalogue does not know, and what others mean."""

from __future__ import annotations

from collections.abc import Sequence

from skillsmatrix.records.by_hand.unmapped import Unmapped
from skillsmatrix.records.mapped import Meaning
from skillsmatrix.report.table import Column, Page


def unmapped_page(found: Sequence[Unmapped]) -> Page:
    """Return the titles that the catalogue does not know."""
    records = sum(each.records for each in found)
    todo = "Say what one means: skills courses map TITLE ITEM."
    return Page(
        title=f"Titles that the catalogue does not know: {len(found)}, in {records:,} records",
        columns=(
            Column("title", "title", shrinks=True, least=20),
            Column("records", "records"),
            Column("people", "people"),
            Column("first", "first"),
            Column("last", "last"),
            Column("near", "near", shrinks=True),
        ),
        rows=tuple(
            (
                each.title,
                each.records,
                each.people,
                None if each.first is None else str(each.first),
                None if each.last is None else str(each.last),
                " ".join(each.near),
            )
            for each in found
        ),
        notes=(todo,) if found else (),
    )


def mappings_page(found: Sequence[Meaning]) -> Page:
    """Return what titles mean."""
    return Page(
        title=f"Titles with a meaning: {len(found)}",
        columns=(
            Column("title", "title", shrinks=True, least=20),
            Column("item", "item"),
            Column("recorded_at", "since"),
            Column("recorded_by", "by"),
            Column("reason", "reason", shrinks=True),
        ),
        rows=tuple(
            (each.title, each.item, each.recorded_at, each.recorded_by, each.reason)
            for each in found
        ),
    )
