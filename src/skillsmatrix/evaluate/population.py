"""Who is counted, and who is not: people in post, those who left, those with no post at all."""

from __future__ import annotations

from datetime import date

import narwhals as nw
from attrs import evolve, frozen

from skillsmatrix.dates import FOREVER_NUMBER, from_day_number
from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.evaluate.only import Only, assignments_within

c = nw.col


@frozen
class Population:
    """How many people there are beside those that requirements bind.

    Attributes:
        left: all their posts within the limits have ended.
        in_post: how many people have one on the day.
        first_start: the day the first of those posts starts; None where there is none at all.
        last_end: the day the last of them ends; None where one goes on, or there is none.
        without_post: they never had one, such as families who came to a course; only where no
            limit is set, as they belong to no place.
    """

    left: int
    in_post: int
    first_start: date | None
    last_end: date | None
    without_post: int | None


def population(evaluation: Evaluation, only: Only) -> Population:
    """Return who is not counted, and never was in a denominator."""
    frames = evaluation.frames
    posts = assignments_within(evaluation, only)
    posts = posts.select("person", "start", c("end").fill_null(FOREVER_NUMBER))
    stays = posts.group_by("person").agg(c("start").min(), c("end").max())
    left = _count(stays.filter(c("end") < evaluation.day))
    in_post = posts.filter(c("start") <= evaluation.day, c("end") >= evaluation.day)
    span = stays.select(c("start").min(), c("end").max(), nw.len().alias("n"))
    ((first, last, people),) = values(span, "start", "end", "n")
    found = Population(
        left=left,
        in_post=_count(in_post.select("person").unique()),
        first_start=from_day_number(int(first)) if people else None,
        last_end=from_day_number(int(last)) if people and last < FOREVER_NUMBER else None,
        without_post=None,
    )
    if str(only):
        return found
    posted = frames.assignments.select(c("person").cast(nw.Int64)).unique()
    everybody = frames.people.select(c("person").cast(nw.Int64))
    never = _count(everybody.join(posted, on="person", how="anti"))
    return evolve(found, without_post=never)


def _count(frame: Lazy) -> int:
    return int(frame.select(nw.len().alias("n")).collect()["n"][0])
