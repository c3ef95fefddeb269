"""One answer for each cell: where several rules or assignments compete, the strictest stands.

The cell is (person, agency, competency) for an agency's own figures, and (person, competency) for
a city's: the same expressions, other keys. A cell is met only if every rule in it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.matrix.calendar import STRIDE
from skillsmatrix.matrix.tables import ALWAYS

c = nw.col

_STANDINGS = 4


def scored(rows: Lazy, rules: int, assignments: int) -> Lazy:
    """Return rows with ``score``: the higher, the stricter; no two of a cell have the same.

    The most severe status first; among equals the one that is, or was, due first; then the most
    binding standing; then the rule and assignment of the lowest code, so that the same input gives
    the same row.

    Args:
        rows: rows with ``last``, as :func:`with_last` adds it.
        rules: more than the highest code of rules.
        assignments: more than the highest code of assignments.
    """
    time = nw.max_horizontal(c("until"), c("last"))
    score = c("severity").cast(nw.Int64)
    for part, size in (
        (FOREVER_NUMBER + 1 - time.cast(nw.Int64), FOREVER_NUMBER + 2 - ALWAYS),
        (_STANDINGS - 1 - c("standing").cast(nw.Int64), _STANDINGS),
        (rules - 1 - c("rule").cast(nw.Int64), rules),
        (assignments - 1 - c("assignment").cast(nw.Int64), assignments),
    ):
        score = score * size + part
    return rows.with_columns(score.alias("score")).drop("last")


def strictest(rows: Lazy, keys: Sequence[str], sizes: Sequence[int]) -> Lazy:
    """Return the row with the highest score for each value of the keys.

    Args:
        rows: as :func:`scored` returns them.
        keys: columns of codes.
        sizes: one more than the highest code of each; the keys are packed into one number.
    """
    best = c("score") == c("score").max().over("cell")
    return rows.with_columns(packed(keys, sizes).alias("cell")).filter(best).drop("cell")


def packed(keys: Sequence[str], sizes: Sequence[int]) -> nw.Expr:
    """Return columns of codes as one number; of the first the size does not matter."""
    found = c(keys[0]).cast(nw.Int64)
    for key, size in zip(keys[1:], sizes[1:], strict=True):
        found = found * size + c(key)
    return found


def with_last(rows: Lazy, deadlines: Lazy) -> Lazy:
    """Return the rows with ``last``, when it first had to be held, from the calendar of deadlines.

    It is the last day of the first deadline, or a later one to which the person was given time.
    """
    key = c("start").cast(nw.Int64) * STRIDE + c("within").cast(nw.Int64)
    return (
        rows.with_columns(key.alias("key"))
        .join(deadlines, on="key", how="left")
        .with_columns(
            nw.max_horizontal(c("last").fill_null(ALWAYS), c("moved")).cast(nw.Int32).alias("last")
        )
        .drop("key")
    )
