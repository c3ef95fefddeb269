"""What the other tests call whole: it is noticed when it is not (``whole``)."""

from __future__ import annotations

import pytest
from tests.records.conftest import Bring
from tests.records.whole import faults

from skillsmatrix.records.migrate import downgrade_store, upgrade_store
from skillsmatrix.records.store import Store


def test_people_changed_before_the_log_was_chained_are_sealed_as_they_were_made(
    city: Store, bring: Bring
) -> None:
    """Or else an upgraded store would look as if somebody had changed it behind our back."""
    bring("people", "id,name,born\nP1,Ada Kong,1981-03-01\nP2,Ben Low,\n")
    bring("people", "id,name,born\nP1,Ada Quin,\n")
    downgrade_store(city.address, "0002")
    upgrade_store(city.address)
    assert faults(city) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE completions SET level = 3",
        "DELETE FROM completions",
        "UPDATE completions SET superseded = 5",
        "UPDATE imports SET recorded_by = 'eve' WHERE id = 2",
        "UPDATE imports SET new = 4 WHERE kind = 'people'",
        "UPDATE people SET name = 'Eve' WHERE id = 1",
    ],
)
def test_what_is_not_whole_is_noticed(harm: str, city: Store, bring: Bring) -> None:
    bring("completions", "person,item,completed\nP1,C01,2025-01-01\n")
    assert faults(city) == []
    with city.writing() as connection:
        connection.exec_driver_sql(harm)
    assert faults(city) != []
