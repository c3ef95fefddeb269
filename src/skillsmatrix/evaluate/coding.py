"""A partner's frames of ids and dates as frames of codes and day numbers, in their own library."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import narwhals as nw

from skillsmatrix.evaluate.coded_days import with_numbers
from skillsmatrix.evaluate.computed import computed, shared, values
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy, NeedOf, PlaceNames

c = nw.col
Lay = Callable[[Mapping[str, list[Any]]], Lazy]


def code_frames(read: Mapping[str, Lazy | None], lay: Lay) -> Frames:
    """Turn ids into codes and days into numbers, in the frames' own library."""
    assignments, completions = read["assignments"], read["completions"]
    assert assignments is not None
    assert completions is not None
    coder = _Coder(read, lay)
    coded = with_numbers(coder.with_person(assignments), lay, "start", "end")
    managers = coder.people.select(
        c("person").alias("manager"), c("person_code").alias("manager_code")
    )
    coded = coded.join(managers, on="manager", how="left")
    for name in ("role", "agency", "setting", "team", "employment"):
        coded = coder.with_code(coded, name)
    # By everything that tells assignments apart: an engine may number them again for each question.
    index = (
        *("person_code", "start", "agency_code", "role_code", "setting_code", "end"),
        *("team_code", "manager_code", "employment_code", "hours"),
    )
    coded = coded.with_columns(c("setting_code").fill_null(NOWHERE))
    coded = computed(coded.with_row_index("assignment", order_by=index))
    done = coder.with_code(coder.with_code(coder.with_person(completions), "item"), "provider")
    done = with_numbers(done, lay, "completed", "expires")
    return Frames(
        people=shared(coder.named(read.get("people"))),
        assignments=coded.select(
            "assignment",
            "start",
            "end",
            *(
                c(f"{name}_code").alias(name)
                for name in ("person", "agency", "role", "setting", "team", "manager", "employment")
            ),
            _minutes("hours").alias("weekly"),
        ),
        completions=shared(
            done.select(
                *(c(f"{name}_code").alias(name) for name in ("person", "item", "provider")),
                "completed",
                "expires",
                "level",
                _minutes("hours").alias("minutes"),
                _minutes("participatory_hours").alias("participatory"),
                _minutes("multi_agency_hours").alias("multi_agency"),
            )
        ),
        absences=coder.stretches("absences", "kind"),
        decisions=coder.decisions(),
        tags=coder.stretches("tags", "tag"),
        lay=lay,
        agencies=_places(read.get("agencies"), "agency", coder.numbers["agency"]),
        settings=_places(read.get("settings"), "setting", coder.numbers["setting"]),
        teams={code: PlaceNames(ref) for ref, code in coder.numbers["team"].items()},
        roles={code: ref for ref, code in coder.numbers["role"].items()},
        employments={code: ref for ref, code in coder.numbers["employment"].items()},
        items=coder.numbers["item"],
        needs=coder.needs(),
        assignment_count=int(assignments.select(nw.len().alias("n")).collect()["n"][0]),
    )


def _minutes(hours: str) -> nw.Expr:
    """Return hours as whole minutes, a negative number where there are none.

    Half a minute goes to the even one, as Python rounds; libraries differ in that.
    """
    minutes = c(hours).fill_null(-1).cast(nw.Float64) * 60
    up = (minutes + 0.5).floor()
    odd = up / 2 > (up / 2).floor()
    even = nw.when((up - minutes >= 0.5) & odd).then(up - 1).otherwise(up)
    return even.cast(nw.Int64)


