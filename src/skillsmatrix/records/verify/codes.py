"""What findings are called, how bad each is, and what can be done about it."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.problems import near


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """Something cannot be true, or cannot be relied on."""
    NOTE = "note"
    """It may be as it should be; somebody should know."""


@frozen
class Code:
    """A kind of finding.

    Attributes:
        name: its stable name.
        severity: how bad it is.
        about: what it says, for one that is new to it.
        remedy: what a person does about it.
        repair: whether ``--repair`` does something about it.
    """

    name: str
    severity: Severity
    about: str
    remedy: str
    repair: bool = False


_ERROR, _NOTE = Severity.ERROR, Severity.NOTE
_CORRECT = "Correct the record: skills records correct."
_LAYER = "Add it to a catalogue layer, or correct the records."

CODES: dict[str, Code] = {
    code.name: code
    for code in (
        Code(
            "database-corrupt",
            _ERROR,
            "the database itself is damaged",
            "Do not write to it. Keep a copy, and restore the last backup: skills records restore.",
        ),
        Code(
            "broken-chain",
            _ERROR,
            "the log and the rows do not fit its seals",
            "Restore the last backup that verifies: skills records restore. Where there is none,"
            " --repair broken-chain --apply --reason TEXT puts on record that it was broken.",
            repair=True,
        ),
        Code(
            "dangling-reference",
            _ERROR,
            "a row names a row that is not there",
            "Restore the last backup that verifies: skills records restore.",
        ),
        Code("impossible-date", _ERROR, "a day that cannot be right", _CORRECT),
        Code(
            "early-record",
            _NOTE,
            "recorded before it happened, with a later day in mind",
            "Nothing, if the import said --as-at a later day; else correct the record.",
        ),
        Code(
            "duplicate-record",
            _ERROR,
            "records that say exactly the same",
            "--repair duplicate-record keeps the first and supersedes the others.",
            repair=True,
        ),
        Code(
            "conflicting-record",
            _NOTE,
            "records about the same that say different things",
            "See which is right, and withdraw the other: skills records withdraw.",
        ),
        Code(
            "overlapping-assignments",
            _NOTE,
            "the same post twice at the same time",
            "--repair overlapping-assignments ends the earlier where it is plain; else correct one.",
            repair=True,
        ),
        Code(
            "duplicate-person",
            _NOTE,
            "several people with the same e-mail or the same id in a source",
            "See whether they are one person; nothing is merged by itself.",
        ),
        Code(
            "person-without-assignment",
            _NOTE,
            "has records, but no post that stands",
            "Import or add the assignment, if there should be one.",
        ),
        Code(
            "orphan",
            _NOTE,
            "nothing belongs to it",
            "Nothing, if it is still to come; else leave it: nothing is lost by it.",
        ),
        Code(
            "expiry-differs",
            _NOTE,
            "a source's own last valid day is not the rule's; the source's stays and wins",
            "Nothing, if the certificate says so; else correct the record.",
        ),
        Code(
            "unknown-item",
            _NOTE,
            "completions of what the catalogue does not have, kept under their own title",
            "Say what it means: skills courses map.",
        ),
        *(
            Code(f"unknown-{what}", _ERROR, f"a {words} that the catalogue does not have", _LAYER)
            for what, words in (
                ("role", "role"),
                ("sector", "sector"),
                ("area", "area"),
                ("setting-type", "setting type"),
                ("kind-of-employment", "kind of employment"),
                ("kind-of-absence", "kind of absence"),
                ("tag", "tag"),
                ("need", "need"),
                ("subject", "subject of a decision"),
            )
        ),
    )
}
"""Every code there is, in the order in which findings are told."""


def find_code(name: str) -> Code:
    """Return the code of a name.

    Raises:
        UsageError: there is none.
    """
    if name not in CODES:
        raise UsageError(f"There is no such code ({name}). {near(name, CODES)}")
    return CODES[name]
