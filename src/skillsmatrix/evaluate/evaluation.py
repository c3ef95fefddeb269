"""One evaluation: policy and records of a day, joined once, for every question asked after."""

from __future__ import annotations

import narwhals as nw
from attrs import define, frozen

from skillsmatrix.dates import Convention, day_number
from skillsmatrix.evaluate.frames import NOWHERE, Frames
from skillsmatrix.evaluate.status import Lazy, computed, counted, held_until, in_post, status_rows
from skillsmatrix.matrix.calendar import tabulate_calendar
from skillsmatrix.matrix.layout import lay_out
from skillsmatrix.matrix.policy import Policy
from skillsmatrix.matrix.tables import Tables

c = nw.col


@frozen
class Settings:
    """How a workspace wants its days counted.

    Attributes:
        convention: how intervals end.
        soon: what ends within so many days is expiring.
    """

    convention: Convention = Convention.LAST_VALID_DAY
    soon: int = 90


@define(slots=False, eq=False)
class Evaluation:
    """The rows of a day, and what is needed to read them.

    Attributes:
        policy: the rules of the day.
        frames: the records.
        settings: how days are counted.
        tables: the rules as laid out for these records.
        records: as :func:`skillsmatrix.evaluate.status.counted` gives them, not computed yet.
        rows: as :func:`skillsmatrix.evaluate.status.status_rows` gives them, computed.
        attributes: assignment, role, setting, team, manager, and the numbers of its sector and
            its area in ``sectors`` and ``areas``.
    """

    policy: Policy
    frames: Frames
    settings: Settings
    tables: Tables
    records: Lazy
    rows: Lazy
    attributes: Lazy
    sectors: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def day(self) -> int:
        """The day asked about, as a number."""
        return day_number(self.policy.day)


def evaluate(frames: Frames, policy: Policy, settings: Settings) -> Evaluation:
    """Join the policy of a day with records.

    Args:
        frames: the records; what is later than the policy's day does not count.
        policy: the policy compiled for the day.
        settings: how days are counted.
    """
    day = day_number(policy.day)
    roles, agencies = max(frames.roles, default=0) + 1, max(frames.agencies, default=0) + 1
    packed = (c("setting").fill_null(NOWHERE).cast(nw.Int64) + 1) * roles + c("role")
    assignments = frames.assignments.with_columns((packed * agencies + c("agency")).alias("post"))
    keys = assignments.select("post").unique().collect()["post"].to_list()
    keys.sort()
    posts = frames.posts(_codes(key, roles, agencies) for key in keys)
    tables = lay_out(policy, posts, frames.items, settings.convention)
    sizes = (
        tables.profile_count + 1,
        len(tables.rules) + 1,
        max(frames.items.values(), default=0) + 1,
    )
    who = in_post(assignments, frames.lay({"post": keys, "profile": list(tables.profiles)}), day)
    completed = frames.completions.select("completed").unique().collect()["completed"].to_list()
    calendar = frames.lay(tabulate_calendar(completed, tables.renewals, settings.convention))
    records = counted(who, frames.completions, frames.lay(tables.counts), calendar, sizes, day)
    rows = status_rows(
        who, held_until(records, sizes), frames.lay(tables.need), sizes, day, settings.soon
    )
    sectors = tuple(sorted({post.sector for post in posts}))
    areas = tuple(sorted({post.area for post in posts}))
    places = frames.lay(
        {
            "post": keys,
            "sector": [sectors.index(post.sector) for post in posts],
            "area": [areas.index(post.area) for post in posts],
        }
    )
    attributes = assignments.join(places, on="post", how="inner").select(
        c("assignment").cast(nw.Int32),
        "role",
        *(c(name).fill_null(NOWHERE) for name in ("setting", "team", "manager")),
        "sector",
        "area",
    )
    return Evaluation(
        policy=policy,
        frames=frames,
        settings=settings,
        tables=tables,
        records=records,
        rows=computed(rows),
        attributes=attributes,
        sectors=sectors,
        areas=areas,
    )


def _codes(key: int, roles: int, agencies: int) -> tuple[int, int, int]:
    """Return role, agency and setting of a packed post."""
    key, agency = divmod(key, agencies)
    setting, role = divmod(key, roles)
    return role, agency, setting - 1
