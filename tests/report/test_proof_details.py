"""What proofs carry besides the status: cures, what is held, why one rule goes before another."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.evaluate.world import policy
from tests.report.pieces import AGENCIES, course, dated, done, post, rule

from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.evidence import Given
from skillsmatrix.evaluate.proof import CellProof
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.graph import PolicyGraph
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Assignment, Person
from skillsmatrix.model.status import Status
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.basis import Basis
from skillsmatrix.report.proof import cell_lines, proof_facts, proof_text
from skillsmatrix.report.stricter import why_stricter

DAY = date(2026, 9, 30)
BASIS = Basis(day=DAY, digest="0123456789abcdef", known_at=datetime(2026, 11, 1, 9, 30, tzinfo=UTC))
FULL_AND_REFRESHER = course("full", '{ competency = "A" }') + course(
    "refresher", '{ competency = "A", kind = "renewal" }'
)


def cell(graph: PolicyGraph, evidence: Given, day: date = DAY) -> CellProof:
    """Return the only cell of a world."""
    (found,) = Prover(graph, AGENCIES, {}, day, Settings()).prove(evidence)
    return found


def given(*completions: Completion, **more: object) -> Given:
    told = {"assignments": (post(),), "completions": completions, **more}
    return Given(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("completed", "cures"),
    [
        pytest.param(None, ("full",), id="nothing was held"),
        pytest.param(date(2025, 8, 1), ("full", "refresher"), id="lapsed two months ago"),
        pytest.param(date(2025, 6, 1), ("full",), id="lapsed four months ago"),
    ],
)
def test_a_course_that_only_renews_cures_where_it_would_count_now(
    tmp_path: Path, completed: date | None, cures: tuple[str, ...]
) -> None:
    """Not where it would have to be the first, or come too late."""
    renewal = 'kind = "rolling"\nevery = "12 months"\nlapsed_within = "3 months"'
    graph = policy(tmp_path, FULL_AND_REFRESHER + rule(renewal))
    held = () if completed is None else (done(completed, "full"),)
    assert cell(graph, given(*held)).deciding.courses == cures


def test_an_update_cures_the_shorter_clock_only(tmp_path: Path) -> None:
    """Where the full training itself has lapsed, no update helps."""
    renewal = 'kind = "two-clocks"\nevery = "24 months"\nupdate_every = "12 months"\n'
    text = course("full", '{ competency = "A" }') + course("brief", '{ competency = "B" }')
    graph = policy(tmp_path, text + rule(f'{renewal}updated_by = ["brief"]'))
    lapsed_update = cell(graph, given(done(date(2025, 3, 1), "full")))
    assert lapsed_update.deciding.courses == ("brief", "full")
    lapsed_both = cell(graph, given(done(date(2023, 3, 1), "full")))
    assert lapsed_both.deciding.courses == ("full",)


@pytest.mark.parametrize(
    ("record", "cures"),
    [
        pytest.param(done(date(2026, 1, 1), "video", hours=6.0), ("day",), id="only alone so far"),
        pytest.param(done(date(2026, 1, 1), "video"), ("day", "video"), id="too few of all"),
    ],
)
def test_hours_are_cured_by_what_they_lack(
    tmp_path: Path, record: Completion, cures: tuple[str, ...]
) -> None:
    """A video adds nothing where only participatory hours are short."""
    courses = course("day", '{ competency = "A" }', "hours = 2\nparticipatory = true") + course(
        "video", '{ competency = "A" }', "hours = 2"
    )
    renewal = 'kind = "hours"\nhours = 6\nwindow = "36 months"\nparticipatory_hours = 2'
    graph = policy(tmp_path, courses + rule(renewal))
    assert cell(graph, given(record)).deciding.courses == cures


def test_held_is_asked_of_a_rule_that_binds_nobody(tmp_path: Path) -> None:
    """For coverage: through which day, extensions included, at the agency of the assignment."""
    text = rule('kind = "rolling"\nevery = "12 months"', more="coverage = 1")
    graph = policy(tmp_path, text)
    prover = Prover(graph, AGENCIES, {}, DAY, Settings())
    extension = Decision(
        person="P",
        kind=DecisionKind.EXTENSION,
        subject="A.staff",
        reason="no course before",
        decided_by="Jo Head",
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        agency="council",
    )
    evidence = given(done(date(2025, 9, 1)), decisions=(extension,))
    needed = graph.catalogue.requirements["A.staff"]
    assert prover.prove(evidence) == ()
    assert prover.held(needed, post(), evidence) == date(2026, 12, 31)
    assert prover.held(needed, post(agency="trust"), evidence) == date(2026, 8, 31)
    assert prover.held(needed, post(), Given()) is None


@pytest.mark.parametrize(
    ("other", "why"),
    [
        pytest.param(
            rule('kind = "rolling"\nevery = "24 months"', name="A.z"),
            '"expired" outweighs "met"',
            id="the worse status",
        ),
        pytest.param(
            rule('kind = "rolling"\nevery = "13 months"', name="A.a"),
            "it was due first, 2026-05-31 before 2026-06-30",
            id="the earlier day",
        ),
        pytest.param(
            rule('kind = "rolling"\nevery = "1 year"', name="A.a").replace(
                '"mandatory"', '"desirable"'
            ),
            "both say the same, and mandatory goes before desirable",
            id="the more binding",
        ),
        pytest.param(
            rule('kind = "rolling"\nevery = "1 year"', name="A.z"),
            "both say the same, and the first by name stands",
            id="the name",
        ),
    ],
)
def test_the_stricter_rule_says_why(tmp_path: Path, other: str, why: str) -> None:
    """Status, then the day, then the standing, then the name."""
    graph = policy(tmp_path, rule('kind = "rolling"\nevery = "12 months"') + other)
    found = cell(graph, given(done(date(2025, 6, 1))))
    assert found.deciding.requirement.id == "A.staff"
    assert why_stricter(found.deciding, found.others[0]) == why


def test_the_earlier_of_two_posts_stands_where_all_else_is_equal(tmp_path: Path) -> None:
    """Evidence lists posts in the order they began, then as recorded."""
    graph = policy(tmp_path, rule('kind = "once"'))
    nurse, lead = post(), post(role="lead")
    found = cell(graph, Given(assignments=(nurse, lead)))
    assert found.deciding.assignment == nurse
    assert why_stricter(found.deciding, found.others[0]).startswith("both posts")


def test_what_ends_outweighs_what_never_does(tmp_path: Path) -> None:
    """Both are met; the one that will lapse is the one to show."""
    graph = policy(
        tmp_path, rule('kind = "once"') + rule('kind = "rolling"\nevery = "12 months"', name="A.z")
    )
    found = cell(graph, given(done(date(2026, 6, 1))))
    assert found.deciding.requirement.id == "A.z"
    assert "the other never does" in why_stricter(found.deciding, found.others[0])


def test_an_absence_pauses_only_once_it_has_lasted(tmp_path: Path) -> None:
    """Until then the text says why the clock runs on."""
    kind = """
