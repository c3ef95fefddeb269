"""What is proposed for a file that nobody has described: right, or asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from skillsmatrix.records.known import Known
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.profiles.profile_file import read_profile
from skillsmatrix.records.profiles.profile_texts import profile_texts
from skillsmatrix.records.suggest.days import day_forms
from skillsmatrix.records.suggest.render import render
from skillsmatrix.records.suggest.sample import read_samples
from skillsmatrix.records.suggest.suggest import suggest
from skillsmatrix.records.suggest.suggestion import Suggestion

LOG = "Staff no,Course,Date completed\n"


class Suggested:
    """A suggestion, as a value, as text, and as the profile that the text is."""

    def __init__(self, path: Path, known: Known) -> None:
        self.value: Suggestion = suggest(read_samples(path), known, profile_texts())
        self.text = render(self.value)
        self.asked = [question.text for question in self.value.questions if question.needed]
        self._saved = path.with_suffix(".toml")

    @property
    def profile(self) -> Profile:
        """What the text says when it is saved as it is."""
        self._saved.write_text(self.text, "utf-8")
        return read_profile(self._saved)


@pytest.fixture
def seen(tmp_path: Path):
    def look(content: str | bytes | list, known: Known | None = None) -> Suggested:
        path = tmp_path / ("file.xlsx" if isinstance(content, list) else "file.csv")
        if isinstance(content, list):
            write_book(path, content)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Suggested(path, known or Known())

    return look


def write_book(path: Path, sheets: list) -> None:
    """Write sheets, each a name, its rows and its merged areas."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows, *merged in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            for area in merged:
                top, left, *_ = area
                sheet.merge_range(*area, rows[top][left])


def test_a_training_log_is_proposed_with_its_reasons(seen) -> None:
    found = seen(LOG + "E1,Fire,02/12/2025\nE2,Fire,30/11/2025\nE1,First aid,14/01/2026\n")
    assert found.asked == []
    assert found.profile.kind == ("completions",)
    assert found.profile.columns == {
        "person": ("Staff no",),
        "item": ("Course",),
        "completed": ("Date completed",),
    }
    assert found.profile.forms("completed") == ("DD/MM/YYYY",)
    assert (
        '# because header "Date completed" reads like completed; 3 of 3 cells are days\n'
        'completed = "Date completed"\n'
    ) in found.text
    assert (
        "# because 3 of 3 cells are DD/MM/YYYY, 2 can only be read so (day > 12)\n"
        'completed = "DD/MM/YYYY"\n'
    ) in found.text


def test_what_is_proposed_imports_the_file(seen, city, bring) -> None:
    text = LOG + "P1,Fire safety,02/12/2025\nP1,C01,30/11/2025\n"
    bring("people", "id,name\nP1,Ada\n")
    found = seen(text)
    assert bring("completions", text, profile=found.profile).new == 2


@pytest.mark.parametrize(
    ("days", "forms", "asked"),
    [
        (["2025-12-02", "2025-11-30"], ("YYYY-MM-DD",), ""),
        (["12/30/2025", "1/2/2026"], ("M/D/YYYY",), ""),
        (["30.11.2025", "01.12.2025"], ("DD.MM.YYYY",), ""),
        (["30-Nov-2025", "1-Dec-2025"], ("D-Mon-YYYY",), ""),
        (["2025/12/02 00:00:00"], ("YYYY/MM/DD hh:mm:ss",), ""),
        (["30/11/25", "01/12/25"], ("DD/MM/YY",), ""),
        (["45992", "45620"], ("excel",), ""),
        (["2025-12-02", "30/11/2025"], ("YYYY-MM-DD", "DD/MM/YYYY"), ""),
        (["02/12/2025", "01/11/2025"], ("YYYY-MM-DD",), "ambiguous: under Date completed day and"),
        (["30/11/2025", "11/30/2025"], ("YYYY-MM-DD",), "mixed: under Date completed some of 2"),
        (["2019", "2020"], ("YYYY-MM-DD",), "Which day is meant where there is only a year?"),
        (["2025-12-02", "2025-11-30", "TBC"], ("YYYY-MM-DD",), "What day is TBC?"),
    ],
)
def test_days_are_read_or_asked_about(days, forms, asked, seen) -> None:
    found = seen(LOG + "".join(f"E1,Fire,{day}\n" for day in days))
    assert found.profile.forms("completed") == forms
    assert [text.startswith(asked) for text in found.asked] == ([True] if asked else [])


