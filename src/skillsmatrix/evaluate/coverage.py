"""Which settings, teams and agencies have enough holders of what they must, and until when.

A coverage rule is evaluated like any other, for everybody who could be a holder; a place then counts
those of them who stand there and are not away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import narwhals as nw
from attrs import evolve

from skillsmatrix.dates import FOREVER_NUMBER, day_number, from_day_number
from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.evaluation import Evaluation, Settings, evaluate
from skillsmatrix.evaluate.frames import NOWHERE, Frames, PlaceNames
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.place_coverage import Holder, PlaceCoverage
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
    rules = tuple(needed.rule for needed in policy.coverage)
    if not rules:
        return ()
    evaluation = evaluate(frames, evolve(policy, rules=rules), settings)
    found = _holders(evaluation)
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


def _holders(evaluation: Evaluation) -> dict[tuple[int, Per, int], tuple[Holder, ...]]:
    """Return the holders at each place of each rule, by what the rule is per."""
    frames, day = evaluation.frames, evaluation.day
    per = [needed.per for needed in evaluation.policy.coverage]
    away, leaving = _absent(evaluation)
    posts = frames.assignments.select(
        c("assignment").cast(nw.Int32), c("end").fill_null(FOREVER_NUMBER).alias("post_ends")
    )
    rows = (
        evaluation.rows.filter(c("until") >= day)
        .join(posts, on="assignment", how="inner")
        .join(
            evaluation.attributes.select("assignment", "setting", "team"),
            on="assignment",
            how="inner",
        )
        .join(frames.people, on="person", how="left")
    )
    names = (
        "person",
        "rule",
        "agency",
        "setting",
        "team",
        "until",
        "post_ends",
        "person_ref",
        "name",
    )
    best: dict[tuple[int, Per, int], dict[int, Holder]] = {}
    for person, rule, agency, setting, team, until, ends, ref, name in values(rows, *names):
        at = {Per.SETTING: setting, Per.TEAM: team, Per.AGENCY: agency}[per[rule]]
        if at == NOWHERE or person in away:
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
        of = best.setdefault((rule, per[rule], int(at)), {})
        if person not in of or _last(holder) > _last(of[person]):
            of[person] = holder
    return {
        key: tuple(sorted(of.values(), key=lambda holder: (_last(holder), holder.person)))
        for key, of in best.items()
    }


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
