"""Files that are meant to do harm: each gets its answer, in one process that has little memory."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import fields_dict
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.hostile import HEAD, MEMORY
from tests.records.hostile_list import HOSTILE

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.problems import shown
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.profiles.profile_file import read_profile
from skillsmatrix.records.sheets.sheet_file import read_sheets

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 20


@pytest.fixture(scope="module")
def met() -> dict[str, tuple[str, float]]:
    """What each file got, and the seconds of processor time that took."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.records.hostile"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert ran.returncode == 0, f"with {MEMORY >> 20} MB: {ran.stderr[-3000:]}"
    return dict(json.loads(ran.stdout))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_its_answer(met: dict[str, tuple[str, float]], name: str) -> None:
    said, seconds = met[name]
    assert "Traceback" not in said
    for part in HOSTILE[name].says:
        assert part in said
    assert seconds < MOST_SECONDS


def test_nothing_that_is_said_does_anything_on_a_terminal(
    met: dict[str, tuple[str, float]],
) -> None:
    for name, (said, _) in met.items():
        told = [line for line in said.splitlines() if not line.startswith("<")]
        assert "\n".join(map(shown, told)) == "\n".join(told), name


BOBBY = "Robert'); DROP TABLE people;-- \" \\ %s {} $1 :x ?"


def test_sql_comes_back_word_for_word(store, bring, add, rows) -> None:
    quoted = '"' + BOBBY.replace('"', '""') + '"'
    agency, setting, team, person = (quoted.replace("Robert", name) for name in "ASTP")
    bring("agencies", f"id,name,sector\n{agency},{quoted},health\n")
    bring("settings", f"id,name,agency,type\n{setting},{quoted},{agency},school\n")
    bring("teams", f"id,name,agency,setting\n{team},{quoted},{agency},{setting}\n")
    bring("people", f"id,name,email,source,source_id\n{person},{quoted},,{quoted},{quoted}\n")
    item = quoted.replace("Robert", "item")
    bring("completions", f"person,item,completed,reference\n{person},{item},2025-01-02,{quoted}\n")
    decided = "person,kind,subject,reason,decided_by,start,agency\n"
    bring("decisions", f"{decided}{person},exemption,FIRE,{quoted},{quoted},2025-01-02,{agency}\n")
    for table in ("agencies", "settings", "teams", "people"):
        (found,) = rows(f"SELECT ref, name FROM {table}")
        assert found == (BOBBY.replace("Robert", table[0].upper()), BOBBY)
    assert rows("SELECT reference FROM completions") == [(BOBBY,)]
    assert (BOBBY.replace("Robert", "item"),) in rows("SELECT ref FROM items")
    assert rows("SELECT reason, decided_by FROM decisions") == [(BOBBY, BOBBY)]
    add("people", id=BOBBY, name=BOBBY)
    assert (BOBBY,) in rows("SELECT ref FROM people")


@pytest.mark.parametrize(
    "name",
    ["=1+1", "=cmd|' /C calc'!A0", "+44 1782", "-2+3", "@SUM(A1)", "'t Hooft", "'=1", "＝1", "'"],
)
def test_refused_rows_are_no_formulas_and_come_back_as_they_were(
    city, bring, rows, tmp_path: Path, name: str
) -> None:
    rejects = tmp_path / "rejects.csv"
    text = f'id,name,born\n{name},"{name}",1980-02-31\n'
    bring("people", text, partial=True, rejects=rejects)
    written = rejects.read_text("utf-8-sig")
    for cell in next(csv.reader(written.splitlines()[1:])):
        assert not cell.startswith(("=", "+", "-", "@", "＝"))
    bring("people", written.replace("1980-02-31", "1980-02-28"))
    assert rows("SELECT ref, name FROM people WHERE id > 3") == [(name, name)]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEAD)
    path.chmod(0)
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(65534)
        with pytest.raises(InputRefused, match=r"cannot be read \(Permission denied\)"):
            list(read_sheets(path, Profile(kind=("people",))))
    finally:
        if root:
            os.seteuid(0)


def test_refused_rows_of_a_pipe_are_not_promised(city, bring, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="read twice"):
        bring("people", tmp_path / "pipe", partial=True, rejects=tmp_path / "rejects.csv")


def test_a_file_that_changes_before_its_refused_rows_are_written_is_refused(
    city, bring, rows, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEAD + "P7,Zoe,\nP8,,\n")

    def change(done: int) -> None:
        if done == 90:
            path.write_text(HEAD + "P7\nP8,Eve,\n")

    with pytest.raises(InputRefused, match="was changed while it was read"):
        bring("people", path, partial=True, rejects=tmp_path / "r.csv", progress=change)
    assert rows("SELECT ref FROM people WHERE id > 3") == []


TOML_VALUES = st.recursive(
    st.one_of(
        st.booleans().map(lambda value: "true" if value else "false"),
        st.integers(-(2**63), 2**63).map(str),
        st.sampled_from(["nan", "inf", "1e308", "1979-05-27", "07:32:00", "'find'", "'YYYY'", "''"]),
        st.text(st.characters(codec="utf-8"), max_size=8).map(json.dumps),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]"),
        st.dictionaries(
            st.sampled_from(["person", "item", "completed", "by", "columns", "cells", "x", "patterns"]),
            inner,
            max_size=3,
        ).map(lambda each: "{" + ", ".join(f"{key} = {value}" for key, value in each.items()) + "}"),
    ),
    max_leaves=5,
)  # fmt: skip
KEYS = [name for name in fields_dict(Profile) if name not in ("name", "column_dates")]


@given(key=st.sampled_from(KEYS), value=TOML_VALUES)
@settings(max_examples=1000)
def test_a_wrong_value_of_any_key_is_a_problem_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "wrong.toml"
    first = "" if key == "kind" else 'kind = "completions"\n'
    path.write_text(f"# a profile\n{first}{key} = {value}\n", encoding="utf-8")
    try:
        read_profile(path)
    except InputRefused as refused:
        for problem in refused.problems:
            assert problem.place.line is not None
            assert shown(str(problem)) == str(problem)
