"""Whole numbers in 32 bits, where there are many of them to copy, and in 64, as tables are laid.

Codes and days fit into 32; packed keys do not.
"""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.evaluate.frames import Lazy

c = nw.col


def narrow(rows: Lazy, *but: str) -> Lazy:
    """Return rows with all numbers in 32 bits but those of some columns."""
    names = rows.collect_schema().names()
    return rows.with_columns(*(c(name).cast(nw.Int32) for name in names if name not in but))


def wide(rows: Lazy) -> Lazy:
    """Return rows with all numbers in 64 bits."""
    return rows.with_columns(*(c(name).cast(nw.Int64) for name in rows.collect_schema().names()))
