"""Proofs as people read them: instructive cases, one golden text each in ``proofs/``.

Each is a few lines of policy, a few records and a day; the text must say in sentences why the
status is what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from tests.evaluate.world import policy
from tests.report.pieces import AGENCIES, course, dated, done, post, rule

from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.evidence import Given
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.model.agency import Need, Setting
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Tag
from skillsmatrix.report.proof import cell_lines

NURSERY = Setting(id="nursery", name="Nursery", agency="council", type="nursery")
D = date


def decided(kind: DecisionKind, start: date, end: date | None, **more: object) -> Decision:
    told = {"subject": "A", "reason": "a reason", "decided_by": "Jo Head", **more}
    return Decision(person="P", kind=kind, start=start, end=end, **told)  # type: ignore[arg-type]


MATERNITY = """
[[absence_kind]]
id = "maternity"
title = "Maternity leave"
pauses = ["employer", "supervision"]
grace = "4 weeks"
origin = "default"
"""
CASES: dict[str, tuple[str, date, Given]] = {
    "two clocks, the update lapsed": (
        course("full", '{ competency = "A" }')
        + course("briefing", '{ competency = "B" }')
        + rule(
            'kind = "two-clocks"\nevery = "24 months"\nupdate_every = "12 months"\n'
            'updated_by = ["briefing"]'
        ),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(done(D(2025, 3, 1), "full"), done(D(2024, 6, 1), "briefing")),
        ),
    ),
    "hours short by the participatory": (
        course("day", '{ competency = "A" }', "hours = 4\nparticipatory = true")
        + course("video", '{ competency = "A" }', "hours = 2")
        + rule('kind = "hours"\nhours = 6\nwindow = "36 months"\nparticipatory = 0.5'),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(
                done(D(2025, 1, 10), "video"),
                done(D(2025, 6, 10), "video"),
                done(D(2026, 2, 3), "video"),
                done(D(2022, 2, 3), "day"),
                done(D(2026, 5, 5), "day", hours=1.0),
            ),
        ),
    ),
    "hours that nobody recorded": (
        course("talk", '{ competency = "A" }')
        + course("day", '{ competency = "A" }', "hours = 4\nmulti_agency = true")
        + rule(
            'kind = "hours"\nhours = 6\nwindow = "36 months"\nparticipatory = 0.5\n'
            "multi_agency_hours = 2",
            more=dated("within", 'value = "0 days"\ntrigger = "agency"'),
        ),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(
                done(D(2025, 1, 10), "talk"),
                done(D(2025, 6, 10), "day"),
                done(D(2025, 7, 10), "day", participatory_hours=1.0),
            ),
        ),
    ),
    "hours enough, the oldest about to leave": (
        course("day", '{ competency = "A" }', "hours = 4\nparticipatory = true")
        + course("video", '{ competency = "A" }', "hours = 3")
        + rule('kind = "hours"\nhours = 6\nwindow = "36 months"\nparticipatory_hours = 3'),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(done(D(2024, 1, 10), "video"), done(D(2025, 6, 10), "day")),
        ),
    ),
    "emotional literacy support, 4 of 6 supervisions": (
        course("group", '{ competency = "A", kind = "event" }')
        + rule('kind = "events"\ncount = 4\nout_of = 6\nperiod = "academic year"'),
        D(2026, 11, 1),
        Given(
            assignments=(post(),),
            completions=(
                *(done(D(2025, month, 8), "group") for month in (9, 10, 12)),
                done(D(2026, 3, 8), "group"),
                done(D(2026, 9, 15), "group"),
            ),
        ),
    ),
    "a register goes on through maternity leave": (
        MATERNITY
        + course("peer", '{ competency = "A", kind = "event" }')
        + rule(
            'kind = "calendar"\ndue = "11-30"\npieces = 2\nincluding = ["peer"]',
            more='clock = "registration"',
        )
        + rule('kind = "rolling"\nevery = "12 months"', name="B.staff", competency="B"),
        D(2026, 12, 10),
        Given(
            assignments=(post(),),
            absences=(Absence(person="P", kind="maternity", start=D(2026, 4, 1)),),
            completions=(
                done(D(2025, 3, 2), "peer"),
                done(D(2025, 5, 2)),
                done(D(2026, 3, 2)),
                done(D(2025, 6, 1), "B"),
            ),
        ),
    ),
    "back from leave, with time to catch up": (
        MATERNITY + rule('kind = "rolling"\nevery = "12 months"'),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            absences=(
                Absence(person="P", kind="maternity", start=D(2025, 12, 1), end=D(2026, 9, 13)),
            ),
            completions=(done(D(2025, 3, 2)),),
        ),
    ),
    "a record was revoked": (
        rule('kind = "rolling"\nevery = "3 years"'),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(done(D(2026, 2, 1)), done(D(2022, 1, 1))),
            decisions=(
                decided(
                    DecisionKind.REVOCATION,
                    D(2026, 3, 1),
                    None,
                    completed=D(2026, 2, 1),
                    reason="the certificate was another person's",
                ),
            ),
        ),
    ),
    "refused, and limited, by recognition": (
        """
