"""Inputs that nobody here wrote: what goes in, what comes out, and what others say comes out.

The README of ``examples/inputs`` is typed, command by command, in a copy; the other tests look at
what that made, and count the same from the files with the standard library alone.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from tests.conftest import ROOT, run_skills

from skillsmatrix import load_catalogue, open_workspace, shipped_layer
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.model.requirement import Standing
from skillsmatrix.model.status import Status
from skillsmatrix.workspace import Workspace
from skillsmatrix_cli.exits import call
from skillsmatrix_cli.main import skills

INPUTS = ROOT / "examples" / "inputs"
REPORTED = {
    "Up-to-date": Status.MET,
    "Expiring soon": Status.EXPIRING,
    "Expired": Status.EXPIRED,
    "Missing": Status.MISSING,
}
"""What the ASC-WDS training report calls a status."""
AS_AT_REPORT = date(2021, 12, 1)


@frozen
class Typed:
    """The README as it is, and as it would be with what its commands really print."""

    folder: Path
    text: str
    replayed: str

    def workspace(self, name: str) -> Workspace:
        """Open the workspace that typing along has made."""
        return open_workspace(self.folder / name)


@pytest.fixture(scope="session")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Typed:
    """Type the README along, in a copy, going where it says ``cd``."""
    folder = tmp_path_factory.mktemp("inputs") / "inputs"
    kept_out = shutil.ignore_patterns("records.sqlite*", ".skills", "__pycache__")
    shutil.copytree(INPUTS, folder, ignore=kept_out)
    text = (INPUTS / "README.md").read_text("utf-8")
    parts = re.split(r"(`cd [^`]+`|```console\n.*?```)", text, flags=re.DOTALL)
    here = folder
    for number, part in enumerate(parts):
        if part.startswith("`cd "):
            here = Path(os.path.normpath(here / part.removeprefix("`cd ").rstrip("`")))
        elif part.startswith("```console\n"):
            commands = part.removeprefix("```console\n").removesuffix("```").splitlines()
            lines = [line for line in commands if line.startswith("$ ")]
            shown = "\n\n".join(f"{line}\n{answer(line, here)}".rstrip() for line in lines)
            parts[number] = f"```console\n{shown}\n```"
    return Typed(folder, text, "".join(parts))


def answer(line: str, folder: Path) -> str:
    """Return what a command prints, stdout before stderr; in this process, which is quicker."""
    name, *words = shlex.split(line.removeprefix("$ "))
    assert name == "skills"
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setenv("COLUMNS", "100")
        code = call(lambda: skills(words, standalone_mode=False))
    text = (out.getvalue() + err.getvalue()).rstrip("\n")
    return f"{text}\n(exit code {code})" if code else text


@pytest.mark.parametrize(
    ("workspace", "command", "count"),
    [
        ("lnd-small", "people data/employees.csv --profile employees", 80),
        ("lnd-small", "assignments data/employees.csv --profile employees", 80),
        ("lnd-small", "completions data/training_records.csv --profile training", 359),
        ("dubai", "completions data/training_records.csv --profile training", 300),
        ("unidays", "completions records/completions.csv", 7),
        ("asc-wds/statuses", "completions training.csv --profile asc-wds-training", 4),
        ("asc-wds/totals", "completions training.csv --profile asc-wds-training", 58),
        ("esr", "completions export.csv --profile esr-competency --person P1", 1),
        ("asc-wds/staff", "people data/staff-test.csv --profile workers", 11),
        ("matrix", "completions matrix.xlsx --profile matrix", 21),
    ],
)
def test_a_file_that_comes_again_changes_nothing(
    workspace: str, command: str, count: int, typed: Typed
) -> None:
    """Typed by somebody else, in a process of its own."""
    done = run_skills("import", *command.split(), cwd=typed.folder / workspace)
    assert done.returncode == 0, done.stderr
    assert f": 0 new, 0 changed, {count} unchanged, 0 ended, 0 rejected" in done.stdout


def rows(*path: str) -> list[dict[str, str]]:
    with INPUTS.joinpath(*path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stored(workspace: Workspace, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(workspace.store_address) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def outcomes(workspace: Workspace) -> dict[str, int]:
    return dict(stored(workspace, "SELECT outcome, count(*) FROM completions GROUP BY outcome"))


def counts(gaps: Gaps) -> dict[str, int]:
    return {str(status): gaps.total[status] for status in Status if gaps.total[status]}


def test_the_readme_prints_what_it_says(typed: Typed, request: pytest.FixtureRequest) -> None:
    """With --snapshot-update it is rewritten."""
    if request.config.getoption("--snapshot-update"):
        (INPUTS / "README.md").write_text(typed.replayed, "utf-8")
    else:
        assert typed.replayed == typed.text


def test_lnd_small_every_employee_and_every_record_lands(typed: Typed) -> None:
    workspace = typed.workspace("lnd-small")
    employees, records = (
        rows("lnd-small/data/employees.csv"),
        rows("lnd-small/data/training_records.csv"),
    )
    assert (len(employees), len(records)) == (80, 359)
    query = (
        "SELECT p.ref, p.name, t.name, r.ref, date('1970-01-01', a.start || ' days')"
        " FROM assignments a JOIN people p ON p.id = a.person"
        " JOIN teams t ON t.id = a.team JOIN roles r ON r.id = a.role"
    )
    assert sorted(stored(workspace, query)) == sorted(
        (
            row["employee_id"],
            row["employee_name"],
            row["department"],
            row["job_level"].lower().replace(" ", "-"),
            row["join_date"],
        )
        for row in employees
    )
    assert outcomes(workspace) == {"complete": 226, "in progress": 73, "not started": 60}
    kept = stored(workspace, "SELECT reference FROM completions")
    assert sorted(kept) == sorted((row["record_id"],) for row in records)


def test_lnd_small_met_is_who_completed_what_is_mandatory(typed: Typed) -> None:
    courses = rows("lnd-small/data/courses.csv")
    mandatory = {row["course_id"] for row in courses if row["mandatory"] == "Yes"}
    held = {
        (row["employee_id"], row["course_id"])
        for row in rows("lnd-small/data/training_records.csv")
        if row["completion_status"] == "Completed" and row["course_id"] in mandatory
    }
    gaps = typed.workspace("lnd-small").gaps(date(2024, 11, 30))
    assert counts(gaps) == {"met": len(held), "missing": 80 * len(mandatory) - len(held)}
    assert len(held) == 154


def test_lnd_small_what_is_suggested_reads_the_file_as_our_own_profile_does(
    typed: Typed, tmp_path: Path
) -> None:
    folder = tmp_path / "lnd"
    shutil.copytree(typed.folder / "lnd-small", folder)
    shutil.rmtree(folder / "profiles")
    for name in folder.glob("records.sqlite*"):
        name.unlink()
    log = "data/training_records.csv"
    (folder / "profiles").mkdir()
    (folder / "profiles" / "log.toml").touch()  # as a shell does that sends the answer there
    suggested = run_skills("import", "--suggest", log, cwd=folder)
    assert suggested.returncode == 0, suggested.stderr
    (folder / "profiles" / "log.toml").write_text(
        f'create = "people"\n{suggested.stdout}', encoding="utf-8"
    )
    assert run_skills("init", cwd=folder).returncode == 0
    done = run_skills("import", "completions", log, "--profile", "log", cwd=folder)
    assert done.stdout.startswith("completions from training_records.csv: 359 new"), done.stderr
    assert outcomes(open_workspace(folder)) == outcomes(typed.workspace("lnd-small"))


def test_dubai_one_file_gives_people_assignments_and_completions(typed: Typed) -> None:
    workspace = typed.workspace("dubai")
    records = rows("dubai/data/training_records.csv")
    people = {(row["EmployeeID"],) for row in records}
    assert len(records) == 300
    assert set(stored(workspace, "SELECT ref FROM people")) == people
    assert stored(workspace, "SELECT count(*) FROM assignments") == [(len(people),)]
    found = Counter(row["Completed"] for row in records)
    assert outcomes(workspace) == {"complete": found["Yes"], "not started": found["No"]}
    assert all(row["Completed"] == row["CertificateValid"] for row in records)
    assert stored(workspace, "SELECT count(expires) FROM completions") == [(0,)]


def test_dubai_two_years_count_from_the_latest_completion(typed: Typed) -> None:
    records = rows("dubai/data/training_records.csv")
    needed = ("Fire Safety", "Heat Stress Prevention", "PPE Usage Training")
    latest: dict[tuple[str, str], str] = {}
    for row in records:
        key = row["EmployeeID"], row["CourseName"]
        if row["Completed"] == "Yes" and key[1] in (*needed, "OSHA Safety Fundamentals"):
            latest[key] = max(latest.get(key, ""), row["TrainingDate"])
    gaps = typed.workspace("dubai").gaps(date(2025, 11, 30))
    met = sum(day > "2023-11-30" for day in latest.values())
    assert gaps.total.met == met
    assert gaps.total[Status.EXPIRED] == len(latest) - met
    assert gaps.total.required == 4 * len({row["EmployeeID"] for row in records})


def run_script(*arguments: Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def texts(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for what commands leave behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".skills" not in path.parts and "sqlite" not in path.name
    }


def test_unidays_the_catalogue_is_what_the_converter_writes(tmp_path: Path) -> None:
    folder = INPUTS / "unidays"
    said = run_script(folder / "convert.py", folder / "content", tmp_path)
    assert texts(tmp_path) == texts(folder / "catalogue")
    for line in said.splitlines():
        assert f"    {line}\n" in (INPUTS / "README.md").read_text("utf-8")


def test_unidays_role_levels_and_competency_levels(typed: Typed) -> None:
    catalogue = typed.workspace("unidays").catalogue
    assert len(catalogue.roles) == 41
    assert len(catalogue.competencies) == 25
    assert sum(len(competency.levels) for competency in catalogue.competencies.values()) == 85
    standings = Counter(rule.standing for rule in catalogue.requirements.values())
    assert standings == {Standing.ESSENTIAL: 332, Standing.DESIRABLE: 14}
    assert all(rule.level for rule in catalogue.requirements.values())


def test_unidays_each_requirement_is_the_level_that_the_framework_names(typed: Typed) -> None:
    """From the JSON again, by another way than the converter's."""
    levels: dict[str, str] = {}
    for path in (INPUTS / "unidays/content/competencies").glob("*.json"):
        table = json.loads(path.read_text("utf-8"))
        for topic in table["topics"]:
            for level in topic["levels"]:
                levels[f"{table['path']}/{topic['path']}/{level['path']}"] = level["title"]
    catalogue = typed.workspace("unidays").catalogue
    files = (INPUTS / "unidays/content/roles").glob("*.json")
    found = [level for path in files for level in role_levels(json.loads(path.read_text("utf-8")))]
    assert {level["path"]: level["title"] for level in found} == {
        role.id: role.title for role in catalogue.roles.values()
    }
    assert any("👷" in level["title"] for level in found)
    for level in found:
        for name in level["competencies"].get("required", ()):
            topic = name.split("/")[1]
            rule = catalogue.requirements[f"{level['path']}.{topic}"]
            assert rule.level is not None
            assert catalogue.competencies[topic].levels[rule.level - 1] == levels[name]


