"""What becomes of a stored record that a file says something else of."""

from __future__ import annotations

import pytest

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.door import Existing

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
