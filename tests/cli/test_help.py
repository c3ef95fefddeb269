"""Every example in a command's help does what it says when it is pasted."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.conftest import run_skills

from skillsmatrix_cli.commands import records_correct
from skillsmatrix_cli.commands.records import add
from skillsmatrix_cli.exits import DONE, PROBLEMS
from skillsmatrix_cli.main import COMMANDS

_EXAMPLE = re.compile(r"^ *(?:Example: )?skills (.+)$", re.MULTILINE)


def examples(command: click.Command) -> list[str]:
    """Return the examples in a help, without the name of the program.

    Those that need a server of somebody's are tried with one of ours, in tests/cli/test_server.py.
    """
    return [line for line in _EXAMPLE.findall(command.help or "") if "://" not in line]


def commands() -> Iterator[click.Command]:
    """Yield every command that has examples for a city, groups before what is in them."""
    for module, _ in COMMANDS.values():
        command = importlib.import_module(f"skillsmatrix_cli.commands.{module}").command
        yield command
        if isinstance(command, click.Group):
            yield from command.commands.values()
    context = click.Context(records_correct.command)
    for kind in records_correct.command.list_commands(context):
        correct = records_correct.command.get_command(context, kind)
        assert correct is not None
        yield correct


@pytest.fixture(scope="module")
def copy(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of one's own: some examples add to it."""
    return shutil.copytree(city, tmp_path_factory.mktemp("examples") / "stoke")


@pytest.mark.parametrize("example", [line for command in commands() for line in examples(command)])
def test_an_example_works_in_the_example_city(example: str, copy: Path) -> None:
    """It exits with 0, or with 1 where it asks for a threshold."""
    words = shlex.split(example)
    file = None
    if ">" in words:
        *words, _, file = words
    done = run_skills(*words, cwd=copy)
    allowed = (DONE, PROBLEMS) if "--fail" in example else (DONE,)
    assert done.returncode in allowed, done.stderr
    assert done.stdout or "Written:" in done.stderr
    if file:
        (copy / file).write_text(done.stdout, "utf-8")


def test_the_kinds_of_records_can_be_added_one_after_another(tmp_path: Path) -> None:
    """In a new workspace, as the help of each says it."""
    assert run_skills("init", cwd=tmp_path).returncode == DONE
    context = click.Context(add)
    for kind in add.list_commands(context):
        command = add.get_command(context, kind)
        assert command is not None
        (example,) = examples(command)
        done = run_skills(*shlex.split(example), cwd=tmp_path)
        assert done.returncode == DONE, (example, done.stderr)
        assert ": 1 new" in done.stdout
