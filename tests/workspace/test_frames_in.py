"""Frames in, a frame of the same library out, the same answer whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

import skillsmatrix

DAY = date(2026, 9, 30)
ASSIGNMENTS: dict[str, list[Any]] = {
    "person": ["P1", "P1", "P2", "P3", "P4"],
    "agency": ["school", "trust", "trust", "school", "school"],
    "role": ["teacher", "school-nurse", "paediatrician", "senco", "teacher"],
    "start": [date(2020, 9, 1), date(2021, 3, 1), date(2015, 1, 31), date(2019, 1, 1), DAY],
    "end": [None, None, None, date(2021, 1, 1), None],
    "manager": ["P2", None, None, None, "P3"],
}
COMPLETIONS: dict[str, list[Any]] = {
    "person": ["P1", "P2", "P2", "P1", "P1"],
    "item": ["C17", "C12", "C22", "CSTF-FIRE", "unheard-of"],
    "completed": [
        date(2026, 9, 3),
        date(2025, 1, 1),
        date(2020, 2, 29),
        date(2026, 1, 1),
        date(2026, 1, 1),
    ],
    "expires": [None, None, date(2027, 1, 1), None, None],
}
AGENCIES = {
    "agency": ["school", "trust"],
    "sector": ["education", "nhs"],
    "area": ["stoke-on-trent", "stoke-on-trent"],
}


def in_text(table: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        name: [value.isoformat() if isinstance(value, date) else value for value in column]
        for name, column in table.items()
    }


def in_duckdb() -> Callable[[dict[str, list[Any]]], Any]:
    connection = duckdb.connect()  # not the default one: a partner has their own

    def make(table: dict[str, list[Any]]) -> Any:
        name = f"t{len(connection.execute('show tables').fetchall())}"
        frame = pl.DataFrame(table)  # noqa: F841  # DuckDB finds it by its name
        connection.execute(f"create table {name} as select * from frame")
        return connection.table(name)

    return make


def ask(make: Callable[[dict[str, list[Any]]], Any], **more: Any) -> Any:
    catalogue, problems = skillsmatrix.load_catalogue([skillsmatrix.shipped_layer()])
    assert problems == ()
    return skillsmatrix.gaps(
        catalogue,
        assignments=make(ASSIGNMENTS),
        completions=make(COMPLETIONS),
        agencies=make(AGENCIES),
        as_at=DAY,
        **more,
    )


def as_rows(found: Any) -> list[tuple[Any, ...]]:
    """Return a native frame's rows with days as dates and nothing as None."""
    if isinstance(found, pd.DataFrame):
        found = pl.from_pandas(found)
    elif isinstance(found, duckdb.DuckDBPyRelation):
        found = found.pl()
    elif isinstance(found, pl.LazyFrame):
        found = found.collect()
    plain = found.with_columns(pl.col("until", "due").cast(pl.Date), pl.col("overdue").cast(int))
    return [tuple(row) for row in plain.rows()]


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(pl.LazyFrame, pl.LazyFrame, id="Polars, lazy"),
        pytest.param(pd.DataFrame, pd.DataFrame, id="pandas with Python dates"),
        pytest.param(lambda t: pl.DataFrame(t).to_pandas(), pd.DataFrame, id="pandas datetimes"),
        pytest.param(lambda t: pd.DataFrame(in_text(t)), pd.DataFrame, id="pandas with text"),
        pytest.param(lambda t: pl.DataFrame(in_text(t)), pl.DataFrame, id="Polars with text"),
        pytest.param(in_duckdb(), duckdb.DuckDBPyRelation, id="DuckDB, a connection of its own"),
    ],
)
def test_every_library_gets_its_own_kind_back_and_the_same_answer(
    make: Callable[[dict[str, list[Any]]], Any], kind: type
) -> None:
    """The expressions are one; only the frames differ."""
    reference = ask(pl.DataFrame)
    found = ask(make)
    assert isinstance(found, kind)
    assert as_rows(found) == as_rows(reference)
    assert reference.height > 30


def test_limits_apply_to_frames_too() -> None:
    """The same limits as a workspace knows."""
    only = skillsmatrix.Only(people=("P1",), agencies=("trust",), competencies=("CSTF-IG",))
    found = ask(pl.DataFrame, only=only)
    assert [row[:4] for row in as_rows(found)] == [("P1", "", "trust", "CSTF-IG")]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"assignments": pl.DataFrame({"person": ["P"], "agncy": ["a"]})}, "no column agency"),
        ({"completions": [1, 2]}, "completions is no data frame (list)"),
        ({"completions": pd.DataFrame(COMPLETIONS)}, "different libraries"),
        (
            {"assignments": pl.DataFrame({**ASSIGNMENTS, "start": ["03/04/2020"] * 5})},
            "assignments.start must be dates, or text like 2026-09-30 (03/04/2020)",
        ),
        (
            {"assignments": pl.DataFrame({**ASSIGNMENTS, "start": [None, *[DAY] * 4]})},
            "assignments.start is empty (rows: 1)",
        ),
        (
            {"assignments": pl.DataFrame({**ASSIGNMENTS, "person": [1, 2, 3, 4, 5]})},
            "assignments.person must be text (Int64)",
        ),
        ({"as_at": "2026-09-30"}, "as_at must be a date"),
        ({"only": skillsmatrix.Only(roles=("techer",))}, "Did you mean teacher"),
    ],
)
def test_misuse_is_told_in_words(more: dict[str, Any], says: str) -> None:
    """Each mistake raises one error that says what and where."""
    catalogue, _ = skillsmatrix.load_catalogue([skillsmatrix.shipped_layer()])
    given: dict[str, Any] = {
        "as_at": DAY,
        "assignments": pl.DataFrame(ASSIGNMENTS),
        "completions": pl.DataFrame(COMPLETIONS),
        **more,
    }
    with pytest.raises(skillsmatrix.UsageError, match=re_escape(says)):
        skillsmatrix.gaps(catalogue, **given)


def re_escape(text: str) -> str:
    import re

    return re.escape(text)


def test_text_is_no_list_of_ids() -> None:
    """A limit of plain text would silently match nothing."""
    with pytest.raises(skillsmatrix.UsageError, match="list of ids, not text"):
        skillsmatrix.Only(competencies="PREV-AW")


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame, in_duckdb()])
def test_other_outcomes_and_empty_frames_are_taken_as_they_are(
    make: Callable[[dict[str, list[Any]]], Any],
) -> None:
    """Only complete records count, where the frame says; none at all is no mistake."""
    catalogue, _ = skillsmatrix.load_catalogue([skillsmatrix.shipped_layer()])
    one = {
        name: column[:1]
        for name, column in ASSIGNMENTS.items()
        if name in ("person", "agency", "role", "start")
    }
    done = {"person": ["P1"], "item": ["C17"], "completed": [date(2026, 9, 3)]}
    only = skillsmatrix.Only(competencies=("SGC-EDU-UPD",))

    def gaps(completions: Any) -> int:
        found = skillsmatrix.gaps(
            catalogue, assignments=make(one), completions=completions, as_at=DAY, only=only
        )
        return len(as_rows(found))

    assert gaps(make({**done, "outcome": ["complete"]})) == 0
    assert gaps(make({**done, "outcome": ["failed"]})) == 1
