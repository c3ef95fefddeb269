"""The files that are a workspace's own: its settings, its catalogue, its profiles."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from skillsmatrix.catalogue.locate import SHIPPED, Layer
from skillsmatrix.errors import UsageError
from skillsmatrix.workspace.settings import FILE, WorkspaceSettings

_STORE = re.compile(r"""^[ \t]*(?:store|"store"|'store')[ \t]*=.*\n?""", re.MULTILINE)
PROFILES = "profiles"


def own_files(root: Path, settings: WorkspaceSettings) -> dict[str, bytes]:
    """Return the content of a workspace's own files, by their path in it.

    Where its store is belongs to a workspace alone: the settings are without it. So are layers of
    the catalogue that do not lie in the workspace.

    Raises:
        UsageError: the settings say where the store is in a way that cannot be taken out.
    """
    files = {FILE: without_store((root / FILE).read_bytes().decode(), root).encode()}
    for name in settings.catalogues:
        if not _elsewhere(root, name):
            layer = Layer(name, root / name)
            for shown, _ in layer.texts():
                path = (Path(name) / shown).as_posix()
                files[path] = (root / path).read_bytes()
    for profile in sorted((root / PROFILES).glob("*.toml")):
        files[f"{PROFILES}/{profile.name}"] = profile.read_bytes()
    return files


def layers_elsewhere(root: Path, settings: WorkspaceSettings) -> list[str]:
    """Return the layers of a workspace's catalogue that lie outside of it, as it names them."""
    names = [name for name in settings.catalogues if name != SHIPPED]
    return [name for name in names if _elsewhere(root, name)]


def without_store(text: str, root: Path) -> str:
    """Return settings without where the store is.

    >>> without_store('name = "City"\\nstore = "city.sqlite"\\nexpiry = "days"\\n', Path())
    'name = "City"\\nexpiry = "days"\\n'
    """
    rest = _STORE.sub("", text)
    values = tomllib.loads(text)
    values.pop("store", None)
    try:
        if tomllib.loads(rest) == values:
            return rest
    except tomllib.TOMLDecodeError:
        pass  # it was more than that line
    raise UsageError(f'{root / FILE}: store is not on a line of its own. Write store = "…" on one.')


def with_store(text: str, store: str) -> str:
    """Return settings that say where the store is, in their first line.

    >>> with_store('name = "City"\\n', "records.sqlite")
    'store = "records.sqlite"\\nname = "City"\\n'
    """
    escaped = store.replace("\\", "\\\\").replace('"', '\\"')
    return f'store = "{escaped}"\n{text}'


def _elsewhere(root: Path, name: str) -> bool:
    return name == SHIPPED or not (root / name).resolve().is_relative_to(root.resolve())
