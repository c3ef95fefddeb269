"""The set-wise evaluation: one row for each person, assignment and rule, with its severity.

Only joins, group_by with max, min, sum and len, when/then, fill_null and arithmetic on whole
numbers: what every engine does alike. Days are numbers, names are codes. Keys are packed from both
sides of a join into one Int64, so that no engine is tempted to join rules with assignments first.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.evaluate.widths import narrow
from skillsmatrix.matrix.tables import ALWAYS, Tables
from skillsmatrix.model.status import Status

c = nw.col

COLUMNS = (
    "person",
    "agency",
    "assignment",
    "rule",
    "start",
    "until",
    "moved",
    "severity",
    "contested",
)
"""Of a row: start is the day the first deadline counts from; until the last valid day of the best
record, ALWAYS where there is none; moved the day to which it was given time, ALWAYS where it was not;
severity the place in ``SEVERITY``; contested says that the answer may have to compete with others."""


def bound(
    binding: Sequence[tuple[Lazy, Lazy]], held: Lazy | None, since: Lazy | None, tables: Tables
) -> Lazy:
    """Return a row for each person, assignment and rule that binds it.

    Args:
        binding: assignments, as :func:`skillsmatrix.evaluate.in_post.in_post` returns them, each
            with the need that is looked at, as :class:`skillsmatrix.matrix.Tables` has it.
        held: as :func:`skillsmatrix.evaluate.held.held_until` returns it.
        since: as :func:`skillsmatrix.evaluate.since.since` returns it, None where every deadline
            runs from the start of the assignment.
        tables: for packing keys.

    Returns:
        pk, person, agency, assignment, rule, start, until, below, contested, and what ``need`` says.
    """
    pk = c("assignment").cast(nw.Int64) * tables.part_count + c("rule")
    beside = [
        narrow(who)
        .join(narrow(need), on="profile", how="inner")
        .filter(c("start") >= c("binds_from"))
        .with_columns(pk.alias("pk"))
        for who, need in binding
    ]
    # What is held is by far the most, and joined once for all.
    rows = beside[0] if len(beside) == 1 else nw.concat(beside, how="vertical")
    if since is not None:
        rows = rows.join(since, on="pk", how="left").with_columns(
            c("since").fill_null(c("start")).cast(nw.Int32).alias("start")
        )
    if held is None:
        rows = rows.with_columns(nw.lit(ALWAYS).alias("until"), nw.lit(ALWAYS).alias("below"))
    else:
        rows = rows.join(held, on="pk", how="left")
    return rows.select(
        "pk",
        "person",
        "agency",
        "assignment",
        "rule",
        nw.max_horizontal(c("start"), c("rule_start")).alias("start"),
        *(c(name).fill_null(ALWAYS).cast(nw.Int32) for name in ("until", "below")),
        nw.max_horizontal(c("contested"), c("shared")).alias("contested"),
        "starts_from",
        "evaluated",
        "grace",
        "special",
    )


def judged(rows: Lazy, day: int, soon: int) -> Lazy:
    """Return rows with their severity, where nobody was given time and nothing is set aside.

    Args:
        rows: as :func:`bound` returns them.
        day: the day asked about.
        soon: what ends within so many days is expiring.
    """
    severity = (
        nw.when(c("evaluated") == 0)
        .then(nw.lit(Status.NOT_EVALUATED.severity))
        .when(c("until") > day + soon)
        .then(nw.lit(Status.MET.severity))
        .when(c("until") >= day)
        .then(nw.lit(Status.EXPIRING.severity))
        .when(c("start") >= c("starts_from"))
        .then(nw.lit(Status.NOT_YET_DUE.severity))
        .when(c("until") > ALWAYS)
        .then(nw.lit(Status.EXPIRED.severity))
        .when(c("below") >= day)
        .then(nw.lit(Status.BELOW_LEVEL.severity))
        .otherwise(nw.lit(Status.MISSING.severity))
    )
    return told(rows.with_columns(severity.alias("severity"), nw.lit(ALWAYS).alias("moved")))


def told(rows: Lazy) -> Lazy:
    """Return rows with just the columns of :data:`COLUMNS`."""
    return rows.select(*(c(name).cast(nw.Int32) for name in COLUMNS))