def role_levels(table: Any) -> Iterator[dict[str, Any]]:
    """Every table in the JSON that has competencies."""
    if isinstance(table, dict):
        if "competencies" in table:
            yield table
        table = list(table.values())
    if isinstance(table, list):
        for value in table:
            yield from role_levels(value)


def test_unidays_the_made_up_person_is_below_one_level(typed: Typed) -> None:
    found = {row.competency: row.status for row in typed.workspace("unidays").gaps().rows()}
    assert found == {"communication": Status.BELOW_LEVEL, "team-orientation": Status.MISSING}


def fixture() -> Any:
    return json.loads((INPUTS / "asc-wds/fixture.json").read_text("utf-8"))


def test_asc_wds_every_category_is_a_competency_that_ships() -> None:
    catalogue, problems = load_catalogue([shipped_layer()])
    assert not problems
    shipped = {
        name
        for name, competency in catalogue.competencies.items()
        if competency.framework == "asc-wds"
    }
    assert shipped == {f"ASCWDS-{code}" for code in range(1, 52) if code not in (3, 4, 24)}
    assert {
        link.item: link.competency
        for link in catalogue.equivalences.values()
        if link.item in shipped
    } == {"ASCWDS-41": ("OMMT-EL",), "ASCWDS-42": ("OMMT-T1",), "ASCWDS-43": ("OMMT-T2",)}