def test_an_order_that_nothing_tells_is_offered_both_ways(seen) -> None:
    found = seen(LOG + "E1,Fire,02/12/2025\n" * 20)
    assert "in all 20 cells: say which." in found.text
    assert '# completed = "DD/MM/YYYY"\n# completed = "MM/DD/YYYY"\n' in found.text
    assert found.value.needs_answers


def test_years_of_two_digits_say_which_hundred(seen) -> None:
    found = seen(LOG + "E1,Fire,30/11/25\n")
    assert found.profile.two_digit_years == "1950-2049"
    born = seen("Staff no,Name,DOB,Job title,Start date\nE1,Ada,30/11/25,Nurse,30/11/2025\n")
    assert any("hundred years" in text for text in born.asked)


@pytest.mark.parametrize(
    ("header", "kind", "asked"),
    [
        ("Staff no,Name,Email,DOB", ("people",), []),
        ("Staff no,Name,Job title,Start date", ("people", "assignments"), ["Which agency is it?"]),
        ("Employee ID,Role,Employer,Start date", ("assignments",), []),
        ("Payroll no,Absence type,Start date,End date", ("absences",), []),
        ("Email,Course,Completed", ("completions",), []),
        ("User ID,Training Object Title,Transcript Completed Date", ("completions",), []),
        ("Username,Course full name,Time completed", ("completions",), []),
        ("Name,Course,Completed", ("completions",), ["Who is meant? There are only names"]),
        ("Staff no,Course", ("completions",), ["When was it completed?"]),
        ("Site ID,Site name,Organisation", ("settings",), []),
        ("Job title,Course,Mandatory", ("requirements",), []),
        ("Colour,Size", (), ["What are the rows?"]),
    ],
)
def test_the_kind_is_what_the_headers_say(header, kind, asked, seen) -> None:
    """A header alone: forms of days are asked about too."""
    found = seen(header + "\n")
    assert found.value.kinds == kind
    told = [text for text in found.asked if not text.startswith("In which form")]
    assert [text.startswith(start) for text, start in zip(told, asked, strict=True)] == [
        True
    ] * len(asked)


def test_words_for_outcomes_are_known_or_asked_about(seen) -> None:
    rows = "E1,Fire,2025-12-02,{}\n"
    words = ("Passed", "In Progress", "No", "Failed")
    text = "Staff no,Course,Date completed,Status\n" + "".join(map(rows.format, words))
    found = seen(text)
    assert found.profile.values == {"outcome": {"Passed": "complete"}}
    assert found.asked == ["What became of training marked No? (1 cell)"]
    assert '# No = "not started"\n# No = "failed"\n' in found.text


def test_levels_with_a_number_are_known_and_names_asked_about(seen) -> None:
    text = "Staff no,Course,Date completed,Level\n"
    text += "".join(f"E1,Fire,2025-12-02,{level}\n" for level in ("2", "Level 1", "L3", "Gold"))
    found = seen(text)
    assert found.profile.values == {"level": {"Level 1": "1", "L3": "3"}}
    assert found.asked == ["Which level is Gold, counted from 1? (1 cell)"]


def test_ids_that_differ_in_case_or_zeros_are_asked_about(seen) -> None:
    found = seen(
        LOG + "p1,Fire,2025-12-02\nP1,Fire,2025-12-03\n007,Fire,2025-12-02\n7,Fire,2025-12-02\n"
    )
    assert found.asked == [
        "Are these the same people, under Staff no: p1 and P1?",
        "Are these the same people, under Staff no: 007 and 7?",
    ]


