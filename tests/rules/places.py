"""A workspace in a folder, and the command on it, for what is asked from a file to an answer."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from attrs import field, frozen
from tests.conftest import run_skills
from tests.rules.shipped import AGENCIES, SETTINGS, UHNM

from skillsmatrix.records.door import import_file
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.result import ImportResult
from skillsmatrix.records.profiles import profile_file
from skillsmatrix.workspace import open_workspace
from skillsmatrix.workspace.create import create_workspace

DAY = "2026-09-30"
_HEADER = (
    "Competency Name,Competence Level,Min Requirement,Essential,Expiry Date,Compliance Status,"
    "Description,Date Start,Date Last Awarded,Title,Last Updated By,VPD"
)
_FIRE = (
    '"NHS|CSTF|Fire Safety - 2 Years|","1 - Attended",,"Y","01-Jun-2027","GREEN",,'
    '"02-Jun-2025","2025/06/02 00:00:00","Fire Safety","457X|Surname, Title First","457"'
)
ESR = (_HEADER, _FIRE)
"""The header of a national export, and the national certificate in fire safety for two years."""


@frozen
class Home:
    """A workspace.

    Attributes:
        folder: where it lies.
        files: numbers the files that are brought in.
    """

    folder: Path
    files: count[int] = field(factory=count)

    def skills(self, *arguments: str, as_at: str = DAY) -> str:
        """Run the command, and return what it said."""
        ran = run_skills(*arguments, "--as-at", as_at, cwd=self.folder)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def bring(self, kind: str, *rows: str, profile: str = "", person: str = "") -> str:
        """Import rows, the first being the header, as a person would."""
        file = self.written(rows)
        more = ["--profile", profile, "--person", person] if profile else []
        return self.skills("import", kind, file.name, *more)

    def bring_on(self, day: str, kind: str, *rows: str) -> ImportResult:
        """Import rows as if on a day, at noon."""
        opened = open_workspace(self.folder)
        return import_file(
            opened.store,
            kind,
            self.written(rows),
            known=Known.of(opened.catalogue),
            as_at=date.fromisoformat(DAY),
            recorded_at=datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC),
            recorded_by="ada",
        )

    def written(self, rows: tuple[str, ...]) -> Path:
        """Write rows to a file of their own."""
        file = self.folder / f"rows-{next(self.files)}.csv"
        file.write_text("".join(f"{row}\n" for row in rows), "utf-8")
        return file

    def profile(self, name: str, like: str, item: Mapping[str, str]) -> None:
        """Write a profile like a shipped one, that also knows what some names mean."""
        text = (Path(profile_file.__file__).parent / f"{like}.toml").read_text("utf-8")
        known = "".join(f'"{said}" = "{meant}"\n' for said, meant in item.items())
        (self.folder / "profiles").mkdir(exist_ok=True)
        text += f"\n[values.item]\n{known}"
        (self.folder / "profiles" / f"{name}.toml").write_text(text, "utf-8")


def home_of(folder: Path, catalogues: list[str], settings: str = "") -> Home:
    """Return a new workspace in which the usual partners and settings are known.

    Args:
        folder: where to make it.
        catalogues: its layers; the one trust's own is there, and so is ``catalogue``, empty.
        settings: further lines of its ``skills.toml``.
    """
    (folder / "catalogue" / "competencies").mkdir(parents=True)
    shutil.copytree(UHNM, folder / "catalogue" / "uhnm")
    layers = ", ".join(f'"{layer}"' for layer in catalogues)
    (folder / "skills.toml").write_text(
        f'name = "Partners"\ncatalogues = [{layers}]\n{settings}', "utf-8"
    )
    home = Home(folder)
    create_workspace(folder)
    agencies = (f"{a.id},{a.name},{a.sector},{a.area}" for a in AGENCIES.values())
    home.bring_on("2020-01-01", "agencies", "id,name,sector,area", *agencies)
    settings_of = (f"{s.id},{s.name},{s.agency},{s.type},{s.area}" for s in SETTINGS.values())
    home.bring_on("2020-01-01", "settings", "id,name,agency,type,area", *settings_of)
    return home
