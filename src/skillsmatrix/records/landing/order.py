"""What an import was asked to do."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from attrs import frozen

from skillsmatrix.records.kinds import Kind
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.compare import Existing
from skillsmatrix.records.landing.leavers import Missing
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.sheets.sheet import Progress


@frozen(kw_only=True)
class Order:
    """Everything that decides what comes of a sheet, besides the sheet and the store."""

    kind: Kind
    profile: Profile
    known: Known
    as_at: date
    recorded_at: datetime
    recorded_by: str
    person: str = ""
    missing: Missing = Missing.KEEP
    existing: Existing = Existing.NEWEST
    action: str = "import"
    reason: str = ""
    partial: bool = False
    rejects: Path | None = None
    dry_run: bool = False
    progress: Progress = lambda _: None
