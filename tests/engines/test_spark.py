"""Spark gives the answers of Polars: in this process's own session, and on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.conftest import needs
from tests.engines.cluster import cluster
from tests.engines.every_case import every_case
from tests.engines.libraries import MADE_BY, Make, answer
from tests.engines.sparks import session
from tests.engines.test_stored import asked, stored_world
from tests.evaluate.stored import columns_of_store
from tests.reference.world import World

from skillsmatrix.dates import Convention
from skillsmatrix.records.columns import read_columns, write_snapshot

# Only one session can be in a process: these tests take turns in one.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

JAVA = "Debian's default-jre-headless, or any Java of 17 or later"


@pytest.fixture(scope="module")
def world() -> World:
    return every_case(Convention.LAST_VALID_DAY)


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The master that the test asks for: this process, or a cluster."""
    needs("java", JAVA)
    if request.param == "local[2]":
        yield request.param
        return
    with cluster(tmp_path) as found:
        yield found


@pytest.mark.parametrize("address", ["local[2]", "cluster"], indirect=True)
def test_spark_answers_as_polars(address: str, world: World) -> None:
    """The same rows in the same order, to the last column, in every case of every rule."""
    spark = session(address)
    try:
        assert answer(world, in_spark(spark)) == answer(world, MADE_BY["Polars"]())
        if address != "local[2]":
            assert len(_executors(spark)) == 2
    finally:
        spark.stop()


@pytest.mark.parametrize("address", ["local[2]"], indirect=True)
def test_a_snapshot_is_read_by_the_session_there_is(address: str, tmp_path: Path) -> None:
    """The records of a store, on the Spark that the environment sets up."""
    columns = columns_of_store(stored_world())
    write_snapshot(columns, tmp_path)
    spark = session(address)
    try:
        found = asked("spark", read_columns(tmp_path), tmp_path)
        assert found.rows() == asked("polars", columns).rows()
        assert found.total == asked("polars", columns).total
    finally:
        spark.stop()


def in_spark(spark: Any) -> Make:
    """Return what makes frames of a session."""

    def make(frame: pl.DataFrame) -> Any:
        return spark.createDataFrame(frame.to_arrow())

    return make


def _executors(spark: Any) -> list[str]:
    """Return the addresses of the processes that compute, the one that asks left out."""
    tracker = spark.sparkContext._jsc.sc().statusTracker()
    infos = list(tracker.getExecutorInfos())
    return [f"{info.host()}:{info.port()}" for info in infos][1:]
