"""Figures: what counts once, what is left out, what the groups add up to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.evaluate.test_status import DAY, LONG_AGO, done, first_within, post, rule
from tests.evaluate.world import evaluated, frames_of, policy, world_of

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coding import code_frames
from skillsmatrix.evaluate.evaluation import Evaluation, Settings, evaluate
from skillsmatrix.evaluate.expiry import ExpiryDifference, expiry_differences
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.only import Only, narrowed
from skillsmatrix.evaluate.population import population
from skillsmatrix.evaluate.summary import GROUPINGS, people_in_scope, summary, total
from skillsmatrix.evaluate.units import Unit, people_unit, records_unit
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.standing import Standing
from skillsmatrix.model.status import Status
from skillsmatrix.workspace.engines import lay_like
from skillsmatrix.workspace.frames_given import given_frame


def world(
    tmp_path: Path, text: str, assignments: list[Assignment], completions: list[Completion]
) -> Evaluation:
    graph = policy(tmp_path, text)
    return evaluated(graph, world_of(graph, assignments, completions, DAY))


def test_a_person_of_two_agencies_counts_in_each_and_once_in_the_city(tmp_path: Path) -> None:
    """City totals count distinct (person, competency) by the strictest answer."""
    text = rule(name="A.council", every="36 months").replace(
        'origin = "default"\n', 'origin = "default"\nagencies = ["council"]\n', 1
    ) + rule(name="A.trust", every="12 months").replace(
        'origin = "default"\n', 'origin = "default"\nagencies = ["trust"]\n', 1
    )
    both = [post(), post(agency="trust")]
    evaluation = world(tmp_path, text, both, [done(date(2024, 6, 1))])
    assert dict(total(narrowed(evaluation, Only())).counts) == {Status.EXPIRED: 1}
    by_agency = {row.key: row.figures for row in summary(narrowed(evaluation, Only()), "agency")}
    assert dict(by_agency["council"].counts) == {Status.MET: 1}
    assert dict(by_agency["trust"].counts) == {Status.EXPIRED: 1}
    assert people_in_scope(narrowed(evaluation, Only())) == 1


def test_what_is_not_due_or_not_evaluated_is_counted_and_left_out(tmp_path: Path) -> None:
    """Reported is met of due; all-in is met of everything; each exclusion has its count."""
    special = rule(name="B.special", competency="B").replace(
        'kind = "once"', 'kind = "once"\nend = 2026-01-31'
    )
    later = rule(first_within("6 months"), name="C.staff", competency="C")
    started = post(date(2026, 9, 1))
    evaluation = world(tmp_path, rule() + special + later, [started], [done(DAY)])
    figures = total(narrowed(evaluation, Only()))
    assert (figures.met, figures.required, figures.total) == (1, 1, 3)
    assert (figures.percent, figures.all_in_percent) == (100.0, 100 / 3)
    assert dict(figures.kinds) == {"no renewal in force": 1}


def test_every_grouping_adds_up_to_the_cells_it_groups(tmp_path: Path) -> None:
    """With one post each, every grouping re-adds to the total."""
    posts = [
        post(person="P", setting="nursery", manager="Q"),
        post(person="Q", agency="trust", role="lead"),
        post(person="R", agency="county"),
    ]
    evaluation = world(tmp_path, rule() + rule(name="B.staff", competency="B"), posts, [done(DAY)])
    whole = total(narrowed(evaluation, Only()))
    for grouping in GROUPINGS:
        rows = summary(narrowed(evaluation, Only()), grouping)
        assert sum(row.figures.met for row in rows) == whole.met == 1
        assert sum(row.figures.gaps for row in rows) == whole.gaps == 5


def test_limits_narrow_what_is_counted(tmp_path: Path) -> None:
    """A limit by role, area or person counts only the rows within it."""
    posts = [post(), post(person="Q", agency="county", role="lead")]
    evaluation = world(tmp_path, rule(), posts, [done(DAY)])
    for only, met, gaps in (
        (Only(), 1, 1),
        (Only(roles=("nurse",)), 1, 0),
        (Only(areas=("staffs",)), 0, 1),
        (Only(sectors=("local-authority",)), 1, 1),
        (Only(people=("Q",)), 0, 1),
        (Only(agencies=("nowhere",)), 0, 0),
    ):
        figures = total(narrowed(evaluation, only))
        assert (figures.met, figures.gaps) == (met, gaps), only


def test_other_expiries_are_counted_by_requirement(tmp_path: Path) -> None:
    """A source's own date is kept; how often it differs is told."""
    held = [
        done(date(2025, 12, 2), expires=date(2028, 11, 30)),
        done(date(2024, 1, 1), expires=date(2026, 12, 31)),
        done(date(2023, 1, 1), expires=date(2027, 12, 31)),
    ]
    evaluation = world(tmp_path, rule(every="36 months"), [post(LONG_AGO)], held)
    assert expiry_differences(evaluation) == (ExpiryDifference("A.staff", records=2, later=1),)


HALF = rule(every="12 months") + rule(name="B.staff", competency="B")


