"""What holds for everybody beside the rules: recognitions, extensions, absences."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from skillsmatrix.dates import Interval
from skillsmatrix.model.recognition import Acceptance
from skillsmatrix.model.requirement import Clock


@frozen(kw_only=True)
class Recognised:
    """A recognition in force, as :class:`skillsmatrix.model.recognition.Recognition` has it."""

    id: str
    agencies: tuple[str, ...]
    sectors: tuple[str, ...]
    from_agencies: tuple[str, ...]
    from_sectors: tuple[str, ...]
    competencies: tuple[str, ...]
    frameworks: tuple[str, ...]
    acceptance: Acceptance
    level: int | None
    not_older_than: Interval | None
    aligned: str | None
    layer: int
    start: date | None


@frozen(kw_only=True)
class Extended:
    """Days that everybody was given: what lapses from ``start`` through ``end`` holds to ``end``."""

    competencies: tuple[str, ...]
    start: date
    end: date
    agencies: tuple[str, ...]
    sectors: tuple[str, ...]


@frozen(kw_only=True)
class Away:
    """What a kind of absence does."""

    kind: str
    pauses: tuple[Clock, ...]
    after: Interval | None
    grace: Interval | None
