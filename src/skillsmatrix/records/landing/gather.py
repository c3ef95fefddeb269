"""Sheets → the stage: each is read, checked and laid there before the next is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from attrs import define, field, frozen

from skillsmatrix.problems import Place, Problem
from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.landing.check import Checked, Checker
from skillsmatrix.records.landing.created import Created, find_created
from skillsmatrix.records.landing.order import Order
from skillsmatrix.records.landing.rejects import Row
from skillsmatrix.records.landing.repeats import Clash
from skillsmatrix.records.landing.stage import Stage, fill, filled, make_stage
from skillsmatrix.records.sheets.headers import map_columns
from skillsmatrix.records.sheets.sheet import Sheet


@frozen
class Part:
    """A sheet of the file; a CSV file has one."""

    file: str
    sheet: str | None

    def place(self, line: int | None = None, under: str | None = None) -> Place:
        """Return where a row stands, or its cell in a matrix, for a problem."""
        return Place(self.file, line, self.sheet, under)


@define
class Gathered:
    """What came of the sheets of a file.

    Attributes:
        stage: the rows without faults.
        rejects: what is wrong with each of the other rows.
        new_ids: ids of people in other systems, each with the row that gives it.
        agencies: codes of the agencies that rows name.
        remarks: on sheets; ``row_remarks`` on rows.
        kept: how many rows name each item that the catalogue does not know.
        wide: the headers of a matrix, numbered.
        rows: how many rows there are, good or bad.
        staged: how many of them are in the stage.
    """

    stage: Stage
    checker: Checker
    sha256: str = ""
    parts: list[Part] = field(factory=list)
    rejects: dict[Row, list[Problem]] = field(factory=dict)
    created: Created = field(factory=Created)
    new_ids: dict[Row, dict[str, Any]] = field(factory=dict)
    agencies: set[int] = field(factory=set)
    remarks: list[str] = field(factory=list)
    row_remarks: list[str] = field(factory=list)
    kept: Counter[str] = field(factory=Counter)
    wide: dict[str, int] = field(factory=dict)
    rows: int = 0
    staged: int = 0

    def reject(self, row: Row, wrong: Wrong) -> None:
        """Note what is wrong with a row."""
        part, line, under = row
        place = self.parts[part].place(line, under)
        problem = Problem(wrong.code, place, wrong.what, wrong.remedy)
        self.rejects.setdefault(row, []).append(problem)


def gather(connection: sa.Connection, sheets: Iterable[Sheet], order: Order) -> Gathered:
    """Read and check all sheets.

    Raises:
        InputRefused: a header does not fit the profile; the rows were not looked at.
    """
    found: Gathered | None = None
    checker = Checker(connection, order)
    fields: dict[str, None] = {}
    for sheet in sheets:
        mapped = map_columns(sheet, order.kind, order.profile, order.person)
        checked = checker.check(sheet, mapped)
        if found is None:
            found = Gathered(make_stage(connection, order.kind), checker, sheet.sha256)
        fields |= dict.fromkeys(checked.values)
        part = Part(sheet.file, sheet.sheet)
        if not found.parts or found.parts[-1] != part:
            found.parts.append(part)
            found.remarks += [*sheet.remarks, *mapped.remarks]
        _add(connection, found, sheet, checked, order)
        order.progress(sheet.done * 7 // 10)
    if found is None:
        raise AssertionError("a file has at least one sheet, if an empty one")
    found.stage = filled(connection, found.stage, order.kind, list(fields))
    return found


def _add(
    connection: sa.Connection, found: Gathered, sheet: Sheet, checked: Checked, order: Order
) -> None:
    part = len(found.parts) - 1
    unders: Sequence[str | None] = sheet.under or [None] * len(sheet.lines)
    places = [(part, line, under) for line, under in zip(sheet.lines, unders, strict=True)]
    for unfit in sheet.unfit:
        found.reject((part, unfit.line, unfit.column), unfit.wrong)
    for fault in checked.faults:
        found.reject(places[fault.row], fault.wrong)
    rows = [(row, sheet.lines[row], unders[row]) for row in checked.good]
    fill(connection, found.stage, order.kind, checked.values, rows, after=found.staged, part=part)
    found.wide |= {header: at for at, header in enumerate(sheet.wide)}
    found.rows += len(sheet.lines) + len(sheet.unfit)
    found.staged += len(rows)
    people, places_known = found.checker.people, found.checker.places
    found.created.add(
        find_created(checked.values, checked.good, order.profile, people, places_known)
    )
    if "agency" in checked.values:
        found.agencies |= {checked.values["agency"][row] for row in checked.good} - {None}
    good = set(checked.good)
    for row, ids in checked.new_ids.added.items():
        if row in good:
            found.new_ids[places[row]] = ids
    found.kept += checked.kept
    found.row_remarks += [f"{sheet.spot(row)}: {text}" for row, text in checked.remarks]


def told_clashes(clashes: Iterable[Clash]) -> Iterator[tuple[Clash, Wrong]]:
    """Yield what is wrong with rows that say something else than others, or than the store."""
    for clash in clashes:
        differing = ", ".join(clash.differing)
        if clash.stranger:
            what = f"the store has a record of this reference about somebody else ({differing})"
            remedy = 'Name the system in a profile (source = "…"), or correct the record by hand.'
            yield clash, Wrong("reference-of-another", what, remedy)
        elif clash.other is None:
            what = f"the store has this record with other values ({differing})"
            yield clash, Wrong("conflicting-record", what, "Keep the row, or what is stored.")
        else:
            what = f"row {clash.other} is about the same record and says otherwise ({differing})"
            yield clash, Wrong("contradicting-rows", what, "Keep the one that is right.")
