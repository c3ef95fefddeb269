"""A compiled policy kept between runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import asdict, evolve

from skillsmatrix.catalogue import digest, load_catalogue, shipped_layer
from skillsmatrix.graph import build_graph
from skillsmatrix.matrix import Policy, cached_policy
from skillsmatrix.matrix.cache import FORMAT
from skillsmatrix.matrix.compile import compile_policy

DAY = date(2026, 9, 30)
DAYS = [date(2021, 3, 31), date(2024, 8, 31), date(2025, 9, 1), DAY]
POLICY = Policy(day=DAY, digest="d", rules=(), role_titles={"nurse": "Nurse"}, no_course=("A",))


def never() -> Policy:
    """Fail where nothing should be built."""
    raise AssertionError("the policy was built again")


def only_file(folder: Path) -> Path:
    """Return the one policy a folder keeps."""
    (path,) = folder.glob("policy-*.json")
    return path


@pytest.fixture(scope="module")
def compiled() -> Callable[[date], Policy]:
    """Compile the shipped catalogue for a day."""
    graph = build_graph(load_catalogue([shipped_layer()])[0])
    found = digest([shipped_layer()])
    return lambda day: compile_policy(graph, day, found)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_read_back_is_what_was_compiled(
    day: date, compiled: Callable[[date], Policy], tmp_path: Path
) -> None:
    """The whole shipped policy, windows, refusals and intervals included."""
    policy = compiled(day)
    assert len(policy.rules) > 50
    first = cached_policy(tmp_path / "kept", policy.digest, day, lambda: policy)
    second = cached_policy(tmp_path / "kept", policy.digest, day, never)
    assert first is policy
    assert second == policy
    assert repr(second) == repr(policy)


def test_another_day_is_another_policy(tmp_path: Path) -> None:
    """A policy is of one day."""
    cached_policy(tmp_path, "d", DAY, lambda: POLICY)
    later = evolve(POLICY, day=DAY + timedelta(days=1), no_course=())
    assert cached_policy(tmp_path, "d", later.day, lambda: later) is later


def test_another_catalogue_is_another_policy(tmp_path: Path) -> None:
    """A policy is of one digest."""
    cached_policy(tmp_path, "d" * 64, DAY, lambda: POLICY)
    other = evolve(POLICY, digest="e" * 64)
    assert cached_policy(tmp_path, "e" * 64, DAY, lambda: other) is other


def wrong(**changes: object) -> bytes:
    """Return a kept policy with parts of another shape."""
    kept = json.loads(json.dumps(asdict(POLICY), default=str))
    return json.dumps({**kept, **changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"rules": [', id="half a file"),
        pytest.param(b"\xff\xfe", id="not text"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"null", id="null"),
        pytest.param(b"{}", id="no rules"),
        pytest.param(wrong(rules=7), id="a number for the rules"),
        pytest.param(wrong(rules=[{}]), id="an empty rule"),
        pytest.param(wrong(rules=["FIRE"]), id="a text for a rule"),
        pytest.param(wrong(rules=[None]), id="null for a rule"),
        pytest.param(wrong(no_course=7), id="a number for the courses"),
    ],
)
def test_a_file_that_cannot_be_read_only_costs_time(content: bytes, tmp_path: Path) -> None:
    """It is built again, and what is kept then is sound."""
    cached_policy(tmp_path, "d", DAY, lambda: POLICY)
    only_file(tmp_path).write_bytes(content)
    assert cached_policy(tmp_path, "d", DAY, lambda: POLICY) is POLICY
    assert cached_policy(tmp_path, "d", DAY, never) == POLICY


@pytest.mark.parametrize("field", ["standing", "within", "start", "parts", "grace"])
def test_a_rule_that_makes_no_sense_only_costs_time(
    field: str, compiled: Callable[[date], Policy], tmp_path: Path
) -> None:
    """A kept rule with a value of another sort is not believed."""
    policy = compiled(DAY)
    cached_policy(tmp_path, policy.digest, DAY, lambda: policy)
    kept = json.loads(only_file(tmp_path).read_text("utf-8"))
    kept["rules"][0][field] = "nonsense"
    only_file(tmp_path).write_text(json.dumps(kept), "utf-8")
    assert cached_policy(tmp_path, policy.digest, DAY, lambda: policy) is policy


@pytest.mark.parametrize("folder", ["file/kept", "file", "none/at/all"])
def test_a_folder_that_cannot_be_written_only_costs_time(folder: str, tmp_path: Path) -> None:
    """A file in the way, or a folder above that is not there: the policy is built each time."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    built = [cached_policy(tmp_path / folder, "d", DAY, lambda: POLICY) for _ in range(2)]
    assert [policy is POLICY for policy in built] == [True, True]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_old_policies_are_thrown_away(tmp_path: Path) -> None:
    """Twenty are kept, the latest written."""
    for number in range(25):
        day = DAY + timedelta(days=number)
        policy = evolve(POLICY, day=day)
        cached_policy(tmp_path, "d", day, lambda policy=policy: policy)  # type: ignore[misc]
        os.utime(tmp_path / f"policy-{FORMAT}-d-{day}.json", (number, number))
    newest = evolve(POLICY, day=DAY + timedelta(days=25))
    cached_policy(tmp_path, "d", newest.day, lambda: newest)
    kept = sorted(path.stem[-10:] for path in tmp_path.glob("policy-*.json"))
    assert kept == [str(DAY + timedelta(days=number)) for number in range(6, 26)]


def test_what_is_kept_stays_out_of_git(tmp_path: Path) -> None:
    """A cache is nobody's work."""
    cached_policy(tmp_path, "d", DAY, lambda: POLICY)
    assert (tmp_path / ".gitignore").read_text("utf-8") == "*\n"
    assert sorted(path.suffix for path in tmp_path.iterdir()) == ["", ".json"]
