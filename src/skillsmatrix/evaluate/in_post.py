"""Who stands where on a day, bound by which profile."""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.frames import NOWHERE, Lazy
from skillsmatrix.evaluate.unbroken import unbroken

c = nw.col


def in_post(assignments: Lazy, profiles: Lazy, day: int) -> Lazy:
    """Return the assignments that stand on a day, with their profiles.

    A contract that goes on from one of the same role at the same place is no new post: it begins
    when the first of them did.

    Args:
        assignments: person, agency, assignment, role, setting, post, start, end (null while it
            stands).
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
    begun = assignments.filter(c("start") <= day).select(
        *(c(name).cast(nw.Int64) for name in ("person", "assignment", "agency", "role", "start")),
        c("setting").fill_null(NOWHERE).cast(nw.Int64),
        c("end").fill_null(FOREVER_NUMBER).cast(nw.Int64),
    )
    first = unbroken(begun, "agency", "role", "setting").rename({"assignment": "of"})
    posts = standing.join(held, on="person", how="inner").join(
        first, left_on="assignment", right_on="of", how="left"
    )
    return posts.select(
        c("person").cast(nw.Int64),
        c("agency").cast(nw.Int64),
        c("assignment").cast(nw.Int64),
        c("since").fill_null(c("start")).cast(nw.Int64).alias("start"),
        c("profile").cast(nw.Int64),
        nw.when(c("held") > 1).then(nw.lit(1)).otherwise(nw.lit(0)).alias("contested"),
    )
