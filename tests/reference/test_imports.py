"""A second opinion is worth nothing if it asks the first."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ALLOWED = ("skillsmatrix.model", "skillsmatrix.dates", "skillsmatrix.problems", "tests.reference")
MODULES = sorted(p for p in Path(__file__).parent.glob("*.py") if not p.name.startswith("test_"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_reference_shares_no_code_with_what_it_checks(path: Path) -> None:
    """Only the model, the days, and itself."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    ours = [name for name in names if name.split(".")[0] in ("skillsmatrix", "tests")]
    assert ours
    assert [name for name in ours if not name.startswith(ALLOWED)] == []
