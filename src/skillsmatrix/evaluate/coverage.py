"""Which settings, teams and agencies have enough holders of what they must, and until when.

A coverage rule is evaluated like any other, for everybody who could be a holder, by what the place's
own agency recognises, whoever employs them; a place then counts those of them who stand there and are
not away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import narwhals as nw
from attrs import evolve

from skillsmatrix.dates import FOREVER_NUMBER, day_number, from_day_number
from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.evaluation import Evaluation, Settings, evaluate
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy, PlaceNames
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.place_coverage import Holder, PlaceCoverage
from skillsmatrix.evaluate.unbroken import unbroken
from skillsmatrix.matrix.policy import Coverage, Policy
from skillsmatrix.matrix.post import Place, binds
from skillsmatrix.model.requirement import Per

c = nw.col

_NOBODY = PlaceNames("")


def coverage(
    frames: Frames, policy: Policy, settings: Settings, only: Only | None = None
) -> tuple[PlaceCoverage, ...]:
    """Return how every coverage rule stands at every place it is for.

    Those with too few come first, the most binding before the others; then the first to break.

    Args:
        frames: the records.
        policy: the policy compiled for the day.
        settings: how days are counted.
        only: limits on the competency, its standing, and the place; a team is in its setting.
    """
    found = {
        key: holders for per in Per for key, holders in _holders_per(frames, policy, settings, per)
    }
    answers = [
        PlaceCoverage(
            requirement=needed.rule.id,
            competency=needed.rule.competency,
            title=needed.rule.title,
            standing=needed.rule.standing,
            per=needed.per,
            place=names.ref,
            agency=at.agency,
            sector=at.sector,
            area=at.area,
            setting=setting,
            least=needed.least,
            holders=found.get((number, needed.per, place), ()),
        )
        for number, needed in enumerate(policy.coverage)
        for place, names, at, setting in _places(frames, needed, day_number(policy.day))
    ]
    inside = [answer for answer in answers if only is None or _within(answer, only)]
    return tuple(sorted(inside, key=_worst_first))


def _within(answer: PlaceCoverage, only: Only) -> bool:
    asked = (
        (only.agencies, answer.agency),
        (only.sectors, answer.sector),
        (only.areas, answer.area),
        (only.settings, answer.setting),
        (only.teams, answer.place if answer.per is Per.TEAM else ""),
        (only.competencies, answer.competency),
        (only.standings, answer.standing),
    )
    return all(not wanted or value in wanted for wanted, value in asked)


def _worst_first(answer: PlaceCoverage) -> tuple[bool, int, date, int, str, str]:
    breaks, rank = answer.breaks_after or date.max, answer.standing.rank
    first = 0 if answer.covered else rank
    return answer.covered, first, breaks, rank, answer.requirement, answer.place


def _places(
    frames: Frames, needed: Coverage, day: int
) -> Iterator[tuple[int, PlaceNames, Place, str]]:
    """Yield the places a coverage rule is for: code, names, what policy asks, the setting's id."""
    needs = frames.needs_on(day)
    of = {Per.SETTING: frames.settings, Per.TEAM: frames.teams, Per.AGENCY: frames.agencies}
    for code, names in of[needed.per].items():
        agency = names if needed.per is Per.AGENCY else frames.agencies.get(names.agency, _NOBODY)
        setting_code = code if needed.per is Per.SETTING else names.setting
        setting = frames.settings.get(setting_code, _NOBODY)
        place = Place(
            agency=agency.ref,
            sector=agency.sector,
            area=setting.area or agency.area,
            setting_type=setting.type,
            needs=needs.get(setting_code, frozenset()),
        )
        if binds(needed.scope, place):
            yield code, names, place, names.ref if needed.per is Per.SETTING else setting.ref


def _holders_per(
    frames: Frames, policy: Policy, settings: Settings, per: Per
) -> Iterator[tuple[tuple[int, Per, int], tuple[Holder, ...]]]:
    """Yield the holders at each place of each rule per one sort of place."""
    numbers = [n for n, needed in enumerate(policy.coverage) if needed.per is per]
    if not numbers:
        return
    rules = tuple(policy.coverage[number].rule for number in numbers)
    there = evolve(frames, assignments=_received(frames, per))
    for (rule, place), holders in _holders(
        evaluate(there, evolve(policy, rules=rules), settings), per
    ).items():
        yield (numbers[rule], per, place), holders


