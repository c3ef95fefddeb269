"""The records of a store on every engine: the same answers, whatever is asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from tests.engines.every_case import every_case
from tests.evaluate.stored import columns_of_store, counting, policy_of
from tests.reference.world import World

from skillsmatrix.dates import Convention
from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.evaluation import evaluate
from skillsmatrix.evaluate.expiry import expiry_differences
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.summary import GROUPINGS
from skillsmatrix.model.agency import Agency
from skillsmatrix.model.status import Status
from skillsmatrix.records.columns import Columns, read_columns, write_snapshot
from skillsmatrix.records.shapes import DETAILS
from skillsmatrix.workspace.stored_on import frames_on

EVERYTHING = Only(statuses=tuple(Status))


@cache
def stored_world() -> World:
    """Return the world of every case, with every agency that its records name."""
    world = every_case(Convention.LAST_VALID_DAY)
    unknown = {name: Agency(id=name, name=name, sector="") for name in ("unheard-of", "nobody")}
    return evolve(world, agencies={**world.agencies, **unknown})


def asked(engine: str, columns: Columns, folder: Path | None = None) -> Gaps:
    """Return the answer of an engine to everything."""
    frames = frames_on(engine, columns, folder)
    world = stored_world()
    return Gaps(evaluate(frames, policy_of(world), counting(world)), EVERYTHING)


@pytest.mark.parametrize("kind", ["store", "snapshot"])
@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_all_figures_are_the_same_on_every_engine(engine: str, kind: str, tmp_path: Path) -> None:
    """Lists, totals, sums by group, units, who is not counted, expiry that differs."""
    columns, folder = columns_of_store(stored_world()), None
    expected = asked("polars", columns)
    if kind == "snapshot":
        write_snapshot(columns, tmp_path)
        columns, folder = read_columns(tmp_path), tmp_path
    found = asked(engine, columns, folder)
    assert found.rows() == expected.rows()
    assert len(found.rows()) > 300
    assert found.total == expected.total
    assert found.units == expected.units
    assert found.population == expected.population
    assert expiry_differences(found.evaluation) == expiry_differences(expected.evaluation)
    for by in GROUPINGS:
        assert found.summary(by) == expected.summary(by), by


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_an_engine_reads_a_snapshot_that_lacks_what_few_have(engine: str, tmp_path: Path) -> None:
    """Older snapshots have no hours and no providers."""
    write_snapshot(columns_of_store(stored_world()), tmp_path)
    path = tmp_path / "completions.parquet"
    completions = read_columns(tmp_path).completions
    completions.drop(DETAILS).write_parquet(path)
    expected = asked("polars", read_columns(tmp_path))
    assert asked(engine, read_columns(tmp_path), tmp_path).rows() == expected.rows()


def test_an_engine_that_there_is_not() -> None:
    """The known ones are named."""
    with pytest.raises(
        UsageError, match=r"no engine abacus\. There are polars, duckdb, pandas, spark"
    ):
        asked("abacus", columns_of_store(stored_world()))


def test_spark_without_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees where in Spark it went wrong."""
    monkeypatch.setenv("PATH", "")
    for name in ("JAVA_HOME", "SPARK_REMOTE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(
        UsageError, match=r"Spark needs Java, of which there is none\. Install Java"
    ):
        asked("spark", columns_of_store(stored_world()))
