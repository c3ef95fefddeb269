"""A new workspace: settings, a place for its own catalogue, and an empty store."""

from __future__ import annotations

from pathlib import Path

from skillsmatrix.errors import UsageError
from skillsmatrix.workspace.settings import FILE, read_settings

_SETTINGS = """\
# What this workspace is called, what it reads, and how it counts days.
name = "{name}"

# Layers of policy: later ones add to earlier ones, or override them by name.
catalogues = ["shipped", "catalogue"]

store = "records.sqlite"

# last-valid-day (a year from 15 January ends on 14 January), anniversary, day-before or days.
expiry = "last-valid-day"

# What ends within this time shows as expiring.
expiring_within = "90 days"
"""


def create_workspace(root: Path, name: str = "") -> list[Path]:
    """Make what a folder lacks to be a workspace, and return what was made.

    Settings that are there already are kept.

    Raises:
        UsageError: the folder has a store already, or its store is not ours to make.
    """
    from skillsmatrix.records.store import create_store  # slow import

    made: list[Path] = []
    settings = root / FILE
    if not settings.exists():
        root.mkdir(parents=True, exist_ok=True)
        shown = (name or root.resolve().name).replace("\\", "\\\\").replace('"', '\\"')
        settings.write_text(_SETTINGS.format(name=shown), "utf-8")
        (root / "catalogue" / "competencies").mkdir(parents=True, exist_ok=True)
        made.append(settings)
    store = root / read_settings(root).store
    if store.is_dir():
        raise UsageError(f"{store}: the store is a folder of Parquet files, which is only read.")
    if store.exists():
        raise UsageError(f"{store}: this workspace has a store already. Nothing was changed.")
    create_store(store)
    made.append(store)
    return made