[[absence_kind]]
id = "sick"
title = "Sickness"
pauses = ["employer"]
after = "28 days"
origin = "default"
"""
    graph = policy(tmp_path, kind + rule('kind = "once"'))
    absence = Absence(person="P", kind="sick", start=date(2026, 9, 3))
    evidence = given(absences=(absence,))
    before = cell(graph, evidence)
    assert before.status is Status.MISSING
    said = "\n".join(cell_lines(before, graph.catalogue, DAY))
    assert "sickness since 2026-09-03; the employer's clock runs on" in said
    assert "until the absence has lasted 28 days" in said
    assert cell(graph, evidence, date(2026, 10, 1)).status is Status.PAUSED


def test_a_rule_without_a_renewal_in_force_is_not_evaluated(tmp_path: Path) -> None:
    """It is never counted as met, whatever is held."""
    later = 'kind = "once"\nstart = 2027-01-01'
    graph = policy(tmp_path, rule(later))
    found = cell(graph, given(done(DAY)))
    assert found.status is Status.NOT_EVALUATED
    assert list(cell_lines(found, graph.catalogue, DAY))[-1].startswith("└─ Not evaluated")


def test_first_deadlines_say_what_they_run_from(tmp_path: Path) -> None:
    """The first day at the agency, though that post has ended since."""
    within = dated("within", 'value = "12 months"\ntrigger = "agency"')
    graph = policy(tmp_path, rule('kind = "once"', more=within))
    earlier = Assignment(
        person="P",
        agency="council",
        role="lead",
        start=date(2025, 12, 1),
        end=date(2026, 3, 31),
    )
    evidence = Given(assignments=(earlier, post(date(2026, 4, 1))))
    found = cell(graph, evidence)
    assert found.deciding.deadline == date(2026, 11, 30)
    said = "\n".join(cell_lines(found, graph.catalogue, DAY))
    assert "first within 12 months of the first day at council (2025-12-01)" in said


def test_machines_are_told_the_same(tmp_path: Path) -> None:
    """The facts are plain values that JSON can hold, days apart."""
    renewal = 'kind = "hours"\nhours = 6\nwindow = "36 months"'
    text = course("day", '{ competency = "A" }', "hours = 4") + rule(renewal)
    graph = policy(tmp_path, text)
    records = PersonRecords(Person(id="P", name="Pat"), (post(),))
    found = cell(graph, given(done(date(2026, 1, 1), "day")))
    facts = json.loads(json.dumps(proof_facts(records, [found], BASIS), default=str))
    (told,) = facts["cells"]
    assert told["status"] == "missing"
    assert told["members"][0]["findings"][0]["hours"] == 4
    assert told["records"][0]["counts"] is True
    said = proof_text(records, [found], graph.catalogue, BASIS)
    assert said.startswith(
        "Pat (P)\nAs at 30 September 2026, as known on 2026-11-01 at 09:30 UTC, by the rules of that"
        " day (catalogue 0123456789ab).\n"
    )
    assert (facts["as_at"], facts["known_at"]) == ("2026-09-30", "2026-11-01T09:30:00+00:00")
    assert facts["catalogue"] == "0123456789abcdef"
    assert "Missing: the hours are too few" in said
    assert "No requirement binds" in proof_text(records, [], graph.catalogue, BASIS)
