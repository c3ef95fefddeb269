"""Columns that are one for each course, or role → the lines of a profile for a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from skillsmatrix.records.suggest.cells import Marks
from skillsmatrix.records.suggest.columns import Column
from skillsmatrix.records.suggest.suggestion import Line, Question


def given_days(marks: Marks) -> list[str]:
    """Return the fields of days that cells give."""
    patterns = any(isinstance(each, Line) and each.key == "patterns" for each in marks.said)
    return ["completed", *(["expires"] if patterns else [])]


def row_titles(others: Sequence[Column], wide: Sequence[Column]) -> Column | None:
    """Return the column that names the rows of a matrix of requirements, if no header says so."""
    if not wide or any(column.sense in ("role", "competency", "item") for column in others):
        return None
    named = (column for column in others if column.filled and len(column.texts) == column.count)
    return next(named, None)


def matrix_said(
    wide: Sequence[Column], marks: Marks | None, policy: bool, used: Mapping[str, Column]
) -> Iterator[Line | Question]:
    """Yield which columns are of the matrix, and what its headers and cells give."""
    headers = tuple(column.header for column in wide)
    shown = ", ".join(header.replace("\n", " ") for header in headers[:4])
    seen = (
        "days, ticks, levels or words that stand for them"
        if marks
        else "a text of its own in each cell"
    )
    yield Line(
        "columns", headers, f"{seen} under {shown}{' …' if len(headers) > 4 else ''}", "matrix"
    )
    if not policy:
        yield Line("header_as", "item", "each header is a course or competency", "matrix")
        ends = {header.rpartition(" / ")[2] for header in headers}
        if len(ends) == 1 and all(" / " in header for header in headers):
            (end,) = ends
            yield Line("item_pattern", f"(.+) / {re.escape(end)}", f"the course stands above {end}")
        by_level = marks is not None and marks.levels > marks.days.days
        cell = "level" if by_level else "completed"
        yield Line("cell_as", cell, "that is what most cells that say something give", "matrix")
    else:
        across = (
            "role" if {"competency", "item"} & {c.sense for c in used.values()} else "competency"
        )
        yield Line("header_as", across, "the rows are named by the other", "matrix")
        yield Line("cell_as", "standing" if marks else "description", seen, "matrix")
        if not marks:
            yield Line("patterns", ("(?s)(?P<description>.+)",), "whatever a cell says", "matrix")
            offer = Line("header_as", "level", "if they are levels", "matrix")
            yield Question(f"Are {shown} roles, or levels?", (offer,), table="matrix")
    if marks:
        yield from marks.said
        if not policy and (marks.ticks or marks.levels):
            yield Question(
                f"A tick or a level does not say when: which day is meant? "
                f"({marks.ticks + marks.levels} cells) The day the matrix was drawn up, say.",
                (
                    Line(
                        "completed",
                        "31/03/2026",
                        "as the days in the cells are written",
                        "constants",
                    ),
                ),
                table="constants",
            )