def test_no_day_in_a_column_of_days_is_nothing_or_asked_about(seen) -> None:
    text = "Staff no,Course,Completed,Expiry date\nE1,Fire,2025-12-02,n/a\nE1,Aid,2025-12-02,No expiry\n"
    found = seen(text + "E2,Fire,2025-12-02,2026-12-01\nE2,Aid,2025-12-02,2026-12-01\n")
    assert found.profile.values == {"expires": {"n/a": "", "No expiry": ""}}
    assert found.asked == []


def test_columns_of_no_use_are_ignored_with_the_reason_and_unknown_ones_told(seen) -> None:
    found = seen("Staff no,Course,Completed,Score,Mood\nE1,Fire,2025-12-02,86,good\n")
    assert found.profile.ignore == ("Score", "Mood")
    assert "Is Mood of no use? Nothing reads like its header (good)." in found.text
    assert found.asked == []


def test_a_header_below_titles_totals_and_a_legend(seen) -> None:
    text = (
        "Training report,,\n,,\nStaff no,Course,Completed\nE1,Fire,2025-12-02\nTotal,1,\n"
        "E2,Fire,2025-12-03\nNotes: ask Jo,,\n"
    )
    found = seen(text)
    assert found.profile.header == 3
    assert found.profile.skip_rows == {"Staff no": ("Total*",)}
    assert found.profile.stop_at == {"Staff no": ("Notes*",)}
    assert found.asked == []


def test_short_rows_and_windows_1252(seen) -> None:
    found = seen("Staff no,Course,Completed,Notes\nE1,Café,2025-12-02\n".encode("cp1252"))
    assert found.profile.encoding == "cp1252"
    assert found.profile.ragged == "pad"


def test_a_group_written_once_goes_down_and_a_team_is_asked_about(seen) -> None:
    head = "Job title,Course,Mandatory\n"
    found = seen(
        head + "Nurse,Fire,Mandatory\n,Aid,Mandatory\n,Law,Desirable\nCook,Fire,Mandatory\n,Aid,M\n"
    )
    assert found.profile.fill_down == ("Job title",)
    log = "Team,Staff no,Name,Email\nNorth,E1,Ada,a@b\n,E2,Bo,b@b\n,E3,Cy,c@b\nSouth,E4,Di,d@b\n,E5,Ed,e@b\n"
    asked = seen(log).asked
    assert asked == []  # people have no team: the column has no use there
    roles = "Department,Staff no,Job title,Start date,Employer\nNorth,E1,Cook,2025-01-01,X\n,E2,Cook,2025-01-01,X\n"
    assert seen(roles).asked == [
        "Does an empty cell under Department mean the one above it? (1 of 2 are empty)"
    ]


def test_a_workbook_the_sheets_that_are_alike_and_merged_cells(seen) -> None:
    rows = [["Job title", "Course"], ["Nurse", "Fire"], ["", "Aid"], ["Cook", "Fire"]]
    other = [["Job title", "Course"], ["Guard", "Fire"], ["Judge", "Law"]]
    found = seen(
        [("About", [["Version", "1"]]), ("Care", rows, (1, 0, 2, 0)), ("Law", other)],
    )
    assert found.profile.sheet == ("Care", "Law")
    assert found.profile.merged == "fill"
    assert "# Not read: sheet About" in found.text


def test_dates_of_a_workbook_need_no_form(seen, tmp_path) -> None:
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Log")
        sheet.write_row(0, 0, ["Staff no", "Course", "Completed"])
        sheet.write_row(1, 0, ["E1", "Fire"])
        sheet.write_number(1, 2, 45992, book.add_format({"num_format": "dd/mm/yyyy"}))
    found = Suggested(path, Known())
    assert found.asked == []
    told = " ".join(found.text.replace("\n#  ", "").split())
    assert "1 of 1 cells are days, 1 of them as the workbook's own dates" in told


