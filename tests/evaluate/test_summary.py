"""Figures: what counts once, what is left out, what the groups add up to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.evaluate.test_status import DAY, LONG_AGO, done, first_within, post, rule
from tests.evaluate.world import evaluated, policy

from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.evaluation import Evaluation, Settings
from skillsmatrix.evaluate.expiry import ExpiryDifference, expiry_differences
from skillsmatrix.evaluate.only import Only, narrowed
from skillsmatrix.evaluate.summary import GROUPINGS, people_in_scope, summary, total
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.status import Status


def world(
    tmp_path: Path, text: str, assignments: list[Assignment], completions: list[Completion]
) -> Evaluation:
    graph = policy(tmp_path, text)
    settings = Settings(Convention.LAST_VALID_DAY, 90)
    return evaluated(graph, assignments, completions, DAY, settings)


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
        'kind = "once"', 'kind = "hours"\nhours = 6\nwindow = "36 months"'
    )
    later = rule(first_within("6 months"), name="C.staff", competency="C")
    started = post(date(2026, 9, 1))
    evaluation = world(tmp_path, rule() + special + later, [started], [done(DAY)])
    figures = total(narrowed(evaluation, Only()))
    assert (figures.met, figures.required, figures.total) == (1, 1, 3)
    assert (figures.percent, figures.all_in_percent) == (100.0, 100 / 3)
    assert dict(figures.kinds) == {"hours": 1}


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
