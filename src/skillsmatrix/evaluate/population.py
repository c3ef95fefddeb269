"""Who is counted, and who is not: people in post, those who left, those with no post at all."""

from __future__ import annotations

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.evaluate.only import Only, assignments_within

c = nw.col


@frozen
class Population:
    """How many people there are beside those that requirements bind.

    Attributes:
        left: all their posts within the limits have ended.
        without_post: they never had one, such as families who came to a course; only where no
            limit is set, as they belong to no place.
    """

    left: int
    without_post: int | None


def population(evaluation: Evaluation, only: Only) -> Population:
    """Return who is not counted, and never was in a denominator."""
    frames = evaluation.frames
    posts = assignments_within(evaluation, only)
    posts = posts.select("person", c("end").fill_null(FOREVER_NUMBER))
    ends = posts.group_by("person").agg(c("end").max())
    left = _count(ends.filter(c("end") < evaluation.day))
    if str(only):
        return Population(left, None)
    posted = frames.assignments.select(c("person").cast(nw.Int64)).unique()
    everybody = frames.people.select(c("person").cast(nw.Int64))
    return Population(left, _count(everybody.join(posted, on="person", how="anti")))


def _count(frame: Lazy) -> int:
    return int(frame.select(nw.len().alias("n")).collect()["n"][0])
