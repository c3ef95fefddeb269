"""Thousands of broken files, by chance: each is read or refused. ``make long`` takes 200,000."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.records.conftest import ASKED
from tests.records.fuzz import MOST_MEGABYTES, run
from tests.records.fuzz_seeds import all_seeds

from skillsmatrix.records.door import import_file
from skillsmatrix.records.store import Store

LONG = bool(os.environ.get("SKILLS_LONG"))


@pytest.mark.long
def test_broken_files_are_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    files, processes = (200_000, os.cpu_count() or 1) if LONG else (1_500, 1)
    tally = run(files, seed=1 if LONG else 2, processes=processes, keep=tmp_path / "kept")
    assert tally.failed == {}
    assert tally.files == files
    assert tally.peak < MOST_MEGABYTES
    for outcome in ("taken", "taken for good", "refused"):
        assert tally.outcomes[outcome] > files // 50
    assert len(tally.outcomes) > 30


def test_a_file_is_the_same_each_time() -> None:
    first, again = all_seeds(), all_seeds()
    assert [seed.content for seed in first] == [seed.content for seed in again]


def test_the_files_that_the_run_begins_with_are_good_ones(city: Store, tmp_path: Path) -> None:
    for seed in all_seeds():
        path = tmp_path / f"file.{'xlsx' if seed.workbook else 'csv'}"
        path.write_bytes(seed.content)
        asked = {**ASKED, "profile": seed.profile, "dry_run": True}
        assert import_file(city, seed.kind, path, **asked).new, seed.name
