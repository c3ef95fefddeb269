"""Every check of a store, in the order they run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import sqlalchemy as sa

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.direct import translated
from skillsmatrix.records.store import Store
from skillsmatrix.records.verify.asked import Asked
from skillsmatrix.records.verify.codes import CODES
from skillsmatrix.records.verify.database import damaged
from skillsmatrix.records.verify.entries import (
    not_as_changed,
    out_of_order,
    superseded_too_early,
    unknown_entry,
    without_entry,
)
from skillsmatrix.records.verify.expiry import other_expiries
from skillsmatrix.records.verify.finding import Finding
from skillsmatrix.records.verify.impossible import (
    as_a_child,
    before_it_was_recorded,
    ends_first,
    too_early,
)
from skillsmatrix.records.verify.orphans import orphans, titles_without_item
from skillsmatrix.records.verify.overlaps import overlapping_assignments
from skillsmatrix.records.verify.people import same_person, without_assignment
from skillsmatrix.records.verify.placed import placed
from skillsmatrix.records.verify.references import dangling_references
from skillsmatrix.records.verify.repeats import repeated_records
from skillsmatrix.records.verify.seals import broken_seals, noted_seal
from skillsmatrix.records.verify.unknown import unknown_names

_DAMAGED = ("malformed", "corrupt", "decode", "invalid page", "disk I/O error", "not a database")
"""What a database says when it cannot read itself."""
Check = Callable[[sa.Connection, Asked], Iterable[Finding]]
Progress = Callable[[int], None]

_UNKNOWN = tuple(code for code in CODES if code.startswith("unknown-"))
CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (damaged, ("database-corrupt",)),
    (broken_seals, ("broken-chain",)),
    (noted_seal, ("broken-chain",)),
    (without_entry, ("broken-chain",)),
    (unknown_entry, ("broken-chain",)),
    (superseded_too_early, ("broken-chain",)),
    (out_of_order, ("broken-chain",)),
    (not_as_changed, ("broken-chain",)),
    (dangling_references, ("dangling-reference",)),
    (too_early, ("impossible-date",)),
    (ends_first, ("impossible-date",)),
    (as_a_child, ("impossible-date",)),
    (before_it_was_recorded, ("impossible-date", "early-record")),
    (repeated_records, ("duplicate-record", "conflicting-record")),
    (overlapping_assignments, ("overlapping-assignments",)),
    (same_person, ("duplicate-person",)),
    (without_assignment, ("person-without-assignment",)),
    (orphans, ("orphan",)),
    (titles_without_item, ("orphan",)),
    (other_expiries, ("expiry-differs",)),
    (unknown_names, _UNKNOWN),
)
"""Every check, with the codes of what it finds."""


def verify(
    store: Store,
    asked: Asked | None = None,
    *,
    only: Collection[str] = (),
    progress: Progress = lambda _: None,
) -> tuple[Finding, ...]:
    """Return what is wrong with a store, or worth a look; it is not changed.

    Args:
        store: the store.
        asked: what to know of the catalogue and the day; without it nothing is asked of them.
        only: codes to look for; all of them if empty.
        progress: called with how much is done, of a hundred.
    """
    with store.reading() as connection:
        found = verify_within(connection, store, asked, only=only, progress=progress)
        connection.rollback()  # a damaged file cannot even end a transaction as it should
    return found


def verify_within(
    connection: sa.Connection,
    store: Store,
    asked: Asked | None = None,
    *,
    only: Collection[str] = (),
    progress: Progress = lambda _: None,
) -> tuple[Finding, ...]:
    """Do the same within a transaction."""
    found: list[Finding] = []
    chosen = [(check, codes) for check, codes in CHECKS if not only or set(codes) & set(only)]
    for at, (check, _) in enumerate(chosen):
        found += _checked(connection, store, check, asked or Asked())
        progress(100 * (at + 1) // len(chosen))
        if any(finding.code == "database-corrupt" for finding in found):
            return tuple(found)  # whatever else could be read is not to be relied on
    order = {code: at for at, code in enumerate(CODES)}
    wanted = [finding for finding in found if not only or finding.code in only]
    return placed(connection, sorted(wanted, key=lambda finding: order[finding.code]))


def _checked(
    connection: sa.Connection, store: Store, check: Check, asked: Asked
) -> Iterator[Finding]:
    """Yield what a check finds; that the database is too damaged to be read is a finding too."""
    try:
        with translated(store.address):
            yield from check(connection, asked)
    except (SkillsError, sa.exc.DBAPIError) as error:
        said = " ".join(str(error.__cause__ or error).split())
        if not any(sign in said for sign in _DAMAGED):
            raise
        yield Finding(code="database-corrupt", what=f"it cannot be read ({said})")
