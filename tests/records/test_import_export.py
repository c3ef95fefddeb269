"""What went out as plain text comes in again as it was, on either kind of store."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.filled import broken_seals, everything_in

from skillsmatrix.errors import InputRefused, SkillsError
from skillsmatrix.records.address import Address, Server
from skillsmatrix.records.copies.export import export_records
from skillsmatrix.records.copies.import_export import import_records
from skillsmatrix.records.copies.manifest import FILE, check_files, read_manifest
from skillsmatrix.records.store import Store, create_store, open_store


def export(store: Store, folder: Path) -> Path:
    """Make an export in a new folder."""
    folder.mkdir()
    manifest = export_records(store, folder)
    (folder / FILE).write_text(str(manifest), "utf-8")
    return folder


def bring(folder: Path, address: Address) -> None:
    """Check an export and bring it in."""
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    assert import_records(folder, manifest, address) == manifest.totals


def content(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_it_comes_in_as_it_was_on_both_kinds(
    filled: Store, database: Server, tmp_path: Path
) -> None:
    first = export(filled, tmp_path / "first")
    bring(first, database)
    second = export(open_store(database), tmp_path / "second")
    bring(second, tmp_path / "records.sqlite")
    third = export(open_store(tmp_path / "records.sqlite"), tmp_path / "third")
    assert content(first) == content(second) == content(third)
    assert everything_in(tmp_path / "records.sqlite") == everything_in(filled.address)
    assert everything_in(database) == everything_in(filled.address)
    assert broken_seals(tmp_path / "records.sqlite") == []
    assert broken_seals(database) == []


def test_files_are_for_their_owner_and_say_all(filled: Store, tmp_path: Path) -> None:
    folder = export(filled, tmp_path / "export")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder / "records").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((folder / "records").stat().st_mode) == 0o700
    people = (folder / "records" / "people.csv").read_text("utf-8").splitlines()
    assert people[0] == "id,ref,name,email,born,created"
    assert people[1] == '1,P1,Ada Kang,"",1960-04-01,4'
    completions = (folder / "records" / "completions.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:4] + line.split(",")[-1:] for line in completions[1:]] == [
        ["1", "1", "1", "complete", "11"],
        ["2", "2", "2", "in progress", ""],
        ["3", "1", "1", "complete", ""],
    ]


def _lines(change: Callable[[str], str], name: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        path = folder / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    return apply


PEOPLE = "records/people.csv"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (
            _lines(lambda text: text.replace("Ada Kang", "Ada Kong"), PEOPLE),
            [r"people.csv: The file was changed since it was exported .* Take the export again"],
        ),
        (
            lambda folder: (folder / PEOPLE).unlink(),
            ["people.csv: The file is missing. Take the export again"],
        ),
        (
            lambda folder: [(folder / "records" / f"{n}.csv").unlink() for n in ("tags", "needs")],
            ["tags.csv: The file is missing", "needs.csv: The file is missing"],
        ),
        (
            lambda folder: (folder / FILE).unlink(),
            [r"store.toml: There is no export here. Name a folder"],
        ),
        (_lines(lambda text: text + "=", FILE), ["store.toml: It cannot be read"]),
        (
            _lines(lambda text: text.replace('schema = "0003"', 'schema = "0009"'), FILE),
            ["of another skillsmatrix .schema 0009, this one knows 0003"],
        ),
        (
            _lines(lambda text: re.sub("(?m)^sha256 = .*$", 'sha256 = "0"', text, count=1), FILE),
            ["store.toml: Its digests are not those that it was made with"],
        ),
        (_lines(lambda text: text.replace("last_seal", "seal"), FILE), ["It lacks .*last_seal"]),
        (
            _lines(lambda text: text + '\n[files]\n"workspace/../../x" = "0"\n', FILE),
            ["a file that is not in the export .workspace/../../x"],
        ),
    ],
    ids=[
        *("changed", "missing", "two missing", "no store.toml", "no TOML", "another schema"),
        *("digest", "lacking", "outside"),
    ],
)
def test_what_is_not_whole_is_told_by_name(
    filled_pattern: Path, tmp_path: Path, spoil: Callable[[Path], None], says: list[str]
) -> None:
    folder = export(open_store(filled_pattern), tmp_path / "export")
    spoil(folder)
    with pytest.raises(InputRefused) as refused:
        bring(folder, tmp_path / "records.sqlite")
    assert [told for told in says if not re.search(told, str(refused.value))] == []
    assert not (tmp_path / "records.sqlite").exists()


def _forge(folder: Path, change: Callable[[str], str]) -> None:
    """Change people.csv and all digests with it, as somebody would who knows how."""
    manifest = read_manifest(folder)
    _lines(change, PEOPLE)(folder)
    import hashlib

    digest = hashlib.sha256((folder / PEOPLE).read_bytes()).hexdigest()
    changed = {**manifest.digests, "people": digest}
    from attrs import evolve

    (folder / FILE).write_text(str(evolve(manifest, digests=changed)), "utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text + "9,P9,Nobody,,,\n", "people.csv: .*line 5: email has no value"),
        (lambda text: text + '9,P9,Nobody,"",,\n', "people should have 3 rows, and has 4"),
        (lambda text: text.replace("1960-04-01", "1960-04-31"), "people.csv: .*line 2: day"),
        (lambda text: text.replace("1,P1,", "one,P1,"), "people.csv: .*line 2: .*'one'"),
        (lambda text: text.replace("Cy Moss", '"Cy Moss'), "people.csv: .*line"),
    ],
    ids=["a null", "a row more", "no day", "no number", "a quote"],
)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_nothing_half_done_where_the_files_are_wrong(
    filled_pattern: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    kind: str,
    change: Callable[[str], str],
    says: str,
) -> None:
    folder = export(open_store(filled_pattern), tmp_path / "export")
    place = request.getfixturevalue("database") if kind == "postgres" else tmp_path / "new.sqlite"
    _forge(folder, change)
    with pytest.raises(SkillsError, match=says):
        bring(folder, place)
    if kind == "sqlite":
        assert not [name for name in os.listdir(tmp_path) if "new.sqlite" in name]
    else:
        assert set(map(len, everything_in(place).values())) == {0}


def test_records_that_are_there_stay(filled: Store, tmp_path: Path) -> None:
    folder = export(filled, tmp_path / "export")
    before = everything_in(filled.address)
    with pytest.raises(SkillsError, match="records are there already"):
        bring(folder, filled.address)
    assert everything_in(filled.address) == before


def test_an_empty_store_comes_back_empty(store: Store, tmp_path: Path) -> None:
    folder = export(store, tmp_path / "export")
    create_store(tmp_path / "new.sqlite")
    bring(folder, tmp_path / "new.sqlite")
    assert content(export(open_store(tmp_path / "new.sqlite"), tmp_path / "again")) == content(
        folder
    )
