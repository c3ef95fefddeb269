"""What an import does to the store, rule by rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from skillsmatrix.errors import InputRefused, SkillsError, UsageError
from skillsmatrix.model.agency import Agency, Setting, Team
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.person import Absence, Assignment, Person
from skillsmatrix.records import read
from skillsmatrix.records.kinds import KINDS, template
from skillsmatrix.records.landing.leavers import Missing
from skillsmatrix.records.read import known_people, person_records
from skillsmatrix.records.store import Store

HEADER = "person,item,completed,expires,level,outcome,reference\n"


STRICT = 'kind = "completions"\nunknown_items = "refuse"\n'


def counts(result) -> tuple[int, int, int, int, int]:
    """New, changed, unchanged, ended, rejected."""
    return (result.new, result.changed, result.unchanged, result.ended, result.rejected)


def test_places_come_back_as_values(city: Store) -> None:
    alpha = Agency(id="A1", name="Alpha", sector="education", area="north")
    assert read.agencies(city) == {"A1": alpha, "A2": Agency(id="A2", name="Beta", sector="health")}
    assert read.settings(city) == {
        "S1": Setting(id="S1", name="Hill School", agency="A1", type="school")
    }
    assert read.teams(city) == {"T1": Team(id="T1", name="Year 3", agency="A1", setting="S1")}


def test_records_of_a_person_come_back_as_values(city: Store, bring) -> None:
    bring(
        "assignments",
        "person,agency,role,start,end,setting,team,manager,supervisor,hours\n"
        "P1,A1,teacher,2020-09-01,2026-12-31,S1,T1,P2,P3,37.5\n",
    )
    bring("absences", "person,kind,start,end\nP1,illness,2026-01-05,\n")
    bring("completions", HEADER + "P1,C01,2025-05-01,2026-04-30,2,,R7\n")
    found = person_records(city, "P1")
    assert found == read.PersonRecords(
        Person(id="P1", name="Ada King", email="ada@a1.example", born=date(1980, 3, 1)),
        (
            Assignment(
                person="P1",
                agency="A1",
                role="teacher",
                start=date(2020, 9, 1),
                end=date(2026, 12, 31),
                setting="S1",
                team="T1",
                manager="P2",
                supervisor="P3",
                hours=37.5,
            ),
        ),
        (Absence(person="P1", kind="illness", start=date(2026, 1, 5)),),
        (
            Completion(
                person="P1",
                item="C01",
                completed=date(2025, 5, 1),
                expires=date(2026, 4, 30),
                level=2,
                source="file6.csv:2",
            ),
        ),
    )


def test_nobody_is_none(city: Store) -> None:
    assert person_records(city, "P9") is None


def test_everybody_is_known(city: Store) -> None:
    assert known_people(city) == ("P1", "P2", "P3")


def test_every_row_lands_or_none(city: Store, bring, rows) -> None:
    text = HEADER + "P1,C01,2025-05-01,,,,\nP9,C99,31/02/2026,,,,\nP2,C01\n"
    with pytest.raises(InputRefused) as refused:
        bring("completions", text, profile=STRICT)
    assert [(p.code, p.place.line) for p in refused.value.problems] == [
        ("unknown-person", 3),
        ("unknown-course-or-competency", 3),
        ("date-form", 3),
        ("ragged-row", 4),
    ]
    assert rows("SELECT count(*) FROM completions") == [(0,)]
    assert rows("SELECT count(*) FROM imports WHERE kind = 'completions'") == [(0,)]
    assert rows("SELECT count(*) FROM items") == [(0,)]


SAME = {
    "agencies": "id,name,sector,area\nA5,Gamma,health,north\n",
    "settings": "id,name,agency,type,area\nS5,Ward,A2,,north\n",
    "teams": "id,name,agency,setting\nT5,Night,A1,\n",
    "people": "id,name,email,born,source,source_id\nP5,Di,,1990-01-01,esr,123\nP6,Ed,,,,\n",
    "assignments": "person,agency,role,start,end,setting\nP1,A1,nurse,2020-01-01,,S1\n",
    "absences": "person,kind,start,end\nP1,illness,2020-01-01,2020-01-03\n",
    "completions": HEADER
    + "P1,C01,2025-05-01,,,,\nP2,C02,,,,in progress,\nP2,C02,,,,,R1\n".replace(
        "P2,C02,,,,,R1", "P2,C02,2025-05-02,,,failed,R1"
    ),
    "decisions": (
        "person,kind,subject,reason,decided_by,start,end,agency\n"
        "P1,exemption,FIRE,Agreed,Board,2026-01-01,,\n"
        "P1,exemption,FIRE,Agreed,Board,2026-01-01,,A1\n"
        "P1,extension,FIRE-ALL,Agreed,Board,2026-01-01,2026-02-01,\n"
    ),
    "tags": "person,tag,start,end\nP1,in-ratio,2026-01-01,\n",
    "needs": "setting,need,start,end\nS1,rescue-medication,2026-01-01,2026-12-31\n",
}


@pytest.mark.parametrize("kind", SAME)
def test_the_same_file_twice_changes_nothing(city: Store, bring, rows, kind: str) -> None:
    first = bring(kind, SAME[kind])
    before = [rows(f'SELECT * FROM "{name}"') for name in (kind, "imports", "person_ids")]
    second = bring(kind, SAME[kind])
    assert counts(first) == (SAME[kind].count("\n") - 1, 0, 0, 0, 0)
    assert counts(second) == (0, 0, first.new, 0, 0)
    assert (first.written, second.written) == (True, False)
    assert [rows(f'SELECT * FROM "{name}"') for name in (kind, "imports", "person_ids")] == before


CHANGED = {
    "agencies": ("id,name,sector\nA1,Alpha Trust,education\n", "name", "agencies", "Alpha Trust"),
    "people": ("id,name,email\nP1,Ada King,new@a1.example\n", "email", "people", "new@a1.example"),
    "teams": ("id,name,agency,setting\nT1,Year 3,A2,\n", "agency", "teams", 2),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_changed_row_changes_its_record(city: Store, bring, rows, kind: str) -> None:
    text, column, table, value = CHANGED[kind]
    assert counts(bring(kind, text)) == (0, 1, 0, 0, 0)
    assert rows(f"SELECT {column} FROM {table} WHERE id = 1") == [(value,)]


def test_a_file_changes_only_what_it_has_columns_for(city: Store, bring, rows) -> None:
    bring("people", "id,name\nP1,Ada Kong\n")
    assert rows("SELECT name, email, CAST(born AS TEXT) FROM people WHERE id = 1") in (
        [("Ada Kong", "ada@a1.example", "3712")],  # SQLite keeps the number of the day
        [("Ada Kong", "ada@a1.example", "1980-03-01")],
    )


def test_an_empty_cell_empties_the_field(city: Store, bring, rows) -> None:
    bring("people", "id,name,email,born\nP1,Ada King,,\n")
    assert rows("SELECT email, born FROM people WHERE id = 1") == [("", None)]


def test_a_record_with_the_same_reference_is_the_same_one(city: Store, bring, everything) -> None:
    bring("completions", HEADER + "P1,C01,,,,in progress,R1\n")
    result = bring("completions", HEADER + "P1,C01,2025-05-01,,,complete,R1\n")
    assert counts(result) == (0, 1, 0, 0, 0)
    (only,) = everything()["P1"].completions
    assert (only.outcome, only.completed) == (Outcome.COMPLETE, date(2025, 5, 1))


def test_references_of_two_sources_are_told_apart(city: Store, bring) -> None:
    profile = (
        'kind = "completions"\nsource = "lms"\n[columns]\nperson = "person"\nitem = "item"\n'
        'completed = "completed"\nreference = "reference"\n'
    )
    text = "person,item,completed,reference\nP1,C01,2025-05-01,R1\n"
    assert counts(bring("completions", text)) == (1, 0, 0, 0, 0)
    assert counts(bring("completions", text, profile=profile)) == (1, 0, 0, 0, 0)
    assert counts(bring("completions", text, profile=profile)) == (0, 0, 1, 0, 0)


def test_other_outcomes_are_kept_as_they_are(city: Store, bring, everything) -> None:
    bring(
        "completions",
        HEADER + "P1,C01,,,,in progress,\nP1,C02,2025-01-02,,,failed,\nP1,FIRE,,,,not started,\n",
    )
    found = {
        record.item: (record.outcome, record.completed) for record in everything()["P1"].completions
    }
    assert found == {
        "C01": (Outcome.IN_PROGRESS, None),
        "C02": (Outcome.FAILED, date(2025, 1, 2)),
        "FIRE": (Outcome.NOT_STARTED, None),
    }


def test_a_title_stands_for_an_item(city: Store, bring, everything) -> None:
    bring("completions", "person,item,completed\nP1,Fire SAFETY,2025-01-01\n")
    assert [record.item for record in everything()["P1"].completions] == ["FIRE"]


def test_a_row_that_repeats_another_counts_once(city: Store, bring) -> None:
    result = bring("completions", HEADER + "P1,C01,2025-05-01,,,,\n" * 3)
    assert counts(result) == (1, 0, 0, 0, 0)
    assert result.remarks == (
        f"{result.file}: rows that repeat another word for word, counted once: 2.",
    )


def test_a_dry_run_says_all_and_writes_nothing(city: Store, bring, rows) -> None:
    bring("completions", HEADER + "P1,C01,2025-05-01,,,,\nP2,C01,2025-05-01,,1,,\n")
    text = (
        HEADER
        + "P1,C01,2025-05-01,,,,\nP2,C01,2025-05-01,,2,,\nP3,C02,2026-05-01,,,,\nP9,C02,2026-01-01,,,,\n"
    )
    before = rows("SELECT * FROM completions")
    result = bring("completions", text, dry_run=True)
    assert counts(result) == (1, 1, 1, 0, 1)
    assert [problem.code for problem in result.problems] == ["unknown-person"]
    assert (result.written, rows("SELECT * FROM completions")) == (False, before)


def test_good_rows_may_go_in_and_the_others_come_back(
    city: Store, bring, rows, tmp_path: Path
) -> None:
    text = "person;item;completed\nP1;C01;2025-05-01\nP9;Zoë;x\nP2;C01;2025-05-01\nP3;C01;2025-05-01;;\n"
    rejects = tmp_path / "rejects.csv"
    result = bring("completions", text, partial=True, rejects=rejects, profile=STRICT)
    assert counts(result) == (2, 0, 0, 0, 2)
    assert rows("SELECT new, rejected FROM imports WHERE kind = 'completions'") == [(2, 2)]
    lines = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "person;item;completed;problem"
    assert lines[1].startswith("P9;Zoë;x;person: no such person (P9). ")
    assert "no such course or competency (Zoë)" in lines[1]
    assert lines[2].startswith("P3;C01;2025-05-01;;;")
    assert rejects.stat().st_mode & 0o777 == 0o600


def test_mended_rejects_can_be_imported_as_they_are(city: Store, bring, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    text = "person,item,completed\nP9,C01,2025-05-01\n"
    bring("completions", text, partial=True, rejects=rejects)
    mended = rejects.read_text(encoding="utf-8-sig").replace("P9,", "P2,", 1)
    rejects.write_text(mended, encoding="utf-8-sig")
    assert counts(bring("completions", rejects)) == (1, 0, 0, 0, 0)


def test_nothing_lands_if_the_rejects_cannot_be_written(
    city: Store, bring, rows, tmp_path: Path
) -> None:
    text = "person,item,completed\nP1,C01,2025-05-01\nP9,C01,2025-05-01\n"
    with pytest.raises(SkillsError, match="cannot be written"):
        bring("completions", text, partial=True, rejects=tmp_path / "none" / "x.csv")
    assert rows("SELECT count(*) FROM completions") == [(0,)]


def test_rejects_without_partial_or_over_the_file_are_misuse(
    city: Store, bring, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="goes with --partial"):
        bring("people", "id,name\n", rejects=tmp_path / "x.csv")
    path = tmp_path / "people.csv"
    path.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(UsageError, match="would overwrite the file itself"):
        bring("people", path, partial=True, rejects=path)


def test_a_workbook_with_date_cells_is_imported(city: Store, bring, everything, tmp_path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet("Training")
    form = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["person", "item", "completed", "expires", "level"])
    sheet.write_row(1, 0, ["P1", "C01"])
    sheet.write_datetime(1, 2, date(2026, 4, 3), form)
    sheet.write_row(1, 3, ["2027-04-02", 2])
    book.close()
    bring("completions", tmp_path / "x.xlsx")
    (only,) = everything()["P1"].completions
    assert (only.completed, only.expires, only.level) == (date(2026, 4, 3), date(2027, 4, 2), 2)
    assert only.source == "x.xlsx:2"


def test_everything_an_import_was_is_kept(city: Store, bring, rows) -> None:
    bring("completions", HEADER + "P1,C01,2025-05-01,,,,\n")
    (kept,) = rows(
        "SELECT kind, recorded_at, recorded_by, new, length(sha256) FROM imports"
        " WHERE kind = 'completions'"
    )
    assert kept == ("completions", "2026-09-01T12:00:00+00:00", "ada", 1, 64)


def test_the_percentages_only_grow_and_end_at_100(city: Store, bring) -> None:
    seen: list[int] = []
    bring("completions", HEADER + "P1,C01,2025-05-01,,,,\n", progress=seen.append)
    assert (seen == sorted(seen), seen[-1]) == (True, 100)


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_alone_is_a_file_without_rows(city: Store, bring, kind: str) -> None:
    result = bring(kind, template(KINDS[kind]) + "\n")
    assert counts(result) == (0, 0, 0, 0, 0)
    assert result.remarks == (f"{result.file}: there are no rows under the header.",)


def test_a_single_record_goes_the_same_way(city: Store, add, everything) -> None:
    assert counts(add("completion", person="P1", item="C01", completed="2025-05-01")) == (
        1,
        0,
        0,
        0,
        0,
    )
    assert counts(add("completion", person="P1", item="C01", completed="2025-05-01")) == (
        0,
        0,
        1,
        0,
        0,
    )
    (only,) = everything()["P1"].completions
    assert only.source == "(one record)"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"item": "C01", "completed": "2025-05-01"}, "person: it must not be empty"),
        ({"person": "P1", "item": "C01"}, "a completed record needs its day"),
        ({"person": "P1", "item": "C01", "completed": "soon"}, r"not a date of the declared"),
        ({"person": "P1", "item": "C09", "completed": "2025-05-01"}, r"no such course"),
    ],
)
def test_a_single_record_has_the_same_problems(city: Store, add, values, says) -> None:
    with pytest.raises(InputRefused, match=rf"^\(one record\): .*{says}"):
        add("completion", **values)


def test_an_unknown_kind_is_misuse(city: Store, bring) -> None:
    with pytest.raises(UsageError, match="Did you mean people"):
        bring("peoples", "id,name\n")


STAFF = "person,agency,role,start\nP1,A1,teacher,2020-01-01\nP2,A1,nurse,2021-01-01\nP3,A2,nurse,2021-01-01\n"
LESS = "person,agency,role,start\nP1,A1,teacher,2020-01-01\n"


@pytest.mark.parametrize(
    ("missing", "ends"),
    [
        (Missing.KEEP, {"P1": None, "P2": None, "P3": None}),
        (Missing.END, {"P1": None, "P2": date(2026, 8, 31), "P3": None}),
    ],
)
def test_those_no_longer_in_a_staff_list(city: Store, bring, everything, missing, ends) -> None:
    bring("assignments", STAFF)
    result = bring("assignments", LESS, missing=missing)
    assert {ref: each.assignments[0].end for ref, each in everything().items()} == ends
    again = bring("assignments", LESS, missing=missing)
    assert (counts(again), again.written) == ((0, 0, 1, 0, 0), False)
    assert result.ended == (1 if missing is Missing.END else 0)


def test_a_changed_role_ends_the_one_before(city: Store, bring, everything) -> None:
    bring("assignments", STAFF)
    text = STAFF.replace("P2,A1,nurse,2021-01-01", "P2,A1,teacher,2026-06-01")
    assert counts(bring("assignments", text, missing=Missing.END)) == (1, 0, 2, 1, 0)
    found = everything()["P2"].assignments
    assert [(each.role, each.end) for each in found] == [
        ("nurse", date(2026, 8, 31)),
        ("teacher", None),
    ]


def test_what_has_not_started_is_not_ended(city: Store, bring, everything) -> None:
    bring("assignments", STAFF + "P2,A1,teacher,2026-10-01\n")
    result = bring("assignments", STAFF, missing=Missing.END)
    assert (result.ended, "kept: 1" in result.remarks[0]) == (0, True)


def test_who_comes_back_is_remarked(city: Store, bring) -> None:
    bring("assignments", STAFF)
    bring("assignments", LESS, missing=Missing.END)
    result = bring("assignments", STAFF)
    assert "left ended as the file has no column for the end: 1" in result.remarks[0]


def test_a_list_of_people_ends_leavers_of_its_agency(city: Store, bring, everything) -> None:
    bring("assignments", STAFF)
    profile = 'kind = "people"\n[columns]\nid = "id"\nname = "name"\n[constants]\nagency = "A1"\n'
    result = bring("people", "id,name\nP1,Ada King\n", profile=profile, missing=Missing.END)
    assert counts(result) == (0, 0, 1, 1, 0)
    ends = {ref: each.assignments[0].end for ref, each in everything().items()}
    assert ends == {"P1": None, "P2": date(2026, 8, 31), "P3": None}


@pytest.mark.parametrize(
    ("kind", "text", "asked", "says"),
    [
        ("people", "id,name\nP1,Ada\n", {}, "whose staff list"),
        ("completions", "person,item,completed\n", {}, "not for completions"),
        ("assignments", STAFF, {"partial": True}, "look like a leaver"),
    ],
)
def test_ending_what_is_missing_needs_a_list(city, bring, kind, text, asked, says) -> None:
    with pytest.raises(UsageError, match=says):
        bring(kind, text, missing=Missing.END, **asked)


def test_ids_of_two_systems_on_two_rows_both_land(city: Store, bring, rows) -> None:
    header = "id,name,email,born,source,source_id\n"
    who = "P1,Ada King,ada@a1.example,1980-03-01"
    result = bring("people", f"{header}{who},ESR,100\n{who},LMS,L-9\n")
    assert (result.changed, result.unchanged, result.remarks) == (1, 0, ())
    assert rows("SELECT source, ref FROM person_ids ORDER BY id") == [
        ("ESR", "100"),
        ("LMS", "L-9"),
    ]
    assert bring("people", f"{header}{who},ESR,100\n{who},LMS,L-9\n").written is False


def test_refused_rows_overwrite_no_other_file(city: Store, bring, tmp_path: Path) -> None:
    text = "person,item,completed\nP1,C01,2025-05-01\nP9,C01,2025-05-01\n"
    other = tmp_path / "other.csv"
    other.write_text("precious\n", "utf-8")
    with pytest.raises(UsageError, match="would overwrite a file that is none of refused rows"):
        bring("completions", text, partial=True, rejects=other)
    assert other.read_text("utf-8") == "precious\n"
    mine = tmp_path / "mine.csv"
    for _ in range(2):
        bring("completions", text, partial=True, rejects=mine)
    assert mine.stat().st_mode & 0o777 == 0o600


def test_what_only_a_clash_names_is_not_created(city: Store, bring, rows) -> None:
    """A setting keeps the agency that a refused row gave it."""
    profile = (
        'kind = "assignments"\ncreate = ["people", "agencies", "settings"]\n'
        'agency_sector = "education"\n'
    )
    text = (
        "person,agency,role,start,setting,hours\n"
        "N1,AX,teacher,2025-09-01,SNEW,10\n"
        "N1,AX,teacher,2025-09-01,SNEW,20\n"
        "N2,A1,teacher,2025-09-01,SNEW,20\n"
    )
    result = bring("assignments", text, profile=profile, partial=True)
    assert (result.new, result.rejected) == (1, 2)
    assert rows("SELECT ref FROM people WHERE ref LIKE 'N_' ORDER BY id") == [("N2",)]
    assert rows("SELECT count(*) FROM agencies WHERE ref = 'AX'") == [(1,)]


def test_titles_of_refused_rows_are_not_kept(city: Store, bring, rows) -> None:
    text = "person,item,completed,level\nP1,Zed,2025-05-01,1\nP1,Zed,2025-05-01,2\nP2,C01,2025-05-01,\n"
    result = bring("completions", text, partial=True)
    assert (result.new, result.rejected, result.remarks) == (1, 2, ())
    assert rows("SELECT ref FROM items") == [("C01",)]
