"""A layer tried out over a workspace: read like any other, kept nowhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.model.status import Status
from skillsmatrix.report.what_if import what_if_page
from skillsmatrix.workspace import open_workspace
from skillsmatrix.workspace.what_if import overlay

DAY = date(2026, 9, 30)


def layer(folder: Path, text: str, kind: str = "competencies") -> Path:
    (folder / kind).mkdir(parents=True)
    (folder / kind / "change.toml").write_text(text, "utf-8")
    return folder


def test_a_yearly_fire_safety_changes_just_that(city: Path) -> None:
    """Before is what gaps says; after, only fire safety in health agencies is different."""
    workspace = open_workspace(city)
    found = workspace.what_if(city / "what-if" / "fire-every-year", DAY)
    gaps = workspace.gaps(DAY)
    assert found.total.before.figures == gaps.total
    assert [change.key for change in found.competencies] == ["CSTF-FIRE"]
    assert found.total.gaps > 0
    assert found.competencies[0].gaps >= found.total.gaps
    before, after = found.total.before.places, found.total.after.places
    assert before is not None
    assert after is not None
    assert 0 < after.needed - before.needed <= found.total.gaps
    assert {change.key for change in found.agencies if change.any} <= {
        "combined",
        "mpft",
        "primary-care",
        "uhnm",
    }
    assert found.before != found.after


def test_records_are_read_once(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from skillsmatrix.records import columns

    read = []
    plain = columns.read_columns
    monkeypatch.setattr(columns, "read_columns", lambda *told: read.append(told) or plain(*told))
    open_workspace(city).what_if(city / "what-if" / "fire-every-year", DAY)
    assert len(read) == 1


def test_limits_are_those_of_gaps(city: Path) -> None:
    folder = city / "what-if" / "fire-every-year"
    found = open_workspace(city).what_if(folder, DAY, agencies=("mpft",))
    assert [change.key for change in found.agencies] == ["mpft"]
    assert found.total.before == found.agencies[0].before


def test_a_course_withdrawn_is_told_with_what_it_alone_gave(city: Path, tmp_path: Path) -> None:
    """Nobody could be trained in safer recruitment any more."""
    text = '[[course]]\nid = "D06"\noverrides = true\nend = 2026-08-31\n'
    folder = layer(tmp_path / "without-d06", text, "courses")
    found = open_workspace(city).what_if(folder, DAY)
    assert found.withdrawn == ("D06",)
    assert found.no_course_any_more == ("SAFE-REC",)
    before, after = found.total.before.places, found.total.after.places
    assert before is not None
    assert after is not None
    assert after.by_none > before.by_none
    assert after.needed < before.needed


def test_a_layer_with_problems_is_refused_with_all_of_them(city: Path, tmp_path: Path) -> None:
    """Each is told with the layer's own file and line."""
    text = """
[[requirement]]
id = "CSTF-FIRE.nobody"
overrides = true
[[requirement]]
id = "CSTF-FIRE.nhs"
"""
    folder = layer(tmp_path / "wrong", text)
    with pytest.raises(InputRefused) as refused:
        open_workspace(city).what_if(folder, DAY)
    places = [str(problem.place) for problem in refused.value.problems]
    assert {problem.code for problem in refused.value.problems} >= {
        "nothing-to-override",
        "defined-twice",
    }
    assert set(places) >= {"wrong/competencies/change.toml:3", "wrong/competencies/change.toml:6"}


def test_a_change_of_coverage_alone_is_a_change(city: Path, tmp_path: Path) -> None:
    """One more holder in each setting makes single points short, and no gap."""
    text = '[[requirement]]\nid = "EPI-RM.settings"\noverrides = true\ncoverage = 12\n'
    workspace = open_workspace(city)
    found = workspace.what_if(layer(tmp_path / "more", text), DAY)
    assert found.total.gaps == 0
    assert not found.competencies
    assert found.any
    (change,) = found.coverage_of
    assert (change.requirement, change.places) == ("EPI-RM.settings", 2)
    assert (change.before.short, change.after.short) == (0, 1)
    assert found.coverage.after.short == found.coverage.before.short + 1
    page = what_if_page(found, "city", "more", limit=None, titles={})
    assert any("Coverage by EPI-RM.settings: short 0 → 1 (+1)" in line for line in page.header)
    assert not any("Nothing would change" in note for note in page.notes)
    assert page.facts["coverage_changed"][0]["places_changed"] == 2


def test_people_who_move_to_not_yet_due_are_told(city: Path, tmp_path: Path) -> None:
    """A longer first deadline raises the percentage; nobody was trained."""
    text = """
[[requirement]]
id = "THRIVE-1.any-staff"
overrides = true
[[requirement.within]]
value = "20 years"
origin = "default"
"""
    found = open_workspace(city).what_if(layer(tmp_path / "later", text), DAY)
    before, after = (side.figures for side in (found.total.before, found.total.after))
    moved = after[Status.NOT_YET_DUE] - before[Status.NOT_YET_DUE]
    assert moved > 0
    assert before.total == after.total
    page = what_if_page(found, "city", "later", limit=None, titles={})
    (left_out,) = (line for line in page.header if line.startswith("Not counted"))
    assert f"(+{moved:,})" in left_out
    row = dict(zip((column.key for column in page.columns), page.rows[0], strict=True))
    keys = ("not_yet_due", "required", "met", "all_in_met", "all_in", "all_in_percent")
    assert [row[f"{key}_before"] for key in keys] == [
        before[Status.NOT_YET_DUE],
        before.required,
        before.met,
        before.all_in_met,
        before.total,
        before.all_in_percent,
    ]
    assert row["not_yet_due_after"] == after[Status.NOT_YET_DUE]


def test_nothing_that_changes_is_told_as_nothing(city: Path, tmp_path: Path) -> None:
    found = open_workspace(city).what_if(layer(tmp_path / "same", ""), DAY)
    page = what_if_page(found, "city", "same", limit=None, titles={})
    assert not found.any
    assert page.notes[0] == "Nothing would change on that day: try another with --as-at."


@pytest.mark.parametrize(
    ("name", "says"),
    [("nowhere", "there is no such folder"), ("file.toml", "this is a file, not a folder")],
)
def test_what_is_no_folder_is_no_layer(name: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "file.toml").write_text("", "utf-8")
    with pytest.raises(UsageError, match=says):
        overlay(tmp_path / name)


def test_a_folder_without_a_catalogue_is_no_layer(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a catalogue has no folder competencies or courses"):
        overlay(tmp_path)


def test_a_layer_has_the_same_name_wherever_it_lies(tmp_path: Path) -> None:
    folder = layer(tmp_path / "a" / "change", "")
    again = layer(tmp_path / "b" / "change", "")
    assert (overlay(folder).name, overlay(folder).shown) == ("change", "change/")
    assert overlay(again).name == overlay(folder / ".").name
