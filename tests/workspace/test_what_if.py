"""A layer tried out over a workspace: read like any other, kept nowhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.workspace import open_workspace
from skillsmatrix.workspace.what_if import overlay

DAY = date(2026, 9, 30)

pytestmark = pytest.mark.xdist_group("city")


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


def test_a_folder_without_a_catalogue_is_no_layer(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a catalogue has no folder competencies or courses"):
        overlay(tmp_path)


def test_a_layer_has_the_same_name_wherever_it_lies(tmp_path: Path) -> None:
    folder = layer(tmp_path / "a" / "change", "")
    again = layer(tmp_path / "b" / "change", "")
    assert (overlay(folder).name, overlay(folder).shown) == ("change", "change/")
    assert overlay(again).name == overlay(folder / ".").name
