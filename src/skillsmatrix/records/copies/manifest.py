"""``store.toml``: what an export holds, so that whoever takes it in can see that it is whole."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import field, frozen

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Place, Problem
from skillsmatrix.records.copies.totals import Totals
from skillsmatrix.records.identity import SCHEMA
from skillsmatrix.records.tables import metadata

FILE = "store.toml"
OWN = "workspace"
"""Where the files of the workspace are in an export."""
_HEAD = """\
# Everything that a store of skillsmatrix holds. In the files nothing between commas is a null,
# "" is an empty text. The digest is that of: sha256sum records/*.csv | sha256sum
"""
_AGAIN = "Take the export again, or use a backup."


@frozen(kw_only=True)
class Manifest:
    """What an export holds.

    Attributes:
        totals: what the store held.
        digests: SHA-256 of each table's file, by table.
        files: SHA-256 of the workspace's own files, by their path in the export.
    """

    totals: Totals
    digests: Mapping[str, str]
    files: Mapping[str, str] = field(factory=dict)

    @property
    def digest(self) -> str:
        """The SHA-256 of all records: two stores with the same hold the same."""
        listed = "".join(
            f"{self.digests[name]}  {path_of(name)}\n" for name in sorted(self.digests)
        )
        return hashlib.sha256(listed.encode()).hexdigest()

    def __str__(self) -> str:
        """Give the text of the file."""
        last = "" if self.totals.last is None else f"last_entry = {self.totals.last}\n"
        text = f'{_HEAD}schema = "{SCHEMA}"\n{last}last_seal = "{self.totals.seal}"\n'
        text += f'digest = "{self.digest}"\n'
        for name in sorted(self.digests):
            text += f"\n[records.{name}]\nrows = {self.totals.rows[name]}\n"
            text += f'sha256 = "{self.digests[name]}"\n'
        if self.files:
            text += "\n[files]\n"
        for path in sorted(self.files):
            escaped = path.replace("\\", "\\\\").replace('"', '\\"')
            text += f'"{escaped}" = "{self.files[path]}"\n'
        return text


def path_of(table: str) -> str:
    """Return where the rows of a table are in an export."""
    return f"records/{table}.csv"


def read_manifest(folder: Path) -> Manifest:
    """Return what an export says that it holds.

    Raises:
        InputRefused: it is none, it is of another version, or what it says cannot be.
    """
    place = Place(str(folder / FILE))
    try:
        values = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise _refused(
            "no-export",
            place,
            "There is no export here",
            "Name a folder that skills records export has made.",
        ) from None
    except (OSError, ValueError) as error:
        raise _refused("bad-store-toml", place, f"It cannot be read ({error})", _AGAIN) from None
    if (schema := values.get("schema")) != SCHEMA:
        what = f"The export is of another skillsmatrix (schema {schema}, this one knows {SCHEMA})"
        remedy = "Export it again with this version: skills records upgrade, then export."
        raise _refused("other-schema", place, what, remedy)
    try:
        manifest = _manifest(values)
    except (KeyError, TypeError, AttributeError) as error:
        what = f"It lacks what every export has ({error})"
        raise _refused("bad-store-toml", place, what, _AGAIN) from None
    if manifest.digest != values.get("digest"):
        what = f"Its digests are not those that it was made with ({values.get('digest')})"
        raise _refused("bad-store-toml", place, what, _AGAIN)
    for path in manifest.files:
        parts = PurePosixPath(path).parts
        if parts[:1] != (OWN,) or ".." in parts or "\\" in path:
            what = f"It names a file that is not in the export ({path})"
            raise _refused("bad-store-toml", place, what, _AGAIN)
    return manifest


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise unless every file of an export is there, byte by byte.

    Raises:
        InputRefused: with every file that is missing or was changed.
    """
    expected = {path_of(name): digest for name, digest in manifest.digests.items()}
    problems = [
        problem
        for path, digest in (expected | dict(manifest.files)).items()
        if (problem := _problem(folder / path, digest))
    ]
    if problems:
        raise InputRefused(problems)


def _problem(path: Path, digest: str) -> Problem | None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return Problem("missing-file", Place(str(path)), "The file is missing", _AGAIN)
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})"
        return Problem("missing-file", Place(str(path)), what, "Check who may read it.")
    if found == digest:
        return None
    what = f"The file was changed since it was exported (SHA-256 {found[:12]}…, not {digest[:12]}…)"
    return Problem("changed-file", Place(str(path)), what, _AGAIN)


def _manifest(values: Mapping[str, Any]) -> Manifest:
    tables: Mapping[str, Any] = values["records"]
    if unlike := set(tables) ^ set(metadata.tables):
        raise KeyError(", ".join(sorted(unlike)))
    rows = {name: int(tables[name]["rows"]) for name in metadata.tables}
    return Manifest(
        totals=Totals(rows=rows, last=values.get("last_entry"), seal=str(values["last_seal"])),
        digests={name: str(tables[name]["sha256"]) for name in metadata.tables},
        files={str(path): str(digest) for path, digest in values.get("files", {}).items()},
    )


def _refused(code: str, place: Place, what: str, remedy: str) -> InputRefused:
    return InputRefused([Problem(code, place, what, remedy)])
