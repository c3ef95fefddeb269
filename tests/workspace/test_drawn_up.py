"""Spreadsheets of requirements: the text that comes of them, or why none does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import run_skills

from skillsmatrix import load_catalogue
from skillsmatrix.catalogue import Layer
from skillsmatrix.catalogue.slug import slug
from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.records.profiles.profile_file import read_profile
from skillsmatrix.workspace.drawn_up import policy_text

LIST = """
kind = "requirements"
[columns]
role = "Job"
grade = "Grade"
competency = "Skill"
course = "Course"
level = "Level"
area = "Area"
standing = "Standing"
description = "What"
"""
DAY = date(2026, 4, 1)


@pytest.fixture
def drawn(tmp_path: Path):
    """Return the catalogue that a table comes to, and its text; checked as a layer of a workspace."""

    def draw(table: str, profile: str = LIST, known: Catalogue | None = None):
        (tmp_path / "table.csv").write_text(table, "utf-8")
        (tmp_path / "p.toml").write_text(profile, "utf-8")
        found = policy_text(
            tmp_path / "table.csv", read_profile(tmp_path / "p.toml"), known or Catalogue(), DAY
        )
        folder = tmp_path / "layer" / "competencies"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "table.toml").write_text(found.text, "utf-8")
        catalogue, problems = load_catalogue([Layer("own", tmp_path / "layer")])
        if known is None:
            assert problems == ()
        return catalogue, found

    return draw


def test_a_list_gives_roles_competencies_levels_and_requirements(drawn) -> None:
    catalogue, found = drawn(
        "Job,Skill,Level,Standing,Area\nCook,Hygiene,2,Mandatory,Kitchen\nCook,Knives,,desirable,\n"
        "Chef,Hygiene,3,Mandatory,Kitchen\n"
    )
    assert list(catalogue.roles) == ["cook", "chef"]
    assert catalogue.competencies["hygiene"].levels == ("Level 1", "Level 2", "Level 3")
    assert catalogue.competencies["hygiene"].framework == "kitchen"
    assert catalogue.competencies["knives"].framework == "table"
    assert {
        name: (rule.level, rule.standing.value) for name, rule in catalogue.requirements.items()
    } == {
        "cook.hygiene": (2, "mandatory"),
        "cook.knives": (None, "desirable"),
        "chef.hygiene": (3, "mandatory"),
    }
    head = found.text.splitlines()
    assert head[0].startswith("# Drawn up on 2026-04-01 from table.csv by the profile p: 3 rows:")
    assert head[1].startswith("# sha256 ")


def test_grades_are_kinds_of_the_role_and_courses_give_a_competency(drawn) -> None:
    catalogue, _ = drawn("Job,Grade,Course,Standing\nCook,2+ years,Knives,essential\n")
    assert catalogue.roles["cook-2-plus-years"].kind_of == ("cook",)
    assert [award.competency for award in catalogue.courses["knives-course"].awards] == ["knives"]
    assert list(catalogue.requirements) == ["cook-2-plus-years.knives"]


def test_a_course_gives_the_level_of_its_row(drawn) -> None:
    catalogue, _ = drawn("Skill,Course,Level\nKnives,Sharp,1\nKnives,Sharper,2\n")
    assert [each.awards[0].level for each in catalogue.courses.values()] == [1, 2]
    with pytest.raises(InputRefused, match="the same course, with another competency or level"):
        drawn("Skill,Course,Level\nKnives,Sharp,1\nKnives,Sharp,2\n")


def test_names_of_levels_are_in_the_order_of_the_file(drawn) -> None:
    rows = "Cook,Hygiene,Bronze,essential,Washes\nChef,Hygiene,Gold,essential,Inspects\n"
    catalogue, _ = drawn("Job,Skill,Level,Standing,What\n" + rows)
    assert catalogue.competencies["hygiene"].levels == ("Bronze", "Gold")
    assert catalogue.competencies["hygiene"].summary == "Bronze: Washes\nGold: Inspects"
    assert catalogue.requirements["chef.hygiene"].level == 2


def test_marks_and_words_in_a_matrix_say_how_binding_it_is(drawn) -> None:
    profile = """
