"""``skills.toml``: what a workspace is called, what it reads, how it counts days."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from attrs import field, frozen

from skillsmatrix.dates import Convention, Interval
from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.problems import Place, Problem, near
from skillsmatrix.records.address import has_secret
from skillsmatrix.records.whole_file import whole_file

FILE = "skills.toml"


@frozen(kw_only=True)
class WorkspaceSettings:
    """The settings of a workspace.

    Attributes:
        name: what people call it.
        catalogues: the layers, the first the one later ones override: ``shipped``, or folders
            below the workspace.
        store: the records: a file, a ``postgresql://`` address, or a folder of Parquet files that
            is only read.
        expiry: the convention by which intervals end.
        expiring_within: what ends within it counts as expiring.
        not_counted: kinds of employment that percentages as reported leave out, such as ``bank``.
    """

    name: str = "unnamed"
    catalogues: tuple[str, ...] = ("shipped",)
    store: str = "records.sqlite"
    expiry: Convention = Convention.LAST_VALID_DAY
    expiring_within: Interval = field(factory=lambda: Interval(90, "days"))
    not_counted: tuple[str, ...] = ()

    @property
    def soon(self) -> int:
        """``expiring_within`` in days."""
        return self.expiring_within.days or 0


def read_settings(root: Path) -> WorkspaceSettings:
    """Return the settings of the workspace in a folder.

    Raises:
        UsageError: the folder is no workspace.
        InputRefused: the settings have problems.
    """
    path = root / FILE
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"{root}: this folder is no workspace (it has no {FILE}). "
            "Go to one, name one with --workspace, or make one: skills init FOLDER."
        ) from None
    except OSError as error:
        raise UsageError(
            f"{path}: the settings cannot be read ({error.strerror}). Check who may read them."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputRefused(
            [Problem("not-toml", Place(FILE), f"The file is not TOML ({error})", "Mend the line.")]
        ) from None
    read = {**_DEFAULTS, **values}
    problems = [problem for key, value in read.items() if (problem := _problem(key, value))]
    if problems:
        raise InputRefused(problems)
    return WorkspaceSettings(
        name=read["name"],
        catalogues=tuple(read["catalogues"]),
        store=read["store"],
        expiry=Convention(read["expiry"]),
        expiring_within=Interval.parse(read["expiring_within"]),
        not_counted=tuple(read["not_counted"]),
    )


def write_settings(path: Path, text: str) -> None:
    """Write the settings of a new workspace: all of them or none, for all to read."""
    with whole_file(path) as made:
        made.write_text(text, "utf-8")
        made.chmod(0o644)


_DEFAULTS: dict[str, Any] = {
    "name": "unnamed",
    "catalogues": ["shipped"],
    "store": "records.sqlite",
    "expiry": "last-valid-day",
    "expiring_within": "90 days",
    "not_counted": [],
}


def _problem(key: str, value: Any) -> Problem | None:
    what = remedy = ""
    if key not in _DEFAULTS:
        what, remedy = f"There is no such setting ({key})", near(key, _DEFAULTS)
    elif key == "catalogues":
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            what = f"catalogues must be a list of folders ({value})"
            remedy = 'Write catalogues = ["shipped"].'
    elif key == "not_counted":
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            what = f"not_counted must be a list of kinds of employment ({value})"
            remedy = 'Write not_counted = ["bank"].'
    elif key == "expiring_within" and not isinstance(value, str):
        what = f"expiring_within must be text ({value})"
        remedy = 'Write expiring_within = "90 days".'
    elif key == "store" and isinstance(value, (list, dict)):
        what, remedy = "store must be text", "Put it in quotes."  # it may hold a password
    elif not isinstance(value, str):
        what, remedy = f"{key} must be text ({value})", "Put it in quotes."
    elif key == "store" and has_secret(value):
        what = "store holds a password, which others would read here"
        remedy = "Take it out; give it in PGPASSWORD or in ~/.pgpass."
    elif key == "expiry" and value not in list(Convention):
        what = f"expiry is no convention we know ({value})"
        remedy = near(value, [str(convention) for convention in Convention])
    elif key == "expiring_within" and not _in_days(value):
        what = f"expiring_within must be in days or weeks ({value})"
        remedy = 'Write expiring_within = "90 days".'
    return Problem("bad-setting", Place(FILE), what, remedy) if what else None


def _in_days(text: str) -> bool:
    try:
        return Interval.parse(text).days is not None
    except ValueError:
        return False
