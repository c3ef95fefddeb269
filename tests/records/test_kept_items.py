"""Titles that the catalogue does not know: kept as evidence, or refused by a profile."""

from __future__ import annotations

import pytest

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.store import Store

HEADER = "person,item,completed\n"


def test_an_unknown_title_is_kept_as_it_stands_and_told_once(
    city: Store, bring, everything
) -> None:
    text = HEADER + (
        "P1,Fire Safty,2025-01-01\nP2,Fire Safty,2025-01-02\nP1,Knots,2025-01-03\nP1,C01,2025-01-04\n"
    )
    result = bring("completions", text)
    told = (
        f"{result.file}: rows of a course that the catalogue does not know, kept as evidence under "
        "their own title: 3. Fire Safty (fire safety?), Knots. Map them with `skills courses map`."
    )
    assert result.remarks == (told,)
    assert [each.item for each in everything()["P1"].completions] == ["Fire Safty", "Knots", "C01"]
    assert bring("completions", text).unchanged == 4


def test_the_first_five_titles_are_told_and_rows_that_are_refused_not(city: Store, bring) -> None:
    rows = "".join(f"P1,Topic {n},2025-01-01\n" for n in "ABCDEFG")
    result = bring("completions", HEADER + rows + "P9,Topic Z,2025-01-01\n", partial=True)
    assert "title: 7. Topic A, Topic B, Topic C, Topic D, Topic E and 2 more." in result.remarks[0]


def test_a_title_that_was_mapped_is_no_longer_unknown(city: Store, bring, everything) -> None:
    result = bring("completions", HEADER + "P1,Fire AWARENESS (old),2025-01-01\n")
    assert (result.remarks, [each.item for each in everything()["P1"].completions]) == (
        (),
        ["FIRE"],
    )


def test_a_profile_may_refuse_them(city: Store, bring) -> None:
    profile = 'kind = "completions"\nunknown_items = "refuse"\n'
    with pytest.raises(InputRefused, match=r"no such course or competency \(Fire Safty\)"):
        bring("completions", HEADER + "P1,Fire Safty,2025-01-01\n", profile=profile)


def test_what_a_decision_is_about_must_be_known(city: Store, bring) -> None:
    text = (
        "person,kind,subject,reason,decided_by,start\nP1,exemption,Knots,Agreed,Board,2026-01-01\n"
    )
    with pytest.raises(InputRefused, match=r"no such competency or requirement \(Knots\)"):
        bring("decisions", text)
