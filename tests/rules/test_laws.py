"""Laws that every answer obeys, on concrete tables: how files are cut, and exemptions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
from tests.evaluate.test_status import done as certificate
from tests.evaluate.test_status import first_within, rule
from tests.evaluate.test_status import post as in_post
from tests.evaluate.world import agreed, evaluated, policy, world_of
from tests.rules.places import Home, home_of

from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.only import Only, narrowed
from skillsmatrix.evaluate.summary import total
from skillsmatrix.graph import PolicyGraph
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence
from skillsmatrix.model.status import Status

DAY = date(2026, 9, 30)
HEADER = "person,item,completed,expires,provider"
ROWS = [
    "P1,D12,2025-06-02,2027-06-01,mpft",
    "P1,D33,2026-02-01,,uhnm",
    "P1,D17,2020-01-01,,",
    "P1,D17,2024-01-01,,council",
    "P2,D12,2026-06-01,,council",
    "P2,NMC-PARTICIPATORY,2025-01-01,,",
    "P2,D32,2025-01-01,,",
    "P2,C21,2022-06-01,,",
    "P2,SAFEGUARDING-RENEWAL,2025-05-31,,",
    "P1,C24,2025-01-01,,",
]


def brought(folder: Path, *files: Sequence[str]) -> Home:
    """Return a workspace into which these files were brought, one after the other."""
    home = home_of(folder, ["shipped", "catalogue/uhnm"])
    home.bring_on("2026-07-01", "people", "id,name", "P1,One", "P2,Two")
    posts = [f"{one},{at},ward-nurse,2015-01-01" for one in ("P1", "P2") for at in ("uhnm", "mpft")]
    home.bring_on("2026-07-01", "assignments", "person,agency,role,start", *posts)
    for rows in files:
        home.bring_on("2026-07-02", "completions", HEADER, *rows)
    return home


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A workspace into which one file was brought."""
    return brought(tmp_path_factory.mktemp("whole") / "home", ROWS)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param([ROWS[:4], ROWS[4:]], id="in two"),
        pytest.param([ROWS[4:], ROWS[:4]], id="in two, the second first"),
        pytest.param([ROWS[::2], ROWS[1::2]], id="every other row"),
        pytest.param([[row] for row in ROWS], id="row by row"),
        pytest.param([ROWS[:7], ROWS[3:]], id="in two that overlap"),
        pytest.param([ROWS, ROWS], id="the whole file twice"),
    ],
)
def test_splitting_a_file_gives_the_same_gaps(
    tmp_path: Path, whole: Home, files: list[list[str]]
) -> None:
    """However a file is cut, and whatever comes first."""
    split = brought(tmp_path / "split", *files)
    for by in ("person", "unit"):
        asked = ("gaps", "--by", by, "--format", "json")
        assert split.skills(*asked) == whole.skills(*asked)


def rule_that(status: Status, name: str, scope: str = "") -> str:
    """Return a rule about A that has this answer for somebody with a record of June alone."""
    below, scope = f"level = 2\n{scope}", f"level = 1\n{scope}"
    text = {
        Status.MET: rule(scope, name=name),
        Status.EXPIRING: rule(scope, name=name, every="6 months"),
        Status.PAUSED: rule(f'clock = "supervision"\n{scope}', name=name, every="1 month"),
        Status.NOT_YET_DUE: rule(
            f"start = 2026-09-01\n{scope}\n{first_within('6 months')}", name=name, every="1 month"
        ),
        Status.NOT_EVALUATED: rule(scope, name=name).replace(
            'kind = "once"', 'kind = "once"\nend = 2026-01-31'
        ),
        Status.BELOW_LEVEL: rule(below, name=name),
        Status.EXPIRED: rule(scope, name=name, every="1 month"),
        Status.MISSING: rule(f'of = ["B"]\n{below[9:]}', name=name),
    }
    return text[status]


LEVELS = """
[[competency]]
id = "A"
title = "A"
framework = "f"
levels = ["some", "more"]
[[absence_kind]]
id = "away"
title = "Away"
pauses = ["supervision"]
origin = "default"
"""
CAUSES = tuple(status for status in Status if status is not Status.EXEMPT)
PAIRS = list(combinations_with_replacement(CAUSES, 2))


def exempted(graph: PolicyGraph, agencies: Sequence[str], subject: str) -> Figures:
    """Return the figures after an exemption from a subject; of none, if it is empty."""
    told: dict[str, Any] = {
        "person": "P",
        "reason": "-",
        "decided_by": "-",
        "start": date(2026, 1, 1),
    }
    given = [Decision(kind=DecisionKind.EXEMPTION, subject=subject, **told)]
    world = world_of(
        graph,
        [in_post(agency=agency) for agency in agencies],
        [certificate(date(2026, 6, 1), level=1)],
        DAY,
        decisions=given if subject else [],
        absences=[Absence(person="P", kind="away", start=date(2026, 1, 1))],
    )
    if not subject:
        agreed(graph, world)
    return total(narrowed(evaluated(graph, world), Only()))


@pytest.mark.parametrize("apart", [False, True], ids=["in one agency", "in two agencies"])
@pytest.mark.parametrize(
    ("one", "other"), PAIRS, ids=[f"{one} and {other}" for one, other in PAIRS]
)
def test_an_exemption_never_raises_the_denominator(
    tmp_path: Path, one: Status, other: Status, apart: bool
) -> None:
    """Of two rules in whatever states, excusing from either or both brings nothing in."""
    scopes = ('agencies = ["council"]', 'agencies = ["trust"]') if apart else ("", "")
    text = rule_that(one, "A.one", scopes[0]) + rule_that(other, "A.other", scopes[1])
    graph = policy(tmp_path, LEVELS + text)
    agencies = ("council", "trust") if apart else ("council",)
    before = exempted(graph, agencies, "")
    (said,) = (status for status, number in before.counts.items() if number)
    assert said is max(one, other, key=lambda status: status.severity)
    for subject in ("A.one", "A.other", "A"):
        after = exempted(graph, agencies, subject)
        assert after.required <= before.required
        assert after.total == before.total == 1
    assert after.required == 0
