"""What training is worth elsewhere: what counts, what must be done again, what is to do, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.evaluate.world import policy
from tests.report.pieces import AGENCIES, LONG_AGO, course, dated, done, post, rule

from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.evidence import Given
from skillsmatrix.evaluate.passport import Entry, Worth, passport
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.graph import PolicyGraph
from skillsmatrix.model.person import Absence, Assignment, Person
from skillsmatrix.model.status import Status
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.basis import Basis
from skillsmatrix.report.formats import to_text
from skillsmatrix.report.passport import passport_page

DAY = date(2026, 9, 30)
BASIS = Basis(day=DAY, digest="0123456789abcdef")
POLICY = (
    """
[[competency]]
id = "E"
title = "Thing E"
framework = "f"
[[recognition]]
id = "no-c-from-council"
agencies = ["trust"]
from_agencies = ["council"]
competencies = ["C"]
acceptance = "refused"
origin = "default"
[[absence_kind]]
id = "maternity"
title = "Maternity leave"
pauses = ["employer"]
origin = "default"
"""
    + course("K", '{ competency = "B" }')
    + rule('kind = "rolling"\nevery = "3 years"')
    + rule('kind = "rolling"\nevery = "12 months"', name="B.staff", competency="B")
    + rule(
        'kind = "rolling"\nevery = "3 years"',
        name="C.nhs",
        competency="C",
        more='sectors = ["nhs"]\n' + dated("within", 'value = "3 months"'),
    )
    + rule(
        'kind = "once"', name="D.staff", competency="D", more=dated("within", 'value = "6 months"')
    )
    + rule(
        'kind = "once"',
        name="E.staff",
        competency="E",
        more=dated("within", 'value = "6 months"\ntrigger = "role"'),
    )
)
EVIDENCE = Given(
    assignments=(post(date(2024, 1, 1)),),
    absences=(Absence(person="P", kind="maternity", start=date(2026, 6, 1)),),
    completions=(
        done(date(2025, 1, 1), provider="council"),
        done(date(2025, 3, 1), "K"),
        done(date(2026, 5, 1), "C", provider="council"),
    ),
)


@pytest.fixture
def graph(tmp_path: Path) -> PolicyGraph:
    return policy(tmp_path, POLICY)


def entries(graph: PolicyGraph, evidence: Given = EVIDENCE) -> dict[str, Entry]:
    prover = Prover(graph, AGENCIES, {}, DAY, Settings())
    found = passport(prover, evidence, "trust", ["nurse"])
    return {entry.cell.competency: entry for entry in found}


def test_each_competency_asked_for_there_has_a_worth(graph: PolicyGraph) -> None:
    """What counts, what lapsed or is refused, and what was never done."""
    found = entries(graph)
    assert {name: entry.worth for name, entry in found.items()} == {
        "A": Worth.COUNTS,
        "B": Worth.REDO,
        "C": Worth.REDO,
        "D": Worth.FIRST,
        "E": Worth.FIRST,
    }
    assert {entry.cell.agency for entry in found.values()} == {"trust"}


def test_what_counts_says_until_when_and_by_what(graph: PolicyGraph) -> None:
    """The record that reaches furthest."""
    entry = entries(graph)["A"]
    assert entry.rule.until == date(2027, 12, 31)
    assert [record.item for record in entry.by] == ["A"]
    assert entry.first_by is None


def test_the_first_deadline_runs_from_the_hypothetical_start(graph: PolicyGraph) -> None:
    """But from the first day in such a role, where the rule says so."""
    found = entries(graph)
    assert found["C"].first_by == date(2026, 12, 29)
    assert found["D"].first_by == date(2027, 3, 29)
    assert found["E"].first_by == date(2024, 6, 30)
    assert found["E"].cell.status is Status.MISSING


def test_refused_records_come_with_the_reason(graph: PolicyGraph) -> None:
    """By recognition, or because they are too old."""
    found = entries(graph)
    assert "no-c-from-council" in found["C"].refused[0].why
    assert found["B"].refused[0].until == date(2026, 2, 28)
    assert found["B"].rule.courses == ("K",)


def test_whoever_starts_is_not_away(graph: PolicyGraph) -> None:
    """Leave from the post held now pauses nothing in the new one."""
    assert Status.PAUSED not in {entry.cell.status for entry in entries(graph).values()}


def test_the_page_says_it_in_a_table_and_in_words(
    graph: PolicyGraph, request: pytest.FixtureRequest
) -> None:
    """What must be done comes first, the soonest first; the reasons stand below."""
    page = passport_page(
        PersonRecords(Person(id="P", name="Pat")),
        list(entries(graph).values()),
        graph.catalogue,
        "trust",
        ["nurse"],
        BASIS,
    )
    said = to_text(page, 120)
    path = Path(__file__).parent / "proofs" / "passport.txt"
    if request.config.getoption("--snapshot-update"):
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
    assert page.facts["counts"] == 1


CLOCKS = (
    course("full", '{ competency = "A" }', "hours = 34")
    + course("briefing", '{ competency = "B" }')
    + rule(
        'kind = "two-clocks"\nevery = "36 months"\nupdate_every = "12 months"\n'
        'updated_by = ["briefing"]'
    )
    + rule('kind = "hours"\nhours = 35\nwindow = "36 months"', name="C.staff", competency="C")
    + course("talk", '{ competency = "C" }', "hours = 34")
)


def test_what_is_to_do_again_says_how_much_counts_already(tmp_path: Path) -> None:
    """Which clock is due, and how many hours are held."""
    graph = policy(tmp_path, CLOCKS)
    evidence = Given(
        assignments=(Assignment(person="P", agency="trust", role="nurse", start=LONG_AGO),),
        completions=(done(date(2025, 3, 1), "full"), done(date(2026, 1, 1), "talk")),
    )
    found = list(entries(graph, evidence).values())
    records = PersonRecords(Person(id="P", name="Pat"), assignments=evidence.assignments)
    page = passport_page(records, found, graph.catalogue, "trust", ["nurse"], BASIS)
    assert page.notes == (
        "P works at trust already, as nurse since 2015-01-01.",
        "To do by a day before 2026-09-30: before starting.",
        (
            "C: Held: 34 hours of 35 needed in the 36 months to 2026-09-30; the oldest leave the"
            " window after 2028-12-31."
        ),
        "A: Full training, every 36 months: through 2028-02-29, by full.",
        "A: Update, every 12 months: lapsed after 2026-02-28, by full.",
    )
    column = [column.key for column in page.columns].index("found")
    assert "Update, every 12 months: lapsed after 2026-02-28" in str(page.rows[1][column])


def test_nothing_asked_for_is_said(graph: PolicyGraph) -> None:
    """A role that no rule binds there."""
    nobody = Assignment(person="P", agency="trust", role="guest", start=DAY)
    prover = Prover(graph, AGENCIES, {}, DAY, Settings())
    assert passport(prover, Given(assignments=(nobody,)), "trust", ["guest"]) == ()
    records = PersonRecords(Person(id="P", name=""))
    page = passport_page(records, [], graph.catalogue, "trust", ["guest"], BASIS)
    assert "Nothing is asked for there" in page.header[1]
