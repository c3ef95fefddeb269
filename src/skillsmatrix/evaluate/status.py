"""The set-wise evaluation: one row for each person, assignment and rule, with its severity.

Only joins, group_by with max, when/then, fill_null and arithmetic on whole numbers: what every
engine does alike. Days are numbers, names are codes. Keys are packed from both sides of a join
into one Int64, so that no engine is tempted to join rules with assignments first.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.matrix.calendar import STRIDE
from skillsmatrix.matrix.tables import ALWAYS, IGNORED, WINS
from skillsmatrix.model.status import Status

Lazy = nw.LazyFrame[Any]
c = nw.col


def in_post(assignments: Lazy, profiles: Lazy, day: int) -> Lazy:
    """Return the assignments that stand on a day, with their profiles.

    Args:
        assignments: person, agency, assignment, post, start, end (null while it stands).
        profiles: post, profile.
        day: the day asked about.

    Returns:
        person, agency, assignment, start, profile, and contested: 1 where the person has several
        assignments that day, so that answers may compete.
    """
    standing = assignments.filter(
        c("start") <= day, c("end").fill_null(FOREVER_NUMBER) >= day
    ).join(profiles, on="post", how="inner")
    held = standing.group_by("person").agg(nw.len().alias("held"))
    return standing.join(held, on="person", how="inner").select(
        c("person").cast(nw.Int64),
        "agency",
        "assignment",
        c("start").cast(nw.Int64),
        c("profile").cast(nw.Int64),
        nw.when(c("held") > 1).then(nw.lit(1)).otherwise(nw.lit(0)).alias("contested"),
    )


def counted(
    who: Lazy,
    completions: Lazy,
    counts: Lazy,
    calendar: Lazy,
    sizes: tuple[int, int, int],
    day: int,
) -> Lazy:
    """Return each record beside each rule of its person that it counts for.

    Args:
        who: as :func:`in_post` returns it.
        completions: person, item, completed, expires (may be null), level (may be null).
        counts: as :class:`skillsmatrix.matrix.Tables` has it.
        calendar: as :func:`skillsmatrix.matrix.calendar.tabulate_calendar` gives it.
        sizes: one more than the highest code of profiles, rules and items.
        day: the day asked about; later completions do not count.

    Returns:
        person, profile, rule, reaches (at the level needed), expires (the source's own last
        valid day), last (the rule's; both FOREVER where there is none), own_expiry.
    """
    _, _, items = sizes
    rule = counts.select(
        (c("profile").cast(nw.Int64) * items + c("item")).alias("rk"),
        c("rule").cast(nw.Int64),
        "granted",
        "levelled",
        "min_level",
        "interval",
        "own_expiry",
        "first",
        "last_day",
    )
    own_level = (c("levelled") == 1) & (c("level") > 0)
    level = nw.when(own_level).then(c("level")).otherwise(c("granted"))
    # Nulls go before any cast: some libraries keep whole numbers with nulls as floats.
    return (
        completions.filter(c("completed") <= day)
        .select(
            c("person").cast(nw.Int64),
            c("item").cast(nw.Int64),
            c("completed").cast(nw.Int64),
            c("expires").fill_null(FOREVER_NUMBER).cast(nw.Int64),
            c("level").fill_null(0).cast(nw.Int64),
        )
        .join(who.select("person", "profile").unique(), on="person", how="inner")
        .with_columns((c("profile") * items + c("item")).alias("rk"))
        .join(rule, on="rk", how="inner")
        .filter(c("completed") >= c("first"), c("completed") <= c("last_day"))
        .with_columns((c("completed") * STRIDE + c("interval")).alias("key"))
        .join(calendar, on="key", how="left")
        .select(
            "person",
            "profile",
            "rule",
            (level >= c("min_level")).alias("reaches"),
            "expires",
            c("last").fill_null(FOREVER_NUMBER).cast(nw.Int64),
            "own_expiry",
        )
    )


def held_until(records: Lazy, sizes: tuple[int, int, int]) -> Lazy:
    """Return the best last valid day of each person, profile and rule, at its level and below.

    Args:
        records: as :func:`counted` returns them.
        sizes: as for :func:`counted`.

    Returns:
        pk (person, profile and rule packed), until, below (both ALWAYS where there is none).
    """
    profiles, rules, _ = sizes
    until = (
        nw.when((c("own_expiry") == WINS) & (c("expires") < FOREVER_NUMBER))
        .then(c("expires"))
        .when(c("own_expiry") == IGNORED)
        .then(c("last"))
        .otherwise(nw.min_horizontal(c("expires"), c("last")))
    )
    nothing = nw.lit(ALWAYS)
    return (
        records.select(
            ((c("person") * profiles + c("profile")) * rules + c("rule")).alias("pk"),
            "reaches",
            until.alias("until"),
        )
        .select(
            "pk",
            nw.when(c("reaches")).then(c("until")).otherwise(nothing).alias("until"),
            nw.when(c("reaches")).then(nothing).otherwise(c("until")).alias("below"),
        )
        .group_by("pk")
        .agg(c("until").max(), c("below").max())
    )


def status_rows(
    who: Lazy, held: Lazy, need: Lazy, sizes: tuple[int, int, int], day: int, soon: int
) -> Lazy:
    """Return a row for each person, assignment and rule that binds it.

    Args:
        who: as :func:`in_post` returns it.
        held: as :func:`held_until` returns it.
        need: as :class:`skillsmatrix.matrix.Tables` has it.
        sizes: as for :func:`counted`.
        day: the day asked about.
        soon: what ends within so many days is expiring.

    Returns:
        person, agency, assignment, rule, start (the day the first deadline counts from), until
        (the last valid day of the best record, ALWAYS where there is none), severity (place in
        ``SEVERITY``) and contested (the answer may have to compete with others).
    """
    profiles, rules, _ = sizes
    start = nw.max_horizontal(c("start"), c("rule_start").cast(nw.Int64))
    severity = (
        nw.when(c("evaluated") == 0)
        .then(nw.lit(Status.NOT_EVALUATED.severity))
        .when(c("until") > day + soon)
        .then(nw.lit(Status.MET.severity))
        .when(c("until") >= day)
        .then(nw.lit(Status.EXPIRING.severity))
        .when(start >= c("starts_from"))
        .then(nw.lit(Status.NOT_YET_DUE.severity))
        .when(c("until") > ALWAYS)
        .then(nw.lit(Status.EXPIRED.severity))
        .when(c("below") >= day)
        .then(nw.lit(Status.BELOW_LEVEL.severity))
        .otherwise(nw.lit(Status.MISSING.severity))
    )
    return (
        who.join(need.with_columns(c("profile").cast(nw.Int64)), on="profile", how="inner")
        .with_columns(
            ((c("person") * profiles + c("profile")) * rules + c("rule").cast(nw.Int64)).alias("pk")
        )
        .join(held, on="pk", how="left")
        .with_columns(*(c(n).fill_null(ALWAYS).cast(nw.Int64) for n in ("until", "below")))
        .select(
            c("person").cast(nw.Int32),
            c("agency").cast(nw.Int32),
            c("assignment").cast(nw.Int32),
            c("rule").cast(nw.Int32),
            start.cast(nw.Int32).alias("start"),
            c("until").cast(nw.Int32),
            severity.cast(nw.Int32).alias("severity"),
            nw.max_horizontal(c("contested"), c("shared")).cast(nw.Int32).alias("contested"),
        )
    )


def computed(rows: Lazy) -> Lazy:
    """Return rows that are not computed again for every question, where the engine is in here."""
    return rows.collect().lazy() if rows.implementation.is_polars() else rows
