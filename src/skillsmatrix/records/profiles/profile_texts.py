"""The profiles there are, each with the text of its file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.profiles.profile_file import profile_entries, read_profile


def profile_texts(folders: Sequence[Path] = ()) -> list[tuple[Profile, str]]:
    """Return the profiles of the folders and those that are shipped, by name, with their texts.

    Those that have something wrong with them are left out: one may be just being written, by a
    suggestion that goes into a file of the folder.
    """
    found: list[tuple[Profile, str]] = []
    for _, entry in sorted({entry.name: entry for entry in profile_entries(folders)}.items()):
        with suppress(InputRefused):
            found.append((read_profile(entry), entry.read_text("utf-8")))
    return found
