"""Gaps of a partner's own data frames: frames in, a frame of the same library out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import narwhals as nw

from skillsmatrix.dates import Convention
from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.coding import code_frames
from skillsmatrix.evaluate.evaluation import Settings, evaluate
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.evaluate.only import Only
from skillsmatrix.graph import build_graph, check_graph
from skillsmatrix.matrix.compile import compile_policy
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.workspace.asked import check_names
from skillsmatrix.workspace.engines import lay_like
from skillsmatrix.workspace.frames_given import given_frame


def gaps(
    catalogue: Catalogue,
    *,
    assignments: Any,
    completions: Any,
    people: Any = None,
    agencies: Any = None,
    settings: Any = None,
    absences: Any = None,
    decisions: Any = None,
    tags: Any = None,
    needs: Any = None,
    as_at: date,
    convention: Convention = Convention.LAST_VALID_DAY,
    soon: int = 90,
    only: Only | None = None,
) -> Any:
    """Return the gaps of these records as a frame of the library they came in.

    Args:
        catalogue: policy without problems, as ``load_catalogue`` gives it.
        assignments: person, agency, role, start; may have end, setting, team, manager,
            employment, hours (a week).
        completions: person, item, completed; may have expires, level, outcome, hours,
            participatory_hours, multi_agency_hours, provider (an agency). Without outcome all are
            taken as complete.
        people: person; may have name. Without it names are empty.
        agencies: agency; may have sector, area. Without it no rule for a sector or area binds.
        settings: setting; may have type, area.
        absences: person, kind, start; may have end.
        decisions: person, kind, subject, start; may have end, agency, completed; kinds as in
            :class:`skillsmatrix.model.decision.DecisionKind`.
        tags: person, tag, start; may have end.
        needs: setting, need, start; may have end.
        as_at: the day asked about.
        convention: how intervals end.
        soon: what ends within so many days is expiring.
        only: limits to the question.

    Returns:
        A row a gap, columns as in :class:`skillsmatrix.evaluate.gaps.Cell`; pandas, Polars, DuckDB
        or Spark as the assignments were. Ids are text, days are dates or text like 2026-09-30.

    Raises:
        UsageError: a frame lacks a column, or the frames are of different libraries.

    >>> import polars as pl
    >>> from skillsmatrix import Only, load_catalogue, shipped_layer
    >>> found = gaps(
    ...     load_catalogue([shipped_layer()])[0],
    ...     assignments=pl.DataFrame({"person": ["P1"], "agency": ["school"], "role": ["teacher"],
    ...                               "start": ["2020-09-01"]}),
    ...     completions=pl.DataFrame({"person": ["P1"], "item": ["C17"],
    ...                               "completed": ["2026-09-03"]}),
    ...     as_at=date(2026, 9, 30), only=Only(competencies=("SGC-EDU-UPD", "SGC-EDU-IND")))
    >>> found.select("competency", "status").rows()
    [('SGC-EDU-IND', 'missing')]
    """
    read = {
        "assignments": given_frame("assignments", assignments),
        "completions": given_frame("completions", completions),
        "people": None if people is None else given_frame("people", people),
        "agencies": None if agencies is None else given_frame("agencies", agencies),
        "settings": None if settings is None else given_frame("settings", settings),
        "absences": None if absences is None else given_frame("absences", absences),
        "decisions": None if decisions is None else given_frame("decisions", decisions),
        "tags": None if tags is None else given_frame("tags", tags),
        "needs": None if needs is None else given_frame("needs", needs),
    }
    kinds = {frame.implementation for frame in read.values() if frame is not None}
    if len(kinds) > 1:
        names = " and ".join(sorted(str(kind) for kind in kinds))
        raise UsageError(f"The frames are of different libraries ({names}). Hand in one kind.")
    if isinstance(as_at, datetime) or not isinstance(as_at, date):
        raise UsageError(f"as_at must be a date ({as_at!r}). Write date(2026, 9, 30).")
    graph = build_graph(catalogue)
    circles = check_graph(graph)
    if circles:
        raise UsageError(f"The catalogue has problems: {circles[0]}")
    frames = code_frames(read, lay_like(assignments))
    evaluation = evaluate(frames, compile_policy(graph, as_at), Settings(convention, soon))
    only = only or Only()
    check_names(evaluation, only, lambda: catalogue)
    found = Gaps(evaluation, only).lazy
    return _like(found, assignments)


def _like(found: Lazy, asked: Any) -> Any:
    native = found.to_native()
    if nw.from_native(asked).implementation.is_pandas():
        return native.reset_index(drop=True)
    if nw.from_native(asked).implementation.is_polars() and not _is_lazy(asked):
        return found.collect().to_native()
    return native


def _is_lazy(frame: Any) -> bool:
    return isinstance(nw.from_native(frame), nw.LazyFrame)


__all__ = ["gaps"]
