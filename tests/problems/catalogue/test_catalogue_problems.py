"""Every mistake a catalogue can have is told at its line, in words that say what to do.

A folder is a case: ``input.toml`` alone, or a tree ``competencies/``, ``courses/`` with perhaps a
second layer ``later/``. ``says.txt`` has one line for each problem, in order: the whole line that
people see, or the part of it that is ours where the rest is the TOML parser's.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from skillsmatrix.catalogue import Layer, load_catalogue
from skillsmatrix.catalogue.checks import uses
from skillsmatrix.catalogue.structure import TABLES
from skillsmatrix.graph import build_graph, check_graph
from skillsmatrix.problems import Problem

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/says.txt"))
PACKAGE = Path(uses.__file__).parents[2]
SOURCES = (
    PACKAGE / "catalogue" / "read.py",
    PACKAGE / "catalogue" / "layers.py",
    PACKAGE / "catalogue" / "structure.py",
    *sorted((PACKAGE / "catalogue" / "checks").glob("*.py")),
    PACKAGE / "graph" / "check.py",
)


def problems_of(case: Path, tmp_path: Path) -> list[Problem]:
    """Return the problems of a case, those of the graph where the files have none."""
    root = case
    if (case / "input.toml").exists():
        root = tmp_path
        (root / "competencies").mkdir()
        shutil.copy(case / "input.toml", root / "competencies")
    layers = [Layer("first", root)]
    if (case / "later").is_dir():
        layers.append(Layer("later", case / "later", shown="later/"))
    catalogue, problems = load_catalogue(layers)
    return list(problems) or check_graph(build_graph(catalogue))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told(case: Path, tmp_path: Path) -> None:
    """Each problem says its line of says.txt, there are no others, and they come in that order."""
    says = (case / "says.txt").read_text("utf-8").splitlines()
    told = [str(problem) for problem in problems_of(case, tmp_path)]
    assert len(told) == len(says), told
    assert [line if said in line else said for said, line in zip(says, told, strict=True)] == told


def test_every_folder_is_a_case() -> None:
    """No folder lacks its says.txt, and no case is silent."""
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders == {case.name for case in CASES}
    assert [case.name for case in CASES if not (case / "says.txt").read_text("utf-8").strip()] == []


def test_every_code_has_a_case(tmp_path: Path) -> None:
    """What the cases provoke is exactly what the sources can say (style rule 22)."""
    provoked: set[str] = set()
    for case in CASES:
        (tmp_path / case.name).mkdir()
        provoked |= {problem.code for problem in problems_of(case, tmp_path / case.name)}
    assert provoked == {code for path in SOURCES for code in codes_in(path)}


def codes_in(path: Path) -> Iterator[str]:
    """Yield each problem code a source file can give."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
            yield from _spelt(node.args[0])
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            first = node.value.elts[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)
        elif isinstance(node, ast.Dict) and path.parts[-2:] == ("graph", "check.py"):
            yield from (code for key in node.keys if key for code in _spelt(key))


def _spelt(node: ast.expr) -> Iterator[str]:
    """Yield the codes of an expression: a word, or unknown-… for each kind that can be named."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        beginning = ast.unparse(node.values[0]).strip("'")
        assert beginning == "unknown-"
        yield from (beginning + kind.replace("_", "-") for kind in _kinds_named())


def _kinds_named() -> set[str]:
    """Return the kinds of things that one part of a catalogue can name in another."""
    tree = ast.parse(Path(uses.__file__).read_text("utf-8"))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return (words & {*TABLES, "item"}) | {"reference"}


def test_problems_of_several_files_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """All files are told of at once, sorted by file and line."""
    told = problems_of(HERE / "several-files-in-order", tmp_path)
    places = [(problem.place.file, problem.place.line or 0) for problem in told]
    assert places == sorted(places)
    assert len({file for file, _ in places}) == 5


def test_every_problem_reads_as_two_sentences(tmp_path: Path) -> None:
    """Form: ``file:line: what is wrong (the value). What to do.`` (style rule 20)."""
    form = re.compile(r"(later/)?(competencies|courses)/\S+\.toml(:\d+)?: .+[^.]\. .+[.?]")
    misshapen = []
    for case in CASES:
        (tmp_path / case.name).mkdir()
        told = problems_of(case, tmp_path / case.name)
        misshapen += [str(problem) for problem in told if not form.fullmatch(str(problem))]
    assert misshapen == []
