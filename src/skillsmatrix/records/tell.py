"""A plan → what a person is told: rejected rows, counts and remarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from skillsmatrix.problems import Problem
from skillsmatrix.records.check import Checked
from skillsmatrix.records.headers import Mapped
from skillsmatrix.records.kept_items import tell_kept
from skillsmatrix.records.order import Order
from skillsmatrix.records.plan import Plan
from skillsmatrix.records.result import ImportResult, Reject
from skillsmatrix.records.sheet import Sheet


def find_rejects(sheet: Sheet, checked: Checked) -> tuple[Reject, ...]:
    """Gather what is wrong by row, with the rows that did not fit under the header."""
    by_row: defaultdict[int, list[Problem]] = defaultdict(list)
    for fault in checked.faults:
        wrong, place = fault.wrong, sheet.spot(fault.row)
        by_row[fault.row].append(Problem(wrong.code, place, wrong.what, wrong.remedy))
    rejects = [
        Reject(
            line=sheet.lines[row],
            cells=tuple(column[row] for column in sheet.columns),
            problems=tuple(problems),
        )
        for row, problems in by_row.items()
    ]
    for unfit in sheet.unfit:
        wrong, place = unfit.wrong, sheet.spot_of(unfit)
        problem = Problem(wrong.code, place, wrong.what, wrong.remedy)
        rejects.append(Reject(line=unfit.line, cells=unfit.cells, problems=(problem,)))
    return tuple(sorted(rejects, key=lambda reject: reject.line or 0))


def tell(
    sheet: Sheet, mapped: Mapped, order: Order, plan: Plan, rejects: tuple[Reject, ...]
) -> ImportResult:
    """Return the result of a plan, as it is or as it would be."""
    return ImportResult(
        kind=order.kind.name,
        file=sheet.file,
        new=len(plan.changes.new),
        changed=plan.changed,
        unchanged=len(plan.changes.unchanged) - plan.with_new_id,
        ended=len(plan.leavers.ended),
        rejected=len(rejects),
        written=plan.changes_anything and not order.dry_run,
        problems=tuple(problem for reject in rejects for problem in reject.problems),
        remarks=tuple(_remarks(sheet, mapped, order, plan)),
        rejects=rejects,
    )


def _remarks(sheet: Sheet, mapped: Mapped, order: Order, plan: Plan) -> Iterator[str]:
    yield from sheet.remarks
    yield from mapped.remarks
    place, leavers = sheet.place(), plan.leavers
    if not sheet.lines and not sheet.unfit:
        yield f"{place}: there are no rows under the header."
    if repeated := len(plan.checked.repeated):
        yield f"{place}: rows that repeat another word for word, counted once: {repeated}."
    for name, count in plan.created.counts():
        yield f"{place}: {name} created, as they were not known yet: {count}."
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
    if plan.checked.kept:
        yield f"{place}: {tell_kept(plan.checked.kept, order.known)}"
    for row, text in plan.checked.remarks:
        yield f"{sheet.spot(row)}: {text}"
