"""What the checks need to be told, besides the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from skillsmatrix.dates import Convention, Interval
from skillsmatrix.records.known import Known


@frozen
class Lasting:
    """How long something counts by a rule.

    Attributes:
        every: from the day it is completed; None for good.
        early: a renewal so long before the last valid day loses nothing, and may last so much longer.
    """

    every: Interval | None
    early: Interval | None = None


@frozen(kw_only=True)
class Asked:
    """What is to be known of the world outside of the store.

    Attributes:
        as_at: what was completed later than this lies in the future, even where it was recorded
            with a day in mind; None for whatever is later than its recording.
        known: what the catalogue knows; None to ask nothing about it.
        lasting: by course or competency, how long it counts by each rule that asks for it.
        convention: how days are counted.
        seal: the seal of an entry, noted earlier; the log must still have it.
    """

    as_at: date | None = None
    known: Known | None = None
    lasting: Mapping[str, tuple[Lasting, ...]] = field(factory=dict)
    convention: Convention = Convention.LAST_VALID_DAY
    seal: str = ""
