"""A small catalogue compiled for a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from skillsmatrix.catalogue import Layer, load_catalogue
from skillsmatrix.graph import build_graph
from skillsmatrix.matrix import Policy
from skillsmatrix.matrix.compile import compile_policy

FRAMEWORK = """
[[framework]]
id = "f"
title = "F"
origin = "default"
[[sector]]
id = "nhs"
title = "NHS"
[[sector]]
id = "education"
title = "Schools"
[[area]]
id = "stoke"
title = "Stoke"
[[setting_type]]
id = "nursery"
title = "Nursery"
"""


@pytest.fixture
def policy_of(tmp_path: Path) -> Callable[[str, date], Policy]:
    """Compile a text for a day."""

    def compile_text(text: str, day: date) -> Policy:
        (tmp_path / "policy" / "competencies").mkdir(parents=True, exist_ok=True)
        file = tmp_path / "policy" / "competencies" / "input.toml"
        file.write_text(FRAMEWORK + text, "utf-8")
        catalogue, problems = load_catalogue([Layer("small", tmp_path / "policy")])
        assert problems == ()
        return compile_policy(build_graph(catalogue), day, "digest")

    return compile_text
