"""Every mistake ``skills.toml`` can have is told, with what to write instead.

A folder is a case: a workspace in ``city/`` (or none), and ``says.txt`` with one line for each
problem. ``{root}`` stands for the folder of the workspace.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.workspace.opened import open_workspace
from skillsmatrix.workspace.settings import WorkspaceSettings, read_settings

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/says.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told(case: Path) -> None:
    """Opening the workspace and its layers is refused in exactly these words."""
    with pytest.raises((InputRefused, UsageError)) as refused:
        _ = open_workspace(case / "city").layers
    says = (case / "says.txt").read_text("utf-8").replace("{root}", str(case / "city"))
    told = str(refused.value).splitlines()
    assert len(told) == len(says.splitlines()), told
    for said, line in zip(says.splitlines(), told, strict=True):
        assert said in line


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sort_of_mistake_is_the_right_one(case: Path) -> None:
    """A wrong text is refused input; a folder that is not there is a wrong call."""
    with pytest.raises((InputRefused, UsageError)) as refused:
        _ = open_workspace(case / "city").layers
    is_of_the_text = not case.name.startswith("no-")
    assert isinstance(refused.value, InputRefused) is is_of_the_text


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    """A workspace without settings reads the shipped catalogue and counts last valid days."""
    (tmp_path / "skills.toml").write_text("", "utf-8")
    assert read_settings(tmp_path) == WorkspaceSettings()


def test_weeks_count_as_days(tmp_path: Path) -> None:
    """What ends within six weeks ends within 42 days."""
    (tmp_path / "skills.toml").write_text('expiring_within = "6 weeks"\n', "utf-8")
    assert read_settings(tmp_path).soon == 42
