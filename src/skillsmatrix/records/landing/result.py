"""What came of an import."""

from __future__ import annotations

from attrs import frozen

from skillsmatrix.problems import Problem, shown


@frozen(kw_only=True)
class ImportResult:
    """What an import did, or would do.

    Attributes:
        new: records that were added.
        changed: records that the store had with other values.
        unchanged: records that the store had just so.
        ended: assignments that ended because the file no longer has them.
        rejected: rows with problems.
        written: whether the store was changed.
        problems: what is wrong with the rejected rows; of very many the first.
        remarks: what a person may want to know, and need not do anything about.
    """

    kind: str
    file: str
    new: int
    changed: int
    unchanged: int
    ended: int
    rejected: int
    written: bool
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say the counts in one line."""
        return shown(
            f"{self.kind} from {self.file}: {self.new} new, {self.changed} changed, "
            f"{self.unchanged} unchanged, {self.ended} ended, {self.rejected} rejected"
        )
