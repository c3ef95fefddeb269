"""What becomes of a stored record that a file says something else of."""

from __future__ import annotations

import pytest

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.records.door import Existing, Missing

HEADER = "person,item,completed,level,reference\n"


@pytest.mark.parametrize("reference", ["", "R1"])
@pytest.mark.parametrize(
    ("existing", "counted", "levels"),
    [(Existing.NEWEST, (0, 1), [2]), (Existing.KEEP, (1, 0), [1, 2])],
)
def test_the_newest_stands_or_both_do(
    city, bring, everything, existing, counted, levels, reference
) -> None:
    bring("completions", f"{HEADER}P1,C01,2025-05-01,1,{reference}\n")
    text = f"{HEADER}P1,C01,2025-05-01,2,{reference}\n"
    result = bring("completions", text, existing=existing)
    assert (result.new, result.changed) == counted
    assert sorted(each.level for each in everything()["P1"].completions) == levels
    again = bring("completions", text, existing=existing)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)


def test_a_row_that_says_something_else_may_be_refused(city, bring, everything) -> None:
    bring("completions", f"{HEADER}P1,C01,2025-05-01,1,\n")
    text = f"{HEADER}P1,C01,2025-05-01,2,\nP1,C02,2025-05-01,,\n"
    with pytest.raises(InputRefused, match=r":2: the store has this record with other values"):
        bring("completions", text, existing=Existing.REFUSE)
    result = bring("completions", text, existing=Existing.REFUSE, partial=True)
    assert (result.new, result.rejected) == (1, 1)
    assert [each.level for each in everything()["P1"].completions] == [1, None]


@pytest.mark.parametrize(("existing", "name"), [("keep", "Ada Kong"), ("newest", "Ada Kong")])
def test_what_is_changed_in_place_has_no_both(city, bring, everything, existing, name) -> None:
    result = bring("people", "id,name\nP1,Ada Kong\n", existing=Existing(existing))
    assert (result.new, result.changed) == (0, 1)
    assert everything()["P1"].person.name == name


def test_of_two_that_stand_the_latest_is_superseded(city, bring, everything) -> None:
    """Whichever store it is: a database may take any of several that fit."""
    for level, existing in ((1, "newest"), (2, "keep"), (3, "newest")):
        bring("completions", f"{HEADER}P1,C01,2025-05-01,{level},\n", existing=Existing(existing))
    assert sorted(each.level for each in everything()["P1"].completions) == [1, 3]


def test_what_is_kept_beside_does_not_end_as_missing(city, bring) -> None:
    text = "person,agency,role,start\nP1,A1,teacher,2020-01-01\n"
    with pytest.raises(UsageError, match="--missing end and --existing keep do not go together"):
        bring("assignments", text, existing=Existing.KEEP, missing=Missing.END)


def test_a_reference_of_another_person_moves_nothing(city, bring, everything) -> None:
    bring("completions", f"{HEADER}P1,C01,2025-05-01,,7\n")
    with pytest.raises(InputRefused, match=r":2: the store has a record of this reference about"):
        bring("completions", f"{HEADER}P2,C01,2025-05-01,,7\n")
    assert len(everything()["P1"].completions) == 1
