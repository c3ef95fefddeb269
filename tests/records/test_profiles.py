"""Files of other systems, by profile."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from attrs import fields_dict

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.model.completion import Outcome
from skillsmatrix.records.profiles.profile import Matrix, Profile
from skillsmatrix.records.profiles.profile_file import all_profiles, find_profile
from skillsmatrix.records.store import Store

ROOT = Path(__file__).parents[2]
ASC = (
    "LOCALESTID,UNIQUEWORKERID,CATEGORY,TRAININGNAME,ACCREDITED,WHODELIVERED,PROVIDERNAME,"
    "HOWDELIVERED,VALIDITY,DATECOMPLETED,EXPIRYDATE,NOTES\n"
)
ESR = (
    "Competency Name,Competence Level,Min Requirement,Essential,Expiry Date,Compliance Status,"
    "Description,Date Start,Date Last Awarded,Title,Last Updated By,VPD\n"
)
ESR_ROW = (
    '"457|LOCAL|Clinical Risk (PAR) - 3 Years|","1 - Attended",,"Y","30-Nov-2028","GREEN",,'
    '"02-Dec-2025","2025/12/02 00:00:00","457 Clinical Risk","457XSURNA01|Surname, Title First",'
    '"457"\n'
)


@pytest.fixture
def home(city: Store, bring) -> Store:
    """A care home whose workers are known by the ids of the ASC-WDS."""
    bring("people", "id,name,source,source_id\nP7,Vic,asc-wds,skills|Victoria\n")
    return city


@pytest.mark.parametrize(
    ("row", "expires", "remark"),
    [
        ("skills,Victoria,6,Fire,1,1,,1,12,29/02/2024,,", date(2025, 2, 27), None),
        ("skills,Victoria,6,Fire,1,1,,1,36,15/01/2025,14/01/2028,", date(2028, 1, 14), None),
        (
            "skills,Victoria,6,Fire,1,1,,1,12,29/02/2024,28/02/2025,",
            date(2025, 2, 28),
            "VALIDITY (12) gives 2025-02-27, the expiry 2025-02-28 is kept.",
        ),
        (
            "skills,Victoria,6,Fire,1,1,,1,none,29/02/2024,28/02/2025,",
            date(2025, 2, 28),
            "VALIDITY says none, the expiry 2025-02-28 is kept.",
        ),
        ("skills,Victoria,6,Fire,1,1,,1,none,29/02/2024,,", None, None),
        ("skills,Victoria,06,Fire,1,1,,1,,29/02/2024,,", None, None),
    ],
    ids=["filled in", "agrees", "differs", "none but a date", "none", "not said"],
)
def test_asc_wds_validity_and_expiry(home, bring, everything, row, expires, remark) -> None:
    result = bring("completions", ASC + row + "\n", profile=find_profile("asc-wds-training"))
    (only,) = everything()["P7"].completions
    assert (only.item, only.expires) == ("ASCWDS-6", expires)
    assert result.remarks == ((f"{result.file}:2: {remark}",) if remark else ())


def test_an_older_asc_wds_header_is_told_apart(home, bring, everything) -> None:
    text = (
        "LOCALESTID,UNIQUEWORKERID,CATEGORY,DESCRIPTION,ACCREDITED,DATECOMPLETED,EXPIRYDATE,NOTES\n"
        "skills,Victoria,25,Children,1,01/05/2025,30/04/2026,\n"
    )
    result = bring("completions", text, profile=find_profile("asc-wds-training"))
    assert "older version, before VALIDITY" in result.remarks[0]
    assert [each.item for each in everything()["P7"].completions] == ["ASCWDS-25"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ASC.replace("VALIDITY", "VALID"), r"column 9 should be VALIDITY \(VALID\)"),
        (ASC.replace(",NOTES", ""), r"column 12 should be NOTES \(nothing\)"),
        (
            ASC + "skills,Viktor,6,,,,,,,01/05/2025,,\n",
            r"no person has this id in asc-wds \(skills\|Vik",
        ),
        (
            ASC + "skills,Victoria,6,,,,,,,1905-07-11,,\n",
            r"DATECOMPLETED: not a date of the declared",
        ),
        (ASC + "skills,Victoria,six,,,,,,,01/05/2025,,\n", r"CATEGORY: not of the form.*\(six\)"),
        (
            ASC + "skills,Victoria,6,,,,,,,2025-05-01,,\n",
            r"DATECOMPLETED: not a date of the declared",
        ),
        (ASC + "skills,Victoria,6,,,,,,1000,01/05/2025,,\n", r"VALIDITY: not months \(1000\)"),
        (ASC + ",Victoria,6,,,,,,,01/05/2025,,\n", r"LOCALESTID \+ UNIQUEWORKERID: it must not be"),
    ],
)
def test_asc_wds_problems(home: Store, bring, text: str, says: str) -> None:
    with pytest.raises(InputRefused, match=says):
        bring("completions", text, profile=find_profile("asc-wds-training"))


def test_an_esr_row_is_read_with_its_own_expiry(city, bring, everything) -> None:
    profile = find_profile("esr-competency")
    result = bring("completions", ESR + ESR_ROW + ",,,,,,,,,,,\n", profile=profile, person="P2")
    (only,) = everything()["P2"].completions
    assert (only.item, only.completed, only.expires, only.level, only.outcome) == (
        "LOC-PAR",
        date(2025, 12, 2),
        date(2028, 11, 30),
        None,
        Outcome.COMPLETE,
    )
    assert result.remarks == ()
    assert sum(len(each.completions) for each in everything().values()) == 1


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("NHS|CSTF|Fire Safety - 1 Year|", "FIRE"),
        ("NHS|CSTF|Fire Safety|", "FIRE"),
        ("Fire Safety", "FIRE"),
        ("457|LOCAL|C01|", "C01"),
    ],
)
def test_an_esr_name_holds_a_title(city, bring, everything, name, item) -> None:
    row = ESR_ROW.replace("457|LOCAL|Clinical Risk (PAR) - 3 Years|", name)
    bring("completions", ESR + row, profile=find_profile("esr-competency"), person="P2")
    assert [each.item for each in everything()["P2"].completions] == [item]


def test_an_esr_row_never_awarded_is_not_started(city, bring, everything) -> None:
    row = ESR_ROW.replace('"02-Dec-2025","2025/12/02 00:00:00"', ",").replace("30-Nov-2028", "")
    bring("completions", ESR + row, profile=find_profile("esr-competency"), person="P2")
    assert [each.outcome for each in everything()["P2"].completions] == [Outcome.NOT_STARTED]


def test_an_esr_file_needs_its_person(city: Store, bring) -> None:
    with pytest.raises(UsageError, match="Add --person ID"):
        bring("completions", ESR + ESR_ROW, profile=find_profile("esr-competency"))


def test_a_file_with_people_takes_no_other(city: Store, bring) -> None:
    with pytest.raises(UsageError, match="without --person"):
        bring("completions", "person,item,completed\nP1,C01,2025-01-01\n", person="P2")


def test_our_own_template_may_leave_the_person_to_the_option(city, bring, everything) -> None:
    bring("completions", "item,completed\nC01,2025-01-01\n", person="P2")
    assert len(everything()["P2"].completions) == 1


BY_EMAIL = """
kind = "completions"
unknown_columns = "ignore"
dates = "DD/MM/YYYY"
[person]
by = "email"
[columns]
person = ["Work e-mail", "Email"]
item = "Course"
completed = ["Finished", "Started"]
[values.item]
"Course one" = "C01"
"""


def test_people_are_found_by_email_in_any_case(city, bring, everything) -> None:
    text = "EMAIL,Course,Finished,Started,Score\nADA@a1.example,course ONE,,01/02/2025,9\n"
    result = bring("completions", text, profile=BY_EMAIL)
    (only,) = everything()["P1"].completions
    assert (only.item, only.completed) == ("C01", date(2025, 2, 1))
    assert result.remarks == (f"{result.file}: columns not used: Score.",)


def test_an_email_of_several_people_is_a_problem(city: Store, bring) -> None:
    bring("people", "id,name,email\nP8,Eve,Ada@a1.example\n")
    text = "Email,Course,Finished\nada@a1.example,C01,01/02/2025\n"
    with pytest.raises(InputRefused, match="several people have this e-mail"):
        bring("completions", text, profile=BY_EMAIL)


CREATING = """
kind = ["assignments", "completions"]
source = "hr"
create = ["people", "agencies", "settings", "teams"]
agency_sector = "education"
[person]
by = "source id"
[columns]
person = "Number"
person_name = "Name"
agency = "Body"
setting = "School"
team = "Team"
role = "Job"
start = "Since"
manager = "Boss"
item = "Course"
completed = "Day"
"""


def test_a_profile_may_create_what_is_not_known(city, bring, everything, rows) -> None:
    text = "Number,Name,Body,School,Team,Job,Since,Boss\n7,Fay,A9,S9,T9,nurse,2020-01-01,8\n"
    result = bring("assignments", text, profile=CREATING)
    assert [remark.split(": ", 1)[1] for remark in result.remarks] == [
        "agencies created, as they were not known yet: 1.",
        "settings created, as they were not known yet: 1.",
        "teams created, as they were not known yet: 1.",
        "people created, as they were not known yet: 2.",
    ]
    (job,) = everything()["7"].assignments
    assert (job.agency, job.setting, job.team, job.manager) == ("A9", "S9", "T9", "8")
    assert (everything()["7"].person.name, everything()["8"].person.name) == ("Fay", "8")
    assert rows("SELECT sector FROM agencies WHERE ref = 'A9'") == [("education",)]
    assert rows("SELECT source, ref FROM person_ids") == [("hr", "7"), ("hr", "8")]
    again = bring("assignments", text, profile=CREATING)
    assert (again.unchanged, again.written) == (1, False)


def test_the_same_file_may_give_two_kinds(city, bring, everything) -> None:
    text = "Number,Name,Body,Job,Since,Course,Day\n7,Fay,A1,nurse,2020-01-01,C01,2021-01-01\n"
    bring("assignments", text, profile=CREATING)
    bring("completions", text, profile=CREATING)
    fay = everything()["7"]
    assert (len(fay.assignments), len(fay.completions)) == (1, 1)


def test_only_what_lands_is_created(city: Store, bring, rows) -> None:
    text = "Number,Body,Job,Since\n7,A8,nurse,2020-01-01\n8,A9,nurse,soon\n"
    bring("assignments", text, profile=CREATING, partial=True)
    assert rows("SELECT ref FROM agencies WHERE ref > 'A2'") == [("A8",)]


def test_our_id_is_not_mistaken_for_one_of_another_system(city: Store, bring) -> None:
    text = "Number,Body,Job,Since\nP1,A1,nurse,2020-01-01\n"
    with pytest.raises(InputRefused, match="someone has this as our id"):
        bring("assignments", text, profile=CREATING)


def test_ids_of_several_systems_are_kept(city: Store, bring, rows) -> None:
    header = "id,name,source,source_id\n"
    assert bring("people", header + "P1,Ada King,esr,11\n").changed == 1
    assert bring("people", header + "P1,Ada King,lms,aa\n").changed == 1
    assert bring("people", header + "P1,Ada King,lms,aa\n").unchanged == 1
    assert rows("SELECT person, source, ref FROM person_ids") == [
        (1, "esr", "11"),
        (1, "lms", "aa"),
    ]


def test_a_profile_for_another_kind_is_misuse(city: Store, bring) -> None:
    with pytest.raises(UsageError, match="is for completions, not for people"):
        bring("people", "id,name\n", profile=find_profile("esr-competency"))


def test_profiles_of_a_workspace_come_before_those_shipped(tmp_path: Path) -> None:
    (tmp_path / "esr-competency.toml").write_text('kind = "people"\n', encoding="utf-8")
    (tmp_path / "ours.toml").write_text('kind = "people"\n', encoding="utf-8")
    assert [each.name for each in all_profiles([tmp_path])] == [
        "asc-wds-training",
        "esr-competency",
        "ours",
    ]
    assert find_profile("esr-competency", [tmp_path]).kind == ("people",)
    assert find_profile(str(tmp_path / "ours.toml")).name == "ours"


def test_an_unknown_profile_offers_near_names() -> None:
    with pytest.raises(UsageError, match="Did you mean esr-competency"):
        find_profile("esr-competence")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('kind = "peple"', r"p.toml:1: there is no such kind \(peple\). Did you mean people"),
        (
            'kind = "people"\ncolums = 1',
            r"p.toml:2: there is no such key \(colums\). Did you mean columns",
        ),
        (
            'kind = "people"\n[columns]\nidd = "x"',
            r"p.toml:2: there is no such field in columns \(idd\)",
        ),
        ('kind = "people"\n[columns]\nid = 3', r"p.toml:2: columns must be text in quotes.*\(3\)"),
        ('source = "x"', r"p.toml: kind is missing"),
        (
            'kind = "people"\ndates = "DD/MM/YY"',
            r"p.toml:2: two_digit_years is missing \(dates has DD/MM/YY\)",
        ),
        ('kind = "people"\n[dates]\nname = "YYYY-MM-DD"', r"the field holds no date \(name\)"),
        ('kind = "people"\ncreate = "roles"', r"p.toml:2: this cannot be created \(roles\)"),
        ('kind = "people"\ncreate = "agencies"', r"p.toml:2: agency_sector is missing"),
        (
            'kind = "people"\n[person]\nby = "name"',
            r"must be one of id, email, source id, option \(name\)",
        ),
        ('kind = "people"\n[person]\nby = "source id"', r"source is missing"),
        ('kind = "people"\n[person]\ncolumns = ["a"]', r"person.columns is only for"),
        (
            'kind = "people"\n[person]\nbuy = "id"',
            r"there is no such key in person \(buy\). Did you mean by",
        ),
        ('kind = "completions"\nitem_pattern = "x"', r"it has no group \(x\)"),
        ('kind = "completions"\nitem_pattern = "("', r"no regular expression"),
        ('kind = "completions"\nitem_as = "x"', r"has no place for the id \(x\)"),
        ('kind = "completions"\nundated = "gone"', r"there is no such outcome \(gone\)"),
        ("kind = people", r"p.toml:1: The profile is not TOML"),
        ('kind = "people"\nunknown_columns = "drop"', r"must be one of refuse, ignore \(drop\)"),
    ],
)
def test_a_wrong_profile_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "p.toml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=says):
        find_profile(str(tmp_path / "p.toml"))


def test_a_profile_of_dates_alone_means_our_own_headers(city, bring, everything) -> None:
    """What an ambiguous date advises, works as advised."""
    profile = 'kind = "completions"\ndates = "DD/MM/YYYY"\n'
    rows = "person,item,completed,outcome\nP1,C01,03/04/2026,Complete\n"
    bring("completions", rows, profile=profile)
    (only,) = everything()["P1"].completions
    assert (only.completed, only.outcome) == (date(2026, 4, 3), Outcome.COMPLETE)


def test_every_key_is_explained_and_the_examples_are_profiles(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "inputs" / "PROFILES.md").read_text("utf-8")
    keys = {*fields_dict(Profile), *fields_dict(Matrix)} - {"name", "column_dates"}
    assert {key for key in keys if f"`{key}`" not in text} == set()
    examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(examples) > 2
    for example in examples:
        (tmp_path / "p.toml").write_text(example, encoding="utf-8")
        find_profile(str(tmp_path / "p.toml"))


def test_a_needed_column_that_no_profile_maps_is_told(city: Store, bring) -> None:
    """A half-filled profile is a problem with a name, not a crash."""
    profile = 'kind = "completions"\n[columns]\nperson = "person"\n'
    with pytest.raises(InputRefused, match="There is no column for item"):
        bring("completions", "person,item,completed\nP1,C01,2026-04-03\n", profile=profile)
