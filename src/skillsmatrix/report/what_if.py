"""The page of ``skills what-if``: before and after, in all, by agency and by competency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skillsmatrix.evaluate.what_if import Change, Side, WhatIf
from skillsmatrix.report.table import Column, Page, Value
from skillsmatrix.report.words import long_day, more_rows, percent_words

_COLUMNS = (
    Column("of", "Of"),
    Column("id", "", shrinks=True, least=10),
    Column("title", "Title", narrow=False),
    Column("gaps_before", "Gaps"),
    Column("gaps_after", "then"),
    Column("percent_before", "Met %"),
    Column("percent_after", "then"),
    Column("places_before", "Places"),
    Column("places_after", "then"),
    Column("people_before", "People"),
    Column("people_after", "then"),
    Column("gaps_change", "Gaps +/-", drops=True),
    Column("over_time_before", "Over time", narrow=False),
    Column("over_time_after", "Over time then", narrow=False),
    Column("by_none_before", "By no course", narrow=False),
    Column("by_none_after", "By no course then", narrow=False),
)


def what_if_page(
    found: WhatIf, workspace: str, layer: str, limit: int | None, titles: Mapping[str, str]
) -> Page:
    """Return what a layer would change: the total, each agency, then what changes most.

    Args:
        found: the answer.
        workspace: its name.
        layer: the name of the layer tried out.
        limit: show no more competencies than this; None for all.
        titles: id of a competency, a course or an agency → what people call it.
    """
    shown = found.competencies[:limit]
    return Page(
        title=f"What if: {layer} over {workspace}",
        header=tuple(_header(found, titles)),
        columns=_COLUMNS,
        rows=(
            _row("total", found.total, titles),
            *(_row("agency", change, titles) for change in found.agencies),
            *(_row("competency", change, titles) for change in shown),
        ),
        notes=(*more_rows(len(found.competencies) - len(shown)), *_notes(found)),
        facts=_facts(found),
    )


def _header(found: WhatIf, titles: Mapping[str, str]) -> Iterator[str]:
    before, after = found.total.before, found.total.after
    yield (
        f"As at {long_day(found.day)}, the same records by two catalogues:"
        f" {found.before[:12]} as it is, {found.after[:12]} with the layer over it."
    )
    yield (
        f"Gaps: {_change(before.figures.gaps, after.figures.gaps)}."
        f" People with gaps: {_change(before.people, after.people)}."
        f" Met: {percent_words(before.figures.percent)} → {percent_words(after.figures.percent)}."
    )
    then, now = after.places, before.places
    if then is not None and now is not None:
        yield (
            f"Course places that would close gaps: {_change(now.needed, then.needed)}."
            f" Beside them, gaps that take hours or several events:"
            f" {_change(now.over_time, then.over_time)};"
            f" that no course closes: {_change(now.by_none, then.by_none)}."
        )
    if found.withdrawn:
        yield f"Not in force any more: {'; '.join(_titled(n, titles) for n in found.withdrawn)}."
    if found.no_course_any_more:
        names = "; ".join(_titled(name, titles) for name in found.no_course_any_more)
        yield f"Required, and no course in force would give it any more: {names}."


def _change(before: int, after: int) -> str:
    same = f"{before:,} as now"
    return same if before == after else f"{before:,} → {after:,} ({after - before:+,})"


def _titled(name: str, titles: Mapping[str, str]) -> str:
    return f"{name} ({titles[name]})" if name in titles else name


def _notes(found: WhatIf) -> Iterator[str]:
    if not found.competencies and not any(change.any for change in found.agencies):
        yield "Nothing would change on that day: try another with --as-at."
    else:
        yield f"Competencies that would change: {len(found.competencies):,}."
    yield (
        "Places: the fewest courses for each person's gaps, chosen greedily; one may close gaps at"
        " several agencies, so agencies may add up to more than the total."
    )


def _row(of: str, change: Change, titles: Mapping[str, str]) -> tuple[Value, ...]:
    before, after = change.before, change.after
    return (
        of,
        change.key,
        titles.get(change.key, ""),
        before.figures.gaps,
        after.figures.gaps,
        before.figures.percent,
        after.figures.percent,
        *_places(before, after, "needed"),
        before.people,
        after.people,
        change.gaps,
        *_places(before, after, "over_time"),
        *_places(before, after, "by_none"),
    )


def _places(before: Side, after: Side, name: str) -> Iterator[Value]:
    for side in (before, after):
        yield None if side.places is None else getattr(side.places, name)


def _facts(found: WhatIf) -> dict[str, Any]:
    return {
        "as_at": found.day.isoformat(),
        "catalogue_before": found.before,
        "catalogue_after": found.after,
        "competencies_changed": len(found.competencies),
        "withdrawn": list(found.withdrawn),
        "no_course_any_more": list(found.no_course_any_more),
    }
