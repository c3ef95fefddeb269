"""Who stands where on a day, bound by which profile."""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.frames import Lazy

c = nw.col


def in_post(assignments: Lazy, profiles: Lazy, day: int) -> Lazy:
    """Return the assignments that stand on a day, with their profiles.

    Args:
        assignments: person, agency, assignment, post, start, end (null while it stands).
        profiles: post, profile.
        day: the day asked about.

    Returns:
        person, agency, assignment, start, profile, and contested: 1 where the person has
        several assignments that day, so that answers may compete.
    """
    standing = assignments.filter(
        c("start") <= day, c("end").fill_null(FOREVER_NUMBER) >= day
    ).join(profiles, on="post", how="inner")
    held = standing.group_by("person").agg(nw.len().alias("held"))
    return standing.join(held, on="person", how="inner").select(
        c("person").cast(nw.Int64),
        c("agency").cast(nw.Int64),
        c("assignment").cast(nw.Int64),
        c("start").cast(nw.Int64),
        c("profile").cast(nw.Int64),
        nw.when(c("held") > 1).then(nw.lit(1)).otherwise(nw.lit(0)).alias("contested"),
    )
