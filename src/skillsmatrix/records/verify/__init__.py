"""Verify: the store checks itself, and puts right what can be put right without asking.

``run`` asks every check there is; ``codes`` says what each finding is called, how bad it is, and
what to do. ``database`` and ``references`` look at the store as a database, ``seals`` and ``entries``
at the log's chain, the others at what records say: ``impossible``, ``repeats``, ``people``,
``overlaps``, ``orphans``, ``unknown``, ``expiry``. ``placed`` says where each row came from.

``repair`` says what a repair would do, and does it; ``reseal`` is the one for a broken chain.
"""

from skillsmatrix.records.verify.asked import Asked, Lasting
from skillsmatrix.records.verify.codes import CODES, Code, Severity, find_code
from skillsmatrix.records.verify.finding import Finding
from skillsmatrix.records.verify.run import verify
from skillsmatrix.records.verify.seals import LastSeal, last_seal

__all__ = [
    "CODES",
    "Asked",
    "Code",
    "Finding",
    "LastSeal",
    "Lasting",
    "Severity",
    "find_code",
    "last_seal",
    "verify",
]