[[recognition]]
id = "no-e-learning-from-other"
agencies = ["trust"]
from_agencies = ["other"]
competencies = ["A"]
acceptance = "refused"
origin = "local"
reference = "agreement"
[[recognition]]
id = "council-for-a-year"
sectors = ["nhs"]
from_sectors = ["local-authority"]
not_older_than = "12 months"
origin = "local"
reference = "agreement"
[[reference]]
id = "agreement"
document = "Agreement between agencies"
"""
        + rule('kind = "rolling"\nevery = "3 years"'),
        D(2026, 9, 30),
        Given(
            assignments=(post(agency="trust"),),
            completions=(
                done(D(2026, 8, 1), provider="other"),
                done(D(2025, 2, 1), provider="council"),
            ),
        ),
    ),
    "a refresher cannot be the first": (
        course("full", '{ competency = "A" }')
        + course("refresher", '{ competency = "A", kind = "renewal" }')
        + rule('kind = "rolling"\nevery = "12 months"'),
        D(2026, 9, 30),
        Given(assignments=(post(),), completions=(done(D(2026, 5, 1), "refresher"),)),
    ),
    "a refresher came too late": (
        course("full", '{ competency = "A" }')
        + course("refresher", '{ competency = "A" }')
        + rule(
            'kind = "renewed-by"\nevery = "12 months"\ncourses = ["refresher"]\n'
            'lapsed_within = "3 months"'
        ),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(
                done(D(2024, 1, 1), "full"),
                done(D(2024, 12, 1), "refresher"),
                done(D(2026, 5, 1), "refresher"),
            ),
        ),
    ),
    "renewed early, so dated from the old last day": (
        course("full", '{ competency = "A" }')
        + rule('kind = "rolling"\nevery = "3 years"\nearly = "3 months"'),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(done(D(2023, 6, 10), "full"), done(D(2026, 4, 20), "full")),
        ),
    ),
    "extended for everybody, then for one": (
        """
