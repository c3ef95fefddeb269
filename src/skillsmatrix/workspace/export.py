"""A workspace → a folder of plain text: its records with all history, settings, own catalogue."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from attrs import evolve

from skillsmatrix.errors import SkillsError, UsageError
from skillsmatrix.records.copies.export import export_records, write_own
from skillsmatrix.records.copies.manifest import FILE, OWN, Manifest
from skillsmatrix.records.store import Store
from skillsmatrix.workspace.opened import Workspace
from skillsmatrix.workspace.own_files import own_files


def export_workspace(workspace: Workspace, folder: Path) -> Manifest:
    """Write everything to a folder, which is there at the end or not at all.

    Raises:
        UsageError: there is something in the folder already.
        SkillsError: the store or the folder cannot be used.
    """
    target = folder.resolve()
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UsageError(f"{folder}: there is something already. Name a folder that is not there.")
    files = own_files(workspace.root, workspace.settings)
    temporary = None
    try:
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        manifest = _written(workspace.store, temporary, files)
        temporary.rename(target)
    except OSError as error:
        raise SkillsError(
            f"{folder}: the export cannot be written ({error.strerror}). "
            "Check the folder and its disk."
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    return manifest


def _written(store: Store, folder: Path, files: dict[str, bytes]) -> Manifest:
    manifest = export_records(store, folder)
    digests = {}
    for name, content in files.items():
        path = folder / OWN / name
        for parent in reversed(path.relative_to(folder).parents):
            (folder / parent).mkdir(mode=0o700, exist_ok=True)
        digests[f"{OWN}/{name}"] = write_own(path, content)
    manifest = evolve(manifest, files=digests)
    write_own(folder / FILE, str(manifest).encode())  # the last: with it the export is whole
    return manifest
