"""Records taken back by hand, and added again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.records.by_hand.withdraw import Withdrawn, withdraw_records

TEXT = "person,item,completed,reference\nP1,C01,2025-05-01,R1\nP2,C01,2025-05-02,\n"
REVOKED = (
    "person,kind,subject,reason,decided_by,start,completed\n"
    "P2,revocation,C01,Copied,Board,2026-01-01,2025-05-02\n"
)


@pytest.fixture
def take_back(city):
    """Withdraw records, an hour after noon."""

    def run(kind: str, *records: str, **asked: Any) -> Withdrawn:
        given: dict[str, Any] = {"reason": "Somebody else's"} | asked
        now = datetime(2026, 9, 1, 13, tzinfo=UTC)
        return withdraw_records(city, kind, records, recorded_at=now, recorded_by="ada", **given)

    return run


def test_several_are_withdrawn_at_once(bring, take_back, everything, rows) -> None:
    bring("completions", TEXT)
    tried = take_back("completion", "1", "2", "1", dry_run=True)
    assert not tried.written
    assert len(everything()["P1"].completions) == 1
    done = take_back("completion", "1", "2", "1")
    assert [name for name, _ in done.records] == ["completion 1", "completion 2"]
    assert done.records == tried.records
    assert done.records[0][1]["completed"] == "2025-05-01"
    assert [everything()[person].completions for person in ("P1", "P2")] == [(), ()]
    log = rows("SELECT action, kind, reason, ended FROM imports ORDER BY id DESC LIMIT 1")
    assert log == [("withdraw", "completions", "Somebody else's", 2)]


def test_all_of_them_or_none(bring, take_back, everything) -> None:
    bring("completions", TEXT)
    take_back("completion", "1")
    with pytest.raises(InputRefused) as refused:
        take_back("completion", "2", "1", "7")
    assert [problem.code for problem in refused.value.problems] == [
        "superseded-record",
        "no-such-record",
    ]
    assert len(everything()["P2"].completions) == 1


@pytest.mark.parametrize("kind", ["people", "agency", "setting", "team"])
def test_what_others_name_is_not_withdrawn(take_back, kind: str) -> None:
    with pytest.raises(UsageError, match="are not withdrawn, as other records name them"):
        take_back(kind, "P1")


def test_a_reason_is_needed(bring, take_back) -> None:
    bring("completions", TEXT)
    with pytest.raises(UsageError, match="Say why"):
        take_back("completion", "1", reason="")


def test_a_revocation_of_it_is_told(bring, take_back) -> None:
    bring("completions", TEXT)
    bring("decisions", REVOKED)
    assert take_back("completion", "1").remarks == ()
    (told,) = take_back("completion", "2").remarks
    assert told.startswith("decision 1 revokes completion 2, and is now about nothing")


def test_an_old_file_does_not_bring_it_back(bring, take_back, everything) -> None:
    bring("completions", TEXT)
    take_back("completion", "1", "2")
    again = bring("completions", TEXT)
    assert (again.new, again.unchanged, again.written) == (0, 2, False)
    assert "what was corrected or withdrawn here since, left as they are now: 2" in again.remarks[0]
    assert everything()["P1"].completions == ()


def test_adding_it_again_by_hand_brings_it_back(bring, add, take_back, everything) -> None:
    bring("completions", TEXT)
    take_back("completion", "1", "2")
    for person, day in (("P1", "2025-05-01"), ("P2", "2025-05-02")):
        assert add("completions", person=person, item="C01", completed=day).new == 1
        assert len(everything()[person].completions) == 1
    again = bring("completions", TEXT.replace("R1", ""))
    assert (again.new, again.unchanged) == (0, 2)