[[extension]]
id = "first-aid-2020"
competencies = ["A"]
start = 2020-03-16
end = 2020-09-30
origin = "national"
reference = "disapplication"
[[reference]]
id = "disapplication"
document = "Disapplications and modifications"
"""
        + rule('kind = "rolling"\nevery = "3 years"'),
        D(2020, 11, 1),
        Given(
            assignments=(post(),),
            completions=(done(D(2017, 5, 1)),),
            decisions=(
                decided(
                    DecisionKind.EXTENSION,
                    D(2020, 9, 1),
                    D(2020, 11, 25),
                    reason="no place on a course before",
                ),
            ),
        ),
    ),
    "certified for the time being": (
        rule('kind = "rolling"\nevery = "3 years"'),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            decisions=(
                decided(
                    DecisionKind.TEMPORARY,
                    D(2026, 9, 1),
                    D(2026, 11, 30),
                    reason="shadowed a colleague; the course is booked",
                ),
            ),
        ),
    ),
    "a tutor's lapse leaves time": (
        rule(
            'kind = "rolling"\nevery = "12 months"',
            more=dated("grace", 'value = "4 months"\nroles = ["staff"]\nallows = "assist"'),
        ),
        D(2026, 9, 30),
        Given(assignments=(post(),), completions=(done(D(2025, 7, 1)),)),
    ),
    "exempt, and why": (
        rule('kind = "once"'),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            decisions=(
                decided(
                    DecisionKind.EXEMPTION,
                    D(2026, 1, 1),
                    D(2027, 3, 31),
                    reason="holds an overseas qualification that is being checked",
                ),
            ),
        ),
    ),
    "two of three are needed": (
        """
[[competency]]
id = "G"
title = "A group of things"
framework = "f"
"""
        + course("K", '{ competency = "B" }, { competency = "C" }')
        + rule(
            'kind = "rolling"\nevery = "3 years"',
            name="G.staff",
            competency="G",
            more='of = ["A", "B", "C"]\nat_least = 2',
        ),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            completions=(done(D(2026, 1, 1)), done(D(2021, 4, 1), "B")),
        ),
    ),
    "fire safety, 24 months by the national name and 12 at one trust": (
        rule('kind = "rolling"\nevery = "24 months"', name="A.national")
        + rule(
            'kind = "rolling"\nevery = "12 months"\nsource_expiry = "earlier"',
            name="A.trust",
            more='agencies = ["trust"]',
        ),
        D(2026, 9, 30),
        Given(
            assignments=(post(agency="trust"), post(agency="other")),
            completions=(done(D(2025, 6, 1), expires=D(2027, 5, 31), provider="other"),),
        ),
    ),
    "since counting in the ratio, not since the post": (
        """
[[tag]]
id = "in-ratio"
title = "Counts in the ratio"
"""
        + rule(
            'kind = "rolling"\nevery = "3 years"',
            more='tags = ["in-ratio"]\n' + dated("within", 'value = "3 months"\ntrigger = "tag"'),
        ),
        D(2026, 9, 30),
        Given(
            assignments=(post(),),
            tags=(Tag(person="P", tag="in-ratio", start=D(2026, 8, 1)),),
        ),
    ),
    "a child's need binds the setting's staff": (
        """
[[need]]
id = "rescue-medication"
title = "Rescue medication"
"""
        + rule('kind = "rolling"\nevery = "12 months"', more='needs = ["rescue-medication"]'),
        D(2026, 9, 30),
        Given(assignments=(post(setting="nursery"), post(D(2020, 1, 1), role="lead"))),
    ),
}


def proof_of(graph_text: str, day: date, evidence: Given, tmp_path: Path) -> Sequence[str]:
    """Return the lines of all cells of a world."""
    graph = policy(tmp_path, graph_text)
    needs = (Need(setting="nursery", need="rescue-medication", start=D(2026, 1, 1)),)
    prover = Prover(graph, AGENCIES, {"nursery": NURSERY}, day, Settings(), needs)
    lines = []
    for cell in prover.prove(evidence):
        lines += [*cell_lines(cell, graph.catalogue, day), ""]
    return lines[:-1]


@pytest.mark.parametrize("name", CASES)
def test_a_proof_says_why(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Each text is as it was agreed; ``--snapshot-update`` rewrites them."""
    text, day, evidence = CASES[name]
    said = f"As at {day}: {name}.\n\n" + "\n".join(proof_of(text, day, evidence, tmp_path)) + "\n"
    path = Path(__file__).parent / "proofs" / f"{re.sub('[^a-z0-9]+', '-', name)}.txt"
    if request.config.getoption("--snapshot-update"):
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