def with_bank(tmp_path: Path, not_counted: tuple[str, ...]) -> Gaps:
    """Return the answer about a permanent and a bank nurse, who each lack one of two things."""
    graph = policy(tmp_path, HALF)
    posts = [post(employment="permanent"), post(person="Q", employment="bank")]
    held = [
        done(date(2018, 1, 1)),
        done(date(2026, 6, 1)),
        Completion(person="Q", item="B", completed=date(2020, 1, 1)),
    ]
    given = frames_of(world_of(graph, posts, held, DAY))
    read: dict[str, Any] = {kind: given_frame(kind, frame) for kind, frame in given.items()}
    frames = code_frames({"people": None, **read}, lay_like(given["assignments"]))
    settings = Settings(not_counted=not_counted)
    return Gaps(evaluate(frames, compile_policy(graph, DAY), settings), Only())


def test_staff_who_are_not_counted_are_all_in_only(tmp_path: Path) -> None:
    """Their answers leave the percentage as reported, with their count, and stay in the list."""
    gaps = with_bank(tmp_path, ("bank",))
    assert (gaps.total.met, gaps.total.required, gaps.total.not_counted) == (1, 2, 2)
    assert (gaps.total.all_in_met, gaps.total.total) == (2, 4)
    assert {(cell.person, cell.competency) for cell in gaps} == {("P", "B"), ("Q", "A")}
    (row,) = gaps.summary("agency")
    assert (row.figures.required, row.figures.total) == (2, 4)


def test_everybody_is_counted_where_nothing_is_said(tmp_path: Path) -> None:
    """Bank staff are staff unless a workspace says not."""
    figures = with_bank(tmp_path, ()).total
    assert (figures.met, figures.required, figures.total) == (2, 4, 4)
    assert figures.not_counted == 0


def test_three_units_of_the_same_answer(tmp_path: Path) -> None:
    """Two requirements of four, no person of two, two records of three."""
    units = with_bank(tmp_path, ()).units
    assert [(unit.name, unit.met, unit.of) for unit in units] == [
        ("requirements", 2, 4),
        ("people", 0, 2),
        ("records", 2, 3),
    ]


def test_each_unit_has_its_exclusions_which_add_up_to_all_in(tmp_path: Path) -> None:
    """Bank staff, and records that count for nothing asked, are left out with their count."""
    units = with_bank(tmp_path, ("bank",)).units
    assert [(unit.met, unit.of, unit.all_in_met, unit.total) for unit in units] == [
        (1, 2, 2, 4),
        (0, 1, 0, 2),
        (1, 2, 2, 3),
    ]
    assert [unit.left_out["not_counted"] for unit in units] == [2, 1, 1]


def test_a_record_that_nothing_asks_for_is_left_out_with_its_count(tmp_path: Path) -> None:
    """It is one of the person's records all the same."""
    held = [done(DAY), Completion(person="P", item="B", completed=DAY)]
    scope = narrowed(evaluation := world(tmp_path, rule(), [post()], held), Only())
    unit = records_unit(evaluation, scope, scope)
    assert (unit.met, unit.of, unit.total, unit.left_out["nothing_asked"]) == (1, 1, 2, 1)


def test_a_competency_asked_in_several_standings_says_them_all(tmp_path: Path) -> None:
    """Its counts are of all; the most binding comes first."""
    text = rule() + rule(name="A.other").replace('"mandatory"', '"statutory"')
    (row,) = summary(narrowed(world(tmp_path, text, [post()], []), Only()), "competency")
    assert row.standings == (Standing.STATUTORY, Standing.MANDATORY)


def test_who_is_in_post_when_is_known(tmp_path: Path) -> None:
    """For saying why nobody is."""
    posts = [post(date(2026, 10, 1)), post(date(2020, 1, 1), person="Q", end=date(2021, 1, 1))]
    found = population(world(tmp_path, rule(), posts, []), Only())
    assert (found.in_post, found.left) == (0, 1)
    assert (found.first_start, found.last_end) == (date(2020, 1, 1), None)


def test_people_of_whom_nothing_is_due_are_in_no_unit(tmp_path: Path) -> None:
    """A starter whose deadline is still to come is neither compliant nor not."""
    text = rule(first_within("6 months"), every="12 months")
    posts = [post(), post(date(2026, 9, 1), person="Q")]
    evaluation = world(tmp_path, text, posts, [done(DAY)])
    scope = narrowed(evaluation, Only())
    unit = people_unit(scope, scope)
    assert (unit.met, unit.of, unit.percent) == (1, 1, 100.0)
    assert dict(unit.left_out) == {"nothing_due_yet": 1, "set_aside": 0, "not_counted": 0}
    assert (unit.all_in_met, unit.total, unit.all_in_percent) == (1, 2, 50.0)


def test_of_nothing_there_is_no_percentage() -> None:
    """Neither 0 nor 100."""
    figures = Figures({Status.PAUSED: 3})
    assert (figures.required, figures.percent, figures.all_in_percent) == (0, None, 0.0)
    assert (Figures({}).all_in_percent, Unit("people", 0, 0).percent) == (None, None)


def test_who_left_is_told_and_counted_nowhere(tmp_path: Path) -> None:
    """Somebody with one post over and one open has not left."""
    ended = date(2026, 8, 31)
    posts = [post(end=ended), post(agency="trust"), post(person="Q", end=ended)]
    evaluation = world(tmp_path, rule(), posts, [])
    assert population(evaluation, Only()).left == 1
    assert population(evaluation, Only(agencies=("council",))).left == 2
    assert total(narrowed(evaluation, Only())).total == 1
