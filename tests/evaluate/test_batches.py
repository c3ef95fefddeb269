"""People evaluated so many at a time have the same answers as all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from skillsmatrix.evaluate import batches
from skillsmatrix.model.status import Status
from skillsmatrix.workspace import open_workspace


def test_batches_change_no_answer(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell, the total and the figures of each agency are the same."""
    workspace = open_workspace(city)
    day = date(2026, 9, 30)
    whole = workspace.gaps(day, statuses=tuple(Status))
    monkeypatch.setattr(batches, "_MOST", 700)
    several = workspace.gaps(day, statuses=tuple(Status))
    assert several.total == whole.total
    assert several.people == whole.people
    assert several.summary("agency") == whole.summary("agency")
    assert several.rows() == whole.rows()