MATRIX = (
    "Staff no,Name,Fire safety,First aid,Lifting\n"
    "E1,Ada,30/11/2025,y,\nE2,Bo,n/a,14/01/26,L2\nE3,Cy,exp 30/11/2026,booked,y\n"
)


def test_a_wide_matrix_has_a_meaning_for_each_cell_or_asks(seen) -> None:
    found = seen(MATRIX)
    assert found.profile.kind == ("completions",)
    matrix = found.profile.matrix
    assert matrix is not None
    assert matrix.columns == ("Fire safety", "First aid", "Lifting")
    assert {text: dict(meaning.fields) for text, meaning in matrix.cells.items()} == {
        "y": {"outcome": "complete"},
        "n/a": {},
        "l2": {"level": "2"},
    }
    assert matrix.patterns == (r"exp\w*\.?:? (?P<expires>\S+)",)
    assert [text.split("?")[0] for text in found.asked] == [
        "What does a cell say that has booked",
        "A tick or a level does not say when: which day is meant",
    ]


def test_a_matrix_of_levels_of_digits_and_codes_that_are_none(seen) -> None:
    levels = seen("Staff no,Digging,Driving\nE1,1,3\nE2,2,\n")
    assert levels.profile.matrix is not None
    assert levels.profile.matrix.cell_as == "level"
    codes = "Staff no,Name,Job title,Start date,Employer,SEX,CODE,FORM,HUE,TONE\n"
    found = seen(
        codes
        + "E1,Ada,Cook,2025-01-30,X,1,aa;b,xy,red,loud\nE2,Bo,Cook,2025-01-30,X,2,c,zz,blue,low\n"
    )
    assert found.profile.kind == ("people", "assignments")


def test_a_header_of_two_rows_and_a_day_and_an_expiry_for_each_course(seen) -> None:
    text = "Staff no,Fire,,Aid,\n,Done,Due,Done,Due\nE1,2025-12-02,2026-12-01,2025-12-03,\n"
    found = seen(text)
    assert found.profile.header_rows == 2
    assert found.profile.matrix is not None
    assert found.profile.matrix.columns == ("Fire / Done", "Aid / Done")
    assert found.profile.ignore == ("Fire / Due", "Aid / Due")
    assert found.profile.item_pattern == "(.+) / Done"


def test_roles_by_skills_with_marks_are_requirements(seen) -> None:
    found = seen("Tasks,digging,driving,training\nplan,x,,\nbuild,,x,\nteach,,,x\n")
    assert found.profile.kind == ("requirements",)
    assert [text.split("?")[0] for text in found.asked] == [
        "Are the rows roles",
        "How binding is what is marked x",
    ]


def test_texts_under_headers_without_meaning_describe_competencies(seen) -> None:
    long = "understands the basic syntax of it in the {}{}"
    text = "Skill,Junior (L1),Senior (L2)\n"
    text += "".join(f"S{n},{long.format('small', n)},{long.format('large', n)}\n" for n in range(4))
    found = seen(text)
    assert found.profile.matrix is not None
    assert found.profile.matrix.cell_as == "description"
    assert "Are Junior (L1), Senior (L2) roles, or levels?" in found.asked


def test_the_catalogue_tells_which_role_is_meant(seen) -> None:
    known = Known(roles=frozenset({"school-nurse"}))
    rows = "E1,School Nurse,X,2025-01-30\nE2,Cook,X,2025-01-30\n"
    found = seen("Staff no,Job title,Employer,Start date\n" + rows, known)
    assert found.profile.values == {"role": {"School Nurse": "school-nurse"}}
    assert found.asked == ["Which role of the catalogue is Cook? (1 cell)"]


