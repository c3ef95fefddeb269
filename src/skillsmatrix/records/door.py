"""The way into the store: a file, or one record, checked as a whole and landing as a whole.

>>> from tempfile import TemporaryDirectory
>>> from skillsmatrix.records.store import create_store, open_store
>>> folder = TemporaryDirectory()
>>> create_store(Path(folder.name) / "store.sqlite")
>>> store = open_store(Path(folder.name) / "store.sqlite")
>>> result = import_row(
...     store, "people", {"id": "P1", "name": "Ada King"},
...     known=Known(), as_at=date(2026, 9, 1),
...     recorded_at=datetime(2026, 9, 1, 12, tzinfo=UTC), recorded_by="ada",
... )
>>> print(result)
people from (one record): 1 new, 0 changed, 0 unchanged, 0 ended, 0 rejected
>>> folder.cleanup()
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from attrs import evolve

from skillsmatrix.errors import UsageError
from skillsmatrix.problems import near
from skillsmatrix.records.kinds import KINDS, Kind
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.compare import Existing
from skillsmatrix.records.landing.land import land
from skillsmatrix.records.landing.leavers import Missing
from skillsmatrix.records.landing.order import Order
from skillsmatrix.records.landing.rejects import may_replace
from skillsmatrix.records.landing.result import ImportResult
from skillsmatrix.records.profiles.profile import Profile, UnknownItems, own_profile
from skillsmatrix.records.sheets.sheet import Progress, Sheet
from skillsmatrix.records.sheets.sheet_file import read_sheets
from skillsmatrix.records.store import Store

__all__ = ["UTC", "Existing", "ImportResult", "Known", "Missing", "import_file", "import_row"]

_ONE = "(one record)"


def import_file(
    store: Store,
    kind: str,
    path: Path,
    *,
    known: Known,
    as_at: date,
    recorded_at: datetime,
    recorded_by: str,
    profile: Profile | None = None,
    person: str = "",
    missing: Missing = Missing.KEEP,
    existing: Existing = Existing.NEWEST,
    partial: bool = False,
    rejects: Path | None = None,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> ImportResult:
    """Bring the records of a CSV or XLSX file into the store.

    Args:
        store: where they go.
        kind: one of :data:`~skillsmatrix.records.kinds.KINDS`.
        path: the file.
        known: what the catalogue knows.
        as_at: the day asked about; no completion may lie after it.
        recorded_at: now.
        recorded_by: who imports.
        profile: how to read the file; our own template, if None.
        person: our id of the one person the file is about, if it names none.
        missing: what becomes of those who are stored and no longer in the file.
        existing: what becomes of a record that is stored with other values.
        partial: let the good rows in where others have problems.
        rejects: where to write the rows that have problems, for ``partial``.
        dry_run: say what would be done, and do nothing.
        progress: told how far it is, from 0 to 100.

    Raises:
        InputRefused: the file has problems; nothing was changed. Problems of rows are in the
            result instead where ``partial`` or ``dry_run`` is given.
        UsageError: what was asked for cannot be done.
    """
    found = find_kind(kind)
    used = profile or own_profile(found)
    if found.name not in used.kind:
        raise UsageError(
            f"The profile {used.name} is for {' and '.join(used.kind)}, not for {found.name}."
        )
    if rejects is not None and not partial:
        raise UsageError("--rejects goes with --partial: without it, nothing lands at all.")
    if rejects is not None and path.exists() and not (path.is_file() or path.is_dir()):
        raise UsageError(f"Refused rows are read twice: save what comes first as a file ({path}).")
    if rejects is not None and not may_replace(rejects) and rejects.resolve() != path.resolve():
        raise UsageError(
            f"The refused rows would overwrite a file that is none of refused rows ({rejects}). "
            "Name another."
        )
    if rejects is not None and rejects.resolve() == path.resolve():
        raise UsageError(f"The refused rows would overwrite the file itself ({path}).")
    order = Order(
        kind=found,
        profile=used,
        known=known,
        as_at=as_at,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        person=person,
        missing=missing,
        existing=existing,
        partial=partial,
        rejects=rejects,
        dry_run=dry_run,
        progress=progress,
    )
    progress(0)
    return land(store, lambda: read_sheets(path, used), order)


def import_row(
    store: Store,
    kind: str,
    values: Mapping[str, str],
    *,
    known: Known,
    as_at: date,
    recorded_at: datetime,
    recorded_by: str,
    dry_run: bool = False,
) -> ImportResult:
    """Bring a single record into the store, by the same rules as a file of our own template.

    Only what a file calls a thing is kept as evidence: whoever adds a record by hand can name it.

    Args:
        store: where it goes.
        kind: the kind of records, as for :func:`import_file`.
        values: text by field.
        known: what the catalogue knows.
        as_at: the day asked about.
        recorded_at: now.
        recorded_by: who adds it.
        dry_run: say what would be done, and do nothing.

    Raises:
        InputRefused: something is wrong with it; nothing was changed.
    """
    found = find_kind(kind)
    needed = {field.name: "" for field in found.fields if field.required or field.column}
    values = needed | dict(values)
    sheet = Sheet(
        file=_ONE,
        sha256=hashlib.sha256(json.dumps(values).encode()).hexdigest(),
        headers=tuple(values),
        columns=tuple((value.strip(),) for value in values.values()),
        lines=[None],
    )
    order = Order(
        kind=found,
        profile=evolve(own_profile(found), unknown_items=UnknownItems.REFUSE),
        known=known,
        as_at=as_at,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        action="add",
        dry_run=dry_run,
    )
    return land(store, lambda: [sheet], order)


def find_kind(name: str) -> Kind:
    """Return a kind of records by its name, or by what a single one is called.

    Raises:
        UsageError: there is none of this name.
    """
    for kind in KINDS.values():
        if name in (kind.name, kind.one):
            return kind
    raise UsageError(f"There is no such kind of records ({name}). {near(name, KINDS)}")
