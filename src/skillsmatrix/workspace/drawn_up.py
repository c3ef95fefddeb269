"""A spreadsheet of requirements → the text of a catalogue file; nothing is stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attrs import frozen

from skillsmatrix.catalogue.drawn_up import draw_up
from skillsmatrix.catalogue.slug import slug
from skillsmatrix.catalogue.wanted import Wanted
from skillsmatrix.catalogue.written import write_policy
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Reference
from skillsmatrix.records.policy_rows import read_policy_rows
from skillsmatrix.records.profiles.profile import Profile


@frozen
class DrawnUp:
    """The text of a catalogue file, and what a person may want to know of it."""

    text: str
    counts: str
    remarks: tuple[str, ...]


def policy_text(path: Path, profile: Profile, catalogue: Catalogue, day: date) -> DrawnUp:
    """Return what a spreadsheet says, as policy for people to review.

    Args:
        path: a CSV or XLSX file.
        profile: how to read it.
        catalogue: what there is already, to refer to and not to define again.
        day: today, to be written into the text.

    Raises:
        InputRefused: with everything wrong with the file.
    """
    found = read_policy_rows(path, profile)
    title = profile.title or path.stem
    source = slug(path.name)
    rows = (Wanted(place=row.place, **row.texts) for row in found.rows)
    policy = draw_up(rows, source, catalogue, title)
    counts = (
        f"{len(found.rows)} rows: {len(policy.roles)} roles, {len(policy.competencies)} competencies, "
        f"{len(policy.courses)} courses, {len(policy.requirements)} requirements"
    )
    by = f" by the profile {profile.name}" if profile.name else ""
    above = (
        f"Drawn up on {day} from {found.file}{by}: {counts}.",
        f"sha256 {found.sha256}",
        "How long each is valid the file does not say: once, until you say otherwise.",
    )
    reference = Reference(id=source, document=f"{found.file}, as it was on {day}")
    text = write_policy(policy, reference, above)
    return DrawnUp(
        text, f"requirements from {found.file}: {counts}", (*found.remarks, *policy.remarks)
    )
