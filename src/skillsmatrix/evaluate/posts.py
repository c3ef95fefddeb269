"""Who works as what and where, as one number each, and the posts those numbers stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.computed import shared
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy
from skillsmatrix.matrix.layout import (
    agencies_that_matter,
    employments_that_matter,
    hours_that_matter,
    needs_that_matter,
    tags_that_matter,
)
from skillsmatrix.matrix.policy import Policy
from skillsmatrix.matrix.post import Place, Post

c = nw.col


@frozen(eq=False)
class Posts:
    """The posts of all assignments.

    Attributes:
        assignments: those of the frames, with ``post``, a packed number.
        keys: the numbers there are, in order.
        posts: the post of each, equal ones being the same object.
    """

    assignments: Lazy
    keys: list[int]
    posts: list[Post]


def posts_of(frames: Frames, policy: Policy, day: int) -> Posts:
    """Return the posts of a day: what policy does not ask about makes no difference."""
    settings = dict(_settings(frames, policy, day))
    agencies = dict(_agencies(frames, policy))
    # Many places, few sorts: nothing is asked of a place that policy cannot tell from another.
    sorts = tuple(dict.fromkeys((Place(), *settings.values(), *agencies.values())))
    assignments = frames.assignments
    for name, places in (("setting", settings), ("agency", agencies)):
        assignments = _with_sort(frames, assignments, name, places, sorts)
    columns = [
        ("setting", _sort("setting"), len(sorts)),
        ("role", c("role").cast(nw.Int64), max(frames.roles, default=0) + 1),
        ("agency", _sort("agency"), len(sorts)),
    ]
    hours = hours_that_matter(policy)
    tags = tags_that_matter(policy)
    if employments_that_matter(policy):
        code = c("employment").fill_null(NOWHERE).cast(nw.Int64) + 1
        columns.append(("employment", code, len(frames.employments) + 1))
    if hours:
        columns.append(("hours", _band(hours), len(hours) + 2))
    if tags:
        tagged = _tagged(frames, tags, day)
        assignments = assignments.join(tagged, on="person", how="left")
        columns.append(("tags", c("tags").fill_null(0).cast(nw.Int64), 2 ** len(tags)))
    packed = columns[0][1]
    for _, code, size in columns[1:]:
        packed = packed * size + code
    assignments = shared(assignments.with_columns(packed.alias("post")))
    keys = sorted(assignments.select("post").unique().collect()["post"].to_list())
    sizes = [(name, size) for name, _, size in columns]
    reader = _Reader(frames, hours, tags, sorts)
    return Posts(assignments, keys, [reader.post(_unpacked(key, sizes)) for key in keys])


def _settings(frames: Frames, policy: Policy, day: int) -> Iterator[tuple[int, Place]]:
    needs = frames.needs_on(day) if needs_that_matter(policy) else {}
    for code, at in frames.settings.items():
        has = needs.get(code, frozenset())
        yield code, Place(area=at.area, setting_type=at.type, needs=has)


def _agencies(frames: Frames, policy: Policy) -> Iterator[tuple[int, Place]]:
    named = agencies_that_matter(policy)
    for code, at in frames.agencies.items():
        yield code, Place(at.ref if at.ref in named else "", at.sector, at.area)


def _with_sort(
    frames: Frames,
    assignments: Lazy,
    name: str,
    places: Mapping[int, Place],
    sorts: Sequence[Place],
) -> Lazy:
    """Add the number of the sort of an assignment's setting or agency."""
    numbers = {place: number for number, place in enumerate(sorts)}
    laid = frames.lay(
        {
            f"{name}_code": [NOWHERE, *places],
            f"{name}_sort": [0, *(numbers[place] for place in places.values())],
        }
    )
    code = c(name).fill_null(NOWHERE).cast(nw.Int64).alias(f"{name}_code")
    return assignments.with_columns(code).join(laid, on=f"{name}_code", how="left")


def _sort(name: str) -> nw.Expr:
    return c(f"{name}_sort").fill_null(0).cast(nw.Int64)


def _band(hours: Sequence[int]) -> nw.Expr:
    """Return how many of the thresholds are reached, from 1; 0 where the hours are not known."""
    weekly = c("weekly").fill_null(NOWHERE).cast(nw.Int64)
    band = nw.when(weekly >= 0).then(nw.lit(1)).otherwise(nw.lit(0))
    for threshold in hours:
        band = band + nw.when(weekly >= threshold).then(nw.lit(1)).otherwise(nw.lit(0))
    return band


def _tagged(frames: Frames, tags: Sequence[str], day: int) -> Lazy:
    """Return the set of tags of each person who has one that matters, as a number of bits."""
    bits = frames.lay({"tag": list(tags), "bit": [2**at for at in range(len(tags))]})
    return (
        frames.tags.filter(c("start") <= day, c("end").fill_null(FOREVER_NUMBER) >= day)
        .join(bits, on="tag", how="inner")
        .select(c("person"), c("bit").cast(nw.Int64))
        .unique()
        .group_by("person")
        .agg(c("bit").sum().alias("tags"))
    )


def _unpacked(key: int, sizes: Sequence[tuple[str, int]]) -> dict[str, int]:
    found = {}
    for name, size in reversed(sizes[1:]):
        key, found[name] = divmod(key, size)
    found[sizes[0][0]] = key
    return found


class _Reader:
    """Turns codes into posts; equal ones are made once."""

    def __init__(
        self,
        frames: Frames,
        hours: Sequence[int],
        tags: Sequence[str],
        sorts: Sequence[Place],
    ) -> None:
        self.frames = frames
        self.hours = (None, 0, *hours)
        self.tags = tags
        self.sorts = sorts
        self.places: dict[tuple[int, ...], Place] = {}
        self.alike: dict[Place, Place] = {}
        self.made: dict[tuple[int, int], Post] = {}

    def post(self, codes: dict[str, int]) -> Post:
        role = codes.pop("role")
        key = tuple(codes.values())
        if key not in self.places:
            self.places[key] = self._place(codes)
        place = self.places[key]
        post = self.made.get((role, id(place)))
        if post is None:
            post = self.made[role, id(place)] = Post(self.frames.roles.get(role, ""), place)
        return post

    def _place(self, codes: dict[str, int]) -> Place:
        at, inside = self.sorts[codes["agency"]], self.sorts[codes["setting"]]
        place = Place(
            agency=at.agency,
            sector=at.sector,
            area=inside.area or at.area,
            setting_type=inside.setting_type,
            employment=self.frames.employments.get(codes.get("employment", 0) - 1, ""),
            hours=self.hours[codes.get("hours", 0)],
            tags=frozenset(
                tag for bit, tag in enumerate(self.tags) if codes.get("tags", 0) >> bit & 1
            ),
            needs=inside.needs,
        )
        return self.alike.setdefault(place, place)
