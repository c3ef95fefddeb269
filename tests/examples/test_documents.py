"""README and examples are replayed: every ``$ skills`` block prints what it says it prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.conftest import ROOT, run_skills

DOCUMENTS = ("README.md", "examples/stoke/README.md")
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_CUT = "…"


def replay(block: str, folder: Path) -> str:
    """Return a block of commands with the output they really print, stderr after stdout."""
    lines = []
    for line in block.splitlines():
        if line.startswith("$ skills "):
            words = shlex.split(line.removeprefix("$ skills "), comments=True)
            head = None
            if "|" in words:
                assert words[-2:-1] == ["-n"] or words[-3] == "|"
                head = int(words[-1].lstrip("-n"))
                words = words[: words.index("|")]
            done = run_skills(*words, cwd=folder)
            output = (done.stdout + done.stderr).rstrip().splitlines()
            lines += [line, *output[:head]]
            if done.returncode:
                lines.append(f"(exit code {done.returncode})")
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_prints_what_it_says(
    document: str, city: Path, request: pytest.FixtureRequest
) -> None:
    """Run in the example city; with --snapshot-update the document is rewritten."""
    path = ROOT / document
    text = path.read_text("utf-8")
    replayed = _BLOCK.sub(lambda match: f"```console\n{replay(match[1], city)}```", text)
    if request.config.getoption("--snapshot-update"):
        path.write_text(replayed, "utf-8")
        text = replayed
    assert replayed == text
