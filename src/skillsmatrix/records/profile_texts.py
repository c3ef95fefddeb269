"""The profiles there are, each with the text of its file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from skillsmatrix.records.profile import Profile
from skillsmatrix.records.profile_file import profile_entries, read_profile


def profile_texts(folders: Sequence[Path] = ()) -> list[tuple[Profile, str]]:
    """Return the profiles of the folders and those that are shipped, by name, with their texts."""
    known = {entry.name: entry for entry in profile_entries(folders)}
    return [(read_profile(known[name]), known[name].read_text("utf-8")) for name in sorted(known)]
