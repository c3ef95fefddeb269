"""Decisions, tags, needs, hours and providers: what can be imported, and what cannot."""

from __future__ import annotations

from datetime import date

import pytest

from skillsmatrix.errors import InputRefused
from skillsmatrix.model.agency import Need
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Tag
from skillsmatrix.records import read
from skillsmatrix.records.store import Store

HEADER = "person,kind,subject,reason,decided_by,start,end,agency,completed\n"


def test_a_decision_comes_back_as_a_value(city: Store, bring, everything) -> None:
    result = bring(
        "decisions",
        HEADER
        + "P1,temporary certification,fire safety,Seen at work,Ada,2026-01-01,2026-03-31,A1,\n",
    )
    assert everything()["P1"].decisions == (
        Decision(
            person="P1",
            kind=DecisionKind.TEMPORARY,
            subject="FIRE",
            reason="Seen at work",
            decided_by="Ada",
            start=date(2026, 1, 1),
            end=date(2026, 3, 31),
            agency="A1",
            source=f"{result.file}:2",
        ),
    )


def test_a_revocation_is_of_a_record_that_is_there(city: Store, bring, everything) -> None:
    row = HEADER + "P1,revocation,C01,Forged,Board,2026-01-01,,,2025-05-01\n"
    with pytest.raises(InputRefused, match="no such record to revoke"):
        bring("decisions", row)
    bring("completions", "person,item,completed\nP1,C01,2025-05-01\n")
    assert bring("decisions", row).new == 1
    (found,) = everything()["P1"].decisions
    assert (found.subject, found.completed) == ("C01", date(2025, 5, 1))


def test_a_record_that_was_corrected_away_cannot_be_revoked(city: Store, bring) -> None:
    header = "person,item,completed,reference\n"
    bring("completions", header + "P1,C01,2025-05-01,R1\n")
    bring("completions", header + "P1,C01,2025-05-02,R1\n")
    with pytest.raises(InputRefused, match="no such record to revoke"):
        bring("decisions", HEADER + "P1,revocation,C01,Forged,Board,2026-01-01,,,2025-05-01\n")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("P1,extension,FIRE,Ill,Board,2026-01-01,,,", r"end: .* has a last day \(extension\)"),
        ("P1,temporary certification,FIRE,Ill,Board,2026-01-01,,,", "end: .* has a last day"),
        ("P1,revocation,C01,Forged,Board,2026-01-01,,,", "says which record it is about"),
        ("P1,exemption,FIRE,,Board,2026-01-01,,,", "reason: it must not be empty"),
        ("P1,exemption,FIRE,Ill,,2026-01-01,,,", "decided_by: it must not be empty"),
        ("P1,exemption,FIRE,Ill,Board,2026-01-02,2026-01-01,,", "ends before it starts"),
        ("P1,exemption,FIRE,Ill,Board,2026-01-02,,A9,", "agency: no such agency"),
    ],
)
def test_what_a_decision_needs(city: Store, bring, row: str, says: str) -> None:
    with pytest.raises(InputRefused, match=says):
        bring("decisions", f"{HEADER}{row}\n")


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("-1,,", r"hours: not hours \(-1\)"),
        ("a day,,", "hours: not hours"),
        ("1,-1,", "participatory_hours: not hours"),
        ("1,2,", "participatory_hours: more than all the hours"),
    ],
)
def test_hours_that_cannot_be(city: Store, bring, cells: str, says: str) -> None:
    header = "person,item,completed,hours,participatory_hours,multi_agency_hours\n"
    with pytest.raises(InputRefused, match=says):
        bring("completions", f"{header}P1,C01,2025-05-01,{cells}\n")


def test_hours_and_provider_come_back_as_values(city: Store, bring, everything) -> None:
    header = "person,item,completed,hours,participatory_hours,multi_agency_hours,provider\n"
    bring("completions", header + "P1,C01,2025-05-01,1.5,1,0,A2\nP2,C01,2025-05-01,,,,\n")
    told = {
        ref: (each.hours, each.participatory_hours, each.multi_agency_hours, each.provider)
        for ref, found in everything().items()
        for each in found.completions
    }
    assert told == {"P1": (1.5, 1.0, 0.0, "A2"), "P2": (None, None, None, "")}


def test_a_provider_may_be_created(city: Store, bring) -> None:
    profile = (
        'kind = "completions"\nsource = "lms"\ncreate = ["agencies"]\nagency_sector = "health"\n'
    )
    result = bring(
        "completions", "person,item,completed,provider\nP1,C01,2025-05-01,A7\n", profile=profile
    )
    assert result.new == 1
    assert read.agencies(city)["A7"].sector == "health"


def test_settings_cannot_be_created_from_needs(city: Store, bring) -> None:
    with pytest.raises(InputRefused, match="needs do not say of which agency"):
        bring("needs", "setting,need,start\n", profile='kind = "needs"\ncreate = ["settings"]\n')


def test_tags_and_needs_come_back_as_values(city: Store, bring, everything) -> None:
    bring("tags", "person,tag,start,end\nP1,in-ratio,2026-01-01,2026-06-30\n")
    bring("needs", "setting,need,start\nS1,rescue-medication,2026-01-01\n")
    tag = Tag(person="P1", tag="in-ratio", start=date(2026, 1, 1), end=date(2026, 6, 30))
    need = Need(setting="S1", need="rescue-medication", start=date(2026, 1, 1))
    assert (everything()["P1"].tags, read.needs(city)) == ((tag,), (need,))


def test_a_catalogue_without_a_list_takes_any_word(city: Store, bring) -> None:
    from skillsmatrix.records.known import Known  # not the one of the other tests

    bring("tags", "person,tag,start\nP1,whatever,2026-01-01\n", known=Known())
    bring("absences", "person,kind,start\nP1,gone fishing,2026-01-01\n", known=Known())
