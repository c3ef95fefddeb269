"""The history of a person: everything that entries of the log did to their records."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve
from tests.records.conftest import ASKED, KNOWN

from skillsmatrix.errors import UsageError
from skillsmatrix.records.by_hand.amend import correct_record
from skillsmatrix.records.by_hand.history import history
from skillsmatrix.records.by_hand.titles import map_title
from skillsmatrix.records.by_hand.withdraw import withdraw_records
from skillsmatrix.records.landing.leavers import Missing
from skillsmatrix.report.history import history_lines, history_page

FORMER = evolve(KNOWN, items=KNOWN.items | {"Fire 24"})
LATER = datetime(2026, 9, 1, 13, tzinfo=UTC)
BY: dict[str, Any] = {"recorded_at": LATER, "recorded_by": "ben"}
CORRECTED = {**ASKED, **BY, "reason": "typed wrong"}
HEADER = "person,item,completed,level,reference\n"

TOLD = """\
History of P1: Ada Kong

Entry 4, 2026-09-01 12:00 UTC, import by ada
  added person P1: id P1, name Ada King, email ada@a1.example, born 1980-03-01  [file3.csv]

Entry 5, 2026-09-01 12:00 UTC, import by ada
  added assignment 1 (stands no more): person P1, agency A1, role teacher, start 2020-01-01  \
[file4.csv:2]

Entry 6, 2026-09-01 12:00 UTC, import by ada
  ended assignment 1, now assignment 3: end (empty) → 2026-08-31  [file5.csv]

Entry 7, 2026-09-01 12:00 UTC, import by ada
  added completion 1 (stands no more): person P1, item C01, completed 2025-05-01, level 1, \
outcome complete, reference R1  [file6.csv:2]
  added completion 2 (stands no more): person P1, item Fire 24, completed 2025-05-02, outcome \
complete  [file6.csv:3]
  added completion 3: person P1, item FIRE, completed 2025-05-02, outcome complete  [file6.csv:4]
  added completion 4 (stands no more): person P1, item Fire 24, completed 2025-05-03, outcome \
complete  [file6.csv:5]

Entry 8, 2026-09-01 12:00 UTC, import by ada
  changed completion 1, now completion 5 (stands no more): level 1 → 2  [file7.csv:2]

Entry 9, 2026-09-01 13:00 UTC, correct by ben: typed wrong
  corrected person P1: name Ada King → Ada Kong

Entry 10, 2026-09-01 13:00 UTC, correct by ben: typed wrong
  corrected completion 5, now completion 6 (stands no more): completed 2025-05-01 → 2025-05-04

Entry 11, 2026-09-01 13:00 UTC, map by ben
  mapped completion 2, as completion 3 says the same: person P1, item Fire 24, completed \
2025-05-02, outcome complete
  mapped completion 4, now completion 7: item Fire 24 → FIRE

Entry 12, 2026-09-01 13:00 UTC, withdraw by ben: not hers
  withdrawn completion 6: person P1, item C01, completed 2025-05-04, level 2, outcome complete, \
reference R1

Standing now: person P1, assignment 3, completion 3, completion 7
"""


@pytest.fixture
def lived(city, bring):
    """A store in which everything has happened to P1."""
    header = "person,agency,role,start\n"
    bring("assignments", f"{header}P1,A1,teacher,2020-01-01\nP2,A1,nurse,2020-01-01\n")
    bring("assignments", f"{header}P2,A1,nurse,2020-01-01\n", missing=Missing.END)
    bring(
        "completions",
        f"{HEADER}P1,C01,2025-05-01,1,R1\nP1,Fire 24,2025-05-02,,\nP1,FIRE,2025-05-02,,\n"
        "P1,Fire 24,2025-05-03,,\n",
        known=FORMER,
    )
    bring("completions", f"{HEADER}P1,C01,2025-05-01,2,R1\n")
    correct_record(city, "person", "P1", {"name": "Ada Kong"}, **CORRECTED)
    correct_record(city, "completion", "5", {"completed": "2025-05-04"}, **CORRECTED)
    map_title(city, "Fire 24", "FIRE", known=KNOWN, **BY)
    withdraw_records(city, "completion", ["6"], reason="not hers", **BY)
    return city


def test_everything_is_told_in_the_order_of_the_log(lived) -> None:
    found = history(lived, "P1")
    assert found is not None
    assert "\n".join(history_lines(found)) + "\n" == TOLD


def test_machines_get_a_row_for_each_field(lived) -> None:
    found = history(lived, "P1", "completions")
    assert found is not None
    page = history_page(found)
    rows = [dict(zip([c.key for c in page.columns], row, strict=True)) for row in page.rows]
    (row,) = [row for row in rows if row["record"] == "completion 5"]
    assert (row["what"], row["now"], row["stands"]) == ("corrected", "completion 6", "no")
    assert (row["field"], row["before"], row["after"]) == ("completed", "2025-05-01", "2025-05-04")
    assert {row["kind"] for row in rows} == {"completions"}
    assert page.facts["standing"] == ["completion 3", "completion 7"]


def test_a_record_given_to_somebody_else_is_in_both_histories(city, bring) -> None:
    bring("completions", f"{HEADER}P1,C01,2025-05-01,,\n")
    correct_record(city, "completion", "1", {"person": "P2"}, **CORRECTED)
    first, second = history(city, "P1", "completion"), history(city, "P2", "completion")
    assert first is not None
    assert second is not None
    assert [event.what for event in first.events] == ["added", "corrected"]
    assert [event.what for event in second.events] == ["corrected"]
    assert str(second.events[0].fields[0]) == "person P1 → P2"
    assert (first.standing, second.standing) == ((), ("completion 2",))


def test_ids_in_other_systems_are_told(city, bring) -> None:
    bring("people", "id,name,source,source_id\nP2,Ben Lee,lms,77\n")
    found = history(city, "P2", "person")
    assert found is not None
    assert [str(each) for each in found.events[-1].fields] == ["id in lms (empty) → 77"]


def test_nobody_is_none_and_a_kind_of_places_misuse(city) -> None:
    assert history(city, "P9") is None
    with pytest.raises(UsageError, match="need is no kind of records about people"):
        history(city, "P1", "need")