class _Coder:
    """The codes of everything the frames name."""

    def __init__(self, read: Mapping[str, Lazy | None], lay: Lay) -> None:
        self.read, self.lay = read, lay
        named_by = {
            "role": [("assignments", "role")],
            "team": [("assignments", "team")],
            "employment": [("assignments", "employment")],
            "setting": [("assignments", "setting"), ("needs", "setting")],
            "item": [("completions", "item"), ("decisions", "subject")],
            "agency": [
                ("assignments", "agency"),
                ("agencies", "agency"),
                ("completions", "provider"),
                ("decisions", "agency"),
            ],
        }
        self.numbers = self._numbers(named_by)
        self.numbers["provider"] = self.numbers["agency"]
        kinds = ("assignments", "completions")
        everyone = [frame.select("person") for kind in kinds if (frame := read[kind]) is not None]
        self.people = shared(
            nw.concat(everyone, how="vertical")
            .unique()
            .sort("person")
            .with_row_index("person_code", order_by="person")
            .with_columns(c("person_code").cast(nw.Int64))
        )

    def _numbers(
        self, named_by: Mapping[str, Iterable[tuple[str, str]]]
    ) -> dict[str, dict[str, int]]:
        """Return the codes of each sort of name, all asked for at once."""
        named = [
            frame.select(nw.lit(sort).alias("sort"), c(name).alias("ref")).unique()
            for sort, where in named_by.items()
            for kind, name in where
            if (frame := self.read.get(kind)) is not None
        ]
        found: dict[str, set[str]] = {sort: set() for sort in named_by}
        for sort, ref in values(nw.concat(named, how="vertical"), "sort", "ref"):
            if _given(ref):
                found[sort].add(ref)
        return {
            sort: {ref: code for code, ref in enumerate(sorted(refs))}
            for sort, refs in found.items()
        }

    def with_person(self, frame: Lazy) -> Lazy:
        return frame.join(self.people, on="person", how="inner")

    def with_code(self, frame: Lazy, name: str) -> Lazy:
        """Add ``{name}_code``, null where nothing is named."""
        numbers = self.numbers[name]
        # One row at least, so that the columns have their types.
        refs, codes = list(numbers) or [""], list(numbers.values()) or [NOWHERE]
        laid = self.lay({name: refs, f"{name}_code": codes})
        return frame.join(laid, on=name, how="left")

    def named(self, people: Lazy | None) -> Lazy:
        """Return person, person_ref, name."""
        if people is None:
            found = self.people.with_columns(nw.lit("").alias("name"))
        else:
            found = self.people.join(people.unique("person"), on="person", how="left")
        return found.select(
            c("person_code").alias("person"),
            c("person").alias("person_ref"),
            c("name").fill_null(""),
        )

    def stretches(self, kind: str, word: str) -> Lazy:
        """Return person, a word, start, end; no rows where the frame was not handed in."""
        frame = self.read.get(kind)
        if frame is None:
            return self._nothing("person", "start", "end", words=(word,))
        coded = with_numbers(self.with_person(frame), self.lay, "start", "end")
        return shared(coded.select(c("person_code").alias("person"), word, "start", "end"))

    def decisions(self) -> Lazy:
        """Return the decisions; no rows where the frame was not handed in."""
        frame = self.read.get("decisions")
        if frame is None:
            numbers = ("person", "subject", "agency", "completed", "start", "end")
            return self._nothing(*numbers, words=("kind",))
        coded = with_numbers(self.with_person(frame), self.lay, "completed", "start", "end")
        coded = self.with_code(coded.rename({"subject": "item"}), "item")
        coded = self.with_code(coded, "agency")
        told = coded.select(
            c("person_code").alias("person"),
            "kind",
            c("item_code").alias("subject"),
            c("agency_code").alias("agency"),
            "completed",
            "start",
            "end",
        )
        return shared(told)

    def _nothing(self, *numbers: str, words: tuple[str, ...]) -> Lazy:
        row = {name: [NOWHERE] for name in numbers} | {name: [""] for name in words}
        return self.lay(row).filter(c(numbers[0]) > NOWHERE)

    def needs(self) -> tuple[NeedOf, ...]:
        frame = self.read.get("needs")
        if frame is None:
            return ()
        coded = with_numbers(self.with_code(frame, "setting"), self.lay, "start", "end")
        return tuple(
            NeedOf(int(setting), need, int(start), _whole(end))
            for setting, need, start, end in values(coded, "setting_code", "need", "start", "end")
        )


def _whole(number: Any) -> int | None:
    """Return a number that pandas may hold as a float, None for NaN, NA and None."""
    return int(number) if isinstance(number, int | float) and not math.isnan(number) else None


def _given(value: Any) -> bool:
    """Say whether a cell holds text: pandas may hold None or a float that is no number."""
    return isinstance(value, str) and value != ""


def _places(frame: Lazy | None, name: str, numbers: Mapping[str, int]) -> dict[int, PlaceNames]:
    told: dict[str, Mapping[str, Any]] = {}
    if frame is not None:
        told = {row[name]: row for row in frame.collect().iter_rows(named=True)}

    def word(ref: str, key: str) -> str:
        value = told.get(ref, {}).get(key)
        return value if _given(value) else ""  # type: ignore[return-value]  # _given says so

    return {
        code: PlaceNames(ref, word(ref, "sector"), word(ref, "area"), word(ref, "type"))
        for ref, code in numbers.items()
    }
