"""A new workspace: settings, a place for its own catalogue, and an empty store."""

from __future__ import annotations

from pathlib import Path

from skillsmatrix.errors import UsageError
from skillsmatrix.records.address import read_address
from skillsmatrix.workspace.settings import FILE, read_settings, write_settings

_SETTINGS = """\
# What this workspace is called, what it reads, and how it counts days.
name = "{name}"

# Layers of policy: later ones add to earlier ones, or override them by name.
catalogues = ["shipped", "catalogue"]

store = "{store}"

# last-valid-day (a year from 15 January ends on 14 January), anniversary, day-before or days.
expiry = "last-valid-day"

# What ends within this time shows as expiring.
expiring_within = "90 days"
"""


def create_workspace(root: Path, name: str = "", store: str = "") -> list[str]:
    """Make what a folder lacks to be a workspace, and return what was made.

    Settings that are there already are kept.

    Args:
        root: the folder.
        name: what to call it; the folder's name by default.
        store: a file below it, or ``postgresql://…``; a password in it is used, and not kept.

    Raises:
        UsageError: the folder has a store already, or its store is not ours to make.
    """
    from skillsmatrix.records.store import create_store  # slow import

    made: list[str] = []
    settings = root / FILE
    if not settings.exists():
        address = read_address(store or "records.sqlite")
        root.mkdir(parents=True, exist_ok=True)
        shown = (name or root.resolve().name).replace("\\", "\\\\").replace('"', '\\"')
        # The settings come last: whoever is ended in the middle can do it again.
        (root / "catalogue" / "competencies").mkdir(parents=True, exist_ok=True)
        write_settings(settings, _SETTINGS.format(name=shown, store=address))
        made.append(str(settings))
    kept = read_settings(root).store
    address = read_address(kept, root)
    if store and str(read_address(store, root)) != str(address):
        raise UsageError(
            f"{settings}: this workspace has another store ({address}). Change the setting first, "
            "or make another workspace."
        )
    if store:
        address = read_address(store, root)  # it may have a password, the setting has none
    if isinstance(address, Path):
        if address.is_dir():
            raise UsageError(f"{address}: the store is a folder of Parquet files, only read.")
        if address.exists():
            raise UsageError(f"{address}: this workspace has a store already. Nothing was changed.")
    try:
        create_store(address)
    except BaseException:
        if made:  # else the next attempt would be held to a store that cannot be
            settings.unlink()
        raise
    made.append(str(address))
    return made
