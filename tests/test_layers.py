"""The architecture is a test: who may import whom, how big a module may be, what it may be called."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from skillsmatrix_cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
PACKAGES = (ROOT / "src" / "skillsmatrix", ROOT / "cli" / "skillsmatrix_cli")
MODULES = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]
HEAVY = ("adbc_driver_sqlite", "alembic", "cattrs", "narwhals", "networkx", "openpyxl", "polars",
         "python_calamine", "sqlalchemy", "tabulate", "xlsxwriter")  # fmt: skip
MOST_LINES = 250
JUNK_DRAWERS = {"utils", "util", "helper", "helpers", "common", "base", "manager", "core", "misc"}
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "cli")]),
    "PYTHONDONTWRITEBYTECODE": "1",
}


def test_there_are_modules_to_look_at() -> None:
    """The tests below look at both packages, not at empty lists."""
    found = {path.name for path in MODULES}
    assert {"dates.py", "main.py", "build.py", "store.py"} <= found


def test_every_import_contract_is_kept() -> None:
    """Data flows one way; only graph speaks networkx, only records SQLAlchemy (style §3)."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    counted = re.search(r"Contracts: .*", ran.stdout)
    assert counted is not None, ran.stdout + ran.stderr
    assert counted[0] == f"Contracts: {len(contracts['contracts'])} kept, 0 broken.", ran.stdout
    assert ran.returncode == 0


def heavy_after(code: str) -> list[str]:
    """Return the heavy libraries that a fresh Python has loaded after some code."""
    tell = f"import sys; print(*sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stderr.split()


def test_a_heavy_library_is_noticed() -> None:
    """The watch below can fail."""
    assert heavy_after("import skillsmatrix.graph") == ["networkx"]


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import skillsmatrix", id="importing the library"),
        pytest.param("import skillsmatrix_cli.main", id="importing the command line"),
    ],
)
def test_importing_loads_no_heavy_library(code: str) -> None:
    """An import costs nothing (style rule 38)."""
    assert heavy_after(code) == []


@pytest.mark.parametrize("args", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_loads_no_heavy_library(args: list[str]) -> None:
    """``skills --help``, and the help of each command, answer at once (style rule 38)."""
    shown = f"skills({[*args, '--help']}, 'skills', standalone_mode=False)"
    call = f"from skillsmatrix_cli.main import skills; {shown}"
    assert heavy_after(call) == []


@pytest.mark.parametrize("folder", ["competencies", "courses"])
def test_the_catalogue_is_data(folder: str) -> None:
    """Only TOML lies in the catalogue, no code (style rule 14)."""
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".toml"}


def test_no_module_is_long() -> None:
    """No module has more than 250 lines."""
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in MODULES}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES} == {}


def test_no_module_is_a_junk_drawer() -> None:
    """Every module says what is in it (style rule 7)."""
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert names & JUNK_DRAWERS == set()


def test_every_module_says_what_it_is_for() -> None:
    """Each module begins with a docstring."""
    silent = [path.name for path in MODULES if not path.read_text("utf-8").startswith('"""')]
    assert silent == []


def test_the_public_names_are_there() -> None:
    """Each name in ``__all__`` can be had, and is listed once."""
    import skillsmatrix

    assert list(skillsmatrix.__all__) == sorted(set(skillsmatrix.__all__))
    assert [name for name in skillsmatrix.__all__ if not hasattr(skillsmatrix, name)] == []


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    """A slip of the hand is told as Python tells it."""
    import skillsmatrix

    with pytest.raises(AttributeError, match="has no attribute 'gap'"):
        _ = skillsmatrix.gap