kind = "requirements"
columns = { role = "Role" }
[matrix]
header_as = "competency"
cell_as = "standing"
[matrix.cells]
"M" = { standing = "mandatory" }
"2" = { standing = "essential", level = "2" }
"-" = ""
"""
    catalogue, _ = drawn("Role,Fire,Aid\nCook,-,M\nChef,2,M\n", profile)
    assert {
        name: (rule.standing.value, rule.level) for name, rule in catalogue.requirements.items()
    } == {
        "cook.aid": ("mandatory", None),
        "chef.fire": ("essential", 2),
        "chef.aid": ("mandatory", None),
    }


def test_the_same_row_again_counts_once_and_is_told(drawn) -> None:
    catalogue, found = drawn("Job,Skill,Standing\n" + "Cook,Knives,essential\n" * 3)
    assert len(catalogue.requirements) == 1
    assert found.remarks == ("2 rows that say the same again, counted once",)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("Cook,C?,essential,\nCook,C!,essential,\n", "would have the same id, c (C!; c?)"),
        ("Cook,???,essential,\n", "no id can be made of this title (???)"),
        ("Cook,Knives,,\n", "no such standing (empty)"),
        ("Cook,Knives,mandtory,\n", "no such standing (mandtory). Did you mean mandatory?"),
        ("Cook,,essential,\n", "neither competency nor course (empty)"),
        ("Cook,Knives,essential,0\n", "no such level (0)"),
        ("Cook,Knives,essential,1\nCook,Knives,essential,2\n", "with another level or standing"),
        ("Cook,Knives,essential,1\nChef,Knives,essential,\n", "no level is named (empty)"),
        ("Cook,Knives,essential,1\nChef,Knives,essential,Top\n", "numbers as well as names"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_nothing_is_written(rows, says, drawn) -> None:
    with pytest.raises(InputRefused) as refused:
        drawn("Job,Skill,Standing,Level\n" + rows)
    assert says in str(refused.value)
    assert str(refused.value).startswith("table.csv:")


def test_what_the_catalogue_has_is_used_and_another_of_its_id_is_told(drawn) -> None:
    known, _ = drawn("Job,Skill,Standing,Level\nCook,Knives,essential,Able\n")
    _, found = drawn("Job,Skill,Standing,Level\ncook,KNIVES,mandatory,Able\n", known=known)
    assert "[[role]]" not in found.text
    assert "[[competency]]" not in found.text
    assert 'id = "cook.knives"' in found.text
    with pytest.raises(InputRefused, match="no such level"):
        drawn("Job,Skill,Standing,Level\nCook,Knives,mandatory,Best\n", known=known)
    with pytest.raises(InputRefused, match="the catalogue has another competency of this id"):
        drawn("Job,Skill,Standing\nCook,Knives!,mandatory\n", known=known)


def test_a_profile_of_records_is_for_no_requirements(drawn) -> None:
    with pytest.raises(UsageError, match="The profile is for people, not for requirements"):
        drawn("id\n1\n", 'kind = "people"\n')


def test_the_command_writes_a_new_file_and_never_over_one(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("role,competency,standing\nCook,Knives,essential\n", "utf-8")
    asked = ("import", "requirements", "t.csv")
    shown = run_skills(*asked, cwd=tmp_path)
    assert shown.returncode == 0
    assert "[[requirement]]" in shown.stdout
    done = run_skills(*asked, "--out", "new.toml", cwd=tmp_path)
    assert done.stdout == (
        "requirements from t.csv: 1 rows: 1 roles, 1 competencies, 0 courses, 1 requirements\n"
    )
    before = (tmp_path / "new.toml").read_bytes()
    again = run_skills(*asked, "--out", "new.toml", cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already, and is not overwritten" in again.stderr
    assert (tmp_path / "new.toml").read_bytes() == before
    wrong = run_skills("import", "people", "t.csv", "--out", "new.toml", cwd=tmp_path)
    assert wrong.returncode == 2


@given(st.text())
def test_an_id_is_its_own_id(title: str) -> None:
    assert slug(slug(title)) == slug(title)
