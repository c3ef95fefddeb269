"""Whether anything, or anybody, had been recorded by the moment that somebody asks about."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from skillsmatrix.errors import UsageError
from skillsmatrix.problems import near
from skillsmatrix.records.address import Address
from skillsmatrix.records.direct import first_recorded
from skillsmatrix.records.store import Store


def check_known(address: Address, known_at: datetime | None) -> None:
    """Refuse a moment before the first record: an answer from nothing would look like one.

    Raises:
        UsageError: nothing had been recorded by then. Of a store that is still empty any moment
            may be asked about.
    """
    if known_at is None or (isinstance(address, Path) and not address.is_file()):
        return
    first = first_recorded(address)
    if first is not None and known_at < first:
        raise UsageError(
            f"Nothing had been recorded by {_minute(known_at)}: the first record is of"
            f" {_minute(first)}. Ask for a later moment."
        )


def nobody(store: Store, person: str, known_at: datetime | None = None) -> UsageError:
    """Return what to say of a person of whom there is nothing, or was not by a moment."""
    from skillsmatrix.records.read import known_people  # slow import

    people = known_people(store)
    if known_at is not None and person in people:
        return UsageError(
            f"Nothing was recorded of {person} by {_minute(known_at)}. Ask for a later moment."
        )
    return UsageError(f"There is no person {person}. {near(person, people)}")


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
