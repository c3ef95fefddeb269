"""Since when somebody has stood somewhere without a break, by whatever contracts."""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.evaluate.computed import shared
from skillsmatrix.evaluate.frames import Lazy

c = nw.col


def unbroken(posts: Lazy, *alike: str) -> Lazy:
    """Return for assignments that go on from earlier ones the day on which the first of them began.

    An assignment goes on from another of the same person that is like it and ended no earlier than
    the day before. What began at the latest with nothing before it, no later than an assignment,
    began its run: whatever lies between goes on without a break.

    Args:
        posts: person, assignment, start, end (a day), and what must be alike, no nulls in it.
        alike: columns in which assignments of one run agree.

    Returns:
        assignment, since; only where that is before the assignment's own start.
    """
    columns = ("person", "assignment", "start", "end", *alike)
    several = posts.group_by("person").agg(nw.len().alias("n")).filter(c("n") > 1)
    mine = posts.select(*columns).join(several.select("person"), on="person", how="semi")
    others = mine.rename({name: f"other_{name}" for name in columns if name != "person"})
    earlier = c("other_start") < c("start")
    like = (c(f"other_{name}") == c(name) for name in alike)
    beside = shared(mine.join(others, on="person", how="inner").filter(earlier, *like))
    going_on = beside.filter(c("other_end") + 1 >= c("start")).select("assignment").unique()
    return (
        beside.join(going_on, on="assignment", how="semi")
        .join(going_on, left_on="other_assignment", right_on="assignment", how="anti")
        .group_by("assignment")
        .agg(c("other_start").max().alias("since"))
    )