def test_asc_wds_records_have_the_status_they_have_there(typed: Typed) -> None:
    codes = {  # the report's own spelling → the code it is uploaded as
        "Activity provision/Well-being": 39,
        "Dementia care": 2,
        "Emergency Aid awareness": 5,
        "Diabetes": 29,
    }
    theirs, uploaded = {}, []
    for worker in fixture()["mockWorkerTrainingRecords"][0]["workerRecords"]:
        for record in [*worker["trainingRecords"], *worker["missingMandatoryTrainings"]]:
            code = codes[record["category"]]
            standing = "mandatory" if record["isMandatory"] == "Yes" else "desirable"
            key = worker["workerId"], f"ASCWDS-{code}"
            theirs[key] = REPORTED[record["status"]], standing
        for record in worker["trainingRecords"]:
            days = record["dateCompleted"], record["expiryDate"]
            name = worker["workerId"], record["trainingName"]
            uploaded.append((*name, str(codes[record["category"]]), *days))
    gaps = typed.workspace("asc-wds/statuses").gaps(AS_AT_REPORT, statuses=tuple(Status))
    ours = {(row.name, row.competency): (row.status, row.standing) for row in gaps.rows()}
    assert ours == theirs
    assert len(uploaded) == 4
    assert len(theirs) == 7
    columns = ("UNIQUEWORKERID", "TRAININGNAME", "CATEGORY", "DATECOMPLETED", "EXPIRYDATE")
    sent = rows("asc-wds/statuses/training.csv")
    assert sorted(tuple(row[name] for name in columns) for row in sent) == sorted(uploaded)


