"""A catalogue layer tried out: the same workspace, and the same records, with it and without."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from skillsmatrix.catalogue.locate import FOLDERS, Layer
from skillsmatrix.dates import in_force
from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coverage import coverage
from skillsmatrix.evaluate.evaluation import Settings, evaluate
from skillsmatrix.evaluate.frames import Frames
from skillsmatrix.evaluate.only import Only
from skillsmatrix.evaluate.what_if import WhatIf, compared
from skillsmatrix.matrix.policy import Policy
from skillsmatrix.model.catalogue import Catalogue


def overlay(folder: Path) -> Layer:
    """Return a folder as a catalogue layer of its own name.

    Raises:
        UsageError: there is no such folder, or it holds no catalogue.
    """
    if not folder.is_dir():
        wrong = "this is a file, not a folder" if folder.exists() else "there is no such folder"
        raise UsageError(
            f"{folder}: {wrong}. Name a folder with {' or '.join(FOLDERS)} in it, with what you"
            " would change."
        )
    if not any((folder / name).is_dir() for name in FOLDERS):
        raise UsageError(
            f"{folder}: a catalogue has no folder {' or '.join(FOLDERS)}. "
            "Name a folder that holds one, with what you would change."
        )
    # Its name alone, so that a figure has the same digest wherever the folder lies.
    name = folder.resolve().name
    return Layer(name, folder, shown=f"{name}/")


def what_if(
    frames: Frames, counting: Settings, sides: Sequence[tuple[Catalogue, Policy]], only: Only
) -> WhatIf:
    """Return what changes from one catalogue to another, for the same records.

    Args:
        frames: the records.
        counting: how days are counted.
        sides: the catalogue and its policy of the day, as they are and as they would be.
        only: the limits.
    """
    before, after = (Gaps(evaluate(frames, policy, counting), only) for _, policy in sides)
    now, then = (_in_force(catalogue, policy.day) for catalogue, policy in sides)
    had, has = (coverage(frames, policy, counting, only) for _, policy in sides)
    return compared(before, after, (now, then), (had, has))


def _in_force(catalogue: Catalogue, day: date) -> frozenset[str]:
    return frozenset(
        course.id
        for course in catalogue.courses.values()
        if in_force(course.start, course.end, day)
    )
