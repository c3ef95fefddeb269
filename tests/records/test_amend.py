"""A record corrected by hand: the same rules as an import, and files that find it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.records.conftest import ASKED

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.records.by_hand.amend import Corrected, correct_record
from skillsmatrix.records.by_hand.withdraw import withdraw_records
from skillsmatrix.records.landing.leavers import Missing
from skillsmatrix.records.store import Store

Correct = Callable[..., Corrected]
HEADER = "person,item,completed,expires,level,reference\n"
LATER = datetime(2026, 9, 1, 13, tzinfo=UTC)


@pytest.fixture
def put_right(city: Store) -> Correct:
    """Correct a record, an hour after noon."""

    def run(kind: str, record: str, **values: Any) -> Corrected:
        asked = {**ASKED, "recorded_at": LATER, "reason": values.pop("why", "typed wrong")}
        asked["dry_run"] = values.pop("dry_run", False)
        return correct_record(city, kind, record, values, **asked)

    return run


@pytest.fixture
def filled(city: Store, bring: Any) -> Store:
    """A store with a record of each kind that grows."""
    bring("assignments", "person,agency,role,start,hours\nP1,A1,teacher,2020-01-01,30\n")
    bring("absences", "person,kind,start\nP1,illness,2026-01-01\n")
    bring("completions", HEADER + "P1,C01,2025-05-01,2026-04-30,1,R1\nP2,C01,2025-05-02,,,\n")
    bring(
        "decisions",
        "person,kind,subject,reason,decided_by,start,completed\n"
        "P1,exemption,FIRE,Agreed,Board,2026-01-01,\n"
        "P2,revocation,C01,Copied,Board,2026-01-01,2025-05-02\n",
    )
    bring("tags", "person,tag,start\nP1,in-ratio,2026-01-01\n")
    bring("needs", "setting,need,start\nS1,rescue-medication,2026-01-01\n")
    return city


@pytest.mark.parametrize(
    ("kind", "record", "values", "told"),
    [
        pytest.param(
            "completion",
            "1",
            {"completed": "2025-05-03", "level": "2"},
            "completion 1 corrected, now completion 3: completed 2025-05-01 → 2025-05-03; level 1 → 2",
            id="a completion",
        ),
        pytest.param(
            "completions",
            "completion 1",
            {"expires": ""},
            "completion 1 corrected, now completion 3: expires 2026-04-30 → (empty)",
            id="a field emptied",
        ),
        pytest.param(
            "completion",
            "1",
            {"item": "fire safety", "hours": "1.5"},
            "completion 1 corrected, now completion 3: item C01 → FIRE; hours (empty) → 1.5",
            id="an item by its title",
        ),
        pytest.param(
            "assignment",
            "1",
            {"role": "nurse", "hours": "37.5", "setting": "S1", "manager": "P2"},
            "assignment 1 corrected, now assignment 2: role teacher → nurse; "
            "setting (empty) → S1; manager (empty) → P2; hours 30 → 37.5",
            id="an assignment",
        ),
        pytest.param(
            "decision",
            "1",
            {"reason": "Agreed by all", "agency": "A1"},
            "decision 1 corrected, now decision 3: reason Agreed → Agreed by all; "
            "agency (empty) → A1",
            id="a decision",
        ),
        pytest.param(
            "need",
            "1",
            {"end": "2026-06-30"},
            "need 1 corrected, now need 2: end (empty) → 2026-06-30",
            id="a need",
        ),
        pytest.param(
            "person",
            "P1",
            {"name": "Ada Kong", "email": ""},
            "person P1 corrected: name Ada King → Ada Kong; email ada@a1.example → (empty)",
            id="a person",
        ),
        pytest.param(
            "setting",
            "S1",
            {"agency": "A2"},
            "setting S1 corrected: agency A1 → A2",
            id="a setting",
        ),
        pytest.param(
            "team", "T1", {"setting": ""}, "team T1 corrected: setting S1 → (empty)", id="a team"
        ),
        pytest.param(
            "agency", "A1", {"sector": "health"}, "agency A1 corrected: sector education → health",
            id="an agency",
        ),
        pytest.param(
            "tag", "1", {"start": "2026-01-01"}, "tag 1: it says so already.", id="nothing"
        ),
    ],
)  # fmt: skip
def test_fields_are_corrected(filled, put_right, rows, kind, record, values, told) -> None:
    (entries,) = rows("SELECT count(*) FROM imports")
    tried = put_right(kind, record, dry_run=True, **values)
    assert rows("SELECT count(*) FROM imports") == [entries]
    done = put_right(kind, record, **values)
    assert (str(done), done.changed, tried.written) == (told, tried.changed, False)
    log = rows("SELECT action, reason, changed, recorded_by FROM imports ORDER BY id DESC LIMIT 1")
    assert (log == [("correct", "typed wrong", 1, "ada")]) is ("corrected" in told)


def test_what_was_not_corrected_stays(filled, put_right, rows) -> None:
    put_right("completion", "1", completed="2025-05-03")
    query = 'SELECT item, outcome, level, reference, source, "import", row FROM completions '
    (was,), (now,) = (rows(f"{query} WHERE id = {number}") for number in (1, 3))
    assert now[:5] == was[:5]
    assert now[5:] == (rows("SELECT max(id) FROM imports")[0][0], None)


@pytest.mark.parametrize(
    ("kind", "record", "values", "says"),
    [
        ("completion", "1", {"completed": "2027-01-01"}, "completion 1: completed: the day is after"),
        ("completion", "1", {"completed": "1/5/25"}, "completion 1: completed: "),
        ("completion", "1", {"completed": ""}, "a completed record needs its day"),
        ("completion", "1", {"expires": "2025-04-01"}, "expires before it was completed"),
        ("completion", "1", {"item": "C99"}, r"no such course or competency \(C99\). Known: ASC"),
        ("completion", "1", {"person": "P9"}, r"person: no such person \(P9\). Correct it"),
        ("completion", "1", {"person": ""}, "person: it must not be empty"),
        ("completion", "1", {"hours": "1", "participatory_hours": "2"}, "more than all the hours"),
        (
            "completion",
            "1",
            {"person": "P2", "completed": "2025-05-02"},
            r"this is recorded already \(completion 2\). Withdraw one of the two",
        ),
        ("assignment", "1", {"end": "2019-01-01"}, "ends before it starts"),
        ("decision", "2", {"completed": "2025-05-05"}, "no such record to revoke"),
        ("decision", "2", {"completed": ""}, "a revocation says which record it is about"),
        ("person", "P1", {"name": ""}, "person P1: name: it must not be empty"),
        ("person", "P1", {"email": "ada"}, "not an e-mail address"),
        ("person", "P9", {"name": "Ada"}, "person P9: there is no such person. Known: P1, P2"),
        ("team", "T1", {"agency": "A9"}, "no such agency"),
        ("completion", "99", {"level": "2"}, r"no record of this number \(the last is 2\)"),
        ("completion", "9" * 30, {"level": "2"}, "no record of this number"),
        ("completion", "R1", {"level": "2"}, r"records of this kind have numbers \(R1\)"),
    ],
)  # fmt: skip
def test_what_would_not_be_right_is_refused(filled, put_right, rows, kind, record, values, says):
    before = rows("SELECT count(*) FROM imports")
    with pytest.raises(InputRefused, match=says):
        put_right(kind, record, **values)
    assert rows("SELECT count(*) FROM imports") == before


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        ("completion", {"reference": "R2"}, "The reference of a completion stays"),
        ("completion", {"complete": "x"}, "A completion has no field complete. Did you mean comp"),
        ("completion", {}, "Say what is right"),
        ("completion", {"level": "2", "why": " "}, "Say why"),
        ("completed", {"level": "2"}, "There is no such kind of records"),
        ("person", {"id": "P7"}, "The id of a person stays"),
    ],
)
def test_misuse_says_what_to_do(filled, put_right, kind, values, says) -> None:
    with pytest.raises(UsageError, match=says):
        put_right(kind, "1", **values)


def test_a_record_that_stands_no_more_names_the_one_that_does(filled, put_right, bring) -> None:
    put_right("completion", "1", completed="2025-05-03")
    bring("completions", HEADER + "P1,C01,2025-05-04,,1,R1\n")
    says = r"completion 1: it was superseded by entry \d+ of the log \(correct, 2026-09-01, ada\). "
    with pytest.raises(InputRefused, match=f"{says}What stands now is completion 4."):
        put_right("completion", "1", level="2")
    withdraw_records(filled, "completion", ["4"], reason="x", recorded_at=LATER, recorded_by="ada")
    with pytest.raises(InputRefused, match=r"\(import, .*Nothing stands in its place"):
        put_right("completion", "3", level="2")


def test_a_revocation_of_what_is_corrected_is_told(filled, put_right) -> None:
    assert put_right("completion", "2", level="2").remarks == ()
    (told,) = put_right("completion", "3", completed="2025-05-03").remarks
    assert told.startswith("decision 2 revokes completion 3 as it was")


def test_a_value_the_catalogue_has_forgotten_may_stay(filled) -> None:
    asked = {**ASKED, "known": ASKED["known"].__class__(), "recorded_at": LATER}
    done = correct_record(filled, "completion", "1", {"level": "2"}, reason="typed", **asked)
    assert done.now == "completion 3"


REFERENCED = HEADER + "P1,C02,2025-05-01,2026-04-30,1,R8\n"
PLAIN = HEADER + "P1,C02,2025-05-01,2026-04-30,1,\n"


@pytest.mark.parametrize("text", [REFERENCED, PLAIN], ids=["by reference", "by what it says"])
@pytest.mark.parametrize(
    "values",
    [{"completed": "2025-05-02"}, {"item": "C01"}, {"expires": ""}, {"person": "P2"}],
    ids=str,
)
def test_an_old_file_does_not_bring_back_what_was_corrected(
    city, bring, put_right, everything, text, values
) -> None:
    bring("completions", text)
    put_right("completion", "1", **values)
    held = everything()
    again = bring("completions", text)
    assert (again.new, again.changed, again.unchanged, again.written) == (0, 0, 1, False)
    assert "what was corrected or withdrawn here since, left as they are now: 1" in again.remarks[0]
    assert everything() == held


def test_a_newer_file_with_the_same_reference_finds_it(city, bring, put_right, everything) -> None:
    bring("completions", REFERENCED)
    put_right("completion", "1", completed="2025-05-02")
    newer = bring("completions", HEADER + "P1,C02,2025-05-03,2026-04-30,1,R8\n")
    assert (newer.new, newer.changed) == (0, 1)
    (found,) = everything()["P1"].completions
    assert found.completed == date(2025, 5, 3)


def test_a_corrected_assignment_is_no_leaver(city, bring, put_right, everything) -> None:
    text = "person,agency,role,start\nP1,A1,teacher,2020-01-01\nP2,A1,nurse,2020-01-01\n"
    bring("assignments", text)
    put_right("assignment", "1", start="2020-02-01")
    again = bring("assignments", text, missing=Missing.END)
    assert (again.new, again.ended, again.written) == (0, 0, False)
    (found,) = everything()["P1"].assignments
    assert (found.start, found.end) == (date(2020, 2, 1), None)


def test_an_old_file_leaves_a_corrected_person_as_they_are(city, put_right, bring, rows) -> None:
    text = "id,name,email\nP1,Ada King,ada@a1.example\n"
    put_right("person", "P1", email="")
    result = bring("people", text)
    assert (result.changed, result.unchanged) == (0, 1)
    assert "was corrected or withdrawn here since" in result.remarks[0]
    result = bring("people", "id,name,email\nP1,Ada Kong,ada@a1.example\n")
    assert result.changed == 1
    assert rows("SELECT name, email FROM people WHERE id = 1") == [("Ada Kong", "")]
    bring("people", "id,name,email\nP1,Ada Kong,ada@new.example\n")
    assert rows("SELECT email FROM people WHERE id = 1") == [("ada@new.example",)]


def test_a_file_that_changes_what_was_put_right_says_so(city, put_right, bring) -> None:
    header = "person,item,completed,expires,reference\n"
    bring("completions", f"{header}P1,C01,2025-05-01,2026-01-01,R1\n")
    put_right("completion", "1", level="2")
    result = bring("completions", f"{header}P1,C01,2025-05-01,2027-01-01,R1\n")
    assert (result.changed, result.unchanged) == (1, 0)
    (told,) = result.remarks
    assert told.endswith("by hand, and have new values from the file: 1 (completion 2).")