def test_asc_wds_the_workspace_of_totals_is_what_the_script_writes(tmp_path: Path) -> None:
    folder = INPUTS / "asc-wds"
    assert run_script(folder / "totals.py", folder / "fixture.json", tmp_path) == (
        "6 workers, 58 records.\n"
    )
    assert texts(tmp_path) == texts(folder / "totals")


@pytest.mark.parametrize(
    ("part", "standings"),
    [("", ()), ("Mandatory", (Standing.MANDATORY,)), ("NonMandatory", (Standing.DESIRABLE,))],
)
def test_asc_wds_workers_add_up_to_workplaces_and_to_the_whole(
    part: str, standings: tuple[Standing, ...], typed: Typed
) -> None:
    theirs = fixture()
    gaps = typed.workspace("asc-wds/totals").gaps(AS_AT_REPORT, standings=standings)
    places = {row.key: row.figures for row in gaps.summary("setting")}
    assert set(places) == {"1234", "2345"}
    for figures, name in (
        (places["1234"], "totalCountsForMockWorkplaceA"),
        (places["2345"], "totalCountsForMockWorkplaceB"),
        (gaps.total, "grandTotalCountsForMockWorkplaceAAndB"),
    ):
        total = theirs[name]
        trainings = f"{part[:1].lower()}{part[1:]}TrainingCount" if part else "trainingCount"
        missing = 0 if part == "NonMandatory" else total["missingMandatoryTrainingCount"]
        assert figures[Status.EXPIRED] == total[f"expired{part}TrainingCount"]
        assert figures[Status.EXPIRING] == total[f"expiring{part}TrainingCount"]
        assert figures[Status.MET] == total[f"upToDate{part}TrainingCount"]
        assert figures[Status.MISSING] == missing
        assert figures.total - missing == total[trainings]


