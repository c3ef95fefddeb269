"""The pages of ``skills show``: what they say of scopes, groups, graces and agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from tests.conftest import ROOT

from skillsmatrix.catalogue import Layer, load_catalogue, shipped_layer
from skillsmatrix.graph import PolicyGraph, build_graph
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Person, Tag
from skillsmatrix.records.read import PersonRecords
from skillsmatrix.report.shown import show_competency, show_course, show_requirement, show_role
from skillsmatrix.report.shown_agreements import (
    show_absence_kind,
    show_extension,
    show_recognition,
)
from skillsmatrix.report.shown_people import show_person

DAY = date(2026, 9, 30)
Page = Callable[[PolicyGraph, str, date], Iterator[str]]


@pytest.fixture(scope="module")
def city() -> PolicyGraph:
    """Return the policy of the example city."""
    folder = ROOT / "examples" / "stoke" / "catalogue"
    layers = [Layer(name, folder / name) for name in ("partnership", "uhnm")]
    return build_graph(load_catalogue([shipped_layer(), *layers])[0])


@pytest.mark.parametrize(
    ("page", "name", "said"),
    [
        pytest.param(show_requirement, "PFA-EM.early-years", "  tags: in-ratio  [", id="tags"),
        pytest.param(show_requirement, "PFA-EM.early-years", "    within 3 months of being tagged"
            f" always: in force on {DAY}", id="a trigger"),
        pytest.param(show_requirement, "EPI-RM.settings", "  coverage: 2  [", id="coverage"),
        pytest.param(show_requirement, "EPI-RM.settings", "  needs: rescue-medication  [",
            id="needs"),
        pytest.param(show_requirement, "SW-CPD.social-worker", "  clock: registration  [",
            id="whose clock"),
        pytest.param(show_requirement, "TT-TRN.tutor",
            "    4 months for team-teach-tutor, who may assist but not lead always", id="a grace"),
        pytest.param(show_requirement, "HEALTH-AWARE.partnership",
            "  of: EPI-AW, LEDER-01, MCA-16F  [", id="a group"),
        pytest.param(show_requirement, "SGC-L3C.nhs-first-year", "  new_starters: 36 months  [",
            id="new starters"),
        pytest.param(show_requirement, "PFA-EM.early-years", "  extended: what would end from"
            " 2020-10-01 holds through 2021-03-31  [paediatric-first-aid-2020]",
            id="an extension"),
        pytest.param(show_role, "youth-worker",
            "    desirable  HEALTH-AWARE (2 of EPI-AW, LEDER-01, MCA-16F): every 36 months",
            id="a role's group"),
        pytest.param(show_role, "youth-worker", "    essential  EPI-RM: every 12 months,"
            " only where needed: rescue-medication; 2 in each setting  [", id="a role's coverage"),
        pytest.param(show_role, "teacher", "    mandatory  SGC-L1: every 3 years, first within 6"
            " months of joining the agency, only in stoke-on-trent", id="a role's first deadline"),
        pytest.param(show_competency, "CSTF-FIRE", "  provided elsewhere: uhnm refuses cstf from"
            f" primary-care always: in force on {DAY}", id="a refusal of an agency"),
        pytest.param(show_competency, "EPI-AW", "    HEALTH-AWARE.partnership (desirable) as"
            " HEALTH-AWARE (2 of EPI-AW, LEDER-01, MCA-16F)", id="a group it is in"),
        pytest.param(show_competency, "SGC-DSL", "    C16: C16 renews SGC-DSL", id="a refresher"),
        pytest.param(show_course, "D12", "  with other people: no", id="not participatory"),
        pytest.param(show_course, "C04", "  with other agencies: yes", id="multi-agency"),
        pytest.param(show_course, "D12", "  aligned to: cstf", id="alignment"),
        pytest.param(show_recognition, "uhnm-core-skills-from-nhs-before-2025",
            f"  until 2025-04-30: not in force on {DAY}", id="a recognition that has ended"),
        pytest.param(show_recognition, "charity-mental-health-first-aid", "Recognition"
            " charity-mental-health-first-aid: education accepts YMHFA from voluntary, for 24"
            " months at most", id="a recognition with a limit"),
        pytest.param(show_extension, "paediatric-first-aid-2020", "  of: PFA-COV, PFA-EM, PFA-FULL",
            id="an extension's competencies"),
        pytest.param(show_absence_kind, "long-term-sick", "  pauses: employer and supervision once"
            " it has lasted longer than 28 days", id="an absence that pauses late"),
        pytest.param(show_absence_kind, "annual-leave", "  pauses nothing", id="leave"),
    ],
)  # fmt: skip
def test_a_page_says(page: Page, name: str, said: str, city: PolicyGraph) -> None:
    """One line of the page begins so."""
    lines = list(page(city, name, DAY))
    assert [line for line in lines if line.startswith(said)], "\n".join(lines)


def test_a_person_is_shown_with_tags_decisions_and_what_they_revoke() -> None:
    """A record that was revoked says so where it stands."""
    decided: dict[str, Any] = {
        "person": "P",
        "reason": "Not seen",
        "decided_by": "Head",
        "start": date(2026, 3, 1),
    }
    records = PersonRecords(
        Person(id="P", name="Pat"),
        tags=(Tag(person="P", tag="in-ratio", start=date(2026, 1, 1)),),
        completions=(
            Completion(person="P", item="A", completed=date(2026, 2, 1)),
            Completion(person="P", item="A", completed=date(2025, 2, 1)),
        ),
        decisions=(
            Decision(
                kind=DecisionKind.REVOCATION, subject="A", completed=date(2026, 2, 1), **decided
            ),
            Decision(kind=DecisionKind.EXEMPTION, subject="B", agency="trust", **decided),
        ),
    )
    assert list(show_person(records, DAY))[2:] == [
        "  tags:",
        "    in-ratio, 2026-01-01 to now",
        "  decisions:",
        "    revocation of A of 2026-02-01, 2026-03-01 to further notice, by Head: Not seen",
        "    exemption of B at trust, 2026-03-01 to further notice, by Head: Not seen",
        "  completions:",
        "    2026-02-01 A: complete, REVOKED from 2026-03-01",
        "    2025-02-01 A: complete",
    ]
    assert "REVOKED" not in "".join(show_person(records, date(2026, 2, 28)))


def test_what_nobody_wrote_has_no_line(city: PolicyGraph) -> None:
    """Whose clock, and in each of what, is said where it is not the usual."""
    keys = {line.split(":")[0] for line in show_requirement(city, "TT-L1.mainstream", DAY)}
    assert not keys & {"  clock", "  per", "  of", "  hours_from", "  grace after a lapse"}
