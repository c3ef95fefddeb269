"""The wheel carries everything the checkout has, and works without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from skillsmatrix.catalogue import load_catalogue, shipped_layer

ROOT = Path(__file__).parents[1]
SHIPPED = {
    "src/skillsmatrix": "skillsmatrix",
    "cli/skillsmatrix_cli": "skillsmatrix_cli",
    "competencies": "skillsmatrix/_catalogue/competencies",
    "courses": "skillsmatrix/_catalogue/courses",
}
"""Folder of the checkout → folder of the wheel."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


@pytest.fixture(scope="module")
def unzipped(wheel: Path) -> Path:
    """Unpack the wheel beside itself."""
    folder = wheel.parent / "unzipped"
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def content(folder: Path) -> set[str]:
    """Return the files of a folder that are somebody's work, by their path in it."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in files if "__pycache__" not in path.parts}


@pytest.mark.parametrize("folder", SHIPPED)
def test_the_wheel_has_every_file_of(folder: str, unzipped: Path) -> None:
    """Code, data, profiles of imports and migrations are all there, byte for byte."""
    here, there = ROOT / folder, unzipped / SHIPPED[folder]
    shipped = {name for name in content(there) if not name.startswith("_catalogue/")}
    assert shipped == content(here)
    changed = [n for n in shipped if (here / n).read_bytes() != (there / n).read_bytes()]
    assert changed == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("skillsmatrix/py.typed", id="the mark of a typed package"),
        pytest.param("skillsmatrix/records/profiles/asc-wds-training.toml", id="a profile"),
        pytest.param("skillsmatrix/records/migrations/versions/first.py", id="a migration"),
        pytest.param("skillsmatrix/_catalogue/competencies/references.toml", id="the references"),
        pytest.param("skillsmatrix/_catalogue/courses/early-years/c18.toml", id="a course"),
        pytest.param("skillsmatrix_cli/commands/gaps.py", id="a command"),
    ],
)
def test_the_wheel_has(name: str, unzipped: Path) -> None:
    """What is easily left out is there."""
    assert (unzipped / name).is_file()


def test_the_wheel_has_nothing_else(unzipped: Path) -> None:
    """Two packages and their description: no tests, no examples."""
    tops = {path.name.partition("-")[0] for path in unzipped.iterdir()}
    assert tops == {"skillsmatrix", "skillsmatrix_cli"}


def from_wheel(unzipped: Path, code: str) -> str:
    """Run code in a Python that finds the unpacked wheel before the checkout."""
    begin = f"import sys; sys.path.insert(0, {str(unzipped)!r})"
    ran = subprocess.run(
        [sys.executable, "-I", "-B", "-c", f"{begin}\n{code}"],
        cwd=unzipped.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


@pytest.mark.parametrize("package", ["skillsmatrix", "skillsmatrix_cli"])
def test_the_wheels_own_code_runs(package: str, unzipped: Path) -> None:
    """What is imported lies in the wheel, so that the tests below mean something."""
    found = from_wheel(unzipped, f"import {package}; print({package}.__file__)")
    assert Path(found) == unzipped / package / "__init__.py"


def test_the_wheel_finds_its_catalogue(unzipped: Path) -> None:
    """The catalogue inside the package is read, whole and without problems."""
    catalogue, _ = load_catalogue([shipped_layer()])
    told = from_wheel(
        unzipped,
        "from skillsmatrix import load_catalogue, shipped_layer\n"
        "layer = shipped_layer()\n"
        "catalogue, problems = load_catalogue([layer])\n"
        "print(layer.root, len(catalogue.competencies), len(catalogue.courses), problems)",
    )
    counts = f"{len(catalogue.competencies)} {len(catalogue.courses)} ()"
    assert told == f"{unzipped / 'skillsmatrix' / '_catalogue'} {counts}"


def test_the_wheel_makes_and_checks_a_workspace(unzipped: Path) -> None:
    """Migrations and profiles work from where the wheel puts them."""
    told = from_wheel(
        unzipped,
        "from skillsmatrix import create_workspace, open_workspace\n"
        "from pathlib import Path\n"
        "made = create_workspace(Path('city'), 'A city')\n"
        "print(open_workspace('city').name, open_workspace('city').columns.people.height)",
    )
    assert told == "A city 0"