def test_esr_the_expiry_of_the_source_is_kept_and_the_rule_says_another_day(typed: Typed) -> None:
    workspace = typed.workspace("esr")
    found = workspace.proof("P1", date(2028, 11, 30))
    assert found is not None
    (completion,) = found[0].completions
    assert (completion.completed, completion.expires) == (date(2025, 12, 2), date(2028, 11, 30))
    assert "the source's own date; the rule says 2028-12-01" in typed.replayed
    (before,) = workspace.gaps(date(2028, 11, 30), statuses=tuple(Status)).rows()
    (after,) = workspace.gaps(date(2028, 12, 1), statuses=tuple(Status)).rows()
    assert (before.status, after.status) == (Status.EXPIRING, Status.EXPIRED)
    assert stored(workspace, "SELECT name FROM people") == [("Marigold Teapot",)]


def test_asc_wds_workers_are_known_by_both_ids(typed: Typed) -> None:
    workers = rows("asc-wds/staff/data/staff-test.csv")
    workspace = typed.workspace("asc-wds/staff")
    assert set(stored(workspace, "SELECT ref FROM people")) == {
        (f"{row['LOCALESTID']}|{row['UNIQUEWORKERID']}",) for row in workers
    }
    begun = [row for row in workers if row["STARTDATE"]]
    assert stored(workspace, "SELECT count(*) FROM assignments") == [(len(begun),)]


def test_the_matrix_is_what_the_script_makes(tmp_path: Path) -> None:
    run_script(INPUTS / "matrix" / "make.py", tmp_path / "matrix.xlsx")
    made = (tmp_path / "matrix.xlsx").read_bytes()
    assert made == (INPUTS / "matrix" / "matrix.xlsx").read_bytes()


def test_each_cell_of_the_matrix_that_says_something_is_a_record(typed: Typed) -> None:
    workspace = typed.workspace("matrix")
    spec = importlib.util.spec_from_file_location("make", INPUTS / "matrix" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    courses = [make.HEADERS.index(header) for header in make.HEADERS[3:9] if header]
    cells = [str(row[at]).lower() for row in make.PEOPLE for at in courses]
    nothing = {"", "n/a", "–", "tbc", "booked", "booked 12/05/26"}
    assert (len(cells), cells.count("")) == (35, 6)
    assert outcomes(workspace) == {"complete": sum(cell not in nothing for cell in cells)}
    assert stored(workspace, "SELECT count(expires), count(level) FROM completions") == [(3, 4)]


def test_the_tables_of_requirements_are_what_the_script_makes(tmp_path: Path) -> None:
    run_script(INPUTS / "policy" / "make.py", tmp_path)
    assert texts(tmp_path) == texts(INPUTS / "policy" / "data")


def test_requirements_from_three_tables_are_a_sound_catalogue(typed: Typed) -> None:
    catalogue = typed.workspace("policy").catalogue
    standings = Counter(rule.standing for rule in catalogue.requirements.values())
    assert standings == {Standing.ESSENTIAL: 15 + 5, Standing.DESIRABLE: 7}
    assert (
        len(catalogue.roles) == 3 + 3 + 3 + 6
    )  # grades, tasks with a mark, jobs, jobs by experience
    assert len(catalogue.courses) == 6
    assert catalogue.competencies["sleep"].levels == (
        *("Assistant (L1)", "Practitioner (L2)", "Room leader (L3)"),
    )
    assert catalogue.requirements["room-leader-l3.sleep"].level == 3
    assert catalogue.roles["cook-2-plus-years"].kind_of == ("cook",)
    (award,) = catalogue.courses["food-hygiene-course"].awards
    assert award.competency == "food-hygiene"