def test_a_source_id_of_two_columns(seen) -> None:
    found = seen("LOCALESTID,UNIQUEWORKERID,Course,Completed\nhome,1,Fire,2025-01-30\n")
    assert found.profile.source == "asc-wds"
    assert found.profile.person.columns == ("LOCALESTID", "UNIQUEWORKERID")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Parent id number,Shortname,Scale values,Taxonomy\n", "as Moodle exports it"),
        ("identifier,fullStatement,humanCodingScheme\n", "items of a CASE framework"),
        ("O*NET-SOC Code,Title,Description\n", "occupations of O*NET"),
        ('{\n"a": 1\n}\n', "It looks like JSON"),
        ("17\n18\n19\n", "It is not known what this is"),
        ("", "It is not known what this is"),
    ],
)
def test_what_holds_no_records_is_said(text, says, seen) -> None:
    found = seen(text)
    assert found.value.kinds == ()
    assert says in " ".join(found.text.replace("\n# ", " ").split())
    assert found.value.needs_answers


def test_a_profile_that_is_there_already_is_found(seen) -> None:
    head = (
        "LOCALESTID,UNIQUEWORKERID,CATEGORY,DESCRIPTION,ACCREDITED,DATECOMPLETED,EXPIRYDATE,NOTES\n"
    )
    found = seen(head)
    assert "that is the profile to use" in " ".join(found.text.replace("\n# ", " ").split())
    assert found.profile.source == "asc-wds"
    assert not found.value.needs_answers


def test_our_own_template_needs_no_profile(seen) -> None:
    found = seen("person,kind,start,end\nP1,illness,2025-01-30,\n")
    assert found.profile == Profile(name="file", kind=("absences",))
    assert not found.value.needs_answers


EXAMPLES = Path(__file__).parents[2] / "examples" / "inputs"


@pytest.mark.parametrize(
    ("file", "kinds", "asked"),
    [
        ("lnd-small/data/training_records.csv", ("completions",), []),
        ("lnd-small/data/employees.csv", ("people", "assignments"), ["Which agency is it?"]),
        (
            "lnd-small/data/courses.csv",
            ("requirements",),
            ["How binding is Yes?", "How binding is No?", "Which role must have it?"],
        ),
        (
            "dubai/data/training_records.csv",
            ("completions",),
            ["What became of training marked No?"],
        ),
        ("asc-wds/staff/data/staff-test.csv", ("people", "assignments"), 2),
        ("asc-wds/statuses/training.csv", (), []),
        ("esr/export.csv", (), []),
        ("unidays/records/completions.csv", (), []),
        ("matrix/matrix.xlsx", ("completions",), 6),
        ("unidays/content/roles/sso.json", (), ["What are the rows?"]),
    ],
)
def test_the_example_inputs(file, kinds, asked) -> None:
    """Those that a profile or our own template fits have no kind of their own to say."""
    found = suggest(read_samples(EXAMPLES / file), Known(), profile_texts())
    assert found.kinds == kinds
    assert bool(found.ready) == (not kinds and not asked)
    told = [question.text for question in found.questions if question.needed]
    if isinstance(asked, int):
        assert len(told) == asked
    else:
        assert [text.split("?")[0] + "?" for text in told] == asked


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), min_size=1, max_size=6))
def test_whatever_a_table_holds_the_text_is_toml(rows) -> None:
    """And nothing raises; what has a kind is a profile."""
    import tomllib

    from skillsmatrix.records.suggest.sample import Sample

    sample = Sample(file="x.csv", rows=[(n + 1, row) for n, row in enumerate(rows)])
    found = suggest([sample], Known())
    assert tomllib.loads(render(found)).get("kind") == (
        found.kinds[0] if len(found.kinds) == 1 else (list(found.kinds) or None)
    )


@given(st.dates(min_value=__import__("datetime").date(1990, 1, 1)), st.sampled_from("/-. "))
def test_a_day_above_12_always_tells_the_order(day, gap) -> None:
    text = f"{day:%d}{gap}{day:%m}{gap}{day:%Y}"
    found = day_forms([text])
    assert bool(found.either) == (day.day <= 12)
