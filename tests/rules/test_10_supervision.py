"""Rule 10: supervision.

Phases, sessions due and shifts wait for it; what holds today is its clock, which absences pause
with their reason, and that intervals in weeks are not months.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.evaluate.test_status import done as certificate
from tests.evaluate.test_status import post as in_post
from tests.evaluate.test_status import rule
from tests.evaluate.world import AGENCIES, SETTINGS, agreed, answers, policy, world_of
from tests.rules.shipped import away, cells, done, post, status

from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.evaluate.prove import Prover
from skillsmatrix.model.person import Absence
from skillsmatrix.model.status import Status

AWAITED = {
    "supervision": (
        "10: due dates by phase: weekly to six weeks, fortnightly to six months, monthly to a year",
        "10: sessions held of sessions due in a period, beside the point in time",
        "10: agency staff in residential care by shifts worked, not by the calendar",
        "10: part-timers at the same frequency with shorter sessions (the length of a session)",
        "10: group sessions count only where the policy says so for a role",
        "10: one early session does not stand for two due dates; tolerance; truncated at leaving",
        "10: pauses of the assessed year, with who decided, and its two-year limit",
    ),
}
"""What is not there yet → the clauses that wait for it: see ``test_awaited``."""

DAY = date(2026, 9, 30)
KINDS = """
[[absence_kind]]
id = "bereaved"
title = "Bereavement"
pauses = ["supervision"]
origin = "default"
[[absence_kind]]
id = "capability"
title = "Under review"
origin = "default"
"""
SUPERVISED = rule('clock = "supervision"', name="A.supervision", every="4 weeks")


@pytest.mark.parametrize(
    ("kind", "of_supervision", "of_training"),
    [
        pytest.param("bereaved", Status.PAUSED, Status.EXPIRED, id="pauses this clock alone"),
        pytest.param("capability", Status.EXPIRED, Status.EXPIRED, id="no reason to pause"),
    ],
)
def test_the_supervision_clock_pauses_for_reasons_of_its_own(
    tmp_path: Path, kind: str, of_supervision: Status, of_training: Status
) -> None:
    """Bereavement does, capability does not.

    Source: Dorset Council, Assessed and supported year in employment, dorsetcouncil.gov.uk.
    """
    training = rule(name="B.training", competency="B", every="12 months")
    graph = policy(tmp_path, KINDS + SUPERVISED + training)
    held = [certificate(date(2026, 8, 1)), certificate(date(2025, 8, 1), "B")]
    gone = [Absence(person="P", kind=kind, start=date(2026, 8, 15))]
    assert answers(graph, [in_post()], held, DAY, absences=gone) == {
        ("P", "council", "A"): of_supervision,
        ("P", "council", "B"): of_training,
    }


def test_a_pause_is_proved_with_its_reason_and_its_start(tmp_path: Path) -> None:
    """Start and reason are recorded.

    Source: Dorset Council, Assessed and supported year in employment, dorsetcouncil.gov.uk.
    """
    graph = policy(tmp_path, KINDS + SUPERVISED)
    gone = Absence(person="P", kind="bereaved", start=date(2026, 8, 15))
    world = world_of(graph, [in_post()], [], DAY, absences=[gone])
    prover = Prover(graph, AGENCIES, SETTINGS, DAY, Settings())
    (cell,) = prover.prove(world.people["P"])
    assert cell.status is Status.PAUSED
    assert cell.deciding.pause == gone


@pytest.fixture(scope="module")
def supervised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layer that asks nurses for supervision every four weeks."""
    folder = tmp_path_factory.mktemp("supervised")
    (folder / "competencies").mkdir()
    competency = '[[competency]]\nid = "A"\ntitle = "Supervision"\nframework = "partnership"\n'
    text = competency + SUPERVISED.replace('"staff"', '"ward-nurse"')
    (folder / "competencies" / "supervised.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("bereavement", Status.PAUSED),
        ("long-term-sick", Status.PAUSED),
        ("maternity", Status.PAUSED),
        ("paternity", Status.PAUSED),
        pytest.param("annual-leave", Status.EXPIRED, id="a holiday does not"),
    ],
)
def test_every_shipped_long_absence_pauses_supervision(
    supervised: Path, kind: str, expected: Status
) -> None:
    """As it does training.

    Source: Dorset Council, Assessed and supported year in employment, dorsetcouncil.gov.uk, of
    sickness, bereavement, maternity and paternity.
    """
    held, gone = done("A", "2026-08-01"), [away(kind, "2026-08-15")]
    nurse = post("ward-nurse", "mpft")
    assert status("A", nurse, held, layers=(supervised,), absences=gone) is expected


@pytest.mark.parametrize(
    ("every", "sessions"),
    [("4 weeks", 13), ("1 month", 12), ("2 weeks", 26), ("1 week", 52)],
)
def test_four_weekly_is_13_a_year_and_monthly_is_12(
    tmp_path: Path, every: str, sessions: int
) -> None:
    """So often is somebody due who is seen on the day after each session's last valid day.

    Source: Supervision standards of a children's service, docsbay.net/1-1-1children-s-services.
    """
    graph = policy(tmp_path, SUPERVISED.replace("4 weeks", every))
    held = [date(2026, 1, 1)]
    while True:
        seen = [certificate(day) for day in held]
        ((_, due, _),) = agreed(graph, world_of(graph, [in_post()], seen, held[-1])).values()
        assert due is not None
        if due >= date(2026, 12, 30):
            break
        held.append(due + timedelta(days=1))
    assert len(held) == sessions


@pytest.mark.parametrize("hours", [37.0, 18.5, 4.0, None])
def test_part_timers_are_due_as_often(tmp_path: Path, hours: float | None) -> None:
    """Whatever the hours worked.

    Source: Supervision standards of a children's service, docsbay.net/1-1-1children-s-services.
    """
    graph = policy(tmp_path, SUPERVISED)
    held = [certificate(date(2026, 8, 1))]
    found = answers(graph, [in_post(hours=hours)], held, DAY)
    assert found == {("P", "council", "A"): Status.EXPIRED}


def test_one_type_of_supervision_does_not_stand_for_another(tmp_path: Path) -> None:
    """Management, safeguarding and clinical supervision each are their own.

    Source: Gloucestershire, Supervision, gloucestershirechildcare.proceduresonline.com.
    """
    other = SUPERVISED.replace('"A.supervision"', '"B.supervision"').replace(
        'competency = "A"', 'competency = "B"'
    )
    graph = policy(tmp_path, SUPERVISED + other)
    assert answers(graph, [in_post()], [certificate(date(2026, 9, 15))], DAY) == {
        ("P", "council", "A"): Status.EXPIRING,
        ("P", "council", "B"): Status.MISSING,
    }


def test_group_supervision_counts_only_for_what_it_is_an_event_of() -> None:
    """It keeps an ELSA on the register and is nothing else.

    Source: Psychology 360, ELSA supervision, psychology360.co.uk/elsa-supervision.
    """
    held = [done("C33", f"2025-1{month}-01") for month in (0, 1, 2)]
    held.append(done("C33", "2026-03-01"))
    found = cells(post("elsa", "schools", setting="hill"), held)
    assert {name for (_, name), said in found.items() if said[0] is Status.MET} == {"ELSA"}
