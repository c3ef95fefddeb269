"""A workspace goes out as plain text and comes in again: records, settings, own catalogue."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from tests.filled import everything_in, fill

from skillsmatrix.errors import InputRefused, SkillsError, UsageError
from skillsmatrix.workspace import open_workspace
from skillsmatrix.workspace.create import create_workspace
from skillsmatrix.workspace.export import export_workspace
from skillsmatrix.workspace.import_export import import_workspace
from skillsmatrix.workspace.own_files import layers_elsewhere

SETTINGS = """\
# Ours.
name = "City"
catalogues = ["shipped", "catalogue", "empty"]

store = "city.sqlite"  # ours alone
not_counted = ["bank"]
"""
LAYER = '[[competency]]\nid = "OWN-1"\ntitle = "Our own"\nframework = "local"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a bit of everything."""
    root = tmp_path / "first"
    for folder in ("catalogue/competencies/deep", "catalogue/courses", "empty/courses", "profiles"):
        (root / folder).mkdir(parents=True)
    (root / "skills.toml").write_text(SETTINGS)
    (root / "catalogue/competencies/deep/own.toml").write_text(LAYER)
    (root / "profiles/ours.toml").write_text('title = "Ours"\n')
    create_workspace(root)
    fill(open_workspace(root).store, tmp_path)
    return root


def content(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_it_comes_in_as_a_workspace_of_its_own(root: Path, tmp_path: Path) -> None:
    made = export_workspace(open_workspace(root), tmp_path / "out")
    imported = import_workspace(tmp_path / "out", tmp_path / "second")
    again = open_workspace(tmp_path / "second")
    assert everything_in(again.store_address) == everything_in(root / "city.sqlite")
    assert again.store_address == tmp_path / "second" / "records.sqlite"
    assert (again.name, again.settings.not_counted) == ("City", ("bank",))
    assert again.digest == open_workspace(root).digest
    assert sorted(path.name for path in imported.made) == ["ours.toml", "own.toml", "skills.toml"]
    assert imported.totals == made.totals
    export_workspace(again, tmp_path / "out-again")
    assert content(tmp_path / "out-again") == content(tmp_path / "out")


def test_what_is_in_it_is_for_its_owner(root: Path, tmp_path: Path) -> None:
    export_workspace(open_workspace(root), tmp_path / "out")
    for path in (tmp_path / "out", *(tmp_path / "out").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert sorted(os.listdir(tmp_path / "out")) == ["records", "store.toml", "workspace"]
    kept = (tmp_path / "out" / "workspace" / "skills.toml").read_text()
    assert kept == SETTINGS.replace('store = "city.sqlite"  # ours alone\n', "")


def test_a_workspace_that_is_there_keeps_what_it_has(root: Path, tmp_path: Path) -> None:
    export_workspace(open_workspace(root), tmp_path / "out")
    create_workspace(tmp_path / "second", name="Second")
    imported = import_workspace(tmp_path / "out", tmp_path / "second")
    assert (imported.made, open_workspace(tmp_path / "second").name) == ((), "Second")
    with pytest.raises(SkillsError, match="records are there already"):
        import_workspace(tmp_path / "out", tmp_path / "second")
    with pytest.raises(UsageError, match=r"this workspace has another store .*records\.sqlite"):
        import_workspace(tmp_path / "out", tmp_path / "second", "other.sqlite")


def test_what_is_in_the_way_stays(root: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is something already"):
        export_workspace(open_workspace(root), root)
    export_workspace(open_workspace(root), tmp_path / "out")
    other = tmp_path / "second" / "profiles" / "ours.toml"
    other.parent.mkdir(parents=True)
    other.write_text("another")
    with pytest.raises(UsageError, match=r"ours\.toml: this file is another"):
        import_workspace(tmp_path / "out", tmp_path / "second")
    assert list(content(tmp_path / "second")) == ["profiles/ours.toml"]


def test_a_changed_catalogue_is_told_by_name(root: Path, tmp_path: Path) -> None:
    export_workspace(open_workspace(root), tmp_path / "out")
    own = tmp_path / "out/workspace/catalogue/competencies/deep/own.toml"
    own.write_text(LAYER.replace("Our own", "Theirs"))
    with pytest.raises(InputRefused, match=r"deep/own\.toml: The file was changed"):
        import_workspace(tmp_path / "out", tmp_path / "second")
    assert not (tmp_path / "second").exists()


def test_one_that_fails_leaves_no_workspace(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SkillsError("not the same")

    export_workspace(open_workspace(root), tmp_path / "out")
    with monkeypatch.context() as patched:
        patched.setattr("skillsmatrix.records.copies.fill_empty.check_same", fail)
        with pytest.raises(SkillsError, match="not the same"):
            import_workspace(tmp_path / "out", tmp_path / "second")
    assert content(tmp_path / "second") == {}
    import_workspace(tmp_path / "out", tmp_path / "second", "own.sqlite")
    assert open_workspace(tmp_path / "second").store_address.name == "own.sqlite"


def test_a_layer_outside_of_the_workspace_is_named(root: Path, tmp_path: Path) -> None:
    (tmp_path / "shared" / "courses").mkdir(parents=True)
    text = SETTINGS.replace('"empty"', '"empty", "../shared"')
    (root / "skills.toml").write_text(text)
    opened = open_workspace(root)
    assert layers_elsewhere(root, opened.settings) == ["../shared"]
    export_workspace(opened, tmp_path / "out")
    assert not (tmp_path / "out" / "shared").exists()


def test_an_export_that_fails_leaves_nothing(root: Path, tmp_path: Path) -> None:
    (root / "skills.toml").write_text('name = """\n"""\nstore = """city.sqlite\n"""\n')
    with pytest.raises(SkillsError):
        export_workspace(open_workspace(root), tmp_path / "out")
    assert [name for name in os.listdir(tmp_path) if "out" in name] == []
