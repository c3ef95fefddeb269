"""Rows go out as text and come back as they were, nulls told from empty texts."""

from __future__ import annotations

import csv
import io

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from tests.filled import ODD

from skillsmatrix.records.copies.plain_csv import header, lines, rows
from skillsmatrix.records.day_column import Day

COLUMNS = [
    sa.Column("id", sa.Integer),
    sa.Column("ref", sa.Text),
    sa.Column("born", Day),
    sa.Column("hours", sa.Float),
    sa.Column("end", sa.Text),
]
TEXT = (
    st.none()
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"))
    | st.sampled_from(ODD)
)
ROW = st.tuples(
    st.integers(-(2**60), 2**60),
    TEXT,
    st.none() | st.integers(-700_000, 2_900_000),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
)


def back(text: str) -> list[list[object]]:
    """Return what a file with a text in it holds."""
    return list(rows(COLUMNS, io.StringIO(text, newline="")))


@given(st.lists(ROW, max_size=5))
def test_rows_come_back(given_rows: list[tuple[object, ...]]) -> None:
    text = header(COLUMNS) + "".join(lines(COLUMNS, given_rows))
    assert back(text) == [list(row) for row in given_rows]
    told = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert [row[1] for row in told[1:]] == [row[1] or "" for row in given_rows]


def test_a_value_that_must_be_there_is_missed() -> None:
    columns = [
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
    ]
    assert list(rows(columns, ["id,ref\n", '1,""\n'])) == [[1, ""]]
    with pytest.raises(ValueError, match="line 3: ref has no value"):
        list(rows(columns, ["id,ref\n", '1,""\n', "2,\n"]))


def test_it_looks_like_this() -> None:
    assert list(lines(COLUMNS, [(1, "", -1, 37.5, None), (2, 'a,"b"', None, None, "x")])) == [
        '1,"",1969-12-31,37.5,\n',
        '2,"a,""b""",,,x\n',
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: the columns should be id, ref"),
        ("id,ref\n", "line 1: the columns should be id, ref"),
        ("1,a,,,\n2,b\n", "line 3: there should be 5 values, and there are 2"),
        ("x,a,,,\n", r"line 2: .*'x'"),
        ('1,"a""b,,,\n', "line"),
        ("1,a,2026-13-01,,\n", "line 2: .*month"),
    ],
)
def test_what_is_not_ours_is_told_by_its_line(text: str, says: str) -> None:
    whole = text if text in ("", "id,ref\n") else header(COLUMNS) + text
    with pytest.raises(ValueError, match=says):
        back(whole)
