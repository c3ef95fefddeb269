"""Fixtures that several packages of tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
DAY = "2026-09-30"
KINDS = (
    *("agencies", "settings", "teams", "people", "assignments", "absences", "completions"),
    *("decisions", "tags", "needs"),
)

settings.register_profile("sample", max_examples=60, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile("long" if os.environ.get("SKILLS_LONG") else "sample")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites golden files and replayed documents."""
    parser.addoption(
        "--snapshot-update",
        action="store_true",
        help="Rewrite golden files and the output in replayed documents.",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with ``golden/NAME`` beside the test, or rewrite it when asked to."""
    folder = Path(request.path).parent / "golden"

    def compare(name: str, text: str) -> None:
        path = folder / name
        if request.config.getoption("--snapshot-update"):
            folder.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare


def run_skills(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a process of its own, 100 columns wide."""
    return subprocess.run(
        [sys.executable, "-m", "skillsmatrix_cli", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "cli")]),
            "PYTHONWARNINGS": "error",
            "COLUMNS": "100",
            **environment,
        },
    )


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example city, generated and imported as ``make demo`` does it."""
    folder = tmp_path_factory.mktemp("city") / "stoke"
    kept_out = shutil.ignore_patterns("records", "records.sqlite*", ".skills", "__pycache__")
    shutil.copytree(ROOT / "examples" / "stoke", folder, ignore=kept_out)
    generator = [sys.executable, "city.py", "--people", "2000", "--seed", "1", "--as-at", DAY]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "cli")])
    made = subprocess.run(
        [*generator, "--csv", "records"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert made.returncode == 0, made.stderr
    commands = [("init",)]
    commands += [("import", kind, f"records/{kind}.csv", "--as-at", DAY) for kind in KINDS]
    for command in commands:
        done = run_skills(*command, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def needs(program: str, install: str) -> None:
    """Skip a test on a machine without a program; CI has them all, and fails instead.

    Args:
        program: the command.
        install: what brings it.
    """
    if shutil.which(program) is None:
        told = f"{program} is not installed. Install {install}."
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
