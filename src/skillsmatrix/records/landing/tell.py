"""What came of a file → what a person is told: rejected rows, counts and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.problems import Problem, shown
from skillsmatrix.records.landing.compare import Verdict
from skillsmatrix.records.landing.gather import Gathered
from skillsmatrix.records.landing.kept_items import tell_kept
from skillsmatrix.records.landing.leavers import Leavers
from skillsmatrix.records.landing.order import Order
from skillsmatrix.records.landing.rejects import Row
from skillsmatrix.records.landing.result import ImportResult

_UNDONE = 5
_TOLD = 1000
"""The problems of one refused file that are told; who has mended them is told the others."""


@frozen(kw_only=True)
class Outcome:
    """What becomes of the rows of a file.

    Attributes:
        by_part: how many rows of each part have each verdict.
        repeated: rows that repeat another word for word.
        with_new_id: people of each part that are as they were, but for ids in other systems.
        leavers: whose assignments end.
        undone: records put right by hand that rows have other values for again.
    """

    by_part: Mapping[tuple[int, Verdict], int]
    repeated: int
    with_new_id: Mapping[int, int]
    leavers: Leavers
    undone: Sequence[int] = ()

    def count(self, verdict: Verdict) -> int:
        """Return how many rows have a verdict."""
        return sum(n for (_, each), n in self.by_part.items() if each is verdict)

    def counted(self, part: int, gathered: Gathered) -> dict[str, int]:
        """Return what the log says of a part."""

        def of(*verdicts: Verdict) -> int:
            return sum(self.by_part.get((part, each), 0) for each in verdicts)

        with_new_id = self.with_new_id.get(part, 0)
        return {
            "new": of(Verdict.NEW),
            "changed": of(Verdict.CHANGED) + with_new_id,
            "unchanged": of(Verdict.UNCHANGED, Verdict.SETTLED) - with_new_id,
            "ended": 0 if part else len(self.leavers.ended),
            "rejected": sum(at == part for at, _, _ in gathered.rejects),
        }


def counts(connection: sa.Connection, staged: sa.Table) -> dict[tuple[int, Verdict], int]:
    """Count the staged rows by part and verdict."""
    verdict = sa.func.coalesce(staged.c.verdict, int(Verdict.NEW))
    columns = staged.c.part, verdict
    query = sa.select(*columns, sa.func.count()).group_by(*columns)
    return {(part, Verdict(verdict)): n for part, verdict, n in connection.execute(query)}


def first_problems(gathered: Gathered) -> list[Problem]:
    """Return the problems in the order of the file, as many as a person may want to read."""

    def place(row: Row) -> tuple[int, int, int]:
        part, line, under = row
        return part, line or 0, gathered.wide.get(under or "", 0)

    rejects = gathered.rejects
    ordered = [problem for row in sorted(rejects, key=place) for problem in rejects[row]]
    if (more := len(ordered) - _TOLD) <= 0:
        return ordered
    last = ordered[_TOLD - 1].place
    rest = Problem(
        "more-problems",
        last,
        f"And more problems after these ({more})",
        "Mend these first; or let the good rows in, and have the others written: "
        "--partial --rejects FILE.",
    )
    return [*ordered[:_TOLD], rest]


def tell(gathered: Gathered, outcome: Outcome, order: Order) -> ImportResult:
    """Return the result, as it is or as it would be."""
    new, changed = outcome.count(Verdict.NEW), outcome.count(Verdict.CHANGED)
    ended = len(outcome.leavers.ended)
    with_new_id = sum(outcome.with_new_id.values())
    changed += with_new_id
    unchanged = outcome.count(Verdict.UNCHANGED) + outcome.count(Verdict.SETTLED)
    return ImportResult(
        kind=order.kind.name,
        file=gathered.parts[0].file,
        new=new,
        changed=changed,
        unchanged=unchanged - with_new_id,
        ended=ended,
        rejected=len(gathered.rejects),
        written=bool(new or changed or ended or gathered.new_ids) and not order.dry_run,
        problems=tuple(first_problems(gathered)),
        remarks=tuple(map(shown, _remarks(gathered, outcome, order))),
    )


def _remarks(gathered: Gathered, outcome: Outcome, order: Order) -> Iterator[str]:
    yield from gathered.remarks
    place, leavers = gathered.parts[0].place(), outcome.leavers
    if not gathered.rows:
        yield f"{place}: there are no rows under the header."
    if outcome.repeated:
        yield f"{place}: rows that repeat another word for word, counted once: {outcome.repeated}."
    for name, count in gathered.created.counts():
        yield f"{place}: {name} created, as they were not known yet: {count}."
    if settled := outcome.count(Verdict.SETTLED):
        yield (
            f"{place}: rows that say what was corrected or withdrawn here since, left as they "
            f"are now: {settled}."
        )
    if outcome.undone:
        shown = ", ".join(f"{order.kind.one} {number}" for number in outcome.undone[:_UNDONE])
        more = ", …" if len(outcome.undone) > _UNDONE else ""
        yield (
            f"{place}: records that were put right by hand, and have new values from the file: "
            f"{len(outcome.undone)} ({shown}{more})."
        )
    if leavers.kept:
        yield (
            f"{place}: assignments that are not in the file, but start on {order.as_at} or "
            f"later, kept: {len(leavers.kept)}."
        )
    if leavers.returned:
        yield (
            f"{place}: assignments that are in the file, but had ended, left ended "
            f"as the file has no column for the end: {leavers.returned}."
        )
    if gathered.kept:
        yield f"{place}: {tell_kept(gathered.kept, order.known)}"
    yield from gathered.row_remarks