def _received(frames: Frames, per: Per) -> Lazy:
    """Return the assignments with the agency of the place instead of the employer's."""
    if per is Per.AGENCY:
        return frames.assignments
    name, places = ("setting", frames.settings) if per is Per.SETTING else ("team", frames.teams)
    of = {code: at.agency for code, at in places.items() if at.agency != NOWHERE}
    received = frames.lay({name: list(of), "received": list(of.values())})
    return (
        frames.assignments.with_columns(c(name).fill_null(NOWHERE).cast(nw.Int64))
        .join(received, on=name, how="left")
        .with_columns(c("received").fill_null(c("agency").cast(nw.Int64)).alias("agency"))
        .drop("received")
    )


def _holders(evaluation: Evaluation, per: Per) -> dict[tuple[int, int], tuple[Holder, ...]]:
    """Return the holders at each place of each rule."""
    frames, day = evaluation.frames, evaluation.day
    away, leaving = _absent(evaluation)
    rows = (
        evaluation.rows.filter(c("until") >= day)
        .join(_ends(evaluation), on="assignment", how="inner")
        .join(
            evaluation.attributes.select("assignment", c(per.value).alias("place"))
            if per is not Per.AGENCY
            else evaluation.records.who.select(
                c("assignment").cast(nw.Int32), c("agency").alias("place")
            ),
            on="assignment",
            how="inner",
        )
        .filter(c("place") != NOWHERE)
        .join(frames.people, on="person", how="left")
    )
    names = ("person", "rule", "place", "until", "post_ends", "person_ref", "name")
    best: dict[tuple[int, int], dict[int, Holder]] = {}
    for person, rule, place, until, ends, ref, name in values(rows, *names):
        if person in away:
            continue
        last, why = min(
            (int(until), "record lapses"),
            (int(ends), "post ends"),
            (leaving.get(person, FOREVER_NUMBER), "absence begins"),
        )
        never = last >= FOREVER_NUMBER
        holder = Holder(
            ref, name or "", None if never else from_day_number(last), "" if never else why
        )
        of = best.setdefault((rule, int(place)), {})
        if person not in of or _last(holder) > _last(of[person]):
            of[person] = holder
    return {
        key: tuple(sorted(of.values(), key=lambda holder: (_last(holder), holder.person)))
        for key, of in best.items()
    }


def _ends(evaluation: Evaluation) -> Lazy:
    """Return the last day of each assignment, or of the contracts like it that it goes on by."""
    posts = evaluation.frames.assignments.select(
        *(c(name).cast(nw.Int64) for name in ("person", "assignment", "agency", "role", "start")),
        *(c(name).fill_null(NOWHERE).cast(nw.Int64) for name in ("setting", "team")),
        c("end").fill_null(FOREVER_NUMBER).cast(nw.Int64),
    )
    # Seen backwards, what goes on from an assignment is what went before it.
    backwards = posts.with_columns((-c("end")).alias("start"), (-c("start")).alias("end"))
    further = unbroken(backwards, "agency", "role", "setting", "team")
    return posts.join(further, on="assignment", how="left").select(
        c("assignment").cast(nw.Int32), (-c("since")).fill_null(c("end")).alias("post_ends")
    )


def _last(holder: Holder) -> date:
    return holder.last or date.max


def _absent(evaluation: Evaluation) -> tuple[set[int], dict[int, int]]:
    """Return who is away on the day, of whatever kind, and the last day before a next absence."""
    day = evaluation.day
    open_still = evaluation.frames.absences.filter(c("end").fill_null(FOREVER_NUMBER) >= day)
    away: set[int] = set()
    leaving: dict[int, int] = {}
    for person, start in values(open_still.select("person", "start"), "person", "start"):
        if start <= day:
            away.add(int(person))
        else:
            before = int(start) - 1
            leaving[int(person)] = min(leaving.get(int(person), before), before)
    return away, leaving
