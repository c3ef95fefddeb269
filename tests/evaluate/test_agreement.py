"""Table and proof answer alike for every cell of the example city."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from skillsmatrix.dates import FOREVER
from skillsmatrix.model.status import Status
from skillsmatrix.workspace import open_workspace


@pytest.mark.parametrize("as_at", [date(2026, 9, 30), date(2025, 8, 31)], ids=str)
def test_explain_ends_in_the_tables_status_for_every_cell(city: Path, as_at: date) -> None:
    """Status, last valid day, due day, deciding requirement and role are the same."""
    workspace = open_workspace(city)
    table = {
        (cell.person, cell.agency, cell.competency): (
            cell.status,
            cell.until,
            cell.due,
            cell.requirement,
            cell.role,
        )
        for cell in workspace.gaps(as_at, statuses=tuple(Status))
    }
    proofs = {
        (records.person.id, cell.agency, cell.competency): (
            cell.status,
            None if cell.deciding.until == FOREVER else cell.deciding.until,
            cell.deciding.due,
            cell.deciding.requirement.id,
            cell.deciding.assignment.role,
        )
        for records, cells in workspace.proofs(as_at)
        for cell in cells
    }
    assert len(proofs) > 25_000
    assert table == proofs
