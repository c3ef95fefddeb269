"""An export → a workspace in which nothing was recorded yet, or a new one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.records.address import Address, read_address
from skillsmatrix.records.copies.fill_empty import refuse_taken
from skillsmatrix.records.copies.import_export import import_records
from skillsmatrix.records.copies.manifest import OWN, Manifest, check_files, read_manifest
from skillsmatrix.records.copies.totals import Totals
from skillsmatrix.workspace.own_files import with_store
from skillsmatrix.workspace.settings import FILE, read_settings, write_settings


@frozen
class Imported:
    """What an export became.

    Attributes:
        totals: what the store holds now.
        made: the files of the workspace that were made, besides the store.
    """

    totals: Totals
    made: tuple[Path, ...]


def import_workspace(folder: Path, root: Path, store: str = "") -> Imported:
    """Bring an export into a workspace; settings and catalogue too where there is none yet.

    Args:
        folder: the export.
        root: the workspace, or a folder that is to be one.
        store: where the records of a new workspace go; records.sqlite by default. A password in
            an address is used, and not kept.

    Raises:
        InputRefused: the export is not whole.
        UsageError: the workspace has another store, or files that an export would overwrite.
        SkillsError: records are there already.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    address = _address(root, store)
    refuse_taken(address)
    if (root / FILE).exists():
        return Imported(import_records(folder, manifest, address), ())
    made: list[Path] = []
    try:
        _make_workspace(folder, manifest, root, store, made)
        totals = import_records(folder, manifest, address)
    except BaseException:
        for path in reversed(made):
            path.unlink(missing_ok=True)
        raise
    return Imported(totals, tuple(made))


def _address(root: Path, store: str) -> Address:
    if not (root / FILE).exists():
        address = read_address(store or "records.sqlite", root)
    else:
        address = read_address(read_settings(root).store, root)
        if store and str(read_address(store, root)) != str(address):
            raise UsageError(
                f"{root / FILE}: this workspace has another store ({address}). "
                "Change the setting first, or name another folder."
            )
        if store:
            address = read_address(store, root)  # it may have a password, the setting has none
    if isinstance(address, Path) and address.is_dir():
        raise UsageError(f"{address}: the store is a folder, only read. Name a file.")
    return address


def _make_workspace(
    folder: Path, manifest: Manifest, root: Path, store: str, made: list[Path]
) -> None:
    """Make the files of a workspace, the settings last: with them it is one."""
    files = {path: (folder / path).read_bytes() for path in manifest.files}
    own = {path.removeprefix(f"{OWN}/"): content for path, content in files.items()}
    settings = own.pop(FILE, b"").decode()
    _refuse_others(root, own)
    root.mkdir(parents=True, exist_ok=True)
    for name in tomllib.loads(settings).get("catalogues", ()):
        if name != "shipped" and not Path(name).is_absolute() and ".." not in Path(name).parts:
            (root / name / "competencies").mkdir(parents=True, exist_ok=True)
    for name, content in own.items():
        if not (root / name).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            made.append(root / name)
            (root / name).write_bytes(content)
    shown = str(read_address(store or "records.sqlite"))
    write_settings(root / FILE, with_store(settings, shown))
    made.append(root / FILE)


def _refuse_others(root: Path, own: Mapping[str, bytes]) -> None:
    for name, content in own.items():
        if (path := root / name).exists() and path.read_bytes() != content:
            raise UsageError(
                f"{path}: this file is another than that of the export. Move it away, "
                "or name a folder that is not there yet."
            )
